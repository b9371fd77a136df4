//! Columns of roles and their bindings.

use serde_json::{Value, json};

use super::{Printer, age, at};
use crate::object::{items, name, text};

pub(super) const ROLE: Printer = Printer {
    columns: &[("Name", "string", false), ("Created At", "date", false)],
    cells: |role, _| vec![json!(name(role)), at(role, "/metadata/creationTimestamp")],
};

pub(super) const BINDING: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Role", "string", false),
        ("Age", "string", false),
        ("Users", "string", true),
        ("Groups", "string", true),
        ("ServiceAccounts", "string", true),
    ],
    cells: |binding, now| {
        let role = format!("{}/{}", text(binding, "/roleRef/kind"), text(binding, "/roleRef/name"));
        vec![
            json!(name(binding)),
            json!(role),
            age(binding, now),
            subjects(binding, "User"),
            subjects(binding, "Group"),
            subjects(binding, "ServiceAccount"),
        ]
    },
};

fn subjects(binding: &Value, kind: &str) -> Value {
    let of_kind = items(binding, "/subjects").filter(|subject| text(subject, "/kind") == kind);
    let names = of_kind.map(|subject| match text(subject, "/namespace") {
        "" => text(subject, "/name").to_owned(),
        namespace => format!("{namespace}/{}", text(subject, "/name")),
    });
    json!(names.collect::<Vec<_>>().join(", "))
}
