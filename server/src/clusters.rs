//! The clusters of the configuration.

use anyhow::Context;
use app::api::context::{ClusterEntry, Clusters};
use app::api::{ClusterId, ClusterKind};
use cluster::{Origin, Source, source};

use crate::config::Config;
use crate::embedded::Embedded;

/// The clusters, and the embedded one among them, which lives as long as this does.
pub(crate) struct Found {
    pub(crate) clusters: Clusters,
    pub(crate) embedded: Option<Embedded>,
}

/// Every context of the kubeconfig; without one, the cluster in which the console runs; without that, an embedded
/// one.
pub(crate) async fn find(config: &Config) -> anyhow::Result<Found> {
    let sources = match &config.kubeconfig {
        Some(path) => source::kubeconfig(path).await.context("--kubeconfig")?,
        None => source::in_cluster().into_iter().collect(),
    };
    let mut entries: Vec<ClusterEntry> = sources.into_iter().map(|source| entry(source, config)).collect();
    let wanted = config.embedded || (config.kubeconfig.is_none() && entries.is_empty());
    let kubeconfig = config.embedded_kubeconfig.as_deref();
    let embedded = wanted.then(|| Embedded::start(config.embedded_listen, kubeconfig)).transpose()?;
    if let Some(embedded) = &embedded {
        entries.insert(0, embedded.entry());
    }
    Ok(Found { clusters: Clusters::new(entries), embedded })
}

fn entry(source: Source, config: &Config) -> ClusterEntry {
    let kind = match source.origin {
        Origin::Kubeconfig => ClusterKind::Kubeconfig,
        Origin::InCluster => ClusterKind::InCluster,
    };
    let cluster = source.cluster.map(|cluster| match &config.default_policy {
        Some(name) => cluster.with_default_policy(name.clone()),
        None => cluster,
    });
    ClusterEntry { id: ClusterId::new(source.name), kind, cluster }
}
