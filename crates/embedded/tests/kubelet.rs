//! Pods on their nodes: where they go, how they start, why they do not, and how they end.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use embedded::Options;
use serde_json::{Value, json};
use support::{Api, fast};

const PODS: &str = "/api/v1/namespaces/team/pods";

async fn api() -> Api {
    Api::with(&Options { kubelet: Duration::ZERO, ..fast() }).await
}

fn pod(name: &str, spec: &Value) -> Value {
    let mut pod = json!({"metadata": {"name": name},
        "spec": {"containers": [{"name": "main", "image": "nginx:1.19"}]}});
    pod["spec"].as_object_mut().unwrap().extend(spec.as_object().unwrap().clone());
    pod
}

fn named(name: &str) -> impl Fn(&Value) -> bool + '_ {
    move |pod| pod["metadata"]["name"] == name
}

fn waits_for<'a>(name: &'a str, reason: &'a str) -> impl Fn(&Value) -> bool + 'a {
    move |pod| {
        named(name)(pod) && pod["status"]["containerStatuses"][0]["state"]["waiting"]["reason"] == reason
    }
}

fn runs(name: &str) -> impl Fn(&Value) -> bool + '_ {
    move |pod| named(name)(pod) && pod["status"]["phase"] == "Running"
}

#[tokio::test]
async fn pods_run_each_with_its_own_address_and_spread_over_the_nodes() {
    let api = api().await;
    for name in ["a", "b"] {
        api.create(PODS, pod(name, &json!({}))).await;
    }
    let (a, b) = (api.when(PODS, runs("a")).await, api.when(PODS, runs("b")).await);
    assert_ne!(a["status"]["podIP"], b["status"]["podIP"]);
    assert_ne!(a["spec"]["nodeName"], b["spec"]["nodeName"]);
    assert_eq!(a["status"]["podIPs"], json!([{"ip": a["status"]["podIP"]}]));
    let ready: Vec<&Value> =
        a["status"]["conditions"].as_array().unwrap().iter().map(|it| &it["status"]).collect();
    assert_eq!(ready, ["True"; 4]);
    let node = a["spec"]["nodeName"].as_str().unwrap();
    let told = api.told("team", "a", "Scheduled").await;
    assert_eq!(told["message"], format!("Successfully assigned team/a to {node}"));
    let told = api.told("team", "a", "Started").await;
    assert_eq!(told["source"], json!({"component": "kubelet", "host": node}));
    assert_eq!(told["involvedObject"]["fieldPath"], "spec.containers{main}");
}

#[tokio::test]
async fn a_container_that_may_not_run_as_root_but_would_is_not_started() {
    let api = api().await;
    let checks = [
        (
            "root",
            "nginx",
            json!({"runAsNonRoot": true}),
            "container has runAsNonRoot and image will run as root",
        ),
        (
            "zero",
            "nginx",
            json!({"runAsNonRoot": true, "runAsUser": 0}),
            "container's runAsUser breaks non-root policy",
        ),
        (
            "named",
            "prometheus",
            json!({"runAsNonRoot": true}),
            "container has runAsNonRoot and image has non-numeric user (nobody), cannot verify user is non-root",
        ),
    ];
    for (name, image, security, words) in checks {
        let containers = json!([{"name": "main", "image": image, "securityContext": security}]);
        let made = api.create(PODS, pod(name, &json!({"containers": containers}))).await;
        let waits = api.when(PODS, waits_for(name, "CreateContainerConfigError")).await;
        assert_eq!(waits["status"]["phase"], "Pending");
        let uid = made["metadata"]["uid"].as_str().unwrap();
        let message = format!("{words} (pod: \"{name}_team({uid})\", container: main)");
        assert_eq!(waits["status"]["containerStatuses"][0]["state"]["waiting"]["message"], message);
        let told = api.told("team", name, "Failed").await;
        assert_eq!(
            (&told["message"], &told["type"]),
            (&json!(format!("Error: {message}")), &json!("Warning"))
        );
    }
    api.create(PODS, pod("user", &json!({"securityContext": {"runAsNonRoot": true, "runAsUser": 1000}})))
        .await;
    api.when(PODS, runs("user")).await;
}

#[tokio::test]
async fn what_is_known_about_images_is_extended_by_a_config_map() {
    let api = api().await;
    api.create(PODS, pod("a", &json!({"securityContext": {"runAsNonRoot": true}}))).await;
    api.when(PODS, waits_for("a", "CreateContainerConfigError")).await;
    let images =
        json!({"metadata": {"name": "embedded-images"}, "data": {"mine": "- {image: nginx, user: 101}"}});
    api.create("/api/v1/namespaces/kube-system/configmaps", images).await;
    api.when(PODS, runs("a")).await;
}

#[tokio::test]
async fn init_containers_end_one_after_the_other_before_the_others_start() {
    let api = api().await;
    let init = json!([{"name": "one", "image": "busybox"}, {"name": "two", "image": "busybox"}]);
    api.create(PODS, pod("a", &json!({"initContainers": init}))).await;
    let a = api.when(PODS, runs("a")).await;
    for status in a["status"]["initContainerStatuses"].as_array().unwrap() {
        assert_eq!(status["state"]["terminated"]["reason"], "Completed");
    }
    let events = api.list("/api/v1/namespaces/team/events?fieldSelector=reason=Started").await;
    let mut started: Vec<(u64, String)> = events
        .iter()
        .map(|event| {
            let version = event["metadata"]["resourceVersion"].as_str().unwrap().parse().unwrap();
            (version, event["message"].as_str().unwrap().to_owned())
        })
        .collect();
    started.sort();
    let started: Vec<&str> = started.iter().map(|(_, message)| message.as_str()).collect();
    assert_eq!(started, ["Started container one", "Started container two", "Started container main"]);
}

#[tokio::test]
async fn an_image_that_no_registry_has_is_not_pulled() {
    let api = api().await;
    let containers = json!([{"name": "main", "image": "team/does-not-exist:1"}]);
    api.create(PODS, pod("a", &json!({"containers": containers}))).await;
    let waits = api.when(PODS, waits_for("a", "ImagePullBackOff")).await;
    let message = &waits["status"]["containerStatuses"][0]["state"]["waiting"]["message"];
    assert_eq!(message, "Back-off pulling image \"team/does-not-exist:1\"");
    assert_eq!(api.told("team", "a", "BackOff").await["message"], *message);
}

#[tokio::test]
async fn a_pod_that_is_not_restarted_ends_as_its_command_does() {
    let api = api().await;
    let check = async |name: &str, container: Value, phase: &str| {
        let mut container = container;
        container["name"] = json!("main");
        container["image"] = json!("busybox");
        api.create(PODS, pod(name, &json!({"restartPolicy": "Never", "containers": [container]}))).await;
        api.when(PODS, |pod| named(name)(pod) && pod["status"]["phase"] == phase).await
    };
    let done = check("done", json!({}), "Succeeded").await;
    assert_eq!(done["status"]["containerStatuses"][0]["state"]["terminated"]["reason"], "Completed");
    check("failed", json!({"command": ["false"]}), "Failed").await;
    check("sleeps", json!({"command": ["sleep", "infinity"]}), "Running").await;
}

#[tokio::test]
async fn a_pod_that_no_node_takes_waits_until_one_does() {
    let api = api().await;
    api.create(PODS, pod("a", &json!({"nodeSelector": {"disk": "ssd"}}))).await;
    let told = api.told("team", "a", "FailedScheduling").await;
    assert_eq!(told["message"], "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity.");
    let label = json!({"metadata": {"labels": {"disk": "ssd"}}});
    api.merge("/api/v1/nodes/embedded-node-2", label).await;
    assert_eq!(api.when(PODS, runs("a")).await["spec"]["nodeName"], "embedded-node-2");
}

#[tokio::test]
async fn two_pods_do_not_share_a_port_of_a_node() {
    let api = api().await;
    let ports = json!([{"containerPort": 80, "hostPort": 80}]);
    let containers = json!([{"name": "main", "image": "nginx", "ports": ports}]);
    for name in ["a", "b"] {
        api.create(PODS, pod(name, &json!({"containers": containers}))).await;
        api.when(PODS, runs(name)).await;
    }
    api.create(PODS, pod("c", &json!({"containers": containers}))).await;
    let told = api.told("team", "c", "FailedScheduling").await;
    let words = "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports.";
    assert_eq!(told["message"], words);
    api.delete(&format!("{PODS}/a"), Value::Null).await;
    api.when(PODS, runs("c")).await;
}

#[tokio::test]
async fn a_pod_that_is_deleted_is_stopped_and_goes() {
    let api = api().await;
    api.create(PODS, pod("a", &json!({}))).await;
    api.when(PODS, runs("a")).await;
    api.delete(&format!("{PODS}/a"), Value::Null).await;
    api.until(&format!("{PODS}/a"), 404).await;
    assert_eq!(api.told("team", "a", "Killing").await["message"], "Stopping container main");
}

#[tokio::test]
async fn the_inside_of_a_pod_is_refused_in_clear_words() {
    let api = api().await;
    api.create(PODS, pod("a", &json!({}))).await;
    for (part, words) in [
        ("log", "pods have no logs"),
        ("exec?command=sh", "no commands are executed in pods"),
        ("attach", "pods cannot be attached to"),
        ("portforward", "pods have no ports to forward to"),
    ] {
        let words = format!("the embedded cluster runs no containers: {words}");
        let asked = api.ask("GET", &format!("{PODS}/a/{part}"), Value::Null).await;
        assert_eq!(support::refusal(asked), (400, words), "{part}");
    }
    let missing = api.ask("GET", &format!("{PODS}/b/log"), Value::Null).await;
    assert_eq!(support::refusal(missing), (404, "pods \"b\" not found".to_owned()));
}

#[tokio::test]
async fn amounts_of_resources_may_be_numbers_and_are_requested_where_they_are_limited() {
    let api = api().await;
    let resources = json!({"limits": {"cpu": 1.5, "memory": "1024Mi"}});
    let spec = json!({"containers": [{"name": "main", "image": "nginx", "resources": resources}]});
    let made = api.create(PODS, pod("a", &spec)).await;
    let amounts = json!({"cpu": "1500m", "memory": "1Gi"});
    let expected = json!({"limits": amounts, "requests": amounts});
    assert_eq!(made["spec"]["containers"][0]["resources"], expected);
    assert_eq!(made["status"]["qosClass"], "Guaranteed");
}
