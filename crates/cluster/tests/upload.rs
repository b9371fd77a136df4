//! Several policies at once, on the embedded cluster and on a real API server.

#![allow(clippy::unwrap_used, clippy::expect_used)] // in the helpers; the lint only excepts the tests themselves

mod support;

use cluster::{Cluster, Error, Upload};
use psp::PodSecurityPolicy;

fn policy(name: &str) -> PodSecurityPolicy {
    let mut policy = psp::yaml::parse(psp::template::TEMPLATES[1].yaml()).unwrap();
    policy.metadata.name = Some(name.to_owned());
    policy
}

#[tokio::test]
async fn an_uploaded_policy_is_created_replaced_or_left_as_its_plan_says() {
    let cluster = Cluster::new(support::fresh().await);
    let mut uploaded = policy("uploaded");
    assert_eq!(cluster.plan_upload(&uploaded).await.unwrap(), Upload::Create);
    cluster.upload(&uploaded, None).await.unwrap();
    assert_eq!(cluster.plan_upload(&uploaded).await.unwrap(), Upload::Same);

    // As in a file that was written by `kubectl get -o yaml` on another cluster.
    uploaded.metadata.resource_version = Some("1".to_owned());
    uploaded.metadata.uid = Some("of another cluster".to_owned());
    uploaded.spec.host_pid = true;
    let Upload::Replace(there) = cluster.plan_upload(&uploaded).await.unwrap() else { panic!() };
    assert!(!there.spec.host_pid);
    cluster.upload(&uploaded, there.metadata.resource_version.clone()).await.unwrap();
    let name = "uploaded".parse().unwrap();
    assert!(cluster.policy(&name).await.unwrap().spec.host_pid);

    // What somebody has changed since the plan is not overwritten, and what has come since is not either.
    assert!(matches!(
        cluster.upload(&uploaded, there.metadata.resource_version).await,
        Err(Error::Conflict(_))
    ));
    assert!(matches!(cluster.upload(&uploaded, None).await, Err(Error::AlreadyExists(_))));
}

#[tokio::test]
async fn what_would_be_refused_is_refused_in_the_plan() {
    let cluster = Cluster::new(support::fresh().await);
    cluster.install_default_policy().await.unwrap();
    let mut default = policy("ack.privileged");
    assert!(matches!(cluster.plan_upload(&default).await, Err(Error::Protected(_))));
    default.metadata.name = Some("wrong".to_owned());
    default.spec.run_as_user.rule = "Sometimes".to_owned();
    assert!(matches!(cluster.plan_upload(&default).await, Err(Error::Invalid { .. })));
    default.metadata.name = None;
    assert!(matches!(cluster.plan_upload(&default).await, Err(Error::BadName(_))));
}
