//! A change of PSP Status as an admin would make it without this console, on each control-plane node.

use serde::{Deserialize, Serialize};

/// What to do.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct ByHand {
    /// The API server's manifest, the same path on each node.
    pub manifest: String,
    /// Where to keep it as it was; not the manifest's folder.
    pub backups: String,
    /// The path at which the API server says that it is ready.
    pub readyz: String,
    /// The nodes, in their order.
    pub nodes: Vec<NodeByHand>,
}

/// One node's part.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct NodeByHand {
    /// Its name.
    pub node: String,
    /// The port of its API server.
    pub port: String,
    /// What changes in the API server's flags, nothing where it is so already; or why that is not known.
    pub flags: Result<Vec<FlagChange>, String>,
}

/// A flag before and after; one that comes or goes has one side only.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FlagChange {
    /// What it is.
    pub before: Option<String>,
    /// What it becomes.
    pub after: Option<String>,
}
