//! The paths: no more of them than what kubectl looks for, whether a kind can be patched as a trial.

use serde_json::{Map, Value, json};

use crate::resource::{RESOURCES, Resource};

/// An object's path, for each resource whose objects can be patched.
pub(super) fn all() -> Map<String, Value> {
    let patched = RESOURCES.iter().filter(|row| row.verbs.contains(&"patch"));
    patched.map(|row| (path(row), json!({ "patch": patch(row) }))).collect()
}

fn path(row: &Resource) -> String {
    let root = if row.group.is_empty() { "/api" } else { "/apis" };
    let place = if row.namespaced { "/namespaces/{namespace}" } else { "" };
    format!("{root}/{}{place}/{}/{{name}}", row.api_version(), row.plural)
}

fn patch(row: &Resource) -> Value {
    let option =
        |name: &str, kind: &str| json!({ "name": name, "in": "query", "type": kind, "uniqueItems": true });
    json!({
        "operationId": format!("patch{}", row.kind),
        "consumes": [
            "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
        ],
        "parameters": [option("dryRun", "string"), option("fieldManager", "string")],
        "responses": { "200": { "description": "OK" } },
        "x-kubernetes-action": "patch",
        "x-kubernetes-group-version-kind": kind(row),
    })
}

/// A row's kind, as extensions name it.
pub(super) fn kind(row: &Resource) -> Value {
    json!({ "group": row.group, "kind": row.kind, "version": row.version })
}
