//! Objects as rows of a table: what `kubectl get` prints.

mod age;
mod core;
mod pod;
mod policy;
mod rbac;
mod workload;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::content::{Include, Meta};
use crate::object::{items, name, text};
use crate::resource::{APPS, BATCH, RBAC, Resource};
use crate::rest::partial;

use age::{age, since};

/// A column: its name, its type, and whether it is for `-o wide` only.
type Column = (&'static str, &'static str, bool);

/// How objects of a resource are printed: the columns, and an object's cells in their order.
struct Printer {
    columns: &'static [Column],
    cells: fn(&Value, Timestamp) -> Vec<Value>,
}

/// What is printed of a kind that has no columns of its own.
const PLAIN: Printer = Printer {
    columns: &[("Name", "string", false), ("Age", "string", false)],
    cells: |object, now| vec![json!(name(object)), age(object, now)],
};

/// The printer of a resource.
fn printer(resource: &Resource) -> &'static Printer {
    match (resource.group, resource.kind) {
        ("", "ConfigMap") => &core::CONFIG_MAP,
        ("", "Event") => &core::EVENT,
        ("", "Namespace") => &core::NAMESPACE,
        ("", "Node") => &core::NODE,
        ("", "Pod") => &pod::POD,
        ("", "Secret") => &core::SECRET,
        ("", "ServiceAccount") => &core::SERVICE_ACCOUNT,
        (APPS, "DaemonSet") => &workload::DAEMON_SET,
        (APPS, "Deployment") => &workload::DEPLOYMENT,
        (APPS, "ReplicaSet") => &workload::REPLICA_SET,
        (APPS, "StatefulSet") => &workload::STATEFUL_SET,
        (BATCH, "Job") => &workload::JOB,
        (RBAC, "ClusterRole" | "Role") => &rbac::ROLE,
        (RBAC, "ClusterRoleBinding" | "RoleBinding") => &rbac::BINDING,
        ("policy", "PodSecurityPolicy") => &policy::POLICY,
        _ => &PLAIN,
    }
}

/// What is around the rows.
pub(crate) struct Frame {
    pub(crate) meta: Meta,
    pub(crate) include: Include,
    /// The list's, or the only object's.
    pub(crate) metadata: Value,
    /// Are the columns told? A watch tells them once.
    pub(crate) columns: bool,
}

/// A table of these objects.
pub(crate) fn of<'a>(resource: &Resource, objects: impl Iterator<Item = &'a Value>, frame: &Frame) -> Value {
    let printer = printer(resource);
    let columns: Vec<Value> = printer
        .columns
        .iter()
        .map(|(name, kind, wide)| {
            let format = if *name == "Name" { "name" } else { "" };
            json!({ "name": name, "type": kind, "format": format, "description": "", "priority": i32::from(*wide) })
        })
        .collect();
    let now = Timestamp::now();
    let rows: Vec<Value> = objects
        .map(|object| {
            let shown = match frame.include {
                Include::Nothing => Value::Null,
                Include::Metadata => partial(object, frame.meta),
                Include::Object => object.clone(),
            };
            json!({ "cells": (printer.cells)(object, now), "object": shown })
        })
        .collect();
    json!({
        "kind": "Table",
        "apiVersion": frame.meta.api_version(),
        "metadata": &frame.metadata,
        "columnDefinitions": frame.columns.then_some(columns),
        "rows": rows,
    })
}

/// The text at a place, as a cell.
fn at(object: &Value, pointer: &str) -> Value {
    json!(text(object, pointer))
}

/// The number at a place; zero when there is none.
fn number(object: &Value, pointer: &str) -> i64 {
    object.pointer(pointer).and_then(Value::as_i64).unwrap_or_default()
}

/// How many items or fields there are at a place.
fn count(object: &Value, pointer: &str) -> Value {
    let counted = object.pointer(pointer).map(|value| match value {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    });
    json!(counted.unwrap_or_default())
}

/// A list of texts.
fn joined(object: &Value, pointer: &str) -> Value {
    json!(items(object, pointer).filter_map(Value::as_str).collect::<Vec<_>>().join(","))
}

/// What kubectl prints where there is nothing.
fn or_none(text: &str) -> Value {
    json!(if text.is_empty() { "<none>" } else { text })
}
