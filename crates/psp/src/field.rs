//! Paths of fields and errors about them, worded as kube-apiserver words them (Kubernetes 1.20).
//!
//! This is the one place that knows the wording of an error; `field/value.rs` knows how Go prints a value.

mod quote;
mod value;

use std::fmt::{self, Write};

pub use quote::GoQuoted;
pub use value::FieldValue;

/// The path of a field, as `spec.containers[0].securityContext`.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FieldPath(String);

impl FieldPath {
    /// A path from its text.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path of a field of this object.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        Self(format!("{}.{name}", self.0))
    }

    /// The path of an item of this list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.key(index)
    }

    /// The path of an entry of this map. The key stands raw, whatever is in it.
    #[must_use]
    pub fn key(&self, key: impl fmt::Display) -> Self {
        let mut path = self.0.clone();
        // Writing to a `String` cannot fail.
        let _ = write!(path, "[{key}]");
        Self(path)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum FieldErrorKind {
    /// It must be given.
    Required,
    /// It must not be given.
    Forbidden,
    /// It has more bytes than allowed.
    TooLong,
    /// It has a value that is not allowed.
    Invalid(FieldValue),
    /// It has a value that is none of the possible ones.
    NotSupported(FieldValue),
    /// It has a value that stands in the list already.
    Duplicate(FieldValue),
}

impl FieldErrorKind {
    /// The `reason` of the cause in the API server's answer.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Required => "FieldValueRequired",
            Self::Forbidden => "FieldValueForbidden",
            Self::TooLong => "FieldValueTooLong",
            Self::Invalid(_) => "FieldValueInvalid",
            Self::NotSupported(_) => "FieldValueNotSupported",
            Self::Duplicate(_) => "FieldValueDuplicate",
        }
    }

    fn parts(&self) -> (&'static str, Option<&FieldValue>) {
        match self {
            Self::Required => ("Required value", None),
            Self::Forbidden => ("Forbidden", None),
            Self::TooLong => ("Too long", None),
            Self::Invalid(value) => ("Invalid value", Some(value)),
            Self::NotSupported(value) => ("Unsupported value", Some(value)),
            Self::Duplicate(value) => ("Duplicate value", Some(value)),
        }
    }
}

/// One error about one field.
///
/// Its text is the API server's: `PATH: KIND[: VALUE][: DETAIL]`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldError {
    /// Where.
    pub path: FieldPath,
    /// What is wrong, with the value that was found.
    pub kind: FieldErrorKind,
    /// More about it; empty when there is nothing more to say.
    pub detail: String,
}

impl FieldError {
    pub(crate) fn required(path: FieldPath, detail: impl Into<String>) -> Self {
        Self { path, kind: FieldErrorKind::Required, detail: detail.into() }
    }

    pub(crate) fn forbidden(path: FieldPath, detail: impl Into<String>) -> Self {
        Self { path, kind: FieldErrorKind::Forbidden, detail: detail.into() }
    }

    pub(crate) fn too_long(path: FieldPath, max: usize) -> Self {
        Self { path, kind: FieldErrorKind::TooLong, detail: format!("must have at most {max} bytes") }
    }

    pub(crate) fn invalid(path: FieldPath, value: impl Into<FieldValue>, detail: impl Into<String>) -> Self {
        Self { path, kind: FieldErrorKind::Invalid(value.into()), detail: detail.into() }
    }

    pub(crate) fn duplicate(path: FieldPath, value: impl Into<FieldValue>) -> Self {
        Self { path, kind: FieldErrorKind::Duplicate(value.into()), detail: String::new() }
    }

    pub(crate) fn not_supported(path: FieldPath, value: &str, supported: &[&str]) -> Self {
        let supported: Vec<_> = supported.iter().map(|value| GoQuoted(value).to_string()).collect();
        let detail = format!("supported values: {}", supported.join(", "));
        Self { path, kind: FieldErrorKind::NotSupported(value.into()), detail }
    }

    /// The error without its path: the `message` of a cause in the API server's answer.
    pub fn message(&self) -> String {
        struct Body<'a>(&'a FieldError);
        impl fmt::Display for Body<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write_body(f)
            }
        }
        Body(self).to_string()
    }

    fn write_body(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, value) = self.kind.parts();
        f.write_str(kind)?;
        if let Some(value) = value {
            write!(f, ": {value}")?;
        }
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path)?;
        self.write_body(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldError, FieldPath, FieldValue};

    #[test]
    fn words_errors_as_the_api_server_does() {
        let path = || FieldPath::new("spec").child("volumes").index(2);
        let check = |error: FieldError, expected: &str| assert_eq!(error.to_string(), expected);
        check(FieldError::required(path(), ""), "spec.volumes[2]: Required value");
        check(FieldError::forbidden(path(), "no"), "spec.volumes[2]: Forbidden: no");
        check(FieldError::too_long(path(), 63), "spec.volumes[2]: Too long: must have at most 63 bytes");
        check(FieldError::invalid(path(), "x", ""), "spec.volumes[2]: Invalid value: \"x\"");
        check(
            FieldError::invalid(path(), FieldValue::Nil, "d"),
            "spec.volumes[2]: Invalid value: \"null\": d",
        );
        check(FieldError::invalid(path(), true, "d"), "spec.volumes[2]: Invalid value: true: d");
        check(FieldError::duplicate(path(), "x"), "spec.volumes[2]: Duplicate value: \"x\"");
        check(
            FieldError::not_supported(path(), "x", &["a", "b"]),
            "spec.volumes[2]: Unsupported value: \"x\": supported values: \"a\", \"b\"",
        );
    }
}
