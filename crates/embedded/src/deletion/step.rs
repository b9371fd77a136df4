//! What a deletion does to an object, given its finalizers and its grace. A pure function.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Deletion, FOREGROUND, ORPHAN, Propagation, is_ending, is_held_by};
use crate::object::{as_map, at, items, map_at, metadata, set, text};
use crate::resource::Resource;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// Nothing: it is on its way.
    Wait,
    /// Put this in its place.
    Mark(Value),
    /// Put this in its place, so that watches see it, and then remove it.
    MarkAndRemove(Value),
    Remove,
}

/// The time that a deletion leaves an object.
enum Grace {
    /// Its kind has none.
    None,
    /// It has been given its time already.
    Running,
    /// This many seconds from then.
    Seconds(i64, Timestamp),
}

pub(super) fn next(resource: &Resource, object: &Value, deletion: &Deletion) -> Step {
    if resource.is_namespace() {
        return namespace(resource, object, deletion);
    }
    let grace = if resource.kind == "Pod" { pod(object, deletion) } else { Grace::None };
    if matches!(grace, Grace::Running) {
        return Step::Wait;
    }
    let mut marked = object.clone();
    hold(resource, &mut marked, deletion.propagation);
    let held = items(&marked, "/metadata/finalizers").next().is_some();
    if !is_ending(object) && (held || matches!(grace, Grace::Seconds(..))) {
        count_generation(&mut marked);
    }
    match grace {
        Grace::Seconds(seconds, since) => {
            let fields = metadata(&mut marked);
            set(fields, "deletionTimestamp", at(since + SignedDuration::from_secs(seconds)));
            set(fields, "deletionGracePeriodSeconds", seconds);
            if held || seconds > 0 { Step::Mark(marked) } else { Step::MarkAndRemove(marked) }
        }
        Grace::None | Grace::Running if held => {
            let now = Timestamp::now();
            let fields = metadata(&mut marked);
            let set_for = fields.get("deletionTimestamp").and_then(Value::as_str);
            if set_for.and_then(|time| time.parse::<Timestamp>().ok()).is_none_or(|time| time > now) {
                set(fields, "deletionTimestamp", at(now));
            }
            set(fields, "deletionGracePeriodSeconds", 0);
            Step::Mark(marked)
        }
        Grace::None | Grace::Running => Step::Remove,
    }
}

/// A namespace waits for its contents, and says so.
fn namespace(resource: &Resource, object: &Value, deletion: &Deletion) -> Step {
    let held = |pointer: &str| items(object, pointer).next().is_some();
    if is_ending(object) {
        return match (held("/spec/finalizers"), held("/metadata/finalizers")) {
            (false, false) => Step::Remove,
            _ => Step::Wait,
        };
    }
    let mut marked = object.clone();
    hold(resource, &mut marked, deletion.propagation);
    set(metadata(&mut marked), "deletionTimestamp", at(Timestamp::now()));
    set(map_at(as_map(&mut marked), "status"), "phase", "Terminating");
    Step::Mark(marked)
}

/// How long a pod may take. It may be given less time later, but never more.
fn pod(object: &Value, deletion: &Deletion) -> Grace {
    if is_ending(object) {
        let current = object.pointer("/metadata/deletionGracePeriodSeconds").and_then(Value::as_i64);
        return match (current.unwrap_or_default(), deletion.grace) {
            (0, _) => Grace::None,
            (current, Some(less)) if less < current => {
                let end =
                    text(object, "/metadata/deletionTimestamp").parse().unwrap_or_else(|_| Timestamp::now());
                Grace::Seconds(less, end - SignedDuration::from_secs(current))
            }
            _ => Grace::Running,
        };
    }
    let own = object.pointer("/spec/terminationGracePeriodSeconds").and_then(Value::as_i64);
    let nothing_runs = text(object, "/spec/nodeName").is_empty()
        || matches!(text(object, "/status/phase"), "Failed" | "Succeeded");
    let seconds = if nothing_runs { 0 } else { deletion.grace.or(own).unwrap_or_default() };
    Grace::Seconds(seconds, Timestamp::now())
}

/// Sets the garbage collector's finalizers as the deletion, the object itself or its resource wants them.
fn hold(resource: &Resource, object: &mut Value, wanted: Option<Propagation>) {
    let wanted = wanted.unwrap_or(if is_held_by(object, ORPHAN) {
        Propagation::Orphan
    } else if is_held_by(object, FOREGROUND) {
        Propagation::Foreground
    } else {
        resource.dependents
    });
    let others = items(object, "/metadata/finalizers").filter(|each| *each != ORPHAN && *each != FOREGROUND);
    let mut finalizers: Vec<Value> = others.cloned().collect();
    match wanted {
        Propagation::Background => {}
        Propagation::Foreground => finalizers.push(json!(FOREGROUND)),
        Propagation::Orphan => finalizers.push(json!(ORPHAN)),
    }
    let fields = metadata(object);
    if finalizers.is_empty() {
        fields.remove("finalizers");
    } else {
        set(fields, "finalizers", finalizers);
    }
}

/// The wish to delete an object is a change of what is wanted.
fn count_generation(object: &mut Value) {
    let generation = object.pointer("/metadata/generation").and_then(Value::as_i64).unwrap_or_default();
    if generation > 0 {
        set(metadata(object), "generation", generation + 1);
    }
}
