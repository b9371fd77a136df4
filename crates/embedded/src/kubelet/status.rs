//! A pod's status, put together.

use serde_json::{Value, json};

use crate::object::{as_map, items, map_at, now, set, text};

/// Which containers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum List {
    Init,
    Main,
}

impl List {
    pub(super) fn in_spec(self) -> &'static str {
        match self {
            Self::Init => "/spec/initContainers",
            Self::Main => "/spec/containers",
        }
    }

    fn in_status(self) -> &'static str {
        match self {
            Self::Init => "initContainerStatuses",
            Self::Main => "containerStatuses",
        }
    }

    /// How events name a container.
    pub(super) fn part(self, container: &str) -> String {
        match self {
            Self::Init => format!("spec.initContainers{{{container}}}"),
            Self::Main => format!("spec.containers{{{container}}}"),
        }
    }
}

/// The status of the container with this place in the list.
pub(super) fn of(pod: &Value, list: List, index: usize) -> Option<&Value> {
    pod.pointer(&format!("/status/{}/{index}", list.in_status()))
}

/// Every container of the list waits for this reason.
pub(super) fn all_wait(pod: &mut Value, list: List, reason: &str) {
    let statuses: Vec<Value> = items(pod, list.in_spec())
        .map(|container| {
            json!({
                "name": text(container, "/name"),
                "image": text(container, "/image"),
                "imageID": "",
                "ready": false,
                "restartCount": 0,
                "state": { "waiting": { "reason": reason } },
                "lastState": {},
            })
        })
        .collect();
    if !statuses.is_empty() {
        set(map_at(as_map(pod), "status"), list.in_status(), statuses);
    }
}

/// Changes what a container is at.
pub(super) fn put(pod: &mut Value, list: List, index: usize, state: Value) {
    let Some(status) = pod.pointer_mut(&format!("/status/{}/{index}", list.in_status())) else { return };
    let running = state.get("running").is_some();
    let ended_well = state.pointer("/terminated/exitCode") == Some(&json!(0));
    let status = as_map(status);
    set(status, "ready", if list == List::Init { ended_well } else { running });
    if list == List::Main {
        set(status, "started", running);
    }
    set(status, "state", state);
}

/// Starts a container again that ended.
pub(super) fn restart(pod: &mut Value, index: usize, terminated: &Value) {
    let Some(status) = pod.pointer_mut(&format!("/status/{}/{index}", List::Main.in_status())) else {
        return;
    };
    let count = status.get("restartCount").and_then(Value::as_i64).unwrap_or_default();
    let status = as_map(status);
    set(status, "restartCount", count + 1);
    set(status, "lastState", json!({ "terminated": terminated }));
}

/// A container that ended.
pub(super) fn terminated(code: i64, started: &str) -> Value {
    let reason = if code == 0 { "Completed" } else { "Error" };
    json!({ "exitCode": code, "reason": reason, "startedAt": started, "finishedAt": now() })
}

/// The phase and the conditions that follow from the containers.
pub(super) fn conclude(pod: &mut Value) {
    let states: Vec<Value> =
        items(pod, "/status/containerStatuses").filter_map(|status| status.get("state").cloned()).collect();
    let is = |kind: &str| states.iter().filter(|state| state.get(kind).is_some()).count();
    let failed = states.iter().any(|state| {
        state.pointer("/terminated/exitCode").and_then(Value::as_i64).is_some_and(|code| code != 0)
    });
    let init_failed = items(pod, "/status/initContainerStatuses").any(|status| {
        status.pointer("/state/terminated/exitCode").and_then(Value::as_i64).is_some_and(|code| code != 0)
    });
    let restarts = text(pod, "/spec/restartPolicy") != "Never";
    let phase = match (is("waiting"), is("running")) {
        _ if init_failed && !restarts => "Failed",
        (0, 0) if failed => "Failed",
        (0, 0) if !states.is_empty() => "Succeeded",
        (0, 1..) => "Running",
        _ => "Pending",
    };
    let conditions = conditions(pod, phase);
    let fields = map_at(as_map(pod), "status");
    set(fields, "phase", phase);
    set(fields, "conditions", conditions);
}

fn conditions(pod: &Value, phase: &str) -> Value {
    let unready = |list: List| {
        let statuses = items(
            pod,
            if list == List::Init { "/status/initContainerStatuses" } else { "/status/containerStatuses" },
        );
        let names: Vec<&str> = statuses
            .filter(|status| status.get("ready") != Some(&json!(true)))
            .map(|status| text(status, "/name"))
            .collect();
        names.join(" ")
    };
    let ended = matches!(phase, "Succeeded" | "Failed");
    let (incomplete, unready) = (unready(List::Init), unready(List::Main));
    let ready = if ended {
        Some(("PodCompleted", String::new()))
    } else {
        (!unready.is_empty())
            .then(|| ("ContainersNotReady", format!("containers with unready status: [{unready}]")))
    };
    let initialized = if ended && incomplete.is_empty() {
        None
    } else {
        (!incomplete.is_empty()).then(|| {
            ("ContainersNotInitialized", format!("containers with incomplete status: [{incomplete}]"))
        })
    };
    json!([
        condition(pod, "Initialized", initialized),
        condition(pod, "Ready", ready.clone()),
        condition(pod, "ContainersReady", ready),
        condition(pod, "PodScheduled", None),
    ])
}

/// A condition that holds, unless there is a reason why not. Its time is when that changed.
fn condition(pod: &Value, kind: &str, why_not: Option<(&str, String)>) -> Value {
    let status = if why_not.is_none() { "True" } else { "False" };
    let before = items(pod, "/status/conditions").find(|condition| text(condition, "/type") == kind);
    let since = before.filter(|condition| text(condition, "/status") == status);
    let since = since.map_or_else(now, |condition| text(condition, "/lastTransitionTime").to_owned());
    let mut condition =
        json!({ "type": kind, "status": status, "lastProbeTime": null, "lastTransitionTime": since });
    if let Some((reason, message)) = why_not {
        set(as_map(&mut condition), "reason", reason);
        if !message.is_empty() {
            set(as_map(&mut condition), "message", message);
        }
    }
    condition
}
