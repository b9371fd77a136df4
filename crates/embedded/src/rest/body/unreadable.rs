//! Why a body is no object of the kind that is wanted, in the API server's words.

use std::fmt::{self, Write};

use psp::GoQuoted;
use serde_json::Value;

use crate::resource::{Resource, go_type};
use crate::status::Failure;

/// Where the API server keeps its kinds, as it tells everybody.
const SCHEME: &str = "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30";
/// What it reads before it knows the kind.
const TYPE: &str =
    r#"struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }"#;
/// So much of a body is shown.
const SHOWN: usize = 30;

#[derive(Debug)]
pub(crate) enum Unreadable {
    /// Not even its kind can be told.
    Unrecognized(String),
    /// It says that it is of this kind, and is none that is wanted.
    Unfit { kind: String, version: String, why: String },
    /// Whoever read it has said everything.
    Said(String),
}

impl Unreadable {
    pub(super) fn no_json(error: &serde_json::Error) -> Self {
        let why = if error.is_eof() { "unexpected end of JSON input".to_owned() } else { error.to_string() };
        Self::Unrecognized(why)
    }

    pub(super) fn no_object(found: &Value) -> Self {
        let found = called(found);
        Self::Unrecognized(format!("json: cannot unmarshal {found} into Go value of type {TYPE}"))
    }

    pub(super) fn no_text(field: &str, found: &Value) -> Self {
        let found = called(found);
        Self::Unrecognized(format!(
            "json: cannot unmarshal {found} into Go struct field .{field} of type string"
        ))
    }

    /// Of one that is none of the kind that is wanted; both are an `apiVersion` and a `kind`.
    pub(super) fn of_another_kind((api_version, kind): (&str, &str), wanted: (&str, &str)) -> Self {
        let (_, version) = split(api_version);
        let why = if Resource::of_kind(api_version, kind).is_some() {
            let wanted = go_type(split(wanted.0).0, wanted.1);
            format!("converting ({version}.{kind}) to ({wanted}): unknown conversion")
        } else {
            let (kind, version) = (GoQuoted(kind), GoQuoted(api_version));
            format!("no kind {kind} is registered for version {version} in scheme {}", GoQuoted(SCHEME))
        };
        Self::Unfit { kind: kind.to_owned(), version: version.to_owned(), why }
    }

    /// 400 for the body of a request that should have been of this kind.
    pub(crate) fn refusal(&self, wanted: &str, body: &[u8]) -> Failure {
        Failure::bad_request(match self {
            Self::Unrecognized(_) => format!(
                "the object provided is unrecognized (must be of type {wanted}): {self} ({})",
                shown(body)
            ),
            Self::Unfit { kind, version, .. } => {
                format!("{kind} in version {} cannot be handled as a {wanted}: {self}", GoQuoted(version))
            }
            Self::Said(why) => why.clone(),
        })
    }
}

/// What a patch says that made such an object.
impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unrecognized(why) => {
                write!(formatter, "couldn't get version/kind; json parse error: {why}")
            }
            Self::Unfit { why, .. } | Self::Said(why) => formatter.write_str(why),
        }
    }
}

/// Group and version.
fn split(api_version: &str) -> (&str, &str) {
    api_version.split_once('/').unwrap_or(("", api_version))
}

/// What Go calls a value.
fn called(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The beginning of a body: as text if it looks like an object, as bytes if not.
fn shown(body: &[u8]) -> String {
    let start = body.get(..SHOWN).unwrap_or(body);
    let mut text = match body {
        [] => "<empty>".to_owned(),
        [b'{', ..] => String::from_utf8_lossy(start).into_owned(),
        _ => start.iter().fold(String::new(), |mut text, byte| {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        }),
    };
    if start.len() < body.len() {
        text.push_str(" ...");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn a_body_that_cannot_be_read_is_refused_in_the_api_servers_words() {
        let check = |body: &str, expected: &str| {
            let why = read(body.as_bytes(), "v1", "ConfigMap").unwrap_err();
            let message = why.refusal("ConfigMap", body.as_bytes()).message;
            assert!(message.contains(expected), "{message}");
        };
        check(
            "",
            "(must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
        );
        check(
            r#"{"metadata":{"name":"b"},"data":{"a":"1}"#,
            r#"JSON input ({"metadata":{"name":"b"},"data ...)"#,
        );
        check("[1]", r#"Kind string "json:\"kind,omitempty\"" } (5b315d)"#);
        check(r#"{"kind":1}"#, "json: cannot unmarshal number into Go struct field .kind of type string");
        check(
            r#"{"kind":"Role","apiVersion":"rbac.authorization.k8s.io/v1"}"#,
            r#"Role in version "v1" cannot be handled as a ConfigMap: converting (v1.Role) to (core.ConfigMap)"#,
        );
        check(r#"{"apiVersion":"nope/v1"}"#, r#"no kind "ConfigMap" is registered for version "nope/v1""#);
        assert!(read(b"null", "v1", "ConfigMap").is_ok(), "it is an empty one");
    }
}
