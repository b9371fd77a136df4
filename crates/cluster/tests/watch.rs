//! Changes that others make are told to everybody who looks, by one watch; and a restart of the API server is told.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use access::Topic;
use cluster::{Cluster, Link, News, Viewer};
use k8s_openapi::api::core::v1::{ConfigMap, ServiceAccount};
use k8s_openapi::api::rbac::v1::{ClusterRole, RoleBinding};
use kube::Api;
use kube::api::{DeleteParams, PostParams};
use serde_json::json;
use support::client::{counting_watches, older_than_metadata};

/// What is told next, or a failure when nothing is for so long that the test is lost.
async fn next(viewer: &mut Viewer) -> News {
    let told = tokio::time::timeout(Duration::from_secs(30), viewer.changed()).await;
    assert!(told.is_ok(), "nothing is told any more");
    viewer.news()
}

/// Waits until the news are like that.
async fn until(viewer: &mut Viewer, wanted: impl Fn(&News) -> bool) -> News {
    let mut news = viewer.news();
    while !wanted(&news) {
        news = next(viewer).await;
    }
    news
}

async fn current(viewer: &mut Viewer) -> News {
    until(viewer, |news| news.link == Link::Current).await
}

/// Waits until this topic has changed since then, and says which others have.
async fn change_of(viewer: &mut Viewer, topic: Topic, before: &News) -> News {
    until(viewer, |news| news.marks.of(topic) != before.marks.of(topic)).await
}

#[tokio::test]
async fn a_change_that_somebody_else_makes_is_told_under_its_topic() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    let mut viewer = cluster.watch().unwrap();
    let mut seen = current(&mut viewer).await;

    support::policy(&Cluster::new(client.clone()), "made-elsewhere").await;
    let after = change_of(&mut viewer, Topic::Policies, &seen).await;
    let changed = Topic::ALL.map(|topic| after.marks.of(topic) != seen.marks.of(topic));
    assert_eq!(changed, [true, false, false, false], "a policy is no other topic's change");
    seen = after;

    let reach = access::PolicyReach::Named("made-elsewhere".to_owned());
    support::make::<ClusterRole>(&client, support::role("made-elsewhere", &reach)).await;
    seen = change_of(&mut viewer, Topic::Rbac, &seen).await;
    let subjects = json!([support::service_account("team-a", "default")]);
    let binding = support::binding("made-elsewhere", Some("team-a"), "made-elsewhere", subjects);
    support::make::<RoleBinding>(&client, binding).await;
    seen = change_of(&mut viewer, Topic::Rbac, &seen).await;
    let bindings = Api::<RoleBinding>::namespaced(client.clone(), "team-a");
    bindings.delete("made-elsewhere", &DeleteParams::default()).await.unwrap();
    seen = change_of(&mut viewer, Topic::Rbac, &seen).await;

    support::account(&client, "team-a", "made-elsewhere").await;
    seen = change_of(&mut viewer, Topic::Accounts, &seen).await;
    let accounts = Api::<ServiceAccount>::namespaced(client.clone(), "team-a");
    accounts.delete("made-elsewhere", &DeleteParams::default()).await.unwrap();
    change_of(&mut viewer, Topic::Accounts, &seen).await;
}

#[tokio::test]
async fn of_config_maps_only_the_progress_of_a_switch_is_told() {
    let client = support::fresh().await;
    let maps = Api::<ConfigMap>::namespaced(client.clone(), "kube-system");
    let name = "psp-console-switch";
    drop(maps.delete(name, &DeleteParams::default()).await);
    let mut viewer = Cluster::new(client.clone()).watch().unwrap();
    let seen = current(&mut viewer).await;
    let map = |name: &str| serde_json::from_value(json!({"metadata": {"name": name}})).unwrap();
    let other = support::unused_name();
    maps.create(&PostParams::default(), &map(&other)).await.unwrap();
    maps.create(&PostParams::default(), &map(name)).await.unwrap();
    let after = change_of(&mut viewer, Topic::Switch, &seen).await;
    assert_eq!(after.marks.of(Topic::Switch), seen.marks.of(Topic::Switch) + 1);
    for made in [name, &other] {
        maps.delete(made, &DeleteParams::default()).await.unwrap();
    }
}

#[tokio::test]
async fn all_viewers_of_a_cluster_share_one_watch_which_ends_after_the_last() {
    let (client, watches) = counting_watches(&support::fresh().await);
    let cluster = Cluster::new(client.clone());
    let (mut one, mut two) = (cluster.watch().unwrap(), cluster.clone().watch().unwrap());
    current(&mut one).await;
    let shared = current(&mut two).await;
    assert_eq!(cluster.marks(), Some(shared.marks));
    assert!(watches.settled(8).await, "one watch of each kind: {}", watches.open());
    let mut other = Cluster::new(client.clone()).watch().unwrap();
    current(&mut other).await;
    assert!(watches.settled(16).await, "another client may have other rights: {}", watches.open());
    drop(other);
    drop(one);
    assert!(watches.settled(8).await, "{}", watches.open());
    drop(two);
    assert!(watches.settled(0).await, "{}", watches.open());
    assert_eq!(cluster.marks(), None, "nobody knows what happens while nobody looks");
    let again = current(&mut cluster.watch().unwrap()).await;
    assert!(again.marks != shared.marks, "much may have happened while nobody looked");
}

#[tokio::test]
async fn a_server_that_cannot_send_metadata_alone_is_watched_all_the_same() {
    let client = support::fresh().await;
    let mut viewer = Cluster::new(older_than_metadata(&client)).watch().unwrap();
    let seen = current(&mut viewer).await;
    support::account(&client, "team-b", "made-elsewhere").await;
    change_of(&mut viewer, Topic::Accounts, &seen).await;
}

#[tokio::test]
async fn what_the_caller_may_not_see_does_not_hide_the_rest() {
    let client = support::fresh().await;
    let rules = json!([{"apiGroups": [""], "resources": ["namespaces", "serviceaccounts"], "verbs": ["*"]}]);
    support::make::<ClusterRole>(&client, json!({"metadata": {"name": "limited"}, "rules": rules})).await;
    let subjects = json!([{"kind": "User", "name": "limited", "apiGroup": "rbac.authorization.k8s.io"}]);
    let binding = support::binding("limited", None, "limited", subjects);
    support::make::<k8s_openapi::api::rbac::v1::ClusterRoleBinding>(&client, binding).await;
    let limited = support::client::impersonating(&client, "limited");
    let mut viewer = Cluster::new(limited).watch().unwrap();
    let seen = current(&mut viewer).await;
    support::account(&client, "team-c", "made-elsewhere").await;
    change_of(&mut viewer, Topic::Accounts, &seen).await;
}

#[cfg(not(feature = "real-cluster"))]
#[tokio::test]
async fn a_restart_of_the_api_server_is_told_and_afterwards_anything_may_have_changed() {
    use access::switch::Turn;

    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    cluster.install_default_policy().await.unwrap();
    let mut viewer = cluster.watch().unwrap();
    let before = current(&mut viewer).await;
    cluster.change_psp_state(Turn::Off, cluster::Consequences::Unknown).await.unwrap();
    until(&mut viewer, |news| matches!(news.link, Link::Away { .. })).await;
    assert_eq!(cluster.marks(), None);
    let after = current(&mut viewer).await;
    assert!(Topic::ALL.iter().all(|topic| after.marks.of(*topic) > before.marks.of(*topic)), "{after:?}");
    support::account(&client, "team-a", "made-afterwards").await;
    change_of(&mut viewer, Topic::Accounts, &after).await;
}
