//! Which cluster: the name that it has in URLs and in the configuration.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::texts;

/// The name by which this console knows a cluster: a kubeconfig's context, `in-cluster` or `embedded`.
///
/// Any text: context names hold `/`, `:` and `@` (EKS's are ARNs). `route` percent-encodes it.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ClusterId(String);

impl ClusterId {
    /// The cluster of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClusterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ClusterId {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

/// How this console got to know a cluster.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum ClusterKind {
    /// In memory, in this very process.
    Embedded,
    /// A context of a kubeconfig.
    Kubeconfig,
    /// The cluster in which the console itself runs.
    InCluster,
}

impl ClusterKind {
    /// In words for the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Embedded => texts().embedded(),
            Self::Kubeconfig => "kubeconfig",
            Self::InCluster => texts().in_cluster(),
        }
    }
}
