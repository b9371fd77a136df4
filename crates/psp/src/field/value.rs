//! Values inside messages, as Go prints them.

use std::fmt::{self, Display};

use super::GoQuoted;
use crate::object::IdRange;

/// A value that an error shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum FieldValue {
    /// A pointer to nothing. The API server prints it with quotes, like a text.
    Nil,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Int(i64),
    /// A text, or a type of text.
    Text(String),
    /// Ids; `None` is a list that was not given, which prints differently from an empty one.
    Ints(Option<Vec<i64>>),
    /// Texts.
    Texts(Vec<String>),
    /// Capabilities; `None` is a list that was not given.
    Capabilities(Option<Vec<String>>),
    /// Ranges of ids; `None` is a list that was not given.
    Ranges(Option<Vec<(i64, i64)>>),
}

impl From<bool> for FieldValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i32> for FieldValue {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<i64> for FieldValue {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for FieldValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for FieldValue {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&Option<Vec<IdRange>>> for FieldValue {
    fn from(ranges: &Option<Vec<IdRange>>) -> Self {
        Self::Ranges(ranges.as_ref().map(|list| list.iter().map(|range| (range.min, range.max)).collect()))
    }
}

impl Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nil => f.write_str("\"null\""),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Text(value) => GoQuoted(value).fmt(f),
            Self::Ints(list) => slice(f, "int64", list.as_ref(), |f, id| id.fmt(f)),
            Self::Texts(list) => slice(f, "string", Some(list), |f, text| GoQuoted(text).fmt(f)),
            Self::Capabilities(list) => {
                slice(f, "core.Capability", list.as_ref(), |f, name| GoQuoted(name).fmt(f))
            }
            Self::Ranges(list) => slice(f, "policy.IDRange", list.as_ref(), |f, (min, max)| {
                write!(f, "policy.IDRange{{Min:{min}, Max:{max}}}")
            }),
        }
    }
}

/// Go's `%#v` of a slice; a nil one has parentheses.
fn slice<T>(
    f: &mut fmt::Formatter<'_>,
    item_type: &str,
    items: Option<&Vec<T>>,
    write_item: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    let Some(items) = items else { return write!(f, "[]{item_type}(nil)") };
    write!(f, "[]{item_type}{{")?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write_item(f, item)?;
    }
    f.write_str("}")
}

#[cfg(test)]
mod tests {
    use super::FieldValue;

    #[test]
    fn prints_lists_as_go_does() {
        let check = |value: FieldValue, expected: &str| assert_eq!(value.to_string(), expected);
        check(FieldValue::Ints(None), "[]int64(nil)");
        check(FieldValue::Ints(Some(vec![])), "[]int64{}");
        check(FieldValue::Ints(Some(vec![1, -2])), "[]int64{1, -2}");
        check(FieldValue::Texts(vec!["*".into(), "a".into()]), r#"[]string{"*", "a"}"#);
        check(FieldValue::Capabilities(Some(vec!["A".into()])), r#"[]core.Capability{"A"}"#);
        check(FieldValue::Ranges(Some(vec![(1, 2)])), "[]policy.IDRange{policy.IDRange{Min:1, Max:2}}");
    }
}
