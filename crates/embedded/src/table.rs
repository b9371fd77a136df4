//! Objects as rows of a table: what `kubectl get` prints.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::object::{items, name, text};
use crate::resource::Resource;

/// A column: its name, its type, and whether it is for `-o wide` only.
type Column = (&'static str, &'static str, bool);

pub(crate) fn is_wanted(accept: &str) -> bool {
    accept.split(',').next().is_some_and(|first| first.contains("as=Table"))
}

/// A table of these objects; `revision` is the list's.
pub(crate) fn of<'a>(
    resource: &Resource,
    objects: impl Iterator<Item = &'a Value>,
    revision: Option<u64>,
) -> Value {
    let columns: Vec<Value> = columns(resource.kind)
        .iter()
        .map(|(name, kind, wide)| {
            let format = if *name == "Name" { "name" } else { "" };
            json!({ "name": name, "type": kind, "format": format, "description": "", "priority": i32::from(*wide) })
        })
        .collect();
    let now = Timestamp::now();
    let rows: Vec<Value> = objects
        .map(|object| {
            json!({
                "cells": cells(resource.kind, object, now),
                "object": {
                    "kind": "PartialObjectMetadata",
                    "apiVersion": "meta.k8s.io/v1",
                    "metadata": object.get("metadata"),
                },
            })
        })
        .collect();
    let metadata =
        revision.map_or_else(|| json!({}), |revision| json!({ "resourceVersion": revision.to_string() }));
    json!({
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": metadata,
        "columnDefinitions": columns,
        "rows": rows,
    })
}

fn columns(kind: &str) -> &'static [Column] {
    match kind {
        "Pod" => &[
            ("Name", "string", false),
            ("Ready", "string", false),
            ("Status", "string", false),
            ("Restarts", "integer", false),
            ("Age", "string", false),
            ("IP", "string", true),
            ("Node", "string", true),
        ],
        "PodSecurityPolicy" => &[
            ("Name", "string", false),
            ("Priv", "string", false),
            ("Caps", "string", false),
            ("SELinux", "string", false),
            ("RunAsUser", "string", false),
            ("FsGroup", "string", false),
            ("SupGroup", "string", false),
            ("ReadOnlyRootFs", "string", false),
            ("Volumes", "string", false),
        ],
        "Namespace" => &[("Name", "string", false), ("Status", "string", false), ("Age", "string", false)],
        "Node" => &[
            ("Name", "string", false),
            ("Status", "string", false),
            ("Roles", "string", false),
            ("Age", "string", false),
            ("Version", "string", false),
        ],
        "ServiceAccount" => {
            &[("Name", "string", false), ("Secrets", "string", false), ("Age", "string", false)]
        }
        "Secret" => &[
            ("Name", "string", false),
            ("Type", "string", false),
            ("Data", "string", false),
            ("Age", "string", false),
        ],
        "ConfigMap" => &[("Name", "string", false), ("Data", "string", false), ("Age", "string", false)],
        "Event" => &[
            ("Last Seen", "string", false),
            ("Type", "string", false),
            ("Reason", "string", false),
            ("Object", "string", false),
            ("Message", "string", false),
        ],
        "RoleBinding" | "ClusterRoleBinding" => &[
            ("Name", "string", false),
            ("Role", "string", false),
            ("Age", "string", false),
            ("Users", "string", true),
            ("Groups", "string", true),
            ("ServiceAccounts", "string", true),
        ],
        "Role" | "ClusterRole" => &[("Name", "string", false), ("Created At", "date", false)],
        _ => &[("Name", "string", false), ("Age", "string", false)],
    }
}

fn cells(kind: &str, object: &Value, now: Timestamp) -> Vec<Value> {
    let age = json!(age(text(object, "/metadata/creationTimestamp"), now));
    let at = |pointer: &str| json!(text(object, pointer));
    let count = |pointer: &str| {
        let counted = object.pointer(pointer).map(|value| match value {
            Value::Array(items) => items.len(),
            Value::Object(fields) => fields.len(),
            _ => 0,
        });
        json!(counted.unwrap_or_default().to_string())
    };
    let named = json!(name(object));
    match kind {
        "Pod" => pod(object, age),
        "PodSecurityPolicy" => vec![
            named,
            json!(object.pointer("/spec/privileged").is_some_and(|it| *it == json!(true)).to_string()),
            json!(joined(object, "/spec/allowedCapabilities")),
            at("/spec/seLinux/rule"),
            at("/spec/runAsUser/rule"),
            at("/spec/fsGroup/rule"),
            at("/spec/supplementalGroups/rule"),
            json!(object.pointer("/spec/readOnlyRootFilesystem").is_some_and(|it| *it == json!(true))),
            json!(joined(object, "/spec/volumes")),
        ],
        "Namespace" => vec![named, at("/status/phase"), age],
        "Node" => vec![named, json!("Ready"), json!("<none>"), age, at("/status/nodeInfo/kubeletVersion")],
        "ServiceAccount" => vec![named, count("/secrets"), age],
        "Secret" => vec![named, at("/type"), count("/data"), age],
        "ConfigMap" => vec![named, count("/data"), age],
        "Event" => {
            let about = format!(
                "{}/{}",
                text(object, "/involvedObject/kind").to_lowercase(),
                text(object, "/involvedObject/name")
            );
            let seen = json!(self::age(text(object, "/lastTimestamp"), now));
            vec![seen, at("/type"), at("/reason"), json!(about), at("/message")]
        }
        "RoleBinding" | "ClusterRoleBinding" => {
            let role = format!("{}/{}", text(object, "/roleRef/kind"), text(object, "/roleRef/name"));
            vec![
                named,
                json!(role),
                age,
                subjects(object, "User"),
                subjects(object, "Group"),
                subjects(object, "ServiceAccount"),
            ]
        }
        "Role" | "ClusterRole" => vec![named, at("/metadata/creationTimestamp")],
        _ => vec![named, age],
    }
}

fn joined(object: &Value, pointer: &str) -> String {
    items(object, pointer).filter_map(Value::as_str).collect::<Vec<_>>().join(",")
}

fn subjects(binding: &Value, kind: &str) -> Value {
    let of_kind = items(binding, "/subjects").filter(|subject| text(subject, "/kind") == kind);
    let names = of_kind.map(|subject| match text(subject, "/namespace") {
        "" => text(subject, "/name").to_owned(),
        namespace => format!("{namespace}/{}", text(subject, "/name")),
    });
    json!(names.collect::<Vec<_>>().join(", "))
}

fn pod(pod: &Value, age: Value) -> Vec<Value> {
    let statuses: Vec<&Value> = items(pod, "/status/containerStatuses").collect();
    let ready = statuses.iter().filter(|status| status.get("ready") == Some(&json!(true))).count();
    let all = items(pod, "/spec/containers").count();
    let waiting =
        statuses.iter().map(|status| text(status, "/state/waiting/reason")).find(|reason| !reason.is_empty());
    let or_none = |pointer: &str| match text(pod, pointer) {
        "" => json!("<none>"),
        found => json!(found),
    };
    vec![
        json!(name(pod)),
        json!(format!("{ready}/{all}")),
        json!(waiting.unwrap_or_else(|| text(pod, "/status/phase"))),
        json!(0),
        age,
        or_none("/status/podIP"),
        or_none("/spec/nodeName"),
    ]
}

/// As kubectl writes a duration: `12s`, `5m3s`, `3h`, `2d`.
fn age(since: &str, now: Timestamp) -> String {
    let Ok(since) = since.parse::<Timestamp>() else { return "<unknown>".to_owned() };
    let seconds = now.as_second() - since.as_second();
    match seconds {
        ..120 => format!("{}s", seconds.max(0)),
        120..600 if seconds % 60 != 0 => format!("{}m{}s", seconds / 60, seconds % 60),
        120..10_800 => format!("{}m", seconds / 60),
        10_800..172_800 => format!("{}h", seconds / 3600),
        _ => format!("{}d", seconds / 86_400),
    }
}
