//! What a namespace that is to go still waits for, as its conditions say it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::object::{Object, items, now, set};
use crate::resource::Resource;

/// Writes the conditions into the namespace's status; one that has not changed keeps its time.
pub(super) fn write(status: &mut Map<String, Value>, left: &[(&'static Resource, Object)]) {
    let known = status.get("conditions").and_then(Value::as_array).cloned().unwrap_or_default();
    let conditions: Vec<Value> = conditions(left)
        .into_iter()
        .map(|new| {
            let same = |old: &&Value| {
                ["type", "status", "message"].iter().all(|field| old.get(field) == new.get(field))
            };
            known.iter().find(same).cloned().unwrap_or(new)
        })
        .collect();
    set(status, "conditions", conditions);
}

fn conditions(left: &[(&'static Resource, Object)]) -> [Value; 5] {
    let mut resources: BTreeMap<String, usize> = BTreeMap::new();
    let mut finalizers: BTreeMap<String, usize> = BTreeMap::new();
    for (resource, object) in left {
        *resources.entry(format!("{}.{}", resource.plural, resource.group)).or_default() += 1;
        for finalizer in items(object, "/metadata/finalizers") {
            *finalizers.entry(finalizer.as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    [
        no(
            "NamespaceDeletionDiscoveryFailure",
            "ResourcesDiscovered",
            "All resources successfully discovered",
        ),
        no(
            "NamespaceDeletionGroupVersionParsingFailure",
            "ParsedGroupVersions",
            "All legacy kube types successfully parsed",
        ),
        no(
            "NamespaceDeletionContentFailure",
            "ContentDeleted",
            "All content successfully deleted, may be waiting on finalization",
        ),
        match counted(&resources, "has") {
            None => no("NamespaceContentRemaining", "ContentRemoved", "All content successfully removed"),
            Some(what) => yes(
                "NamespaceContentRemaining",
                "SomeResourcesRemain",
                &format!("Some resources are remaining: {what}"),
            ),
        },
        match counted(&finalizers, "in") {
            None => no(
                "NamespaceFinalizersRemaining",
                "ContentHasNoFinalizers",
                "All content-preserving finalizers finished",
            ),
            Some(what) => yes(
                "NamespaceFinalizersRemaining",
                "SomeFinalizersRemain",
                &format!("Some content in the namespace has finalizers remaining: {what}"),
            ),
        },
    ]
}

fn counted(counts: &BTreeMap<String, usize>, verb: &str) -> Option<String> {
    let texts = counts.iter().map(|(what, count)| format!("{what} {verb} {count} resource instances"));
    Some(texts.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
}

fn no(kind: &str, reason: &str, message: &str) -> Value {
    condition(kind, "False", reason, message)
}

fn yes(kind: &str, reason: &str, message: &str) -> Value {
    condition(kind, "True", reason, message)
}

fn condition(kind: &str, status: &str, reason: &str, message: &str) -> Value {
    json!({ "type": kind, "status": status, "lastTransitionTime": now(), "reason": reason, "message": message })
}
