//! Patches: JSON patch, JSON merge patch, and Kubernetes' strategic merge patch.

mod strategic;

use json_patch::{AddOperation, PatchOperation, ReplaceOperation};
use serde_json::Value;

use crate::status::Failure;

const APPLY: &str = "application/apply-patch+yaml";
const NO_APPLY: &str = "the embedded cluster has no server-side apply: apply on the client's side (kubectl apply does so by itself)";

/// The object with the patch made to it.
pub(crate) fn apply(content_type: &str, object: &Value, patch: &[u8]) -> Result<Value, Failure> {
    let unreadable = |error: serde_json::Error| Failure::bad_request(error.to_string());
    let mut object = object.clone();
    match content_type.split(';').next().unwrap_or_default().trim() {
        "application/json-patch+json" => {
            let operations: Value = serde_json::from_slice(patch).map_err(unreadable)?;
            if operations.is_object() {
                let why = "json: cannot unmarshal object into Go value of type jsonpatch.Patch";
                return Err(Failure::bad_request(why));
            }
            let patch: json_patch::Patch =
                serde_json::from_value(operations).map_err(|_| Failure::unfit_patch())?;
            for operation in patch.0 {
                let operation = as_the_server_takes_it(operation, &object);
                json_patch::patch(&mut object, &[operation]).map_err(|_| Failure::unfit_patch())?;
            }
        }
        "application/merge-patch+json" => {
            let patch =
                serde_json::from_slice(patch).map_err(|_| Failure::unexplained("Invalid JSON Patch"))?;
            json_patch::merge(&mut object, &patch);
        }
        "application/strategic-merge-patch+json" => {
            let patch: Value = serde_json::from_slice(patch).map_err(unreadable)?;
            object = strategic::merge(object, patch);
        }
        APPLY => return Err(Failure::unsupported_patch(NO_APPLY)),
        _ => return Err(Failure::unsupported_patch("415: Unsupported Media Type")),
    }
    Ok(object)
}

/// To the API server a field that is missing can be replaced, an item of a list cannot.
fn as_the_server_takes_it(operation: PatchOperation, object: &Value) -> PatchOperation {
    match operation {
        PatchOperation::Replace(ReplaceOperation { path, value })
            if path.parent().is_some_and(|parent| parent.resolve(object).is_ok_and(Value::is_object)) =>
        {
            PatchOperation::Add(AddOperation { path, value })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::apply;

    #[test]
    fn a_merge_patch_replaces_lists_and_removes_what_is_null() {
        let object = json!({"metadata": {"labels": {"a": "1", "b": "2"}}, "list": [1]});
        let patch = br#"{"metadata": {"labels": {"a": null}}, "list": [2]}"#;
        let patched = apply("application/merge-patch+json", &object, patch).unwrap();
        assert_eq!(patched, json!({"metadata": {"labels": {"b": "2"}}, "list": [2]}));
    }

    #[test]
    fn a_json_patch_replaces_a_field_that_is_missing_and_removes_none() {
        let patched = |operation: &str, path: &str| {
            let patch = format!(r#"[{{"op": "{operation}", "path": "{path}", "value": 2}}]"#);
            apply("application/json-patch+json", &json!({"data": {}, "list": []}), patch.as_bytes()).ok()
        };
        assert_eq!(patched("replace", "/data/a"), Some(json!({"data": {"a": 2}, "list": []})));
        assert_eq!(patched("replace", "/list/0"), None);
        assert_eq!(patched("replace", "/nothing/a"), None);
        assert_eq!(patched("remove", "/data/a"), None);
    }

    #[test]
    fn server_side_apply_is_refused() {
        assert_eq!(apply("application/apply-patch+yaml", &json!({}), b"").unwrap_err().code.as_u16(), 415);
    }
}
