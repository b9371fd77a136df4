//! How much a cluster takes, and what it says then.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use embedded::{EmbeddedCluster, Limits, Options};
use k8s_openapi::api::core::v1::{ConfigMap, Event};
use kube::api::{DeleteParams, ListParams, Patch, PatchParams, PostParams};
use kube::{Api, Client, Error};
use serde_json::json;

fn cluster(limits: Limits) -> Client {
    let options = Options { limits, kubelet: Duration::ZERO, ..Options::default() };
    Client::new(EmbeddedCluster::new(&options).connect(), "default")
}

fn map(name: &str, value: &str) -> ConfigMap {
    serde_json::from_value(json!({"metadata": {"name": name}, "data": {"value": value}})).unwrap()
}

fn event(name: &str) -> Event {
    serde_json::from_value(json!({
        "metadata": {"name": name},
        "involvedObject": {"namespace": "default", "name": "a", "kind": "Pod"},
        "message": "m".repeat(100),
    }))
    .unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Api(status)) if (status.code, status.reason.as_str()) == (403, "Forbidden") => {
            status.message.clone()
        }
        other => panic!("{other:?}"),
    }
}

async fn event_names(client: &Client) -> Vec<String> {
    let events = Api::<Event>::namespaced(client.clone(), "default");
    let all = events.list(&ListParams::default()).await.unwrap().items;
    all.into_iter().filter_map(|event| event.metadata.name).collect()
}

#[tokio::test]
async fn a_full_cluster_refuses_in_the_words_of_a_quota_until_something_is_deleted() {
    let client = cluster(Limits { bytes: 400_000, ..Limits::default() });
    let maps = Api::<ConfigMap>::namespaced(client, "default");
    let large = "x".repeat(50_000);
    let mut held = map("held", "");
    held.metadata.finalizers = Some(vec!["example.com/held".to_owned()]);
    maps.create(&PostParams::default(), &held).await.unwrap();
    let mut made = 0;
    let why = loop {
        match maps.create(&PostParams::default(), &map(&format!("map-{made}"), &large)).await {
            Ok(_) => made += 1,
            refused => break refusal(refused),
        }
    };
    assert!(made > 0);
    let name = format!("map-{made}");
    let start =
        format!("configmaps \"{name}\" is forbidden: exceeded quota: embedded-cluster, requested: bytes=");
    assert!(why.starts_with(&start), "{why}");
    assert!(why.contains(", used: bytes=") && why.ends_with(", limited: bytes=400000"), "{why}");
    let used: usize = why.split("used: bytes=").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
    let grown = async |bytes: usize| {
        let patch = Patch::Merge(json!({"data": {"value": "x".repeat(50_000 + bytes)}}));
        maps.patch("map-0", &PatchParams::default(), &patch).await
    };
    refusal(grown(400_000 - used + 10).await);
    grown(400_000 - used - 10).await.unwrap();
    // What is marked for deletion is larger than before, and yet:
    maps.delete("held", &DeleteParams::default()).await.unwrap();
    assert!(maps.get("held").await.unwrap().metadata.deletion_timestamp.is_some());
    let shrunk = Patch::Merge(json!({"data": {"value": "x"}}));
    maps.patch("map-0", &PatchParams::default(), &shrunk).await.unwrap();
    maps.create(&PostParams::default(), &map(&name, "x")).await.unwrap();
}

#[tokio::test]
async fn events_go_before_anything_is_refused() {
    let client = cluster(Limits { objects: 300, ..Limits::default() });
    let events = Api::<Event>::namespaced(client.clone(), "default");
    let maps = Api::<ConfigMap>::namespaced(client.clone(), "default");
    for name in ["first", "second", "third"] {
        events.create(&PostParams::default(), &event(name)).await.unwrap();
    }
    let mut made = 0;
    while event_names(&client).await.len() == 3 {
        maps.create(&PostParams::default(), &map(&format!("map-{made}"), "")).await.unwrap();
        made += 1;
    }
    assert_eq!(event_names(&client).await, ["second", "third"]);
    // What has changed last goes last.
    let touched = Patch::Merge(json!({"count": 2}));
    events.patch("second", &PatchParams::default(), &touched).await.unwrap();
    maps.create(&PostParams::default(), &map("b", "")).await.unwrap();
    assert_eq!(event_names(&client).await, ["second"]);
    maps.create(&PostParams::default(), &map("c", "")).await.unwrap();
    let why = refusal(maps.create(&PostParams::default(), &map("d", "")).await);
    let quota = "requested: count/objects=1, used: count/objects=300, limited: count/objects=300";
    assert_eq!(why, format!("configmaps \"d\" is forbidden: exceeded quota: embedded-cluster, {quota}"));
    maps.delete("map-0", &DeleteParams::default()).await.unwrap();
    maps.create(&PostParams::default(), &map("d", "")).await.unwrap();
}

#[tokio::test]
async fn the_oldest_events_go_when_there_are_too_many_or_their_time_is_over() {
    let few = cluster(Limits { events: 2, ..Limits::default() });
    let short = cluster(Limits { event_life: Duration::ZERO, ..Limits::default() });
    for client in [&few, &short] {
        let events = Api::<Event>::namespaced(client.clone(), "default");
        for name in ["first", "second", "third"] {
            events.create(&PostParams::default(), &event(name)).await.unwrap();
        }
    }
    assert_eq!(event_names(&few).await, ["second", "third"]);
    assert_eq!(event_names(&short).await, ["third"]);
}
