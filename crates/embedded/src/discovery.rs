//! What the API tells about itself: groups, resources, version, health.

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::openapi;
use crate::resource::{RESOURCES, Resource};
use crate::status::Failure;

/// The release whose behaviour this is; the suffix says that it is not the real thing.
pub(crate) const VERSION: &str = "v1.20.2+embedded";

/// A path that is no object.
pub(crate) fn serve(path: &str, headers: &HeaderMap) -> Result<Response, Failure> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let answer = match segments.as_slice() {
        [] => json!({ "paths": paths() }),
        ["version"] => version(),
        ["healthz" | "livez" | "readyz"] => return Ok("ok".into_response()),
        ["api"] => json!({ "kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": [] }),
        ["apis"] => json!({ "kind": "APIGroupList", "apiVersion": "v1", "groups": groups() }),
        ["apis", group] => groups()
            .into_iter()
            .find(|each| each.get("name").and_then(Value::as_str) == Some(group))
            .map(|mut found| {
                found["kind"] = "APIGroup".into();
                found["apiVersion"] = "v1".into();
                found
            })
            .ok_or_else(Failure::no_such_path)?,
        ["api", version] => resources("", version)?,
        ["apis", group, version] => resources(group, version)?,
        ["openapi", "v2"] => return Ok(openapi::serve(headers)),
        _ => return Err(Failure::no_such_path()),
    };
    Ok(Json(answer).into_response())
}

fn version() -> Value {
    json!({
        "major": "1",
        "minor": "20",
        "gitVersion": VERSION,
        "gitCommit": "",
        "gitTreeState": "clean",
        "buildDate": "",
        "goVersion": "",
        "compiler": "rustc",
        "platform": format!("{}/{}", std::env::consts::OS, std::env::consts::ARCH),
    })
}

fn paths() -> Vec<String> {
    let mut paths: Vec<String> = vec!["/api".into(), "/api/v1".into(), "/apis".into()];
    for (group, version) in group_versions().into_iter().filter(|(group, _)| !group.is_empty()) {
        paths.push(format!("/apis/{group}"));
        paths.push(format!("/apis/{group}/{version}"));
    }
    paths.extend(["/healthz", "/livez", "/openapi/v2", "/readyz", "/version"].map(str::to_owned));
    paths
}

/// In the order of the table, each once.
fn group_versions() -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    for row in RESOURCES {
        if !found.contains(&(row.group, row.version)) {
            found.push((row.group, row.version));
        }
    }
    found
}

fn groups() -> Vec<Value> {
    let named = group_versions().into_iter().filter(|(group, _)| !group.is_empty());
    named
        .map(|(group, version)| {
            let version = json!({ "groupVersion": format!("{group}/{version}"), "version": version });
            json!({ "name": group, "versions": [version], "preferredVersion": version })
        })
        .collect()
}

fn resources(group: &str, version: &str) -> Result<Value, Failure> {
    let rows: Vec<&Resource> =
        RESOURCES.iter().filter(|row| (row.group, row.version) == (group, version)).collect();
    let group_version = rows.first().ok_or_else(Failure::no_such_path)?.api_version();
    let mut listed = Vec::new();
    for row in rows {
        listed.push(json!({
            "name": row.plural,
            "singularName": row.singular,
            "namespaced": row.namespaced,
            "kind": row.kind,
            "verbs": row.verbs,
            "shortNames": row.short,
            "categories": row.categories,
        }));
        for subresource in row.subresources {
            if *subresource == "token" {
                listed.push(json!({
                    "name": format!("{}/{subresource}", row.plural),
                    "singularName": "",
                    "namespaced": row.namespaced,
                    "group": "authentication.k8s.io",
                    "version": "v1",
                    "kind": "TokenRequest",
                    "verbs": ["create"],
                }));
                continue;
            }
            listed.push(json!({
                "name": format!("{}/{subresource}", row.plural),
                "singularName": "",
                "namespaced": row.namespaced,
                "kind": row.kind,
                "verbs": ["get", "patch", "update"],
            }));
        }
    }
    Ok(
        json!({ "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": group_version, "resources": listed }),
    )
}
