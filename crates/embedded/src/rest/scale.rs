//! `scale`: how many replicas an object wants and has, whatever its kind.

use serde_json::{Value, json};

use super::body::{self, Unreadable};
use crate::object::{as_map, items, map_at, metadata, name, set, text};
use crate::resource::Resource;
use crate::status::{Cause, Failure};

pub(super) const SCALE: &str = "scale";
pub(super) const KIND: &str = "Scale";
const GROUP: &str = "autoscaling";

/// The scale of an object.
pub(super) fn of(object: &Value) -> Value {
    let replicas = |pointer: &str| object.pointer(pointer).and_then(Value::as_i64).unwrap_or_default();
    let mut scale = json!({
        "kind": KIND,
        "apiVersion": format!("{GROUP}/v1"),
        "metadata": {},
        "spec": {},
        "status": { "replicas": replicas("/status/replicas") },
    });
    let fields = metadata(&mut scale);
    for field in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
        if let Some(value) = object.pointer(&format!("/metadata/{field}")) {
            set(fields, field, value.clone());
        }
    }
    if replicas("/spec/replicas") != 0 {
        scale["spec"]["replicas"] = replicas("/spec/replicas").into();
    }
    let selector = selector(object);
    if !selector.is_empty() {
        scale["status"]["selector"] = selector.into();
    }
    scale
}

/// 404 for who reads the scale of what is not there: named as if scales were resources of their own.
pub(super) fn not_found(resource: &Resource, name: &str) -> Failure {
    let scales = format!("{}/{SCALE}", resource.plural);
    let mut failure = Failure::not_found(resource, name);
    failure.message = failure.message.replacen(resource.plural, &scales, 1);
    set(as_map(&mut failure.details), "kind", scales);
    failure
}

/// The object with the replicas of a scale.
pub(super) fn apply(object: &Value, scale: &Value) -> Result<Value, Failure> {
    let replicas = scale.pointer("/spec/replicas").and_then(Value::as_i64).unwrap_or_default();
    if replicas < 0 {
        let why = "must be greater than or equal to 0";
        let cause = Cause::invalid("spec.replicas", &replicas.into(), why);
        return Err(Failure::invalid(KIND, GROUP, name(object), &[cause]));
    }
    let mut scaled = object.clone();
    set(map_at(as_map(&mut scaled), "spec"), "replicas", replicas);
    let fields = metadata(&mut scaled);
    for field in ["resourceVersion", "uid"] {
        match text(scale, &format!("/metadata/{field}")) {
            "" => drop(fields.remove(field)),
            given => set(fields, field, given),
        }
    }
    Ok(scaled)
}

/// Reads a scale.
pub(super) fn decode(json: &[u8]) -> Result<Value, Unreadable> {
    body::read(json, &format!("{GROUP}/v1"), KIND)
}

/// The object's label selector, as text.
fn selector(object: &Value) -> String {
    let labels = object.pointer("/spec/selector/matchLabels").and_then(Value::as_object);
    let labels = labels.into_iter().flatten();
    let mut terms: Vec<(String, String)> = labels
        .map(|(key, value)| (key.clone(), format!("{key}={}", value.as_str().unwrap_or_default())))
        .collect();
    for expression in items(object, "/spec/selector/matchExpressions") {
        let key = text(expression, "/key");
        let mut values: Vec<&str> = items(expression, "/values").filter_map(Value::as_str).collect();
        values.sort_unstable();
        let values = values.join(",");
        let term = match text(expression, "/operator") {
            "In" => format!("{key} in ({values})"),
            "NotIn" => format!("{key} notin ({values})"),
            "DoesNotExist" => format!("!{key}"),
            _ => key.to_owned(),
        };
        terms.push((key.to_owned(), term));
    }
    terms.sort();
    terms.into_iter().map(|(_, term)| term).collect::<Vec<_>>().join(",")
}
