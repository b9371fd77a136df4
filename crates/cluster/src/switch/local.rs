//! The control-plane node that the console itself runs on.

use std::pin::Pin;

use access::switch::Turn;

use super::agent_end::AgentEnd;

/// Edits the manifest on the console's own node, and waits for its API server.
pub trait LocalNode: Send + Sync {
    /// Does what an agent does, to its end.
    fn set(&self, turn: Turn) -> Pin<Box<dyn Future<Output = AgentEnd> + Send + '_>>;
}
