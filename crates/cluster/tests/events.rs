//! The events about a policy.

#![allow(clippy::unwrap_used)]

mod support;

use cluster::Cluster;
use k8s_openapi::api::core::v1::Event;
use kube::Api;
use kube::api::DeleteParams;
use serde_json::{Value, json};

fn event(name: &str, policy: &str, last: &str) -> Value {
    json!({
        "metadata": {"name": name, "namespace": "default"},
        "involvedObject": {"apiVersion": "policy/v1beta1", "kind": "PodSecurityPolicy", "name": policy},
        "type": "Warning", "reason": "TooWide", "message": name, "count": 3,
        "source": {"component": "an-audit"}, "lastTimestamp": last,
    })
}

#[tokio::test]
async fn the_events_of_a_policy_are_those_that_name_it_the_latest_first() {
    let client = support::fresh().await;
    let suffix = support::unused_name();
    let name = |text: &str| format!("{text}-{suffix}");
    for (event, policy, last) in [
        (name("early"), "noticed", "2026-01-02T03:04:05Z"),
        (name("late"), "noticed", "2026-01-02T03:04:06Z"),
        (name("other"), "another", "2026-01-02T03:04:07Z"),
    ] {
        support::make::<Event>(&client, self::event(&event, policy, last)).await;
    }
    let found = Cluster::new(client.clone()).policy_events(&"noticed".parse().unwrap()).await.unwrap();
    // A real cluster still holds those of the run before.
    let ours: Vec<_> = found.iter().filter(|each| each.message.ends_with(&suffix)).collect();
    let messages: Vec<_> = ours.iter().map(|each| each.message.as_str()).collect();
    assert_eq!(messages, [name("late"), name("early")]);
    let latest = ours[0];
    assert_eq!((latest.is_warning, latest.times, latest.source.as_str()), (true, 3, "an-audit"));
    assert_eq!((latest.reason.as_str(), latest.last.as_str()), ("TooWide", "2026-01-02T03:04:06Z"));
    for event in ["early", "late", "other"] {
        let events = Api::<Event>::namespaced(client.clone(), "default");
        events.delete(&name(event), &DeleteParams::default()).await.unwrap();
    }
}
