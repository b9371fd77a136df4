//! A cluster that serves no policies (Kubernetes 1.25 and later): each operation says so, and changes nothing.

#![allow(clippy::unwrap_used)]

mod support;

use access::Origin;
use access::switch::Turn;
use cluster::{Cluster, Consequences, Error};

fn is_told<T: std::fmt::Debug>(what: &str, done: &cluster::Result<T>) {
    assert!(matches!(done, Err(Error::NoPspApi)), "{what}: {done:?}");
}

#[tokio::test]
async fn every_operation_on_policies_says_that_there_are_none_to_work_on() {
    let client = support::fresh().await;
    let served = Cluster::new(client.clone());
    served.install_default_policy().await.unwrap();
    let policy = support::policy(&served, "restricted").await;
    let rule = support::rule("team-a", None, "restricted");
    served.add_association(&rule).await.unwrap();
    let before = support::our_bindings(&client).await;
    let rules = served.associations().await.unwrap();
    let ours = rules.iter().find(|each| each.origin == Origin::Console).unwrap();

    let cluster = Cluster::new(support::client::without_policies(&client));
    is_told("list", &cluster.policies().await);
    is_told("get", &cluster.policy(&policy).await);
    is_told("create", &cluster.create_policy(&psp::template::default_policy("new")).await);
    is_told("delete", &cluster.delete_policy(&policy, None).await);
    is_told("rules", &cluster.associations().await);
    is_told("add", &cluster.add_association(&rule).await);
    is_told("remove", &cluster.remove_association(ours).await);
    is_told("default policy", &cluster.default_policy().await);
    is_told("install", &cluster.install_default_policy().await);
    is_told("plan", &cluster.disassociation_plan().await);
    is_told("disassociate", &cluster.disassociate_default_policy().await);
    is_told("associate", &cluster.associate_default_policy().await);
    is_told("status", &cluster.psp_status().await);
    is_told("turn on", &cluster.change_psp_state(Turn::On, Consequences::Unknown).await);
    is_told("turn off", &cluster.change_psp_state(Turn::Off, Consequences::Unknown).await);

    // What is no policy is there as ever.
    assert!(cluster.namespaces().await.unwrap().iter().any(|name| name.as_str() == "team-a"));
    assert!(cluster.lacking().await.is_ok());
    assert_eq!(support::our_bindings(&client).await, before);
}
