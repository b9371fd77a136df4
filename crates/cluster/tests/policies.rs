//! Policies on a real API server: the one that `PSP_TEST_KUBECONFIG` names (`make test-cluster`).

#![allow(clippy::unwrap_used, clippy::expect_used)] // in the helpers; the lint only excepts the tests themselves

mod support;

use cluster::{Cluster, Error};
use psp::{PodSecurityPolicy, PolicyName};

async fn cluster() -> Cluster {
    Cluster::new(support::fresh().await)
}

/// A policy of the restricted template under another name, which is absent from the cluster.
async fn fresh(cluster: &Cluster, name: &str) -> (PolicyName, PodSecurityPolicy) {
    let template = psp::template::find("privileged-restricted").unwrap();
    let mut policy = psp::yaml::parse(template.yaml()).unwrap();
    policy.metadata.name = Some(name.to_owned());
    let name: PolicyName = name.parse().unwrap();
    match cluster.delete_policy(&name, None).await {
        Ok(_) | Err(Error::NotFound(_)) => (name, policy),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_policy_is_created_once_listed_and_deleted() {
    let cluster = cluster().await;
    let (name, policy) = fresh(&cluster, "test-created").await;
    let created = cluster.create_policy(&policy).await.unwrap();
    assert_eq!(created.spec.allow_privilege_escalation, Some(true));
    assert!(matches!(cluster.create_policy(&policy).await, Err(Error::AlreadyExists(_))));
    assert!(cluster.policies().await.unwrap().iter().any(|each| each.metadata.name == policy.metadata.name));
    cluster.delete_policy(&name, None).await.unwrap();
    assert!(matches!(cluster.policy(&name).await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn a_change_that_somebody_else_made_is_not_overwritten() {
    let cluster = cluster().await;
    let (name, policy) = fresh(&cluster, "test-conflict").await;
    let seen = cluster.create_policy(&policy).await.unwrap();
    let mut theirs = seen.clone();
    theirs.spec.host_pid = true;
    cluster.replace_policy(&theirs).await.unwrap();
    let mut ours = seen.clone();
    ours.spec.host_ipc = true;
    assert!(matches!(cluster.replace_policy(&ours).await, Err(Error::Conflict(_))));
    let version = seen.metadata.resource_version.as_deref();
    assert!(matches!(cluster.delete_policy(&name, version).await, Err(Error::Conflict(_))));
    assert!(cluster.policy(&name).await.unwrap().spec.host_pid);
    cluster.delete_policy(&name, None).await.unwrap();
}

#[tokio::test]
async fn a_policy_that_is_tried_is_answered_as_if_it_were_stored_and_is_not() {
    let cluster = cluster().await;
    let (name, policy) = fresh(&cluster, "test-tried").await;
    let tried = cluster.try_policy(&policy).await.unwrap();
    assert_eq!(tried.spec.allow_privilege_escalation, Some(true));
    assert!(matches!(cluster.policy(&name).await, Err(Error::NotFound(_))));

    let seen = cluster.create_policy(&policy).await.unwrap();
    assert!(matches!(cluster.try_policy(&policy).await, Err(Error::AlreadyExists(_))));
    let mut changed = seen.clone();
    changed.spec.host_pid = true;
    assert!(cluster.try_policy(&changed).await.unwrap().spec.host_pid);
    assert!(!cluster.policy(&name).await.unwrap().spec.host_pid);

    cluster.replace_policy(&changed).await.unwrap();
    assert!(matches!(cluster.try_policy(&seen).await, Err(Error::Conflict(_))));
    changed.spec.run_as_user.rule = "Sometimes".to_owned();
    changed.metadata.resource_version = cluster.policy(&name).await.unwrap().metadata.resource_version;
    assert!(matches!(cluster.try_policy(&changed).await, Err(Error::Invalid { .. })));
    cluster.delete_policy(&name, None).await.unwrap();
}

#[tokio::test]
async fn what_the_api_server_finds_wrong_comes_with_its_field() {
    let cluster = cluster().await;
    let (_, mut policy) = fresh(&cluster, "test-invalid").await;
    policy.spec.run_as_user.rule = "Sometimes".to_owned();
    match cluster.create_policy(&policy).await {
        Err(Error::Invalid { causes, .. }) => assert_eq!(causes[0].0, "spec.runAsUser.rule"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_default_policy_is_neither_changed_nor_deleted() {
    let cluster = cluster().await;
    cluster.install_default_policy().await.unwrap();
    let name: PolicyName = "ack.privileged".parse().unwrap();
    let mut policy = cluster.policy(&name).await.unwrap();
    policy.spec.privileged = false;
    assert!(matches!(cluster.replace_policy(&policy).await, Err(Error::Protected(_))));
    assert!(matches!(cluster.delete_policy(&name, None).await, Err(Error::Protected(_))));
    assert!(cluster.policy(&name).await.unwrap().spec.privileged);
}
