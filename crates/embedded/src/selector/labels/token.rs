//! A label selector's words and signs.

use std::fmt;

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Token {
    Word(String),
    Not,
    Equals,
    /// The same.
    DoublyEquals,
    NotEquals,
    More,
    Less,
    Open,
    Close,
    Comma,
    End,
}

pub(super) struct Tokens {
    /// The last first.
    rest: Vec<Token>,
}

impl Tokens {
    pub(super) fn of(text: &str) -> Self {
        let mut rest = Vec::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let doubled = matches!(letter, '=' | '!') && letters.peek() == Some(&'=');
            rest.push(match letter {
                letter if letter.is_ascii_whitespace() => continue,
                '=' if doubled => Token::DoublyEquals,
                '=' => Token::Equals,
                '!' if doubled => Token::NotEquals,
                '!' => Token::Not,
                '>' => Token::More,
                '<' => Token::Less,
                '(' => Token::Open,
                ')' => Token::Close,
                ',' => Token::Comma,
                letter => {
                    let mut word = String::from(letter);
                    while let Some(next) = letters.next_if(|next| !ends_word(*next)) {
                        word.push(next);
                    }
                    Token::Word(word)
                }
            });
            if doubled {
                letters.next();
            }
        }
        rest.reverse();
        Self { rest }
    }

    pub(super) fn peek(&self) -> &Token {
        self.rest.last().unwrap_or(&Token::End)
    }

    pub(super) fn next(&mut self) -> Token {
        self.rest.pop().unwrap_or(Token::End)
    }
}

fn ends_word(letter: char) -> bool {
    letter.is_ascii_whitespace() || matches!(letter, '=' | '!' | '>' | '<' | '(' | ')' | ',')
}

/// As messages show it.
impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Word(word) => word,
            Self::Not => "!",
            Self::Equals => "=",
            Self::DoublyEquals => "==",
            Self::NotEquals => "!=",
            Self::More => ">",
            Self::Less => "<",
            Self::Open => "(",
            Self::Close => ")",
            Self::Comma => ",",
            Self::End => "",
        })
    }
}
