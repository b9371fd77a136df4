//! *Undo*: everything is as it was, or, where somebody else was there meanwhile, as they left it.

#![allow(clippy::unwrap_used)]

mod support;

use access::Association;
use cluster::{Clash, Cluster, Error, Undo};
use k8s_openapi::api::rbac::v1::{ClusterRole, RoleBinding};
use kube::{Api, Client};
use psp::PodSecurityPolicy;
use serde_json::json;
use support::{binding, group, role, rule, service_account};

async fn cluster() -> (Client, Cluster) {
    let client = support::fresh().await;
    (client.clone(), Cluster::new(client))
}

/// A policy with a label and an annotation of somebody's.
async fn marked(cluster: &Cluster, name: &str) -> PodSecurityPolicy {
    let name = support::policy(cluster, name).await;
    let mut policy = cluster.policy(&name).await.unwrap();
    policy.metadata.labels = Some([("team".to_owned(), "a".to_owned())].into());
    policy.metadata.annotations = Some([("why".to_owned(), "because".to_owned())].into());
    cluster.replace_policy(&policy).await.unwrap()
}

/// What a policy says, without what is new with every object.
fn told(policy: &PodSecurityPolicy) -> impl PartialEq + std::fmt::Debug + use<> {
    let metadata = policy.metadata.clone();
    (metadata.name, metadata.labels, metadata.annotations, policy.spec.clone())
}

async fn has_rule(cluster: &Cluster, key: &str) -> bool {
    cluster.associations().await.unwrap().iter().any(|each| each.key() == key)
}

#[tokio::test]
async fn deleted_policies_are_there_again_as_they_were() {
    let (_, cluster) = cluster().await;
    let before = [marked(&cluster, "one").await, marked(&cluster, "two").await];
    let mut deleted = Vec::new();
    for policy in &before {
        deleted.push(cluster.delete_policy(&policy.name().parse().unwrap(), None).await.unwrap());
    }
    assert!(cluster.policies().await.unwrap().is_empty());
    cluster.undo(&Undo::Recreate(deleted)).await.unwrap();
    for policy in before {
        let now = cluster.policy(&policy.name().parse().unwrap()).await.unwrap();
        assert_eq!(told(&now), told(&policy));
    }
}

#[tokio::test]
async fn none_is_made_again_when_somebody_has_made_one_of_the_names_meanwhile() {
    let (_, cluster) = cluster().await;
    let mut deleted = Vec::new();
    for name in ["one", "two"] {
        let policy = marked(&cluster, name).await;
        deleted.push(cluster.delete_policy(&policy.name().parse().unwrap(), None).await.unwrap());
    }
    support::policy(&cluster, "two").await;
    match cluster.undo(&Undo::Recreate(deleted)).await {
        Err(Error::Conflict(Clash::MadeMeanwhile(name))) => assert_eq!(name, "two"),
        other => panic!("{other:?}"),
    }
    let there: Vec<_> = cluster.policies().await.unwrap().iter().map(told).collect();
    assert_eq!(there.len(), 1);
    let two = cluster.policy(&"two".parse().unwrap()).await.unwrap();
    assert_eq!(two.metadata.labels, None);
}

#[tokio::test]
async fn a_changed_policy_gets_its_former_text_unless_it_was_changed_again() {
    let (_, cluster) = cluster().await;
    let before = marked(&cluster, "changed").await;
    let mut changed = before.clone();
    changed.spec.host_pid = true;
    changed.metadata.labels = None;
    let undo = cluster.change_policy(&changed).await.unwrap();
    cluster.undo(&undo).await.unwrap();
    let name = "changed".parse().unwrap();
    let now = cluster.policy(&name).await.unwrap();
    assert_eq!(told(&now), told(&before));

    changed.metadata.resource_version.clone_from(&now.metadata.resource_version);
    let undo = cluster.change_policy(&changed).await.unwrap();
    let mut theirs = cluster.policy(&name).await.unwrap();
    theirs.spec.host_ipc = true;
    cluster.replace_policy(&theirs).await.unwrap();
    assert!(matches!(cluster.undo(&undo).await, Err(Error::Conflict(_))));
    let now = cluster.policy(&name).await.unwrap();
    assert!(now.spec.host_pid && now.spec.host_ipc);
}

#[tokio::test]
async fn an_added_rule_is_removed_and_a_removed_one_is_there_again() {
    let (client, cluster) = cluster().await;
    support::policy(&cluster, "restricted").await;
    for account in [None, Some("default")] {
        let added = rule("team-a", account, "restricted");
        cluster.add_association(&added).await.unwrap();
        let key = only_rule(&cluster).await.key();
        let undo = cluster.before_removal(std::slice::from_ref(&key)).await.unwrap();
        cluster.remove_association(&only_rule(&cluster).await).await.unwrap();
        let roles = Api::<ClusterRole>::all(client.clone());
        assert!(roles.get_opt("psp-console:use:restricted").await.unwrap().is_none());
        cluster.undo(&undo).await.unwrap();
        assert_eq!(only_rule(&cluster).await.key(), key);
        cluster.undo(&Undo::TakeOut(vec![added.clone()])).await.unwrap();
        assert!(!has_rule(&cluster, &key).await);
        assert!(matches!(cluster.undo(&Undo::TakeOut(vec![added])).await, Err(Error::NotFound(_))));
    }
}

async fn only_rule(cluster: &Cluster) -> Association {
    let rules = cluster.associations().await.unwrap();
    rules
        .iter()
        .find(|each| each.binding.namespace.as_deref() == Some("team-a"))
        .map(|rule| Association::clone(rule))
        .unwrap()
}

#[tokio::test]
async fn a_subject_goes_back_into_the_binding_that_somebody_else_made_and_changed_meanwhile() {
    let (client, cluster) = cluster().await;
    let reach = access::PolicyReach::Named("restricted".to_owned());
    support::make::<ClusterRole>(&client, role("by-hand", &reach)).await;
    let subjects = json!([service_account("team-a", "builder"), group("everybody")]);
    support::make::<RoleBinding>(&client, binding("by-hand", Some("team-a"), "by-hand", subjects)).await;
    let rules = cluster.associations().await.unwrap();
    let builder = rules.iter().find(|each| each.key().contains("account team-a/builder")).unwrap();
    let undo = cluster.before_removal(&[builder.key()]).await.unwrap();
    cluster.remove_association(builder).await.unwrap();
    assert!(!has_rule(&cluster, &builder.key()).await);
    // Whoever was taken out meanwhile stays out.
    let everybody = rules.iter().find(|each| each.key().contains("group everybody")).unwrap();
    cluster.remove_association(everybody).await.unwrap();
    cluster.undo(&undo).await.unwrap();
    assert!(has_rule(&cluster, &builder.key()).await);
    assert!(!has_rule(&cluster, &everybody.key()).await);
}
