//! Columns of the core group's kinds.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Printer, age, at, count, number, or_none, since};
use crate::object::{items, name, text};

pub(super) const NAMESPACE: Printer = Printer {
    columns: &[("Name", "string", false), ("Status", "string", false), ("Age", "string", false)],
    cells: |object, now| vec![json!(name(object)), at(object, "/status/phase"), age(object, now)],
};

pub(super) const SERVICE_ACCOUNT: Printer = Printer {
    columns: &[("Name", "string", false), ("Secrets", "string", false), ("Age", "string", false)],
    cells: |object, now| vec![json!(name(object)), count(object, "/secrets"), age(object, now)],
};

pub(super) const SECRET: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Type", "string", false),
        ("Data", "string", false),
        ("Age", "string", false),
    ],
    cells: |object, now| {
        vec![json!(name(object)), at(object, "/type"), count(object, "/data"), age(object, now)]
    },
};

pub(super) const CONFIG_MAP: Printer = Printer {
    columns: &[("Name", "string", false), ("Data", "string", false), ("Age", "string", false)],
    cells: |object, now| {
        let of =
            |field: &str| object.pointer(field).and_then(Value::as_object).map_or(0, serde_json::Map::len);
        vec![json!(name(object)), json!(of("/data") + of("/binaryData")), age(object, now)]
    },
};

pub(super) const EVENT: Printer = Printer {
    columns: &[
        ("Last Seen", "string", false),
        ("Type", "string", false),
        ("Reason", "string", false),
        ("Object", "string", false),
        ("Subobject", "string", true),
        ("Source", "string", true),
        ("Message", "string", false),
        ("First Seen", "string", true),
        ("Count", "string", true),
        ("Name", "string", true),
    ],
    cells: event,
};

fn event(event: &Value, now: Timestamp) -> Vec<Value> {
    let seen = |field: &str| match text(event, field) {
        "" => since(text(event, "/eventTime"), now),
        time => since(time, now),
    };
    let about = format!(
        "{}/{}",
        text(event, "/involvedObject/kind").to_lowercase(),
        text(event, "/involvedObject/name")
    );
    let source = match (text(event, "/source/component"), text(event, "/source/host")) {
        (component, "") => component.to_owned(),
        (component, host) => format!("{component}, {host}"),
    };
    vec![
        seen("/lastTimestamp"),
        at(event, "/type"),
        at(event, "/reason"),
        json!(about),
        at(event, "/involvedObject/fieldPath"),
        json!(source),
        json!(text(event, "/message").trim()),
        seen("/firstTimestamp"),
        json!(number(event, "/count")),
        json!(name(event)),
    ]
}

pub(super) const NODE: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Status", "string", false),
        ("Roles", "string", false),
        ("Age", "string", false),
        ("Version", "string", false),
        ("Internal-IP", "string", true),
        ("External-IP", "string", true),
        ("OS-Image", "string", true),
        ("Kernel-Version", "string", true),
        ("Container-Runtime", "string", true),
    ],
    cells: node,
};

fn node(node: &Value, now: Timestamp) -> Vec<Value> {
    let address = |kind: &str| {
        let found = items(node, "/status/addresses").find(|address| text(address, "/type") == kind);
        or_none(found.map(|address| text(address, "/address")).unwrap_or_default())
    };
    let info = |field: &str| match text(node, &format!("/status/nodeInfo/{field}")) {
        "" => json!("<unknown>"),
        found => json!(found),
    };
    vec![
        json!(name(node)),
        json!(readiness(node)),
        json!(roles(node)),
        age(node, now),
        at(node, "/status/nodeInfo/kubeletVersion"),
        address("InternalIP"),
        address("ExternalIP"),
        info("osImage"),
        info("kernelVersion"),
        info("containerRuntimeVersion"),
    ]
}

fn readiness(node: &Value) -> String {
    let ready = items(node, "/status/conditions").find(|condition| text(condition, "/type") == "Ready");
    let ready = match ready.map(|condition| text(condition, "/status")) {
        Some("True") => "Ready",
        Some(_) => "NotReady",
        None => "Unknown",
    };
    let closed = node.pointer("/spec/unschedulable") == Some(&json!(true));
    if closed { format!("{ready},SchedulingDisabled") } else { ready.to_owned() }
}

/// A node's roles are labels.
fn roles(node: &Value) -> String {
    let labels = node.pointer("/metadata/labels").and_then(Value::as_object).into_iter().flatten();
    let roles = labels.filter_map(|(key, value)| match key.strip_prefix("node-role.kubernetes.io/") {
        None if key == "kubernetes.io/role" => value.as_str(),
        role => role.filter(|role| !role.is_empty()),
    });
    let roles = roles.collect::<Vec<_>>().join(",");
    if roles.is_empty() { "<none>".to_owned() } else { roles }
}
