//! Label selectors: `key=value`, `key in (a,b)`, `!key`, ...; refused in the API server's words.

mod token;

use psp::GoQuoted;
use serde_json::Value;

use token::{Token, Tokens};

#[derive(Clone, Debug)]
pub(super) struct Requirement {
    key: String,
    must: Must,
}

#[derive(Clone, Debug)]
enum Must {
    Exist,
    NotExist,
    In(Vec<String>),
    NotIn(Vec<String>),
    BeMore(i64),
    BeLess(i64),
}

impl Requirement {
    pub(super) fn is_met_by(&self, labels: Option<&Value>) -> bool {
        let value = labels.and_then(|labels| labels.get(&self.key)).and_then(Value::as_str);
        let number = || value.and_then(|value| value.parse::<i64>().ok());
        match &self.must {
            Must::Exist => value.is_some(),
            Must::NotExist => value.is_none(),
            Must::In(values) => value.is_some_and(|value| values.iter().any(|each| each == value)),
            Must::NotIn(values) => value.is_none_or(|value| values.iter().all(|each| each != value)),
            Must::BeMore(than) => number().is_some_and(|number| number > *than),
            Must::BeLess(than) => number().is_some_and(|number| number < *than),
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Vec<Requirement>, String> {
    let mut tokens = Tokens::of(text);
    let mut requirements = Vec::new();
    if tokens.peek() == &Token::End {
        return Ok(requirements);
    }
    if !begins_requirement(tokens.peek()) {
        return Err(format!("found '{}', expected: !, identifier, or 'end of string'", tokens.peek()));
    }
    loop {
        let requirement =
            requirement(&mut tokens).map_err(|why| format!("unable to parse requirement: {why}"))?;
        requirements.push(requirement);
        match tokens.next() {
            Token::End => return Ok(requirements),
            Token::Comma if begins_requirement(tokens.peek()) => {}
            Token::Comma => return Err(format!("found '{}', expected: identifier after ','", tokens.peek())),
            other => return Err(format!("found '{other}', expected: ',' or 'end of string'")),
        }
    }
}

fn begins_requirement(token: &Token) -> bool {
    matches!(token, Token::Not | Token::Word(_))
}

fn requirement(tokens: &mut Tokens) -> Result<Requirement, String> {
    let negated = tokens.peek() == &Token::Not;
    if negated {
        tokens.next();
    }
    let key = match tokens.next() {
        Token::Word(key) => key,
        other => return Err(format!("found '{other}', expected: identifier")),
    };
    check_key(&key)?;
    if negated {
        return Ok(Requirement { key, must: Must::NotExist });
    }
    if matches!(tokens.peek(), Token::End | Token::Comma) {
        return Ok(Requirement { key, must: Must::Exist });
    }
    let must = match tokens.next() {
        Token::Equals | Token::DoublyEquals => Must::In(vec![value(tokens, &key)?]),
        Token::NotEquals => Must::NotIn(vec![value(tokens, &key)?]),
        Token::Word(word) if word == "in" => Must::In(values(tokens, &key)?),
        Token::Word(word) if word == "notin" => Must::NotIn(values(tokens, &key)?),
        Token::More => Must::BeMore(number(tokens, &key)?),
        Token::Less => Must::BeLess(number(tokens, &key)?),
        other => return Err(format!("found '{other}', expected: '=', '!=', '==', 'in', notin'")),
    };
    Ok(Requirement { key, must })
}

fn value(tokens: &mut Tokens, key: &str) -> Result<String, String> {
    let value = match tokens.peek() {
        Token::End | Token::Comma => String::new(),
        _ => match tokens.next() {
            Token::Word(word) => word,
            other => return Err(format!("found '{other}', expected: identifier")),
        },
    };
    check_value(key, &value)?;
    Ok(value)
}

fn number(tokens: &mut Tokens, key: &str) -> Result<i64, String> {
    let value = value(tokens, key)?;
    value.parse().map_err(|_| "for 'Gt', 'Lt' operators, the value must be an integer".to_owned())
}

/// In parentheses, between commas; where nothing stands is the empty value.
fn values(tokens: &mut Tokens, key: &str) -> Result<Vec<String>, String> {
    match tokens.next() {
        Token::Open => {}
        other => return Err(format!("found '{other}' expected: '('")),
    }
    if !matches!(tokens.peek(), Token::Word(_) | Token::Comma | Token::Close) {
        return Err(format!("found '{}', expected: ',', ')' or identifier", tokens.peek()));
    }
    let mut values = Vec::new();
    loop {
        let value = match tokens.peek() {
            Token::Word(_) => match tokens.next() {
                Token::Word(word) => word,
                _ => String::new(),
            },
            Token::Comma | Token::Close => String::new(),
            other => return Err(format!("found '{other}', expected: ',', or identifier")),
        };
        check_value(key, &value)?;
        values.push(value);
        match tokens.next() {
            Token::Comma => {}
            Token::Close => return Ok(values),
            other => return Err(format!("found '{other}', expected: ',' or ')'")),
        }
    }
}

const NAME: &str = "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an \
                    alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is \
                    '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and \
                     must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', \
                     regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

fn check_key(key: &str) -> Result<(), String> {
    let name = key.split_once('/').map_or(key, |(_, name)| name);
    let wrong = |why: &str| Err(format!("invalid label key {}: {why}", GoQuoted(key)));
    match name {
        "" => wrong("name part must be non-empty"),
        name if name.len() > 63 => wrong("name part must be no more than 63 characters"),
        name if !is_name(name) => wrong(NAME),
        _ => Ok(()),
    }
}

fn check_value(key: &str, value: &str) -> Result<(), String> {
    let wrong = |why: &str| {
        Err(format!("invalid label value: {}: at key: {}: {why}", GoQuoted(value), GoQuoted(key)))
    };
    match value {
        value if value.len() > 63 => wrong("must be no more than 63 characters"),
        value if !value.is_empty() && !is_name(value) => wrong(VALUE),
        _ => Ok(()),
    }
}

fn is_name(text: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    edge(text.chars().next())
        && edge(text.chars().next_back())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.'))
}
