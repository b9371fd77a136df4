//! Conditions in a workload's status.

use serde_json::{Value, json};

use crate::object::{items, now, set, text};

/// One condition, as it is to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition<'a> {
    pub(super) kind: &'a str,
    /// `True`, `False` or `Unknown`.
    pub(super) status: &'a str,
    pub(super) reason: &'a str,
    pub(super) message: &'a str,
}

/// Which times a kind's conditions carry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Times {
    /// When the status changed.
    Transition,
    /// Also when anything about it changed.
    TransitionAndUpdate,
}

/// The condition of this kind.
pub(super) fn find<'a>(object: &'a Value, kind: &str) -> Option<&'a Value> {
    items(object, "/status/conditions").find(|condition| text(condition, "/type") == kind)
}

/// Makes this the condition of its kind. While status and reason are the same, the old one stays as it is; a new one
/// comes last, and keeps the time of the last transition if there was none.
pub(super) fn put(conditions: &mut Vec<Value>, wanted: Condition<'_>, times: Times) {
    let same = conditions.iter().any(|old| {
        text(old, "/type") == wanted.kind
            && text(old, "/status") == wanted.status
            && text(old, "/reason") == wanted.reason
    });
    if !same {
        renew(conditions, wanted, times);
    }
}

/// As `put`, but says so even if nothing else changed: the time of the update tells that it still goes on.
pub(super) fn renew(conditions: &mut Vec<Value>, wanted: Condition<'_>, times: Times) {
    let old = conditions.iter().find(|old| text(old, "/type") == wanted.kind);
    let kept = old.filter(|old| text(old, "/status") == wanted.status);
    let since = kept.map_or_else(now, |old| text(old, "/lastTransitionTime").to_owned());
    let mut condition = json!({
        "type": wanted.kind,
        "status": wanted.status,
        "reason": wanted.reason,
        "message": wanted.message,
        "lastTransitionTime": since,
    });
    if times == Times::TransitionAndUpdate {
        set(crate::object::as_map(&mut condition), "lastUpdateTime", now());
    }
    conditions.retain(|old| text(old, "/type") != wanted.kind);
    conditions.push(condition);
}

/// The object's conditions.
pub(super) fn all(object: &Value) -> Vec<Value> {
    items(object, "/status/conditions").cloned().collect()
}
