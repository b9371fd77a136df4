//! The clusters that this console knows, each at a glance.

use access::status::Overview;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::wire::Wire;
use super::{ApiError, ClusterId, ClusterKind};
#[cfg(feature = "ssr")]
use crate::text::{Texts, texts};

/// One row of the Clusters page.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct ClusterRow {
    /// Its name.
    pub id: ClusterId,
    /// Where it was found.
    pub kind: ClusterKind,
    /// How it is, or in words why its configuration is of no use.
    pub state: Result<Overview, String>,
}

/// Every cluster, each asked for its state at the same time as the others.
#[server(output = Wire)]
pub async fn describe_clusters() -> Result<Vec<ClusterRow>, ApiError> {
    let clusters = super::context::clusters();
    // A task of its own does not know who asks.
    let t = texts();
    let asked: Vec<_> =
        clusters.entries().iter().cloned().map(|entry| tokio::spawn(glance(t, entry))).collect();
    let mut rows = Vec::new();
    for row in asked {
        rows.push(row.await.map_err(|error| ApiError::new(super::Situation::Internal, error.to_string()))?);
    }
    Ok(rows)
}

/// One cluster.
#[server(output = Wire)]
pub async fn describe_cluster(cluster: ClusterId) -> Result<ClusterRow, ApiError> {
    Ok(glance(texts(), super::context::entry(&cluster)?).await)
}

#[cfg(feature = "ssr")]
async fn glance(t: Texts, entry: super::context::ClusterEntry) -> ClusterRow {
    let state = match entry.cluster {
        Ok(cluster) => Ok(cluster.overview().await),
        Err(why) => Err(t.unusable(&why)),
    };
    ClusterRow { id: entry.id, kind: entry.kind, state }
}
