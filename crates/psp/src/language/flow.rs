//! `[a, b]` and `{key: value}` on one line, as far as they are written.

use super::outline::Step;

/// Where the end of an unfinished text stands.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Open<'a> {
    /// The way to it from where the text begins.
    pub(super) steps: Vec<Step>,
    /// What is written of the word at the end.
    pub(super) typed: &'a str,
    /// Does the word stand behind a key and its colon?
    pub(super) is_value: bool,
}

enum Level {
    List(usize),
    Map(Option<String>),
}

/// Reads a text that begins with `[` or `{`. `None` when everything in it is closed.
pub(super) fn end_of(text: &str) -> Option<Open<'_>> {
    let mut levels: Vec<Level> = Vec::new();
    let mut word = 0;
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        let next = at + letter.len_utf8();
        match letter {
            _ if quote.is_some() => quote = quote.filter(|open| *open != letter),
            '\'' | '"' => quote = Some(letter),
            '[' => levels.push(Level::List(0)),
            '{' => levels.push(Level::Map(None)),
            ']' | '}' => drop(levels.pop()),
            ',' => match levels.last_mut() {
                Some(Level::List(index)) => *index += 1,
                Some(Level::Map(key)) => *key = None,
                None => {}
            },
            ':' => {
                let name = text.get(word..at).unwrap_or_default();
                match levels.last_mut() {
                    Some(Level::Map(key))
                        if text.get(next..).is_none_or(|rest| rest.starts_with(' ') || rest.is_empty()) =>
                    {
                        *key = Some(unquoted(name).to_owned());
                    }
                    _ => continue,
                }
            }
            _ => continue,
        }
        if quote.is_none() && !matches!(letter, '\'' | '"') {
            word = next;
        }
    }
    let is_value = matches!(levels.last()?, Level::Map(Some(_)));
    let step = |level| match level {
        Level::List(index) => Some(Step::Item(index)),
        Level::Map(key) => key.map(Step::Key),
    };
    let typed = text.get(word..).unwrap_or_default().trim_start();
    Some(Open { steps: levels.into_iter().filter_map(step).collect(), typed, is_value })
}

/// Without the quotes around it, or before it while it is being written.
pub(super) fn unquoted(word: &str) -> &str {
    word.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::{Step, end_of};

    #[test]
    fn knows_the_list_and_the_key_at_the_end() {
        let open = end_of("[{min: 1, max: 2}, {min: 3, ma").unwrap();
        assert_eq!((open.steps, open.typed, open.is_value), (vec![Step::Item(1)], "ma", false));
        let open = end_of("{rule: Mu").unwrap();
        assert_eq!((open.steps, open.typed, open.is_value), (vec![Step::Key("rule".into())], "Mu", true));
        assert_eq!(end_of("[secret, 'a, b', ").unwrap().steps, [Step::Item(2)]);
        assert_eq!(end_of("[a, b]"), None);
    }
}
