//! Association rules: who may use which policy.

use access::Association;

use crate::{Cluster, Result};

impl Cluster {
    /// Every rule that RBAC holds, whoever made it. Nothing is hidden.
    pub async fn associations(&self) -> Result<Vec<Association>> {
        Ok(self.rules().await?.associations())
    }
}
