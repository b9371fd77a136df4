//! A change of *PSP Status* restarts the API server: connections break, and what comes meanwhile is turned away.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use embedded::{EmbeddedCluster, Options, Serving};
use futures::{StreamExt, TryStreamExt};
use k8s_openapi::api::core::v1::ConfigMap;
use kube::api::{DynamicObject, Patch, PatchParams, PostParams, WatchParams};
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::core::{ApiResource, GroupVersionKind, WatchEvent};
use kube::{Api, Client, Config, Error};
use serde_json::json;

fn cluster(restart: Duration) -> EmbeddedCluster {
    EmbeddedCluster::new(&Options { restart, kubelet: Duration::ZERO, ..Options::default() })
}

async fn over_tls(cluster: &EmbeddedCluster) -> (Serving, Client) {
    let serving = cluster.serve("127.0.0.1:0".parse().unwrap()).unwrap();
    let kubeconfig = Kubeconfig::from_yaml(serving.kubeconfig()).unwrap();
    let config = Config::from_custom_kubeconfig(kubeconfig, &KubeConfigOptions::default()).await.unwrap();
    (serving, Client::try_from(config).unwrap())
}

async fn restart(client: &Client, plugins: &[&str]) {
    let kind = GroupVersionKind::gvk("embedded.psp-console", "v1", "APIServer");
    let servers = ApiResource::from_gvk_with_plural(&kind, "apiservers");
    let patch = Patch::Merge(json!({"spec": {"enableAdmissionPlugins": plugins}}));
    let servers = Api::<DynamicObject>::all_with(client.clone(), &servers);
    servers.patch("local", &PatchParams::default(), &patch).await.unwrap();
}

fn maps(client: &Client) -> Api<ConfigMap> {
    Api::namespaced(client.clone(), "default")
}

#[tokio::test]
async fn while_the_api_server_is_away_no_request_gets_an_answer() {
    let cluster = cluster(Duration::from_hours(1));
    let (serving, outside) = over_tls(&cluster).await;
    let inside = Client::new(cluster.connect(), "default");
    let mut watches = Vec::new();
    for client in [&outside, &inside] {
        watches.push(maps(client).watch(&WatchParams::default(), "0").await.unwrap().boxed());
    }
    // The request itself is answered.
    restart(&outside, &[]).await;
    for (client, watch) in [outside, inside].iter().zip(watches) {
        let error = maps(client).get_opt("a").await.unwrap_err();
        assert!(matches!(error, Error::HyperError(_) | Error::Service(_)), "{error:?}");
        // Cleanly or with an error, as connections do.
        let _: Vec<_> = watch.collect().await;
    }
    let mut socket = tokio::net::TcpStream::connect(serving.address()).await.unwrap();
    let mut word = [0];
    assert_eq!(tokio::io::AsyncReadExt::read(&mut socket, &mut word).await.unwrap_or_default(), 0);
}

#[tokio::test]
async fn after_a_restart_everything_is_there_and_watches_resume() {
    let cluster = cluster(Duration::ZERO);
    let (_serving, client) = over_tls(&cluster).await;
    let map = serde_json::from_value(json!({"metadata": {"name": "a"}})).unwrap();
    let made = maps(&client).create(&PostParams::default(), &map).await.unwrap();
    let seen = made.metadata.resource_version.unwrap();
    let watch = maps(&client).watch(&WatchParams::default(), &seen).await.unwrap().boxed();
    restart(&client, &[]).await;
    let _: Vec<_> = watch.collect().await;
    let again = Client::new(cluster.connect(), "default");
    let map = serde_json::from_value(json!({"metadata": {"name": "b"}})).unwrap();
    // The watch ends when the server goes, which may be before it is back.
    while maps(&again).create(&PostParams::default(), &map).await.is_err() {
        tokio::task::yield_now().await;
    }
    let mut watch = loop {
        // The connections of before may break once more.
        if let Ok(watch) = maps(&client).watch(&WatchParams::default(), &seen).await {
            break watch.boxed();
        }
    };
    let event = watch.try_next().await.unwrap().unwrap();
    assert!(matches!(event, WatchEvent::Added(map) if map.metadata.name.as_deref() == Some("b")));
}
