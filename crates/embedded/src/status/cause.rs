//! What is wrong with one field.

use psp::{FieldError, GoQuoted};
use serde_json::Value;

/// What is wrong with one field.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) reason: &'static str,
    pub(crate) message: String,
    pub(crate) field: String,
}

impl Cause {
    /// A field that must be given.
    pub(crate) fn required(field: &str, detail: &str) -> Self {
        let message =
            if detail.is_empty() { "Required value".to_owned() } else { format!("Required value: {detail}") };
        Self { reason: "FieldValueRequired", message, field: field.to_owned() }
    }

    /// A value that cannot be.
    pub(crate) fn invalid(field: &str, value: &Value, detail: &str) -> Self {
        Self {
            reason: "FieldValueInvalid",
            message: format!("Invalid value: {value}: {detail}"),
            field: field.to_owned(),
        }
    }

    /// As `invalid`, for a value that is no JSON in messages.
    pub(crate) fn invalid_text(field: &str, value: &str, detail: &str) -> Self {
        let message = format!("Invalid value: {value}: {detail}");
        Self { reason: "FieldValueInvalid", message, field: field.to_owned() }
    }

    /// A value that has more bytes than it can.
    pub(crate) fn too_long(field: &str, max: usize) -> Self {
        let message = format!("Too long: must have at most {max} bytes");
        Self { reason: "FieldValueTooLong", message, field: field.to_owned() }
    }

    /// A value that is none of those that can be.
    pub(crate) fn unsupported(field: &str, value: &str, supported: &[&str]) -> Self {
        let supported: Vec<String> = supported.iter().map(|each| GoQuoted(each).to_string()).collect();
        let message =
            format!("Unsupported value: {}: supported values: {}", GoQuoted(value), supported.join(", "));
        Self { reason: "FieldValueNotSupported", message, field: field.to_owned() }
    }

    /// A value that may not be.
    pub(crate) fn forbidden(field: &str, detail: &str) -> Self {
        Self {
            reason: "FieldValueForbidden",
            message: format!("Forbidden: {detail}"),
            field: field.to_owned(),
        }
    }
}

impl From<&FieldError> for Cause {
    fn from(error: &FieldError) -> Self {
        Self { reason: error.kind.reason(), message: error.message(), field: error.path.to_string() }
    }
}
