//! Admission plugins that change a pod after the policies have: `Priority` and `DefaultTolerationSeconds`.

use serde_json::{Value, json};

use crate::object::{as_map, items, map_at, name, set, text};
use crate::resource::Resource;
use crate::status::Failure;

/// The priority classes that every cluster has.
const CLASSES: &[(&str, i64)] =
    &[("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000)];
/// What a pod bears for a while on its node.
const BORNE: &[&str] = &["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];
const FOR_SECONDS: i64 = 300;

/// Gives the pod its priority.
pub(super) fn priority(pods: &Resource, pod: &mut Value) -> Result<(), Failure> {
    let shown = match name(pod) {
        "" => text(pod, "/metadata/generateName"),
        name => name,
    };
    let class = text(pod, "/spec/priorityClassName");
    let priority = match CLASSES.iter().find(|(name, _)| *name == class) {
        Some((_, priority)) => *priority,
        None if class.is_empty() => 0,
        None => {
            let why = format!("no PriorityClass with name {class} was found");
            return Err(Failure::forbidden(pods, shown, &why));
        }
    };
    let given = pod.pointer("/spec/priority").and_then(Value::as_i64);
    if let Some(given) = given.filter(|given| *given != priority) {
        let why = format!(
            "the integer value of priority ({given}) must not be provided in pod spec; priority admission controller \
             computed {priority} from the given PriorityClass name"
        );
        return Err(Failure::forbidden(pods, shown, &why));
    }
    let spec = map_at(as_map(pod), "spec");
    set(spec, "priority", priority);
    crate::object::default(spec, "preemptionPolicy", "PreemptLowerPriority");
    Ok(())
}

/// Lets the pod stay for a while on a node that is in trouble.
pub(super) fn tolerations(pod: &mut Value) {
    let tolerated = |pod: &Value, key: &str| {
        items(pod, "/spec/tolerations").any(|each| {
            let known = text(each, "/key");
            (known.is_empty() || known == key) && matches!(text(each, "/effect"), "" | "NoExecute")
        })
    };
    let missing: Vec<&str> = BORNE.iter().filter(|key| !tolerated(pod, key)).copied().collect();
    if missing.is_empty() {
        return;
    }
    let spec = map_at(as_map(pod), "spec");
    let tolerations = spec.entry("tolerations").or_insert_with(|| json!([]));
    for key in missing {
        if let Some(tolerations) = tolerations.as_array_mut() {
            tolerations.push(json!({
                "key": key,
                "operator": "Exists",
                "effect": "NoExecute",
                "tolerationSeconds": FOR_SECONDS,
            }));
        }
    }
}
