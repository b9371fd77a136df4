//! Every operation of the console on a cluster, over `kube::Client`. The only crate that talks Kubernetes.
//!
//! An operation is a method of [`Cluster`]; its failures are the situations of [`Error`]. Nothing is cached: an
//! answer is what the cluster said when it was asked.

mod error;
mod overview;
mod policies;
pub mod source;

pub use error::{Error, Result};
pub use source::{Origin, Source};

/// A cluster, and the caller as whom it is asked.
#[derive(Clone)]
pub struct Cluster {
    client: kube::Client,
}

impl Cluster {
    /// The cluster behind this client.
    pub fn new(client: kube::Client) -> Self {
        Self { client }
    }
}
