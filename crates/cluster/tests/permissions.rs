//! What the caller may do.

#![allow(clippy::unwrap_used)]

mod support;

use access::Action;
use cluster::{Cluster, Error};

#[tokio::test]
async fn an_admin_may_do_everything() {
    let cluster = Cluster::new(support::fresh().await);
    let permissions = cluster.permissions().await.unwrap();
    assert_eq!(permissions.0.len(), Action::ALL.len());
    assert!(Action::ALL.into_iter().all(|action| permissions.refusal(action).is_none()), "{permissions:?}");
}

#[tokio::test]
async fn a_caller_without_rights_is_told_which_right_each_action_lacks() {
    let client = support::fresh().await;
    let cluster = Cluster::new(support::client::impersonating(&client, "nobody"));
    let permissions = cluster.permissions().await.unwrap();
    let refusals = Action::ALL.map(|action| permissions.refusal(action).unwrap_or("granted"));
    assert_eq!(
        refusals,
        [
            "you may not create pods",
            "you may not list rolebindings.rbac.authorization.k8s.io",
            "you may not create podsecuritypolicies.policy",
            "you may not create clusterroles.rbac.authorization.k8s.io",
            "you may not update rolebindings.rbac.authorization.k8s.io",
        ]
    );
    assert!(matches!(cluster.associations().await, Err(Error::Forbidden(_))));
    assert!(matches!(cluster.psp_status().await, Err(Error::Forbidden(_))));
    assert!(matches!(cluster.install_default_policy().await, Err(Error::Forbidden(_))));
}
