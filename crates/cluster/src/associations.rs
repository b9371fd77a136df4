//! Association rules: who may use which policy.

use std::collections::BTreeMap;

use access::Associations;

use crate::{Cluster, Result};

impl Cluster {
    /// Every rule that RBAC holds, whoever made it. Nothing is hidden.
    pub async fn associations(&self) -> Result<Associations> {
        Ok(self.rules().await?.associations())
    }

    /// How many rules name each policy.
    pub async fn rule_counts(&self) -> Result<BTreeMap<String, usize>> {
        Ok(self.rules().await?.rbac.counts())
    }
}
