//! What the caller may do.

#![allow(clippy::unwrap_used)]

mod support;

use access::Action;
use cluster::{Cluster, Error};

#[tokio::test]
async fn an_admin_may_do_everything() {
    let cluster = Cluster::new(support::fresh().await);
    assert_eq!(cluster.lacking().await.unwrap(), Action::ALL.map(|action| (action, None)));
}

#[tokio::test]
async fn a_caller_without_rights_is_told_which_right_each_action_lacks() {
    let client = support::fresh().await;
    let cluster = Cluster::new(support::client::impersonating(&client, "nobody"));
    let lacking = cluster.lacking().await.unwrap().into_iter();
    let lacking: Vec<_> = lacking.filter_map(|(_, need)| Some((need?.verb, need?.object()))).collect();
    let rights = [
        ("create", "pods"),
        ("list", "rolebindings.rbac.authorization.k8s.io"),
        ("create", "podsecuritypolicies.policy"),
        ("create", "clusterroles.rbac.authorization.k8s.io"),
        ("update", "rolebindings.rbac.authorization.k8s.io"),
    ];
    assert_eq!(lacking, rights.map(|(verb, object)| (verb, object.to_owned())));
    assert!(matches!(cluster.associations().await, Err(Error::Forbidden(_))));
    assert!(matches!(cluster.psp_status().await, Err(Error::Forbidden(_))));
    assert!(matches!(cluster.install_default_policy().await, Err(Error::Forbidden(_))));
}
