//! What a deployment says about itself.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::condition::{self, Condition, Times};
use super::super::template::number;
use super::super::{Desk, Outcome};
use super::replica_sets::ReplicaSets;
use super::rollout::Limits;
use crate::edit::{edit, set_status};
use crate::event::Type;
use crate::object::{as_map, map_at, name, set, text};
use crate::status::Failure;

const TIMES: Times = Times::TransitionAndUpdate;
const LATE: &str = "ProgressDeadlineExceeded";

/// Is every pod of the present template, and does every one serve?
pub(super) fn is_complete(deployment: &Value) -> bool {
    let wanted = number(deployment, "/spec/replicas");
    let all = ["updatedReplicas", "replicas", "availableReplicas"];
    all.iter().all(|field| number(deployment, &format!("/status/{field}")) == wanted)
        && number(deployment, "/status/observedGeneration") >= number(deployment, "/metadata/generation")
}

/// Counts its pods and judges how the rollout goes.
pub(super) fn write(desk: &Desk<'_>, deployment: &Value, all: &ReplicaSets) -> Outcome {
    let mut status = counts(deployment, all);
    let mut conditions = condition::all(deployment);
    // A rollout that waits for its user neither progresses nor fails to.
    let paused = deployment.pointer("/spec/paused") == Some(&Value::Bool(true));
    if !paused {
        announce(all, &mut conditions);
    }
    put(&mut conditions, available(deployment, &status));
    let left = if paused { None } else { progress(deployment, &status, all, &mut conditions) };
    // A replica set that cannot make pods is the deployment's failure.
    let failing = all.new.iter().chain(&all.old).find_map(|set| condition::find(set, "ReplicaFailure"));
    match failing {
        None => conditions.retain(|condition| text(condition, "/type") != "ReplicaFailure"),
        Some(failing) => put(
            &mut conditions,
            Condition {
                kind: "ReplicaFailure",
                status: text(failing, "/status"),
                reason: text(failing, "/reason"),
                message: text(failing, "/message"),
            },
        ),
    }
    set(as_map(&mut status), "conditions", conditions);
    set_status(desk.cluster, deployment, &status);
    left.map_or(Outcome::Settled, Outcome::Later)
}

fn put(conditions: &mut Vec<Value>, condition: Condition<'_>) {
    condition::put(conditions, condition, TIMES);
}

fn available(deployment: &Value, status: &Value) -> Condition<'static> {
    let enough = number(status, "/availableReplicas") >= Limits::of(deployment).least();
    let (status, reason, message) = if enough {
        ("True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
    } else {
        ("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.")
    };
    Condition { kind: "Available", status, reason, message }
}

/// A rollout begins with a replica set: a new one, or one that is there.
fn announce(all: &ReplicaSets, conditions: &mut Vec<Value>) {
    let Some(new) = &all.new else { return };
    let (reason, message) = if all.made {
        ("NewReplicaSetCreated", format!("Created new replica set \"{}\"", name(new)))
    } else if all.turned || !conditions.iter().any(|condition| text(condition, "/type") == "Progressing") {
        ("FoundNewReplicaSet", format!("Found new replica set \"{}\"", name(new)))
    } else {
        return;
    };
    put(conditions, Condition { kind: "Progressing", status: "True", reason, message: &message });
}

fn counts(deployment: &Value, all: &ReplicaSets) -> Value {
    let available = all.sum("availableReplicas");
    let mut status = json!({ "observedGeneration": number(deployment, "/metadata/generation") });
    let updated = all.new.as_ref().map_or(0, |new| number(new, "/status/replicas"));
    let fields = as_map(&mut status);
    for (field, count) in [
        ("replicas", all.sum("replicas")),
        ("updatedReplicas", updated),
        ("readyReplicas", all.sum("readyReplicas")),
        ("availableReplicas", available),
        ("unavailableReplicas", (all.wanted() - available).max(0)),
        ("collisionCount", number(deployment, "/status/collisionCount")),
    ] {
        if count > 0 {
            set(fields, field, count);
        }
    }
    status
}

/// Keeps the condition `Progressing`; tells how long the rollout may still take without progress.
fn progress(
    deployment: &Value,
    status: &Value,
    all: &ReplicaSets,
    conditions: &mut Vec<Value>,
) -> Option<Duration> {
    let new = all.new.as_ref()?;
    let before = condition::find(deployment, "Progressing");
    let reason_before = before.map(|condition| text(condition, "/reason")).unwrap_or_default();
    let mut seen = json!({ "spec": deployment.get("spec"), "metadata": deployment.get("metadata") });
    set(as_map(&mut seen), "status", status.clone());
    if is_complete(&seen) {
        let message = format!("ReplicaSet \"{}\" has successfully progressed.", name(new));
        put(conditions, progressing("True", "NewReplicaSetAvailable", &message));
        return None;
    }
    let moved =
        |field: &&str| number(status, &format!("/{field}")) > number(deployment, &format!("/status/{field}"));
    let fewer_old = {
        let old = |status: &Value| number(status, "/replicas") - number(status, "/updatedReplicas");
        old(status) < deployment.get("status").map(old).unwrap_or_default()
    };
    if fewer_old || ["updatedReplicas", "readyReplicas", "availableReplicas"].iter().any(moved) {
        let message = format!("ReplicaSet \"{}\" is progressing.", name(new));
        condition::renew(conditions, progressing("True", "ReplicaSetUpdated", &message), TIMES);
    } else if reason_before == "DeploymentPaused" {
        put(conditions, progressing("Unknown", "DeploymentResumed", "Deployment is resumed"));
    } else if matches!(reason_before, LATE | "NewReplicaSetAvailable") {
        return None;
    }
    let deadline = deployment.pointer("/spec/progressDeadlineSeconds").and_then(Value::as_i64)?;
    let since = conditions.iter().find(|condition| text(condition, "/type") == "Progressing")?;
    let since: Timestamp = text(since, "/lastUpdateTime").parse().ok()?;
    let left = deadline - (Timestamp::now().as_second() - since.as_second());
    if left < 0 {
        let message = format!("ReplicaSet \"{}\" has timed out progressing.", name(new));
        put(conditions, progressing("False", LATE, &message));
        return None;
    }
    Some(Duration::from_secs(u64::try_from(left + 1).unwrap_or(1)))
}

fn progressing<'a>(status: &'a str, reason: &'a str, message: &'a str) -> Condition<'a> {
    Condition { kind: "Progressing", status, reason, message }
}

/// The rollout waits for its user.
pub(super) fn pause(desk: &Desk<'_>, deployment: &Value) {
    edit(desk.cluster, deployment, |object| {
        let mut conditions = condition::all(object);
        let message = "Deployment is paused";
        let paused =
            Condition { kind: "Progressing", status: "Unknown", reason: "DeploymentPaused", message };
        condition::put(&mut conditions, paused, TIMES);
        set(map_at(as_map(object), "status"), "conditions", conditions);
    });
}

/// The replica set itself is refused.
pub(super) fn failed(desk: &Desk<'_>, deployment: &Value, failure: &Failure, message: &str) {
    edit(desk.cluster, deployment, |object| {
        let mut conditions = condition::all(object);
        let reason = "ReplicaSetCreateError";
        let wrong = Condition { kind: "Progressing", status: "False", reason, message: &failure.message };
        condition::put(&mut conditions, wrong, TIMES);
        set(map_at(as_map(object), "status"), "conditions", conditions);
    });
    desk.tell(deployment, Type::Warning, "ReplicaSetCreateError", message);
}
