//! Objects as JSON, as clients see them, and what all of them have: metadata.

use std::sync::Arc;

use serde_json::{Map, Value};

/// A stored object: shared, never changed in place.
pub(crate) type Object = Arc<Value>;

pub(crate) fn text<'a>(object: &'a Value, pointer: &str) -> &'a str {
    object.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

pub(crate) fn name(object: &Value) -> &str {
    text(object, "/metadata/name")
}

pub(crate) fn namespace(object: &Value) -> &str {
    text(object, "/metadata/namespace")
}

pub(crate) fn uid(object: &Value) -> &str {
    text(object, "/metadata/uid")
}

pub(crate) fn version(object: &Value) -> &str {
    text(object, "/metadata/resourceVersion")
}

/// The map at a field, made when it is missing or something else.
pub(crate) fn map_at<'a>(map: &'a mut Map<String, Value>, field: &str) -> &'a mut Map<String, Value> {
    let value = map.entry(field).or_insert_with(|| Value::Object(Map::new()));
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    as_map(value)
}

/// The object's fields; an object is made of what is none.
pub(crate) fn as_map(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(map) => map,
        _ => unreachable!("an object was put there"),
    }
}

pub(crate) fn metadata(object: &mut Value) -> &mut Map<String, Value> {
    map_at(as_map(object), "metadata")
}

pub(crate) fn set(map: &mut Map<String, Value>, field: &str, value: impl Into<Value>) {
    map.insert(field.to_owned(), value.into());
}

/// Sets the field unless it is there already.
pub(crate) fn default(map: &mut Map<String, Value>, field: &str, value: impl Into<Value>) {
    if map.get(field).is_none_or(Value::is_null) {
        set(map, field, value);
    }
}

/// The items of a list field; none when it is missing.
pub(crate) fn items<'a>(object: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    object.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

/// Now, to the second, as the API server writes it.
pub(crate) fn now() -> String {
    at(jiff::Timestamp::now())
}

/// A time, to the second, as the API server writes it.
pub(crate) fn at(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A new uid.
pub(crate) fn new_uid() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Five random characters of the alphabet that the API server generates names with (no vowels, no words).
pub(crate) fn suffix() -> String {
    const ALPHABET: &[u8] = b"bcdfghjklmnpqrstvwxz2456789";
    let random = uuid::Uuid::new_v4();
    let letters = random.as_bytes().iter().take(5);
    letters
        .filter_map(|byte| ALPHABET.get(usize::from(*byte) % ALPHABET.len()))
        .map(|byte| char::from(*byte))
        .collect()
}
