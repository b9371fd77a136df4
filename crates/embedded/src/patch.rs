//! Patches: JSON patch, JSON merge patch, and Kubernetes' strategic merge patch.

use serde_json::{Map, Value};

use crate::status::Failure;

const APPLY: &str = "application/apply-patch+yaml";
const NO_APPLY: &str = "the embedded cluster has no server-side apply: apply on the client's side (kubectl apply does so by itself)";

/// The object with the patch made to it.
pub(crate) fn apply(content_type: &str, object: &Value, patch: &[u8]) -> Result<Value, Failure> {
    let unreadable = |error: serde_json::Error| Failure::bad_request(error.to_string());
    let mut object = object.clone();
    match content_type.split(';').next().unwrap_or_default().trim() {
        "application/json-patch+json" => {
            let patch: json_patch::Patch = serde_json::from_slice(patch).map_err(unreadable)?;
            json_patch::patch(&mut object, &patch).map_err(|_| Failure::unfit_patch())?;
        }
        "application/merge-patch+json" => {
            let patch =
                serde_json::from_slice(patch).map_err(|_| Failure::unexplained("Invalid JSON Patch"))?;
            json_patch::merge(&mut object, &patch);
        }
        "application/strategic-merge-patch+json" => {
            let patch: Value = serde_json::from_slice(patch).map_err(unreadable)?;
            object = merge(Some(object), patch);
        }
        APPLY => return Err(Failure::unsupported_patch(NO_APPLY)),
        _ => return Err(Failure::unsupported_patch("415: Unsupported Media Type")),
    }
    Ok(object)
}

/// Lists of these fields are merged by the key of their items; other lists are replaced.
const KEYS: [(&str, &str); 14] = [
    ("conditions", "type"),
    ("containers", "name"),
    ("containerStatuses", "name"),
    ("env", "name"),
    ("ephemeralContainers", "name"),
    ("hostAliases", "ip"),
    ("imagePullSecrets", "name"),
    ("initContainers", "name"),
    ("ownerReferences", "uid"),
    ("ports", "containerPort"),
    ("secrets", "name"),
    ("volumeDevices", "devicePath"),
    ("volumeMounts", "mountPath"),
    ("volumes", "name"),
];

const DIRECTIVE: &str = "$patch";

fn merge(old: Option<Value>, patch: Value) -> Value {
    let Value::Object(patch) = patch else { return patch };
    let mut fields = match old {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    match patch.get(DIRECTIVE).and_then(Value::as_str) {
        Some("replace") => fields.clear(),
        Some("delete") => return Value::Null,
        _ => {}
    }
    if let Some(kept) = patch.get("$retainKeys").and_then(Value::as_array) {
        fields.retain(|name, _| kept.iter().any(|each| each == name));
    }
    for (name, value) in patch {
        if let Some(list) = name.strip_prefix("$deleteFromPrimitiveList/") {
            let gone = value.as_array().cloned().unwrap_or_default();
            if let Some(items) = fields.get_mut(list).and_then(Value::as_array_mut) {
                items.retain(|item| !gone.contains(item));
            }
        } else if name.starts_with('$') {
            // The order of a list's items, which is kept as it is.
        } else if value.is_null() {
            fields.remove(&name);
        } else {
            let old = fields.remove(&name);
            let merged = merge_field(&name, old, value);
            fields.insert(name, merged);
        }
    }
    Value::Object(fields)
}

fn merge_field(name: &str, old: Option<Value>, patch: Value) -> Value {
    let key = KEYS.iter().find(|(field, _)| *field == name).map(|(_, key)| *key);
    match (patch, old) {
        (Value::Array(patch), Some(Value::Array(old))) if key.is_some() => {
            merge_list(key.unwrap_or_default(), old, patch)
        }
        (Value::Array(patch), Some(Value::Array(mut old))) if name == "finalizers" => {
            old.extend(patch.into_iter().filter(|item| !old.contains(item)).collect::<Vec<_>>());
            Value::Array(old)
        }
        (patch @ Value::Object(_), old) => merge(old, patch),
        (patch, _) => patch,
    }
}

fn merge_list(key: &str, mut items: Vec<Value>, patch: Vec<Value>) -> Value {
    let directive = |item: &Value| item.get(DIRECTIVE).and_then(Value::as_str).unwrap_or_default().to_owned();
    if patch.iter().any(|item| directive(item) == "replace") {
        items.clear();
    }
    for change in patch.into_iter().filter(|item| directive(item) != "replace") {
        let found = items.iter().position(|item| item.get(key).is_some() && item.get(key) == change.get(key));
        match found {
            Some(index) if directive(&change) == "delete" => {
                items.remove(index);
            }
            Some(index) => {
                if let Some(item) = items.get_mut(index) {
                    *item = merge(Some(item.take()), change);
                }
            }
            None if directive(&change) == "delete" => {}
            None => items.push(merge(None, change)),
        }
    }
    Value::Array(items)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::apply;

    #[test]
    fn a_strategic_patch_merges_lists_by_their_key() {
        let pod = json!({"spec": {"containers": [{"name": "a", "image": "x"}, {"name": "b", "image": "y"}]}});
        let patch = json!({"spec": {"$setElementOrder/containers": [{"name": "a"}], "containers": [
            {"name": "a", "image": "z"}, {"name": "b", "$patch": "delete"}, {"name": "c", "image": "w"}]}});
        let patched =
            apply("application/strategic-merge-patch+json", &pod, patch.to_string().as_bytes()).unwrap();
        assert_eq!(
            patched,
            json!({"spec": {"containers": [{"name": "a", "image": "z"}, {"name": "c", "image": "w"}]}})
        );
    }

    #[test]
    fn a_merge_patch_replaces_lists_and_removes_what_is_null() {
        let object = json!({"metadata": {"labels": {"a": "1", "b": "2"}}, "list": [1]});
        let patch = br#"{"metadata": {"labels": {"a": null}}, "list": [2]}"#;
        let patched = apply("application/merge-patch+json", &object, patch).unwrap();
        assert_eq!(patched, json!({"metadata": {"labels": {"b": "2"}}, "list": [2]}));
    }

    #[test]
    fn server_side_apply_is_refused() {
        assert_eq!(apply("application/apply-patch+yaml", &json!({}), b"").unwrap_err().code.as_u16(), 415);
    }
}
