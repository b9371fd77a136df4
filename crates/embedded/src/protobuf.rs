//! Kubernetes' protobuf, as far as kubectl sends it: the bodies of requests for the kinds it makes by itself. Answers
//! are JSON, which every client takes as well.
//!
//! Field numbers: `generated.proto` of k8s.io/api and k8s.io/apimachinery. A body is the magic `k8s\0`, then a
//! `runtime.Unknown` (1: type, 2: the object).

mod schema;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value};

use schema::{Field, Kind, Message};

const MAGIC: &[u8] = b"k8s\0";

/// Is the body protobuf?
pub(crate) fn is(content_type: &str) -> bool {
    content_type.starts_with("application/vnd.kubernetes.protobuf")
}

/// The body as the JSON that means the same; `None` when it is no protobuf of a kind that is known here.
pub(crate) fn to_json(body: &[u8]) -> Option<Value> {
    let unknown = message(&schema::UNKNOWN, Unlisted::Skipped, body.strip_prefix(MAGIC)?)?;
    let kind = unknown.pointer("/typeMeta/kind")?.as_str()?;
    let api_version = unknown.pointer("/typeMeta/apiVersion")?.as_str()?;
    let raw = BASE64_STANDARD.decode(unknown.get("raw").and_then(Value::as_str).unwrap_or_default()).ok()?;
    let mut object = message(schema::of(kind)?, Unlisted::Skipped, &raw)?;
    let fields = object.as_object_mut()?;
    fields.insert("kind".to_owned(), kind.into());
    fields.insert("apiVersion".to_owned(), api_version.into());
    Some(object)
}

/// What becomes of fields that a message does not list.
#[derive(Clone, Copy, PartialEq)]
enum Unlisted {
    Skipped,
    /// If they say anything: a pod whose security context was skipped would be another pod.
    Refused,
}

/// A message as an object. Empty values are left out, as JSON's `omitempty` does.
fn message(schema: &Message, unlisted: Unlisted, mut bytes: &[u8]) -> Option<Value> {
    let mut fields = Map::new();
    while !bytes.is_empty() {
        let (number, value) = next(&mut bytes)?;
        match schema.iter().find(|field| u64::from(field.number) == number) {
            Some(field) => put(&mut fields, field, unlisted, &value)?,
            None if unlisted == Unlisted::Refused && !says_nothing(&value) => return None,
            None => {}
        }
    }
    Some(Value::Object(fields))
}

enum Wire<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Other(&'a [u8]),
}

/// The next field: its number and its value.
fn next<'a>(bytes: &mut &'a [u8]) -> Option<(u64, Wire<'a>)> {
    let tag = varint(bytes)?;
    let value = match tag & 7 {
        0 => Wire::Number(varint(bytes)?),
        1 => Wire::Other(take(bytes, 8)?),
        2 => {
            let length = usize::try_from(varint(bytes)?).ok()?;
            Wire::Bytes(take(bytes, length)?)
        }
        5 => Wire::Other(take(bytes, 4)?),
        _ => return None,
    };
    Some((tag >> 3, value))
}

/// Go writes most fields even when they are empty: a zero, an empty text, a message of nothing else.
fn says_nothing(value: &Wire<'_>) -> bool {
    match value {
        Wire::Number(number) => *number == 0,
        Wire::Other(bytes) => bytes.iter().all(|byte| *byte == 0),
        Wire::Bytes(bytes) => {
            let mut rest = *bytes;
            while !rest.is_empty() {
                match next(&mut rest) {
                    Some((_, inner)) if says_nothing(&inner) => {}
                    _ => return false,
                }
            }
            true
        }
    }
}

fn put(fields: &mut Map<String, Value>, field: &Field, unlisted: Unlisted, value: &Wire<'_>) -> Option<()> {
    if let (Kind::Map | Kind::BytesMap, Wire::Bytes(entry)) = (field.kind, value) {
        let schema = if matches!(field.kind, Kind::Map) { &schema::ENTRY } else { &schema::BYTES_ENTRY };
        let entry = message(schema, unlisted, entry)?;
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let map = fields.entry(field.name).or_insert_with(|| Value::Object(Map::new()));
        map.as_object_mut()?.insert(text("key"), text("value").into());
        return Some(());
    }
    let value = match (field.kind, value) {
        (Kind::Text | Kind::Texts, Wire::Bytes(bytes)) => Value::from(std::str::from_utf8(bytes).ok()?),
        (Kind::Bytes, Wire::Bytes(bytes)) => Value::from(BASE64_STANDARD.encode(bytes)),
        (Kind::Message(schema) | Kind::Messages(schema), Wire::Bytes(bytes)) => {
            message(schema, unlisted, bytes)?
        }
        (Kind::Whole(schema), Wire::Bytes(bytes)) => message(schema, Unlisted::Refused, bytes)?,
        (Kind::Bool, Wire::Number(number)) => Value::from(*number != 0),
        (Kind::Number, Wire::Number(number)) => Value::from(number.cast_signed()),
        _ => return None,
    };
    if matches!(field.kind, Kind::Texts | Kind::Messages(_)) {
        fields.entry(field.name).or_insert_with(|| Value::Array(Vec::new())).as_array_mut()?.push(value);
    } else if !is_empty(&value) {
        fields.insert(field.name.to_owned(), value);
    }
    Some(())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

/// The names of an `OpenAPI` document's definitions, and of the properties of each.
#[cfg(test)]
pub(crate) fn openapi_definitions(document: &[u8]) -> Option<Vec<(String, Vec<String>)>> {
    let names = |of: &Value, pointer: &str| -> Vec<Value> {
        of.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let name = |of: &Value| of.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let document = message(&schema::OPENAPI, Unlisted::Skipped, document)?;
    let definitions = names(&document, "/definitions/all");
    let with_properties =
        |of: &Value| (name(of), names(of, "/value/properties/all").iter().map(name).collect());
    Some(definitions.iter().map(with_properties).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::to_json;

    #[test]
    fn reads_a_namespace_as_kubectl_sends_it() {
        let body = b"k8s\0\x0a\x0f\x0a\x02v1\x12\x09Namespace\x12\x0e\x0a\x08\x0a\x04team\x42\x00\x12\x00\x1a\x00\x1a\x00\x22\x00";
        let expected = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "team"}});
        assert_eq!(to_json(body), Some(expected));
    }

    /// A deployment whose only container has the name `a`, and these bytes after it.
    fn deployment(container: &[u8]) -> Option<serde_json::Value> {
        let wrap = |tag: u8, inner: &[u8]| [&[tag, u8::try_from(inner.len()).unwrap()], inner].concat();
        let container = [b"\x0a\x01a", container].concat();
        let template = wrap(0x1a, &wrap(0x12, &wrap(0x12, &container)));
        let raw = wrap(0x12, &wrap(0x12, &template));
        to_json(&[b"k8s\0\x0a\x15\x0a\x07apps/v1\x12\x0aDeployment".as_slice(), &raw].concat())
    }

    #[test]
    fn a_pod_that_says_more_than_is_read_here_is_no_object() {
        let containers = |object: serde_json::Value| object["spec"]["template"]["spec"]["containers"].clone();
        assert_eq!(deployment(b"").map(containers), Some(json!([{"name": "a"}])));
        let empty_resources = b"\x42\x00";
        assert_eq!(deployment(empty_resources).map(containers), Some(json!([{"name": "a"}])));
        let privileged = b"\x7a\x02\x10\x01";
        assert_eq!(deployment(privileged), None);
    }

    #[test]
    fn a_broken_body_is_no_object() {
        assert_eq!(to_json(b"k8s\0\x0a\xff"), None);
        assert_eq!(to_json(b"{}"), None);
    }
}
