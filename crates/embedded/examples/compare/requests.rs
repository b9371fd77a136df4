//! Requests that are counted or timed.

use std::time::{Duration, Instant};

use futures::future::join_all;
use http::Request;
use kube::Client;
use serde_json::{Value, json};

use crate::side::Side;

/// How long one measurement of a rate takes, and what goes before it uncounted.
const LONG: Duration = Duration::from_secs(2);
const WARMING: Duration = Duration::from_millis(500);
/// How many create at the same time.
const CLIENTS: usize = 16;

/// A policy that allows everything, and namespaces whose pods get no token: pods are alike on both sides. Neither side
/// has nodes: pods stay as they were made.
pub(crate) async fn prepare(side: &Side) {
    let client = side.client();
    ask(&client, "DELETE", "/api/v1/nodes", &Value::Null).await;
    let any = json!({ "rule": "RunAsAny" });
    let policy = json!({"metadata": {"name": "privileged"}, "spec": {
        "privileged": true, "allowPrivilegeEscalation": true, "allowedCapabilities": ["*"], "volumes": ["*"],
        "hostNetwork": true, "hostIPC": true, "hostPID": true, "hostPorts": [{"min": 0, "max": 65535}],
        "runAsUser": any, "seLinux": any, "supplementalGroups": any, "fsGroup": any,
    }});
    ask(&client, "POST", "/apis/policy/v1beta1/podsecuritypolicies", &policy).await;
    for name in ["few", "many", "watched"] {
        ask(&client, "POST", "/api/v1/namespaces", &json!({ "metadata": { "name": name } })).await;
        let account = format!("/api/v1/namespaces/{name}/serviceaccounts/default");
        let none = json!({ "automountServiceAccountToken": false });
        while send(&client, "PATCH", &account, &none).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    // The real one hears of the policy and the accounts a moment later.
    while send(&client, "POST", "/api/v1/namespaces/many/pods?dryRun=All", &pod("shop-")).await.is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Dry-run creates a second, and the server's processor time for one, in microseconds.
pub(crate) async fn dry_runs(side: &Side, clients: usize) -> (f64, f64) {
    let clients: Vec<Client> = (0..clients).map(|_| side.client()).collect();
    let path = "/api/v1/namespaces/many/pods?dryRun=All";
    let run = async |long: Duration| {
        let end = Instant::now() + long;
        let work = clients.iter().cloned().map(|client| {
            tokio::spawn(async move {
                let (pod, mut done) = (pod("shop-"), 0_u32);
                while Instant::now() < end {
                    ask(&client, "POST", path, &pod).await;
                    done += 1;
                }
                done
            })
        });
        join_all(work).await.into_iter().map(Result::unwrap).sum::<u32>()
    };
    run(WARMING).await;
    let (began, used) = (Instant::now(), side.time());
    let done = f64::from(run(LONG).await);
    (done / began.elapsed().as_secs_f64(), (side.time() - used) * 1e6 / done)
}

/// Makes this many pods, and tells how many a second.
pub(crate) async fn create(side: &Side, namespace: &str, pods: usize) -> f64 {
    let path = format!("/api/v1/namespaces/{namespace}/pods");
    let began = Instant::now();
    let work = (0..CLIENTS).map(|number| {
        let (client, path) = (side.client(), path.clone());
        tokio::spawn(async move {
            for number in (number..pods).step_by(CLIENTS) {
                ask(&client, "POST", &path, &pod(&format!("shop-{number}-"))).await;
            }
        })
    });
    join_all(work).await.into_iter().for_each(Result::unwrap);
    f64::from(u32::try_from(pods).unwrap()) / began.elapsed().as_secs_f64()
}

/// How many milliseconds a list of so many objects takes, until its last byte is there.
pub(crate) async fn list(side: &Side, path: &str, expected: usize) -> f64 {
    let client = side.client();
    // The connection is made before.
    ask(&client, "GET", "/readyz", &Value::Null).await;
    let began = Instant::now();
    let text = ask(&client, "GET", path, &Value::Null).await;
    let took = began.elapsed();
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list["items"].as_array().unwrap().len(), expected);
    took.as_secs_f64() * 1000.0
}

/// A pod as people write them. Of many pods with the same prefix, two would be given the same name by chance.
fn pod(prefix: &str) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": { "generateName": prefix, "labels": { "app": "shop", "tier": "web" } },
        "spec": {
            "containers": [{
                "name": "main",
                "image": "registry.example/shop:1.2.3",
                "args": ["--listen=0.0.0.0:8080"],
                "env": [{ "name": "MODE", "value": "production" }],
                "ports": [{ "containerPort": 8080 }],
                "resources": { "requests": { "cpu": "100m", "memory": "64Mi" } },
                "securityContext": { "runAsNonRoot": true, "readOnlyRootFilesystem": true },
            }],
        },
    })
}

/// The answer's text. A failure ends the program.
pub(crate) async fn ask(client: &Client, method: &str, path: &str, body: &Value) -> String {
    send(client, method, path, body).await.unwrap()
}

async fn send(client: &Client, method: &str, path: &str, body: &Value) -> kube::Result<String> {
    let kind = if method == "PATCH" { "application/merge-patch+json" } else { "application/json" };
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    let request = Request::builder().method(method).uri(path).header("Content-Type", kind).body(body);
    client.request_text(request.unwrap()).await
}
