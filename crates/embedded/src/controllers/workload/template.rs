//! Pods of a template, and what controllers look at in pods.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value, json};

use super::claim;
use crate::deletion::is_ending;
use crate::object::{as_map, items, metadata, name, set, text};

/// The label by which a deployment's replica sets tell their pods apart.
pub(super) const HASH: &str = "pod-template-hash";
/// The label by which daemon sets and stateful sets know a pod's template.
pub(super) const REVISION: &str = "controller-revision-hash";

/// A pod as the owner's template describes it, not named yet.
pub(super) fn pod(owner: &Value) -> Value {
    let of_template =
        |field: &str| owner.pointer(&format!("/spec/template/{field}")).cloned().unwrap_or_else(|| json!({}));
    let mut pod = json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": { "ownerReferences": [claim::reference(owner)] },
        "spec": of_template("spec"),
    });
    for field in ["labels", "annotations", "finalizers"] {
        if let Some(value) = owner.pointer(&format!("/spec/template/metadata/{field}")) {
            set(metadata(&mut pod), field, value.clone());
        }
    }
    pod
}

/// A pod that the API server is to name.
pub(super) fn unnamed_pod(owner: &Value) -> Value {
    let mut pod = pod(owner);
    set(metadata(&mut pod), "generateName", format!("{}-", name(owner)));
    pod
}

/// Sets a label of the object.
pub(super) fn label(object: &mut Value, key: &str, value: &str) {
    set(crate::object::map_at(metadata(object), "labels"), key, value);
}

/// A template by few letters: the same for the same template.
pub(super) fn hash(template: &Value) -> String {
    let mut template = template.clone();
    if let Some(labels) = template.pointer_mut("/metadata/labels") {
        as_map(labels).remove(HASH);
    }
    let mut hasher = DefaultHasher::new();
    template.to_string().hash(&mut hasher);
    // Half of it, in decimals, spelled with letters that make no words: as long as a real one.
    let digits = (hasher.finish() >> 32).to_string();
    digits.bytes().filter_map(|digit| char::from(digit).to_digit(10)).filter_map(letter).collect()
}

fn letter(digit: u32) -> Option<char> {
    "456789bcdf".chars().nth(usize::try_from(digit).ok()?)
}

/// Are both templates the same, but for what tells their pods apart?
pub(super) fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    let plain = |template: Option<&Value>| {
        let mut template = template.cloned().unwrap_or_default();
        let labels = template.pointer_mut("/metadata/labels").and_then(Value::as_object_mut);
        if labels.is_some_and(|labels| labels.remove(HASH).is_some() && labels.is_empty()) {
            as_map(&mut template)
                .get_mut("metadata")
                .and_then(Value::as_object_mut)
                .map(|it| it.remove("labels"));
        }
        template
    };
    plain(one) == plain(other)
}

/// Does it still count: not done, and not being deleted?
pub(super) fn is_active(pod: &Value) -> bool {
    !is_finished(pod) && !is_ending(pod)
}

/// Have all its containers ended for good?
pub(super) fn is_finished(pod: &Value) -> bool {
    matches!(text(pod, "/status/phase"), "Succeeded" | "Failed")
}

/// Does it serve?
pub(super) fn is_ready(pod: &Value) -> bool {
    items(pod, "/status/conditions")
        .any(|condition| text(condition, "/type") == "Ready" && text(condition, "/status") == "True")
}

/// A number at a place; zero when there is none.
pub(super) fn number(object: &Value, pointer: &str) -> i64 {
    object.pointer(pointer).and_then(Value::as_i64).unwrap_or_default()
}

/// The labels of the template.
pub(super) fn labels(owner: &Value) -> Map<String, Value> {
    owner.pointer("/spec/template/metadata/labels").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// What becomes of a fraction of a pod.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Round {
    Up,
    Down,
}

/// A number of pods that is given as one, or as a percentage of all.
pub(super) fn share(value: Option<&Value>, all: i64, round: Round) -> i64 {
    let Some(value) = value else { return 0 };
    let percent =
        value.as_str().and_then(|text| text.strip_suffix('%')).and_then(|text| text.parse::<i64>().ok());
    match (percent, round) {
        (Some(percent), Round::Up) => (all * percent + 99) / 100,
        (Some(percent), Round::Down) => all * percent / 100,
        (None, _) => value.as_i64().unwrap_or_default(),
    }
}
