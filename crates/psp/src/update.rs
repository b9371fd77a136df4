//! Which updates of a pod are judged at all.

mod quantity;

use k8s_openapi::api::core::v1::Pod;
use serde_json::Value;

/// Must the new pod be judged, as a pod in [`Mode::Validate`](crate::Mode::Validate)?
///
/// Not if it differs from the stored one only in owner references, finalizers, the self link or managed fields. Every
/// other change, be it a label, leads to a check of the whole pod. Both should have the API server's defaults, and the
/// new one the stored one's status and system fields.
pub fn is_judged(old: &Pod, new: &Pod) -> bool {
    // Most updates that are not judged are equal as they are.
    old != new && comparable(old) != comparable(new)
}

fn comparable(pod: &Pod) -> Value {
    let mut value = serde_json::to_value(pod).unwrap_or_default();
    if let Some(metadata) = value.get_mut("metadata").and_then(Value::as_object_mut) {
        for field in ["ownerReferences", "finalizers", "selfLink", "managedFields"] {
            metadata.remove(field);
        }
    }
    normalize(&mut value);
    value
}

/// Fields of a pod that are maps, not objects: an empty one is the same as none.
const MAPS: [&str; 9] = [
    "annotations",
    "labels",
    "limits",
    "matchLabels",
    "nodeSelector",
    "options",
    "overhead",
    "requests",
    "volumeAttributes",
];

/// Fields whose entries are quantities.
const QUANTITIES: [&str; 3] = ["limits", "overhead", "requests"];
/// Fields that are quantities.
const QUANTITY: [&str; 2] = ["divisor", "sizeLimit"];

/// Writes a quantity by its value.
fn normalize_quantity(value: &mut Value) {
    if let Some(number) = value.as_str().and_then(quantity::value) {
        *value = Value::String(number.to_string());
    }
}

/// Leaves out empty lists and maps, which are the same as none. An empty object is not the same as none.
fn normalize(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(normalize),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                normalize(value);
                if QUANTITY.contains(&name.as_str()) {
                    normalize_quantity(value);
                } else if QUANTITIES.contains(&name.as_str()) {
                    value
                        .as_object_mut()
                        .into_iter()
                        .flat_map(|map| map.values_mut())
                        .for_each(normalize_quantity);
                }
            }
            fields.retain(|name, value| match value {
                Value::Array(items) => !items.is_empty(),
                Value::Object(entries) => !entries.is_empty() || !MAPS.contains(&name.as_str()),
                _ => true,
            });
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Pod, is_judged};

    fn pod(json: serde_json::Value) -> Pod {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn finalizers_and_owners_do_not_matter() {
        let old = pod(json!({"metadata": {"name": "a"}, "spec": {"containers": [{"name": "c"}]}}));
        let same = json!({"metadata": {"name": "a", "finalizers": ["x"], "labels": {}, "ownerReferences": [],
            "managedFields": []}, "spec": {"containers": [{"name": "c", "env": []}], "nodeSelector": {}}});
        assert!(!is_judged(&old, &pod(same)));
        let resources = |cpu: &str| {
            let resources = json!({"limits": {"cpu": cpu}});
            pod(json!({"spec": {"containers": [{"name": "c", "resources": resources}]}}))
        };
        assert!(!is_judged(&resources("1"), &resources("1000m")));
        assert!(is_judged(&resources("1"), &resources("1001m")));
        let labelled =
            json!({"metadata": {"name": "a", "labels": {"l": ""}}, "spec": {"containers": [{"name": "c"}]}});
        assert!(is_judged(&old, &pod(labelled)));
        let with_context = json!({"metadata": {"name": "a"}, "spec": {"containers": [{"name": "c", "securityContext": {}}]}});
        assert!(is_judged(&old, &pod(with_context)), "an empty object is something");
    }
}
