//! A cluster that a folder keeps, and one that is reset.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;
use std::time::Duration;

use embedded::{Contents, DataError, EmbeddedCluster, Options};
use futures::{StreamExt, TryStreamExt};
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::{ConfigMap, Namespace, Pod};
use kube::api::{DeleteParams, DynamicObject, ListParams, Patch, PatchParams, PostParams, WatchParams};
use kube::core::{ApiResource, GroupVersionKind, WatchEvent};
use kube::{Api, Client};
use redb::{Database, TableDefinition};
use serde_json::json;
use support::Temporary;

fn options() -> Options {
    let contents = Contents::Demo;
    Options { restart: Duration::ZERO, kubelet: Duration::ZERO, contents, ..Options::default() }
}

fn open(folder: &Path) -> Result<(EmbeddedCluster, Client), DataError> {
    let cluster = EmbeddedCluster::open(&options(), folder)?;
    let client = Client::new(cluster.connect(), "default");
    Ok((cluster, client))
}

/// Each in a runtime of its own, at the end of which the cluster is closed.
fn with_cluster<T>(folder: &Path, then: impl AsyncFnOnce(EmbeddedCluster, Client) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (cluster, client) = open(folder).unwrap();
        then(cluster, client).await
    })
}

async fn make_map(client: &Client, name: &str) -> ConfigMap {
    let map = serde_json::from_value(json!({"metadata": {"name": name}, "data": {"a": "b"}})).unwrap();
    Api::namespaced(client.clone(), "default").create(&PostParams::default(), &map).await.unwrap()
}

async fn newest(client: &Client) -> String {
    let all = Api::<Namespace>::all(client.clone()).list(&ListParams::default()).await.unwrap();
    all.metadata.resource_version.unwrap()
}

/// What a watch of the maps from this version says first.
async fn first_event(client: &Client, from: &str) -> WatchEvent<ConfigMap> {
    let maps = Api::<ConfigMap>::namespaced(client.clone(), "default");
    maps.watch(&WatchParams::default(), from).await.unwrap().boxed().try_next().await.unwrap().unwrap()
}

fn is_too_old<K>(event: &WatchEvent<K>) -> bool {
    matches!(event, WatchEvent::Error(status) if status.code == 410)
}

#[test]
fn a_kept_cluster_goes_on_where_it_stopped() {
    let folder = Temporary::new("goes-on");
    let (made, version, token, kubeconfig) = with_cluster(&folder.0, async |cluster, client| {
        let made = make_map(&client, "kept").await;
        let serving = cluster.serve("127.0.0.1:0".parse().unwrap()).unwrap();
        (made, newest(&client).await, cluster.admin_token().to_owned(), serving.kubeconfig().to_owned())
    });
    with_cluster(&folder.0, async |cluster, client| {
        let maps = Api::<ConfigMap>::namespaced(client.clone(), "default");
        assert_eq!(maps.get("kept").await.unwrap(), made);
        assert_eq!(cluster.admin_token(), token);
        let serving = cluster.serve("127.0.0.1:0".parse().unwrap()).unwrap();
        let certificate = kubeconfig.lines().find(|line| line.contains("authority")).unwrap();
        assert!(serving.kubeconfig().contains(certificate));
        // What happened before is forgotten; whoever has seen all of it goes on.
        assert!(is_too_old(&first_event(&client, made.metadata.resource_version.as_ref().unwrap()).await));
        let next = make_map(&client, "next").await.metadata.resource_version.unwrap();
        assert!(next.parse::<u64>().unwrap() > version.parse().unwrap());
    });
}

#[test]
fn a_pod_that_was_not_started_yet_is_started_by_the_next_process() {
    let folder = Temporary::new("pods");
    let pod = json!({"metadata": {"name": "late"}, "spec": {"containers": [{"name": "a", "image": "b"}]}});
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let slow = Options { kubelet: Duration::from_hours(1), ..options() };
        let cluster = EmbeddedCluster::open(&slow, &folder.0).unwrap();
        let pods = Api::<Pod>::namespaced(Client::new(cluster.connect(), "default"), "default");
        pods.create(&PostParams::default(), &serde_json::from_value(pod).unwrap()).await.unwrap();
    });
    drop(runtime);
    with_cluster(&folder.0, async |_, client| {
        let pods = Api::<Pod>::namespaced(client, "default");
        let running = kube::runtime::wait::conditions::is_pod_running();
        kube::runtime::wait::await_condition(pods, "late", running).await.unwrap();
    });
}

#[test]
fn psp_status_is_kept() {
    let folder = Temporary::new("psp");
    let kind = GroupVersionKind::gvk("embedded.psp-console", "v1", "APIServer");
    let servers = ApiResource::from_gvk_with_plural(&kind, "apiservers");
    let pod = || {
        serde_json::from_value(json!({"metadata": {"name": "a"}, "spec": {"containers": [
        {"name": "a", "image": "b"}]}}))
        .unwrap()
    };
    let judged = async |client: &Client| {
        let dry = PostParams { dry_run: true, ..PostParams::default() };
        let pod = Api::<Pod>::namespaced(client.clone(), "default").create(&dry, &pod()).await.unwrap();
        pod.metadata.annotations.is_some_and(|them| them.contains_key("kubernetes.io/psp"))
    };
    with_cluster(&folder.0, async |_, client| {
        assert!(judged(&client).await);
        let servers = Api::<DynamicObject>::all_with(client, &servers);
        let off = Patch::Merge(json!({"spec": {"enableAdmissionPlugins": []}}));
        servers.patch("local", &PatchParams::default(), &off).await.unwrap();
    });
    with_cluster(&folder.0, async |_, client| assert!(!judged(&client).await));
}

#[test]
fn one_process_at_a_time_keeps_a_folder() {
    let folder = Temporary::new("in-use");
    with_cluster(&folder.0, async |_, _| {
        let error = open(&folder.0).err().unwrap();
        assert_eq!(error.to_string(), format!("{} is in use by another process", folder.0.display()));
    });
    assert!(with_cluster(&folder.0, async |_, _| true));
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_alone() {
    let folder = Temporary::new("newer");
    with_cluster(&folder.0, async |_, client| make_map(&client, "kept").await);
    let file = folder.0.join("cluster.redb");
    {
        let database = Database::open(&file).unwrap();
        let transaction = database.begin_write().unwrap();
        let kept = TableDefinition::<&str, &str>::new("kept");
        transaction.open_table(kept).unwrap().insert("format", "2").unwrap();
        transaction.commit().unwrap();
    }
    let before = std::fs::read(&file).unwrap();
    let error = refused(&folder.0);
    assert!(matches!(&error, Some(DataError::Newer { found, .. }) if found == "2"), "{error:?}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_file_is_refused_and_left_alone() {
    let folder = Temporary::new("damaged");
    with_cluster(&folder.0, async |_, client| make_map(&client, "needle-in-the-file").await);
    let file = folder.0.join("cluster.redb");
    let whole = std::fs::read(&file).unwrap();
    // Wherever it stands: pages that are no longer used may hold it as well.
    let needle = b"needle-in-the-file";
    let found = (0..whole.len()).filter(|at| whole[*at..].starts_with(needle)).collect::<Vec<_>>();
    assert!(!found.is_empty());
    let flipped = |places: &[usize]| {
        let mut bytes = whole.clone();
        for at in places {
            bytes[*at] ^= 1;
        }
        bytes
    };
    let cases = [
        ("not ours", b"#!/bin/sh\n".to_vec()),
        ("empty", Vec::new()),
        ("cut short", whole[..whole.len() / 2].to_vec()),
        ("another magic", flipped(&[0])),
        ("a letter of an object", flipped(&found)),
    ];
    for (what, bytes) in cases {
        std::fs::write(&file, &bytes).unwrap();
        let error = refused(&folder.0);
        assert!(matches!(error, Some(DataError::Damaged { .. })), "{what}: {error:?}");
        assert!(std::fs::read(&file).unwrap() == bytes, "{what}: it was changed");
    }
    std::fs::write(&file, &whole).unwrap();
    with_cluster(&folder.0, async |_, _| ());
}

fn refused(folder: &Path) -> Option<DataError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { open(folder).err() })
}

#[test]
fn a_reset_brings_back_the_demo_and_versions_go_on_growing() {
    let folder = Temporary::new("reset");
    with_cluster(&folder.0, async |cluster, client| {
        let fresh = names(&client).await;
        let maps = Api::<ConfigMap>::namespaced(client.clone(), "default");
        make_map(&client, "gone-with-the-reset").await;
        Api::<Namespace>::all(client.clone()).delete("shop", &DeleteParams::default()).await.unwrap();
        let before = newest(&client).await;
        let mut watch = maps.watch(&WatchParams::default(), &before).await.unwrap().boxed();
        cluster.reset();
        assert!(is_too_old(&watch.try_next().await.unwrap().unwrap()));
        assert!(newest(&client).await.parse::<u64>().unwrap() > before.parse().unwrap());
        assert_eq!(names(&client).await, fresh);
        assert!(maps.get_opt("gone-with-the-reset").await.unwrap().is_none());
    });
    with_cluster(&folder.0, async |_, client| {
        assert!(
            Api::<ConfigMap>::namespaced(client, "default")
                .get_opt("gone-with-the-reset")
                .await
                .unwrap()
                .is_none()
        );
    });
}

/// Of the namespaces and deployments, whose pods come and go.
async fn names(client: &Client) -> Vec<String> {
    let list = ListParams::default();
    let namespaces = Api::<Namespace>::all(client.clone()).list(&list).await.unwrap().items;
    let deployments = Api::<Deployment>::all(client.clone()).list(&list).await.unwrap().items;
    let all =
        namespaces.into_iter().map(|it| it.metadata).chain(deployments.into_iter().map(|it| it.metadata));
    all.filter_map(|metadata| metadata.name).collect()
}
