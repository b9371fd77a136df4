//! A cluster at a glance.

#![allow(clippy::unwrap_used)]

mod support;

use access::status::{Cause, PspSupport, Reach};
use access::switch::PspState;
use cluster::Cluster;
use k8s_openapi::api::core::v1::Node;
use kube::api::{DeleteParams, ListParams, Patch, PatchParams, PostParams};
use kube::{Api, ResourceExt};
use serde_json::json;
use support::client::{impersonating, without_policies};

#[tokio::test]
async fn a_cluster_tells_its_version_and_that_it_enforces_policies() {
    let overview = Cluster::new(support::fresh().await).overview().await;
    assert!(overview.server_version.is_some_and(|version| version.starts_with("v1.20.2")));
    assert_eq!(overview.reach, Reach::Reachable);
    assert_eq!(overview.psp, PspSupport::Served(Ok(PspState::Enabled)));
}

#[tokio::test]
async fn of_several_nodes_the_first_tells_the_region_and_all_are_counted() {
    let client = support::fresh().await;
    let api = Api::<Node>::all(client.clone());
    let ours = ["test-region-1", "test-region-2"];
    for name in ours {
        let node: Node = serde_json::from_value(json!({"metadata": {"name": name}})).unwrap();
        api.create(&PostParams::default(), &node).await.ok();
    }
    let nodes = api.list(&ListParams::default()).await.unwrap().items;
    let region = json!({"metadata": {"labels": {"topology.kubernetes.io/region": "eu-central-1"}}});
    let first = nodes[0].name_any();
    api.patch(&first, &PatchParams::default(), &Patch::Merge(region)).await.unwrap();
    let overview = Cluster::new(client).overview().await;
    for name in ours {
        api.delete(name, &DeleteParams::default()).await.unwrap();
    }
    assert_eq!((overview.nodes, overview.region.as_deref()), (Some(nodes.len()), Some("eu-central-1")));
}

#[tokio::test]
async fn where_there_are_no_policies_there_is_nothing_to_enforce() {
    let client = support::fresh().await;
    let overview = Cluster::new(without_policies(&client)).overview().await;
    assert_eq!((overview.reach, overview.psp), (Reach::Reachable, PspSupport::Removed));
}

#[tokio::test]
async fn whoever_may_see_little_learns_why_and_what_there_is_to_see() {
    let client = support::fresh().await;
    let overview = Cluster::new(impersonating(&client, "nobody")).overview().await;
    assert_eq!((&overview.reach, overview.nodes), (&Reach::Reachable, None));
    let PspSupport::Served(Err(Cause::Said(why))) = &overview.psp else { panic!("{overview:?}") };
    assert!(why.contains("\"nobody\" cannot create resource \"pods\""), "{why}");
}
