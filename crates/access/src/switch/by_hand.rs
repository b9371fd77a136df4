//! A change of PSP Status as an admin would make it without this console, on each control-plane node.

use serde::{Deserialize, Serialize};

/// What to do. `Why` is a reason, as in [`super::Means`].
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct ByHand<Why = String> {
    /// The API server's manifest, the same path on each node.
    pub manifest: String,
    /// Where to keep it as it was; not the manifest's folder.
    pub backups: String,
    /// The path at which the API server says that it is ready.
    pub readyz: String,
    /// The nodes, in their order.
    pub nodes: Vec<NodeByHand<Why>>,
}

/// One node's part.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct NodeByHand<Why = String> {
    /// Its name.
    pub node: String,
    /// The port of its API server.
    pub port: String,
    /// What changes in the API server's flags, nothing where it is so already; or why that is not known.
    pub flags: Result<Vec<FlagChange>, Why>,
}

/// A flag before and after; one that comes or goes has one side only.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FlagChange {
    /// What it is.
    pub before: Option<String>,
    /// What it becomes.
    pub after: Option<String>,
}

impl<Why> ByHand<Why> {
    /// The same, each reason in these words.
    pub fn told(self, words: impl Fn(Why) -> String) -> ByHand {
        let Self { manifest, backups, readyz, nodes } = self;
        let told = |NodeByHand { node, port, flags }| NodeByHand { node, port, flags: flags.map_err(&words) };
        ByHand { manifest, backups, readyz, nodes: nodes.into_iter().map(told).collect() }
    }
}
