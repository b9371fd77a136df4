//! What the API tells about itself: groups, resources, version, health.

mod health;

use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::object::{as_map, set};
use crate::openapi;
use crate::resource::{RESOURCES, Resource};
use crate::status::Failure;

/// The release whose behaviour this is; the suffix says that it is not the real thing.
pub(crate) const VERSION: &str = "v1.20.2+embedded";

/// A path that is no object.
pub(crate) fn serve(path: &str, query: &str, headers: &HeaderMap) -> Response {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if let Some(answer) = health::serve(&segments, query) {
        return answer;
    }
    let answer = match segments.as_slice() {
        [] => json!({ "paths": paths() }),
        ["version"] => version(),
        ["api"] => versions(headers),
        ["apis"] => json!({ "kind": "APIGroupList", "apiVersion": "v1", "groups": groups() }),
        ["apis", group] => {
            let found = groups().into_iter().find(|each| each.get("name").is_some_and(|name| name == group));
            let Some(mut found) = found else { return no_page() };
            set(as_map(&mut found), "kind", "APIGroup");
            set(as_map(&mut found), "apiVersion", "v1");
            found
        }
        ["api", version] => match resources("", version) {
            Some(found) => found,
            None => return no_page(),
        },
        ["apis", group, version] => match resources(group, version) {
            Some(found) => found,
            None => return no_page(),
        },
        ["openapi", "v2"] => return openapi::serve(headers),
        _ => return (StatusCode::NOT_FOUND, Json(json!({ "paths": paths() }))).into_response(),
    };
    Json(answer).into_response()
}

/// What leads to no object. Of a group that is not served nothing knows how its answers look.
pub(crate) fn missing(path: &str) -> Result<Response, Failure> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let group = match (segments.next(), segments.next()) {
        (Some("apis"), Some(group)) => group,
        _ => "",
    };
    let is_served = group_versions().iter().any(|(served, _)| *served == group);
    if is_served { Err(Failure::no_such_path()) } else { Ok(no_page()) }
}

fn no_page() -> Response {
    (StatusCode::NOT_FOUND, "404 page not found\n").into_response()
}

/// Of the core group, and where to ask for them: where this client asks already.
fn versions(headers: &HeaderMap) -> Value {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let addresses = json!([{ "clientCIDR": "0.0.0.0/0", "serverAddress": host }]);
    json!({ "kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": addresses })
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
    paths.extend(health::paths());
    paths.extend(["/openapi/v2", "/version"].map(str::to_owned));
    paths.sort();
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

fn resources(group: &str, version: &str) -> Option<Value> {
    let rows = RESOURCES.iter().filter(|row| (row.group, row.version) == (group, version));
    let mut listed: Vec<(String, Value)> = Vec::new();
    for row in rows.clone() {
        let mut told = json!({
            "name": row.plural,
            "singularName": "",
            "namespaced": row.namespaced,
            "kind": row.kind,
            "verbs": row.verbs,
        });
        for (field, names) in [("shortNames", row.short), ("categories", row.categories)] {
            if !names.is_empty() {
                set(as_map(&mut told), field, json!(names));
            }
        }
        listed.push((row.plural.to_owned(), told));
        for subresource in row.subresources {
            let name = format!("{}/{subresource}", row.plural);
            listed.push((name.clone(), self::subresource(row, subresource, &name)));
        }
    }
    listed.sort_by(|(name, _), (other, _)| name.cmp(other));
    let listed: Vec<Value> = listed.into_iter().map(|(_, told)| told).collect();
    let group_version = rows.clone().next()?.api_version();
    let mut answer = json!({ "kind": "APIResourceList", "groupVersion": group_version, "resources": listed });
    // The core group's list is older than this field.
    if !group.is_empty() {
        set(as_map(&mut answer), "apiVersion", "v1");
    }
    Some(answer)
}

/// What a part of an object is read and written as.
fn subresource(row: &Resource, part: &str, name: &str) -> Value {
    let (api, kind, verbs): (_, _, &[&str]) = match part {
        "scale" => (Some(("autoscaling", "v1")), "Scale", &["get", "patch", "update"]),
        "token" => (Some(("authentication.k8s.io", "v1")), "TokenRequest", &["create"]),
        "finalize" => (None, row.kind, &["update"]),
        _ => (None, row.kind, &["get", "patch", "update"]),
    };
    let mut told = json!({
        "name": name, "singularName": "", "namespaced": row.namespaced, "kind": kind, "verbs": verbs,
    });
    if let Some((group, version)) = api {
        set(as_map(&mut told), "group", group);
        set(as_map(&mut told), "version", version);
    }
    told
}
