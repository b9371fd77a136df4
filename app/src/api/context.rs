//! What a server function finds around it: the clusters that this console knows.

use std::sync::Arc;

use leptos::prelude::use_context;

use super::{ApiError, ClusterId, ClusterKind, FieldProblem, Situation};

/// One cluster of the configuration, whether it can be worked with or not.
#[derive(Clone)]
pub struct ClusterEntry {
    /// Its name.
    pub id: ClusterId,
    /// Where it was found.
    pub kind: ClusterKind,
    /// The cluster, or in words why its configuration is of no use.
    pub cluster: Result<cluster::Cluster, String>,
}

/// Every cluster that this console knows, in the order of the configuration.
#[derive(Clone)]
pub struct Clusters(Arc<[ClusterEntry]>);

impl Clusters {
    /// These.
    pub fn new(entries: Vec<ClusterEntry>) -> Self {
        Self(entries.into())
    }

    /// Each of them.
    pub fn entries(&self) -> &[ClusterEntry] {
        &self.0
    }
}

/// The clusters; the server provides them to every request.
pub(super) fn clusters() -> Clusters {
    use_context().unwrap_or_else(|| Clusters::new(Vec::new()))
}

/// The entry of this name.
pub(super) fn entry(id: &ClusterId) -> Result<ClusterEntry, ApiError> {
    let found = clusters().entries().iter().find(|entry| entry.id == *id).cloned();
    found.ok_or_else(|| ApiError::new(Situation::NotFound, format!("This console knows no cluster {id}.")))
}

impl From<cluster::Error> for ApiError {
    fn from(error: cluster::Error) -> Self {
        use cluster::Error;
        let situation = match &error {
            Error::NoPspApi => Situation::NoPspApi,
            Error::Unreachable(_) => Situation::Unreachable,
            Error::Unauthorized => Situation::Unauthorized,
            Error::Forbidden(_) => Situation::Forbidden,
            Error::NotFound(_) => Situation::NotFound,
            Error::AlreadyExists(_) => Situation::AlreadyExists,
            Error::Conflict(_) => Situation::Conflict,
            Error::Invalid { .. } => Situation::Invalid,
            Error::Protected(_) => Situation::Protected,
            Error::Unexpected(_) => Situation::Internal,
        };
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        tracing::warn!(%error, cause, "an operation on a cluster failed");
        let mut told = Self::new(situation, error.to_string());
        if let Error::Invalid { causes, .. } = error {
            told.fields =
                causes.into_iter().map(|(field, message)| FieldProblem { field, message }).collect();
        }
        told
    }
}
