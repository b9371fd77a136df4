//! What a client sent: an object, as JSON or YAML.

mod unreadable;

use serde_json::{Map, Value};

use crate::api::Call;
use crate::protobuf;
use crate::resource::Resource;
use crate::status::Failure;

pub(super) use unreadable::Unreadable;

/// The object in the body, its types checked.
pub(crate) fn object(call: &Call) -> Result<Value, Failure> {
    let (json, resource) = (json(call)?, call.target.resource);
    decode(resource, &json).map_err(|why| why.refusal(resource.kind, &json))
}

/// The body as JSON text.
pub(crate) fn json(call: &Call) -> Result<Vec<u8>, Failure> {
    let kind = call.content_type.split(';').next().unwrap_or_default().trim();
    if protobuf::is(kind) {
        let object = protobuf::to_json(&call.body).ok_or_else(Failure::unsupported_media_type)?;
        return serde_json::to_vec(&object).map_err(|error| Failure::bad_request(error.to_string()));
    }
    match kind {
        "" | "application/json" | "*/*" => Ok(call.body.to_vec()),
        "application/yaml" | "application/x-yaml" | "text/yaml" => yaml(&call.body),
        _ => Err(Failure::unsupported_media_type()),
    }
}

fn yaml(body: &[u8]) -> Result<Vec<u8>, Failure> {
    let wrong = |what: String| Failure::bad_request(format!("the object provided is unrecognized: {what}"));
    let text = std::str::from_utf8(body).map_err(|error| wrong(error.to_string()))?;
    let documents = psp::yaml::to_value(text)
        .map_err(|errors| wrong(errors.first().map(ToString::to_string).unwrap_or_default()))?;
    match documents.as_slice() {
        [document] => serde_json::to_vec(document).map_err(|error| wrong(error.to_string())),
        _ => Err(wrong("exactly one document is expected".to_owned())),
    }
}

/// Reads an object of this resource.
pub(super) fn decode(resource: &Resource, json: &[u8]) -> Result<Value, Unreadable> {
    if resource.kind == "PodSecurityPolicy" {
        let policy = psp::decode::policy(json).map_err(Unreadable::Said)?;
        return serde_json::to_value(&policy).map_err(|error| Unreadable::Said(error.to_string()));
    }
    let value = read(json, &resource.api_version(), resource.kind)?;
    (resource.shape.decode)(value).map_err(|error| Unreadable::Unfit {
        kind: resource.kind.to_owned(),
        version: resource.version.to_owned(),
        why: error.to_string(),
    })
}

/// Reads an object of a kind; `apiVersion` and `kind` may be left out, but not be others'.
pub(super) fn read(json: &[u8], api_version: &str, kind: &str) -> Result<Value, Unreadable> {
    let value = serde_json::from_slice(json).map_err(|error| Unreadable::no_json(&error))?;
    let mut fields = match value {
        Value::Object(fields) => fields,
        Value::Null => Map::new(),
        other => return Err(Unreadable::no_object(&other)),
    };
    let given = (text(&fields, "apiVersion", api_version)?, text(&fields, "kind", kind)?);
    if given != (api_version, kind) {
        return Err(Unreadable::of_another_kind(given, (api_version, kind)));
    }
    fields.insert("apiVersion".to_owned(), api_version.into());
    fields.insert("kind".to_owned(), kind.into());
    Ok(Value::Object(fields))
}

fn text<'a>(
    fields: &'a Map<String, Value>,
    field: &str,
    unless_given: &'a str,
) -> Result<&'a str, Unreadable> {
    match fields.get(field) {
        None | Some(Value::Null) => Ok(unless_given),
        Some(Value::String(text)) if text.is_empty() => Ok(unless_given),
        Some(Value::String(text)) => Ok(text),
        Some(other) => Err(Unreadable::no_text(field, other)),
    }
}
