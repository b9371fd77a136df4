//! Every operation of the console on a cluster, over `kube::Client`. The only crate that talks Kubernetes.
//!
//! An operation is a method of [`Cluster`]; its failures are the situations of [`Error`]. Nothing is cached: an
//! answer is what the cluster said when it was asked. [`Cluster::watch`] tells when to ask again.

mod accounts;
mod add_association;
mod associations;
mod bindings;
mod default_policy;
mod disassociation;
mod error;
mod overview;
mod permissions;
mod policies;
mod psp_status;
mod remove_association;
mod reset;
mod snapshot;
pub mod source;
mod watch;

use std::sync::Arc;

use psp::PolicyName;

use watch::Hub;

pub use add_association::Added;
pub use error::{Error, Result};
pub use source::{Origin, Source};
pub use watch::{Link, News, Viewer};

/// A cluster, and the caller as whom it is asked.
#[derive(Clone)]
pub struct Cluster {
    client: kube::Client,
    /// What the configuration calls the default policy; else it is recognised.
    default_policy: Option<PolicyName>,
    /// One for all clones: whoever has the same client sees the same changes.
    hub: Arc<Hub>,
}

impl Cluster {
    /// The cluster behind this client.
    pub fn new(client: kube::Client) -> Self {
        Self { client, default_policy: None, hub: Arc::default() }
    }

    /// The same cluster, whose default policy is the one of this name.
    #[must_use]
    pub fn with_default_policy(self, name: PolicyName) -> Self {
        Self { default_policy: Some(name), ..self }
    }
}
