//! PSP Status on an API server that enforces policies: a real one, which this console cannot reconfigure, and the
//! embedded one, which it can.

#![allow(clippy::unwrap_used)]

mod support;

use cluster::{Cluster, Error};
#[cfg(feature = "real-cluster")]
use psp::PspStatus;
use psp::{PspState, Switch, Turn};
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
async fn where_the_flag_is_out_of_reach_the_status_says_where_it_is() {
    let cluster = Cluster::new(support::fresh().await);
    let PspStatus { switch: Switch::NotHere(why), .. } = cluster.psp_status().await.unwrap() else {
        panic!()
    };
    assert!(why.contains("/etc/kubernetes/manifests/kube-apiserver.yaml"), "{why}");
    for turn in [Turn::On, Turn::Off] {
        assert!(matches!(cluster.change_psp_state(turn).await, Err(Error::Protected(text)) if text == why));
    }
}

#[tokio::test]
async fn an_api_server_that_does_not_answer_is_restarting() {
    let client = support::fresh().await;
    let cluster = Cluster::new(breaking(&client, 0, Break::BeforeRequest));
    assert_eq!(cluster.psp_status().await.unwrap().state, PspState::Restarting);
}

#[cfg(not(feature = "real-cluster"))]
#[tokio::test]
async fn the_embedded_cluster_is_turned_off_and_on_and_the_restart_in_between_shows() {
    let cluster = Cluster::new(support::fresh().await);
    let until = async |wanted: PspState| {
        let mut seen = Vec::new();
        loop {
            let status = cluster.psp_status().await.unwrap();
            seen.push(status.state);
            if status.state == wanted {
                assert_eq!(status.switch, Switch::Here);
                return seen;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    assert!(
        matches!(cluster.change_psp_state(Turn::On).await, Err(Error::Protected(why)) if why.contains("install"))
    );
    cluster.install_default_policy().await.unwrap();
    cluster.change_psp_state(Turn::Off).await.unwrap();
    assert_eq!(until(PspState::Disabled).await.first(), Some(&PspState::Restarting));
    cluster.change_psp_state(Turn::On).await.unwrap();
    assert_eq!(until(PspState::Enabled).await.first(), Some(&PspState::Restarting));
}
