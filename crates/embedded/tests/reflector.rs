//! kube-rs' own watcher and reflector follow the cluster, whatever happens to it.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use futures::StreamExt;
use k8s_openapi::api::core::v1::ConfigMap;
use kube::api::ListParams;
use kube::runtime::{WatchStreamExt, reflector, watcher};
use kube::{Client, ResourceExt};
use serde_json::{Value, json};
use support::{Api, fast};

const MAPS: &str = "/api/v1/namespaces/team/configmaps";
const SWITCH: &str = "/apis/embedded.psp-console/v1/apiservers/local";

fn versions(maps: impl IntoIterator<Item = (String, Option<String>)>) -> BTreeMap<String, Option<String>> {
    maps.into_iter().collect()
}

/// Time is only waited for when nothing else is to be done.
#[tokio::test(start_paused = true)]
async fn a_reflector_ends_equal_to_the_store_after_churn_and_restarts() {
    let api = Api::with(&fast()).await;
    let maps: kube::Api<ConfigMap> =
        kube::Api::namespaced(Client::new(api.cluster.connect(), "default"), "team");
    let (seen, writer) = reflector::store();
    let config = watcher::Config::default().page_size(3);
    let stream = watcher(maps.clone(), config).default_backoff().reflect(writer);
    let following = tokio::spawn(stream.for_each(|_| async {}));
    seen.wait_until_ready().await.unwrap();
    for round in 0..300_u32 {
        let name = format!("map-{}", round * 7 % 11);
        let path = format!("{MAPS}/{name}");
        match round % 3 {
            0 => drop(api.ask("POST", MAPS, json!({"metadata": {"name": name}})).await),
            1 => {
                let change = json!({"data": {"round": round.to_string()}});
                api.ask_as("PATCH", &path, "application/merge-patch+json", change).await;
            }
            _ => drop(api.delete(&path, Value::Null).await),
        }
        if round % 100 == 50 {
            let plugins = if round == 150 { json!([]) } else { json!(["PodSecurityPolicy"]) };
            api.merge(SWITCH, json!({"spec": {"enableAdmissionPlugins": plugins}})).await;
            api.until(SWITCH, 200).await;
        }
    }
    let list = maps.list(&ListParams::default()).await.unwrap();
    let wanted = versions(list.iter().map(|map| (map.name_any(), map.resource_version())));
    assert!(!wanted.is_empty());
    let equal = async {
        while versions(seen.state().iter().map(|map| (map.name_any(), map.resource_version()))) != wanted {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(5), equal).await.unwrap();
    following.abort();
}
