//! What was read from a cluster at one moment, and what follows from it: the association rules, the default policy,
//! and the plan to disassociate it.

mod accounts;
mod associations;
mod default_policy;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::association::Association;
use crate::rbac::Rbac;

/// What decides who may use which policy.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// All RBAC objects; there may be thousands.
    pub rbac: Arc<Rbac>,
    /// The names of the policies that exist.
    pub policies: BTreeSet<String>,
    /// The namespaces that are not being deleted, each with its service accounts.
    pub namespaces: BTreeMap<String, Vec<String>>,
    /// The default policy's name, where the configuration tells it.
    pub configured_default: Option<String>,
    /// The association rules, once somebody has asked for them. Snapshots of the same RBAC and configured default policy
    /// may share them.
    pub associations: Arc<OnceLock<Associations>>,
}

/// Association rules, sorted by scope, subject and policy; clones of them are the same.
pub type Associations = Arc<[Arc<Association>]>;

#[cfg(test)]
impl Snapshot {
    pub(crate) fn rbac_mut(&mut self) -> &mut Rbac {
        self.associations = Arc::default();
        Arc::make_mut(&mut self.rbac)
    }
}

#[cfg(test)]
mod tests;
