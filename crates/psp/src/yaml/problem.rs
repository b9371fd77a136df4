//! What can be wrong with a text, as data: who shows it in another language than English needs more than words.

use serde_json::Number;

use super::node::Data;
use crate::workload::Kind;

/// What is wrong at one place of a text. Its text is English, without the place and the field.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Problem {
    /// It is no YAML, in the parser's words.
    #[error("{0}")]
    Syntax(String),
    /// An alias of a value that it is a part of.
    #[error("this value stands inside itself")]
    InsideItself,
    /// An alias of a value of another document of the text. Source: YAML 1.2, 3.2.2.2, *Anchors and Aliases*.
    #[error("the anchor of this alias stands in another document")]
    OtherDocument,
    /// More lists and objects in each other than are read.
    #[error("too deeply nested")]
    TooDeep,
    /// More values than are read, those counted that aliases repeat.
    #[error("too many values")]
    TooMany,
    /// Two equal keys in one object.
    #[error("the key {key:?} stands in line {line} already")]
    Twice {
        /// The key.
        key: String,
        /// Where it stands first, from 1.
        line: usize,
    },
    /// The key of an object is no text.
    #[error("a key must be a text, not {0}")]
    Key(Found),
    /// The text is no object, so it can be no policy.
    #[error("a policy is an object, not {0}")]
    NoObject(Found),
    /// `apiVersion` or `kind` is missing, or is that of something else.
    #[error("must be {0}")]
    NotA(&'static str),
    /// A value of another type than the field's.
    #[error("must be {wanted}, not {found}")]
    Type {
        /// The field's type.
        wanted: Wanted,
        /// What is there instead.
        found: Found,
    },
    /// A field that a policy does not have.
    #[error("unknown field{}", nearest.map(|name| format!(", did you mean {name}?")).unwrap_or_default())]
    UnknownField {
        /// The field that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A workload is read, and it is none.
    #[error("makes no pods: {} is expected", kinds(" or "))]
    MakesNoPods,
    /// Several documents where one is read.
    #[error("only one object can be written here")]
    SecondDocument,
    /// There is nothing in the text.
    #[error("the text is empty")]
    Empty,
    /// What the API server would say against the field.
    #[error("{0}")]
    Refused(String),
}

/// The kinds that make pods, as a list.
pub fn kinds(or: &str) -> String {
    let [first @ .., last] = Kind::ALL.map(|kind| kind.name);
    format!("{}{or}{last}", first.join(", "))
}

/// The type that a field has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wanted {
    /// A truth value.
    Bool,
    /// A number of 32 or 64 bits.
    WholeNumber,
    /// A text.
    Text,
    /// A text that YAML reads as something else unless it has quotes.
    QuotedText,
    /// A list.
    List,
    /// An object.
    Object,
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bool => "true or false",
            Self::WholeNumber => "a whole number",
            Self::Text => "a text",
            Self::QuotedText => "a text, so it needs quotes",
            Self::List => "a list",
            Self::Object => "an object",
        })
    }
}

/// What stands where something else should.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Found {
    /// No value.
    #[error("nothing")]
    Nothing,
    /// A truth value.
    #[error("the truth value {0}")]
    Bool(bool),
    /// A number.
    #[error("the number {0}")]
    Number(Number),
    /// A text.
    #[error("the text {0:?}")]
    Text(String),
    /// A list.
    #[error("a list")]
    List,
    /// An object.
    #[error("an object")]
    Object,
}

impl From<&Data> for Found {
    fn from(data: &Data) -> Self {
        match data {
            Data::Null => Self::Nothing,
            Data::Bool(value) => Self::Bool(*value),
            Data::Number(value) => Self::Number(value.clone()),
            Data::Text(value) => Self::Text(value.clone()),
            Data::List(_) => Self::List,
            Data::Map(_) => Self::Object,
        }
    }
}
