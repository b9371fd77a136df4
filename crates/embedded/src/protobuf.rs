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
    let unknown = message(&schema::UNKNOWN, body.strip_prefix(MAGIC)?)?;
    let kind = unknown.pointer("/typeMeta/kind")?.as_str()?;
    let api_version = unknown.pointer("/typeMeta/apiVersion")?.as_str()?;
    let raw = BASE64_STANDARD.decode(unknown.get("raw").and_then(Value::as_str).unwrap_or_default()).ok()?;
    let mut object = message(schema::of(kind)?, &raw)?;
    let fields = object.as_object_mut()?;
    fields.insert("kind".to_owned(), kind.into());
    fields.insert("apiVersion".to_owned(), api_version.into());
    Some(object)
}

/// A message as an object. Empty values are left out, as JSON's `omitempty` does.
fn message(schema: &Message, mut bytes: &[u8]) -> Option<Value> {
    let mut fields = Map::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes)?;
        let (value, number) = match tag & 7 {
            0 => (Wire::Number(varint(&mut bytes)?), tag >> 3),
            1 => (Wire::Other(take(&mut bytes, 8)?), tag >> 3),
            2 => {
                let length = usize::try_from(varint(&mut bytes)?).ok()?;
                (Wire::Bytes(take(&mut bytes, length)?), tag >> 3)
            }
            5 => (Wire::Other(take(&mut bytes, 4)?), tag >> 3),
            _ => return None,
        };
        let Some(field) = schema.iter().find(|field| u64::from(field.number) == number) else { continue };
        put(&mut fields, field, &value)?;
    }
    Some(Value::Object(fields))
}

enum Wire<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Other(#[expect(dead_code, reason = "no known field has a fixed width")] &'a [u8]),
}

fn put(fields: &mut Map<String, Value>, field: &Field, value: &Wire<'_>) -> Option<()> {
    if let (Kind::Map | Kind::BytesMap, Wire::Bytes(entry)) = (field.kind, value) {
        let schema = if matches!(field.kind, Kind::Map) { &schema::ENTRY } else { &schema::BYTES_ENTRY };
        let entry = message(schema, entry)?;
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let map = fields.entry(field.name).or_insert_with(|| Value::Object(Map::new()));
        map.as_object_mut()?.insert(text("key"), text("value").into());
        return Some(());
    }
    let value = match (field.kind, value) {
        (Kind::Text | Kind::Texts, Wire::Bytes(bytes)) => Value::from(std::str::from_utf8(bytes).ok()?),
        (Kind::Bytes, Wire::Bytes(bytes)) => Value::from(BASE64_STANDARD.encode(bytes)),
        (Kind::Message(schema) | Kind::Messages(schema), Wire::Bytes(bytes)) => message(schema, bytes)?,
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
    let document = message(&schema::OPENAPI, document)?;
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

    #[test]
    fn a_broken_body_is_no_object() {
        assert_eq!(to_json(b"k8s\0\x0a\xff"), None);
        assert_eq!(to_json(b"{}"), None);
    }
}
