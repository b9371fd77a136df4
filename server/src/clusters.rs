//! The clusters of the configuration.

use anyhow::Context;
use app::api::context::{ClusterEntry, Clusters};
use app::api::{ClusterId, ClusterKind};
use cluster::{Origin, Source, source};

use crate::config::Config;

/// Every context of the kubeconfig; without one, the cluster in which the console runs, if it runs in one.
pub(crate) async fn find(config: &Config) -> anyhow::Result<Clusters> {
    let sources = match &config.kubeconfig {
        Some(path) => source::kubeconfig(path).await.context("--kubeconfig")?,
        None => source::in_cluster().into_iter().collect(),
    };
    Ok(Clusters::new(sources.into_iter().map(entry).collect()))
}

fn entry(source: Source) -> ClusterEntry {
    let kind = match source.origin {
        Origin::Kubeconfig => ClusterKind::Kubeconfig,
        Origin::InCluster => ClusterKind::InCluster,
    };
    ClusterEntry { id: ClusterId::new(source.name), kind, cluster: source.cluster }
}
