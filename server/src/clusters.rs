//! The clusters of the configuration.

use std::time::Duration;

use anyhow::Context;
use app::api::context::{ClusterEntry, Clusters};
use app::api::{ClusterId, ClusterKind};
use cluster::{Origin, Source, source};

use crate::config::{Config, Mode};
use crate::embedded::Embedded;
use crate::http::Known;
use crate::switching;
use crate::visitors::{Visitors, Visits};

/// After this long without a request, a visitor's cluster may make room for another's.
const IDLE: Duration = Duration::from_mins(5);

/// The clusters, and the embedded one among them, which lives as long as this does.
pub(crate) struct Found {
    pub(crate) known: Known,
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
    for cluster in entries.iter().filter_map(|entry| entry.cluster.as_ref().ok()) {
        let cluster = cluster.clone();
        tokio::spawn(async move { cluster.resume_psp_change().await });
    }
    let alone = config.kubeconfig.is_none() && entries.is_empty();
    let mode = config.embedded.or(alone.then_some(Mode::Shared));
    let embedded = match mode {
        None => None,
        Some(Mode::Shared) => Some(Embedded::start(config)?),
        Some(Mode::PerVisitor) => {
            let visitors = Visitors::new(visits(config)?, entries);
            visitors.watch();
            return Ok(Found { known: Known::PerVisitor(visitors), embedded: None });
        }
    };
    if let Some(embedded) = &embedded {
        entries.insert(0, embedded.entry());
    }
    Ok(Found { known: Known::Shared(Clusters::new(entries)), embedded })
}

fn visits(config: &Config) -> anyhow::Result<Visits> {
    anyhow::ensure!(config.embedded_data.is_none(), "--embedded-data keeps one cluster, not each visitor's");
    anyhow::ensure!(
        config.embedded_kubeconfig.is_none(),
        "--embedded-kubeconfig is for one cluster; those of visitors are not served to kubectl"
    );
    Ok(Visits {
        most: config.embedded_visitors.get(),
        kept: Duration::from_mins(config.embedded_visit.get()),
        idle: IDLE,
        restart: Duration::from_secs(config.embedded_restart),
    })
}

fn entry(source: Source, config: &Config) -> ClusterEntry {
    let kind = match source.origin {
        Origin::Kubeconfig => ClusterKind::Kubeconfig,
        Origin::InCluster => ClusterKind::InCluster,
    };
    let cluster = source.cluster.map(|cluster| {
        let cluster = cluster.with_switching(switching::of(config, source.is_current));
        match &config.default_policy {
            Some(name) => cluster.with_default_policy(name.clone()),
            None => cluster,
        }
    });
    ClusterEntry { id: ClusterId::new(source.name), kind, cluster }
}
