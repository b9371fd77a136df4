//! What is wrong with a text, what is worth knowing about it, and which words to underline.

use serde::{Deserialize, Serialize};

use super::{Cursor, Words, warnings};
use crate::yaml::{self, Problem};

/// Something about the words from here to there.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Note {
    /// The beginning of what is underlined.
    pub from: Cursor,
    /// Its end, on the same line.
    pub to: Cursor,
    /// How grave it is.
    pub severity: Severity,
    /// The field in question, e.g. `spec.runAsUser.rule`; `None` when it is the text.
    pub field: Option<String>,
    /// What it is.
    pub message: String,
}

/// How grave it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The text is no policy, or not one that the API server would accept.
    Error,
    /// It would be accepted; better know what it does.
    Warning,
}

impl Note {
    /// What is wrong at a place of the text.
    pub fn error(text: &str, place: (usize, usize), field: Option<String>, message: String) -> Self {
        Self::at(text, place, Severity::Error, field, message)
    }

    /// What is wrong with a field, in the API server's words.
    pub fn refused(text: &str, field: &str, message: &str) -> Self {
        let place = yaml::place_of(text, field).unwrap_or((1, 1));
        Self::at(text, place, Severity::Error, Some(field.to_owned()), message.to_owned())
    }

    fn at(
        text: &str,
        (line, column): (usize, usize),
        severity: Severity,
        field: Option<String>,
        message: String,
    ) -> Self {
        let from = Cursor { line, column };
        let length = word_length(text.lines().nth(line.saturating_sub(1)).unwrap_or_default(), column);
        Self { from, to: Cursor { column: column + length, ..from }, severity, field, message }
    }
}

/// Everything about a text, in its order. Warnings wait until nothing is wrong. `tell` puts a problem into words, `say`
/// chooses the language of a warning.
pub fn check(
    text: &str,
    tell: impl Fn(&Problem) -> String,
    say: impl Fn(Words) -> &'static str,
) -> Vec<Note> {
    let policy = match yaml::parse(text) {
        Ok(policy) => policy,
        Err(errors) => {
            let note = |error: yaml::YamlError| {
                let message = tell(&error.problem);
                Note::error(text, (error.line, error.column), error.field, message)
            };
            return errors.into_iter().map(note).collect();
        }
    };
    let note = |warning: super::Warning| {
        let place = yaml::place_of(text, &warning.path).unwrap_or((1, 1));
        let message = say(warning.kind.words()).to_owned();
        Note::at(text, place, Severity::Warning, Some(warning.path), message)
    };
    let mut notes: Vec<_> = warnings(&policy).into_iter().map(note).collect();
    notes.sort_by_key(|note| note.from);
    notes
}

/// How long the word at this column is: a key, a value, or a text in quotes.
fn word_length(line: &str, column: usize) -> usize {
    let mut letters = line.chars().skip(column.saturating_sub(1)).peekable();
    let quote = letters.peek().copied().filter(|letter| "'\"".contains(*letter));
    let length = match quote {
        Some(quote) => letters.skip(1).take_while(|letter| *letter != quote).count() + 2,
        None => letters.take_while(|letter| !" ,:]}#".contains(*letter)).count(),
    };
    // Where nothing stands, something must be underlined all the same.
    length.max(1)
}
