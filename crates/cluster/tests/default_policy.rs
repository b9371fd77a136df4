//! The default policy: recognised, installed, protected, associated again.

#![allow(clippy::unwrap_used)]

mod support;

use access::{DefaultPolicyState, Identity, PolicyReach};
use cluster::{Cluster, Error};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding};
use kube::Api;
use psp::PodSecurityPolicy;
use serde_json::json;
use support::client::{Break, breaking};
use support::{binding, group, role};

async fn state(cluster: &Cluster) -> DefaultPolicyState {
    cluster.default_policy().await.unwrap().state
}

#[tokio::test]
async fn installing_makes_acks_three_objects_once() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    let default = cluster.default_policy().await.unwrap();
    assert_eq!((default.name.as_str(), default.state), ("ack.privileged", DefaultPolicyState::NotInstalled));
    assert!(default.namespaces_without_policy.contains(&"team-a".to_owned()));
    cluster.install_default_policy().await.unwrap();
    let policy = cluster.policy(&"ack.privileged".parse().unwrap()).await.unwrap();
    let label = &policy.metadata.labels.as_ref().unwrap()["ack.alicloud.com/component"];
    assert_eq!(label, "pod-security-policy");
    cluster.install_default_policy().await.unwrap();
    assert_eq!(cluster.policy(&"ack.privileged".parse().unwrap()).await.unwrap(), policy);
    let default = cluster.default_policy().await.unwrap();
    assert_eq!(default.state, DefaultPolicyState::Associated);
    assert_eq!(default.role, "ack:podsecuritypolicy:privileged");
    assert_eq!(default.binding, "ack:podsecuritypolicy:authenticated");
    assert_eq!(default.namespaces_without_policy, Vec::<String>::new());
    let anybody = Identity::default().authenticated();
    assert!(support::may_use(&support::rbac(&client).await, &anybody, "team-a", "ack.privileged"));
}

#[tokio::test]
async fn an_installation_that_broke_off_anywhere_is_finished_by_the_next() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    for requests in 0.. {
        let broken = Cluster::new(breaking(&client, requests, Break::BeforeAnswer));
        if broken.install_default_policy().await.is_ok() {
            break;
        }
    }
    assert_eq!(state(&cluster).await, DefaultPolicyState::Associated);
}

#[tokio::test]
async fn installing_changes_nothing_that_exists() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    let name = "ack:podsecuritypolicy:privileged";
    let other = role(name, &PolicyReach::Named("something-else".to_owned()));
    let made = support::make::<ClusterRole>(&client, other).await;
    assert_eq!(state(&cluster).await, DefaultPolicyState::Incomplete);
    assert!(matches!(cluster.install_default_policy().await, Err(Error::Conflict(_))));
    assert_eq!(Api::<ClusterRole>::all(client.clone()).get(name).await.unwrap(), made);
}

#[tokio::test]
async fn the_default_policy_is_neither_replaced_nor_deleted() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    cluster.install_default_policy().await.unwrap();
    let name = "ack.privileged".parse().unwrap();
    let mut policy: PodSecurityPolicy = cluster.policy(&name).await.unwrap();
    policy.spec.privileged = false;
    assert!(matches!(cluster.replace_policy(&policy).await, Err(Error::Protected(_))));
    assert!(matches!(cluster.delete_policy(&name, None).await, Err(Error::Protected(_))));
    let baseline = support::policy(&cluster, "baseline").await;
    let configured = cluster.clone().with_default_policy(baseline.clone());
    assert!(matches!(configured.delete_policy(&baseline, None).await, Err(Error::Protected(_))));
    cluster.delete_policy(&baseline, None).await.unwrap();
}

#[tokio::test]
async fn the_configured_default_policy_and_another_providers_are_recognised() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    let baseline = support::policy(&cluster, "baseline").await;
    let configured = cluster.clone().with_default_policy(baseline);
    assert_eq!(configured.default_policy().await.unwrap().name, "baseline");
    configured.install_default_policy().await.unwrap();
    assert_eq!(state(&configured).await, DefaultPolicyState::Associated);
    assert_eq!(state(&cluster).await, DefaultPolicyState::NotInstalled);
    support::policy(&cluster, "eks.privileged").await;
    support::make::<ClusterRole>(&client, role("eks", &PolicyReach::Named("eks.privileged".to_owned())))
        .await;
    let subjects = json!([group("system:authenticated")]);
    support::make::<ClusterRoleBinding>(&client, binding("eks-all", None, "eks", subjects)).await;
    let default = cluster.default_policy().await.unwrap();
    assert_eq!((default.name.as_str(), default.role.as_str()), ("eks.privileged", "eks"));
    assert_eq!((default.binding.as_str(), default.state), ("eks-all", DefaultPolicyState::Associated));
}

#[tokio::test]
async fn associating_again_takes_the_kept_bindings_away() {
    let client = support::fresh().await;
    let cluster = Cluster::new(client.clone());
    assert!(matches!(cluster.associate_default_policy().await, Err(Error::Protected(_))));
    cluster.install_default_policy().await.unwrap();
    cluster.disassociate_default_policy().await.unwrap();
    assert_eq!(state(&cluster).await, DefaultPolicyState::Disassociated);
    assert!(!support::our_bindings(&client).await.is_empty());
    cluster.associate_default_policy().await.unwrap();
    assert_eq!(state(&cluster).await, DefaultPolicyState::Associated);
    assert_eq!(support::our_bindings(&client).await, []);
    cluster.associate_default_policy().await.unwrap();
}
