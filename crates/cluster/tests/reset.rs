//! *Reset demo*: only where there is one.

#![allow(clippy::unwrap_used)]

mod support;

use cluster::{Cluster, Error};

#[cfg(not(feature = "real-cluster"))]
#[tokio::test]
async fn an_embedded_cluster_becomes_what_it_was_at_first() {
    use k8s_openapi::api::core::v1::Namespace;

    let client = support::fresh().await;
    let made = support::TEAMS[0];
    assert!(
        support::all::<Namespace>(&client).await.iter().any(|it| it.metadata.name.as_deref() == Some(made))
    );
    Cluster::new(client.clone()).reset().await.unwrap();
    assert!(
        support::all::<Namespace>(&client).await.iter().all(|it| it.metadata.name.as_deref() != Some(made))
    );
}

#[cfg(not(feature = "real-cluster"))]
#[tokio::test]
async fn only_who_may_do_everything_may_reset() {
    let client = support::fresh().await;
    let anybody = Cluster::new(support::client::impersonating(&client, "somebody"));
    assert!(matches!(anybody.reset().await, Err(Error::Forbidden(_))));
}

#[cfg(feature = "real-cluster")]
#[tokio::test]
async fn a_real_cluster_is_never_reset() {
    let cluster = Cluster::new(support::fresh().await);
    assert!(matches!(cluster.reset().await, Err(Error::Protected(_))));
}
