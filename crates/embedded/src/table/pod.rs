//! Columns of pods. Their status is the most telling of what their containers are at.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Printer, age, number, or_none};
use crate::object::{items, name, text};

pub(super) const POD: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Ready", "string", false),
        ("Status", "string", false),
        ("Restarts", "integer", false),
        ("Age", "string", false),
        ("IP", "string", true),
        ("Node", "string", true),
        ("Nominated Node", "string", true),
        ("Readiness Gates", "string", true),
    ],
    cells: pod,
};

fn pod(pod: &Value, now: Timestamp) -> Vec<Value> {
    let all = items(pod, "/spec/containers").count();
    let ready = items(pod, "/status/containerStatuses").filter(|status| is_ready(status)).count();
    let (status, restarts) = status(pod);
    vec![
        json!(name(pod)),
        json!(format!("{ready}/{all}")),
        json!(status),
        json!(restarts),
        age(pod, now),
        or_none(text(pod, "/status/podIP")),
        or_none(text(pod, "/spec/nodeName")),
        or_none(text(pod, "/status/nominatedNodeName")),
        gates(pod),
    ]
}

fn is_ready(status: &Value) -> bool {
    status.get("ready") == Some(&json!(true)) && status.pointer("/state/running").is_some()
}

/// The word for the pod, and how often its containers were started again.
fn status(pod: &Value) -> (String, i64) {
    let restarts = |list: &str| items(pod, list).map(|status| number(status, "/restartCount")).sum();
    let initializing = initializing(pod);
    let count = restarts(match initializing {
        Some(_) => "/status/initContainerStatuses",
        None => "/status/containerStatuses",
    });
    if !text(pod, "/metadata/deletionTimestamp").is_empty() {
        return ("Terminating".to_owned(), count);
    }
    (initializing.unwrap_or_else(|| started(pod)), count)
}

/// The word while init containers are not done.
fn initializing(pod: &Value) -> Option<String> {
    let all = items(pod, "/spec/initContainers").count();
    let mut statuses = items(pod, "/status/initContainerStatuses").enumerate();
    statuses.find_map(|(index, status)| {
        let waiting = text(status, "/state/waiting/reason");
        match status.pointer("/state/terminated") {
            Some(terminated) if number(terminated, "/exitCode") == 0 => None,
            Some(terminated) => Some(format!("Init:{}", ended(terminated))),
            None if !matches!(waiting, "" | "PodInitializing") => Some(format!("Init:{waiting}")),
            None => Some(format!("Init:{index}/{all}")),
        }
    })
}

/// The word afterwards: the first container that does not simply run decides.
fn started(pod: &Value) -> String {
    let reason = match text(pod, "/status/reason") {
        "" => text(pod, "/status/phase"),
        reason => reason,
    };
    let mut word = reason.to_owned();
    let mut running = false;
    let statuses: Vec<&Value> = items(pod, "/status/containerStatuses").collect();
    for status in statuses.into_iter().rev() {
        let waiting = text(status, "/state/waiting/reason");
        if !waiting.is_empty() {
            waiting.clone_into(&mut word);
        } else if let Some(terminated) = status.pointer("/state/terminated") {
            word = ended(terminated);
        } else if is_ready(status) {
            running = true;
        }
    }
    if word != "Completed" || !running {
        return word;
    }
    let ready = items(pod, "/status/conditions")
        .any(|condition| text(condition, "/type") == "Ready" && text(condition, "/status") == "True");
    if ready { "Running" } else { "NotReady" }.to_owned()
}

fn ended(terminated: &Value) -> String {
    match (text(terminated, "/reason"), number(terminated, "/signal")) {
        ("", 0) => format!("ExitCode:{}", number(terminated, "/exitCode")),
        ("", signal) => format!("Signal:{signal}"),
        (reason, _) => reason.to_owned(),
    }
}

/// How many of the pod's own conditions for being ready hold.
fn gates(pod: &Value) -> Value {
    let gates: Vec<&str> =
        items(pod, "/spec/readinessGates").map(|gate| text(gate, "/conditionType")).collect();
    if gates.is_empty() {
        return or_none("");
    }
    let holds = |gate: &&&str| {
        items(pod, "/status/conditions")
            .any(|condition| text(condition, "/type") == **gate && text(condition, "/status") == "True")
    };
    json!(format!("{}/{}", gates.iter().filter(holds).count(), gates.len()))
}
