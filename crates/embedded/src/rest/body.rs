//! What a client sent: an object, as JSON or YAML.

use serde_json::Value;

use crate::api::Call;
use crate::protobuf;
use crate::resource::Resource;
use crate::status::Failure;

/// The object in the body, its types checked.
pub(crate) fn object(call: &Call) -> Result<Value, Failure> {
    let json = json(call)?;
    decode(call.target.resource, &json)
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
pub(super) fn decode(resource: &Resource, json: &[u8]) -> Result<Value, Failure> {
    if resource.kind == "PodSecurityPolicy" {
        let policy = psp::decode::policy(json).map_err(Failure::bad_request)?;
        return serde_json::to_value(&policy).map_err(|error| Failure::bad_request(error.to_string()));
    }
    let value = read(json, &resource.api_version(), resource.kind, resource.version)?;
    let decoded = (resource.shape.decode)(value);
    decoded.map_err(|error| unreadable(resource.kind, resource.version, &error))
}

fn unreadable(kind: &str, version: &str, error: &serde_json::Error) -> Failure {
    Failure::bad_request(format!("{kind} in version \"{version}\" cannot be handled as a {kind}: {error}"))
}

/// Reads an object of a kind; `apiVersion` and `kind` may be left out, but not be others'.
pub(super) fn read(json: &[u8], api_version: &str, kind: &str, version: &str) -> Result<Value, Failure> {
    let mut value: Value = serde_json::from_slice(json).map_err(|error| unreadable(kind, version, &error))?;
    let Some(fields) = value.as_object_mut() else {
        return Err(Failure::bad_request("the body is no object"));
    };
    for (field, expected) in [("apiVersion", api_version), ("kind", kind)] {
        let given = fields.get(field).and_then(Value::as_str).unwrap_or_default();
        if !given.is_empty() && given != expected {
            return Err(Failure::bad_request(format!(
                "the {field} in the data ({given}) does not match the expected {field} ({expected})"
            )));
        }
        fields.insert(field.to_owned(), expected.into());
    }
    Ok(value)
}
