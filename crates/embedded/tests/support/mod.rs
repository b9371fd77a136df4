//! What the tests of the API share: a cluster, and requests as they go over the wire.

#![allow(dead_code, clippy::unwrap_used)]

use std::path::PathBuf;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, header};
use embedded::{EmbeddedCluster, Options};
use futures::StreamExt;
use serde_json::{Value, json};
use tower::ServiceExt;

/// Options under which nothing takes long and every pod is admitted.
pub(crate) fn fast() -> Options {
    let restart = Duration::from_millis(50);
    Options { psp: false, restart, kubelet: Duration::from_millis(1), ..Options::default() }
}

/// A cluster with a namespace `team`, and everything asked of it as its admin.
pub(crate) struct Api {
    pub(crate) cluster: EmbeddedCluster,
    bearer: String,
}

impl Api {
    pub(crate) async fn new() -> Self {
        Self::with(&fast()).await
    }

    pub(crate) async fn with(options: &Options) -> Self {
        let cluster = EmbeddedCluster::new(options);
        let bearer = format!("Bearer {}", cluster.admin_token());
        let api = Self { cluster, bearer };
        api.create("/api/v1/namespaces", json!({"metadata": {"name": "team"}})).await;
        api
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.cluster.router_as_admin().oneshot(request).await.unwrap()
    }

    /// The answer's code and object.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.ask_as(method, path, "application/json", body).await
    }

    pub(crate) async fn ask_as(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        body: Value,
    ) -> (u16, Value) {
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, content_type);
        let answer = self.send(request.body(body).unwrap()).await;
        let code = answer.status().as_u16();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (code, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// What the admin is answered who acts as this user.
    pub(crate) async fn ask_like(&self, user: &str, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.ask_plainly(method, path, &[self.admin(), ("impersonate-user", user)], body).await
    }

    /// The header that makes a request the admin's.
    pub(crate) fn admin(&self) -> (&str, &str) {
        ("authorization", self.bearer.as_str())
    }

    /// What somebody is answered of whom nothing is known but these headers. An answer that is no object is its text.
    pub(crate) async fn ask_plainly(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let answer = self.cluster.router().oneshot(request.body(body).unwrap()).await.unwrap();
        let code = answer.status().as_u16();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let text = || String::from_utf8_lossy(&bytes).into_owned().into();
        (code, serde_json::from_slice(&bytes).unwrap_or_else(|_| text()))
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let (code, object) = self.ask("GET", path, Value::Null).await;
        assert_eq!(code, 200, "{object}");
        object
    }

    pub(crate) async fn create(&self, path: &str, object: Value) -> Value {
        let (code, object) = self.ask("POST", path, object).await;
        assert_eq!(code, 201, "{object}");
        object
    }

    /// Deletes, with options.
    pub(crate) async fn delete(&self, path: &str, options: Value) -> (u16, Value) {
        self.ask("DELETE", path, options).await
    }

    pub(crate) async fn merge(&self, path: &str, change: Value) -> Value {
        let (code, object) = self.ask_as("PATCH", path, "application/merge-patch+json", change).await;
        assert_eq!(code, 200, "{object}");
        object
    }

    /// The answer to a `GET` with these headers: its code, its own headers, and its text.
    pub(crate) async fn fetch(&self, path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap, String) {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.send(request.body(Body::empty()).unwrap()).await;
        let (code, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (code, headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The events of a watch, until it ends.
    pub(crate) async fn watch(&self, path: &str, accept: &str) -> Vec<Value> {
        let (code, _, text) = self.fetch(path, &[("accept", accept)]).await;
        assert_eq!(code, 200, "{text}");
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Waits until the path is answered with this code.
    pub(crate) async fn until(&self, path: &str, code: u16) {
        let wait = async {
            while self.ask("GET", path, Value::Null).await.0 != code {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap();
    }

    /// Waits, by watching the collection, for an object that satisfies.
    pub(crate) async fn when(&self, collection: &str, satisfies: impl Fn(&Value) -> bool) -> Value {
        let watch = async {
            let separator = if collection.contains('?') { '&' } else { '?' };
            let path = format!("{collection}{separator}watch=true");
            let request = Request::builder().uri(&path).body(Body::empty()).unwrap();
            let mut lines = self.send(request).await.into_body().into_data_stream();
            let mut text = Vec::new();
            while let Some(chunk) = lines.next().await {
                text.extend(chunk.unwrap());
                while let Some(end) = text.iter().position(|byte| *byte == b'\n') {
                    let event: Value = serde_json::from_slice(&text[..end]).unwrap();
                    text.drain(..=end);
                    if event["type"] != "DELETED" && satisfies(&event["object"]) {
                        return event["object"].clone();
                    }
                }
            }
            panic!("the watch of {collection} ended");
        };
        let Ok(found) = tokio::time::timeout(Duration::from_secs(20), watch).await else {
            panic!("nothing of {collection} satisfies: {}", self.get(collection).await)
        };
        found
    }

    /// Waits for an event with this reason about the object of this name, and tells its message.
    pub(crate) async fn told(&self, place: &str, name: &str, reason: &str) -> Value {
        let events = format!("/api/v1/namespaces/{place}/events");
        self.when(&events, |event| {
            event["reason"] == reason
                && event["involvedObject"]["name"].as_str().is_some_and(|found| found.starts_with(name))
        })
        .await
    }

    /// The items of a collection.
    pub(crate) async fn list(&self, collection: &str) -> Vec<Value> {
        self.get(collection).await["items"].as_array().unwrap().clone()
    }
}

/// A failure's code and message.
pub(crate) fn refusal((code, answer): (u16, Value)) -> (u16, String) {
    (code, answer["message"].as_str().unwrap_or_default().to_owned())
}

/// A role's rule.
pub(crate) fn rule(group: &str, resources: &[&str], verbs: &[&str]) -> Value {
    json!({"apiGroups": [group], "resources": resources, "verbs": verbs})
}

/// A cluster role of this name.
pub(crate) fn cluster_role(name: &str, rules: &[Value]) -> Value {
    json!({"metadata": {"name": name}, "rules": rules})
}

/// A binding that gives a user a cluster role of the same name as the binding.
pub(crate) fn binding(role: &str, user: &str) -> Value {
    json!({"metadata": {"name": role}, "roleRef": {"kind": "ClusterRole", "name": role},
        "subjects": [{"kind": "User", "name": user}]})
}

/// A pod of one container.
pub(crate) fn pod(name: &str) -> Value {
    json!({"metadata": {"name": name}, "spec": {"containers": [{"name": "main", "image": "busybox"}]}})
}

/// A folder that is made by its user, and removed in the end.
pub(crate) struct Temporary(pub(crate) PathBuf);

impl Temporary {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("psp-console-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
