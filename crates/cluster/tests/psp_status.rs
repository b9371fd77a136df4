//! PSP Status on an API server that enforces policies: a real one, which this console cannot reconfigure, and the
//! embedded one, which it can.

#![allow(clippy::unwrap_used)]

mod support;

use access::switch::PspState;
#[cfg(feature = "real-cluster")]
use access::switch::{Means, Obstacle, Turn};
use cluster::Cluster;
#[cfg(feature = "real-cluster")]
use cluster::{Consequences, Error, Protection};
use support::client::{Break, breaking};

#[tokio::test]
async fn a_cluster_that_enforces_policies_says_so_with_and_without_a_usable_one() {
    let cluster = Cluster::new(support::fresh().await);
    assert_eq!(cluster.psp_status().await.unwrap().state, PspState::Enabled);
    cluster.install_default_policy().await.unwrap();
    assert_eq!(cluster.psp_status().await.unwrap().state, PspState::Enabled);
}

#[cfg(feature = "real-cluster")]
#[tokio::test]
async fn where_the_api_server_is_not_to_be_seen_nothing_is_changed_and_the_status_says_why() {
    let cluster = Cluster::new(support::fresh().await);
    let status = cluster.psp_status().await.unwrap();
    assert_eq!((&status.means, status.means.obstacle()), (&Means::OutOfSight, Some(Obstacle::OutOfSight)));
    for turn in [Turn::On, Turn::Off] {
        let refused = cluster.change_psp_state(turn, Consequences::Accepted).await;
        let why = Protection::Unchangeable(Obstacle::OutOfSight);
        assert!(matches!(refused, Err(Error::Protected(told)) if told == why));
    }
}

#[tokio::test]
async fn an_api_server_that_does_not_answer_is_restarting() {
    let client = support::fresh().await;
    let cluster = Cluster::new(breaking(&client, 0, Break::BeforeRequest));
    assert_eq!(cluster.psp_status().await.unwrap().state, PspState::Restarting);
}
