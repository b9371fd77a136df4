//! PSP Status: what the cluster does, and its change, one API server after the other.
//!
//! **Invariant:** no server is touched before the one before it is ready again and does what was asked for; the first
//! that does not ends the change. What is under way is written into a `ConfigMap` first, so that one console at a time
//! works on it, and another can go on where this one was killed.

mod agent;
mod agent_end;
mod agent_pod;
mod begin;
mod by_hand;
mod drive;
mod driver;
mod embedded;
mod events;
mod failure;
mod local;
mod means;
mod preflight;
mod probe;
mod providers;
mod record;
mod refused;
mod servers;
mod status;

pub use agent_end::AgentEnd;
pub use begin::Consequences;
pub(crate) use driver::Driver;
pub use failure::Failure;
pub use local::LocalNode;

use std::sync::Arc;
use std::time::Duration;

use crate::Cluster;

// Each reason as this crate knows it, and as the record keeps it.
type Work = access::switch::Work<Failure>;
type Means = access::switch::Means<Failure>;
type ApiServer = access::switch::ApiServer<Failure>;
type Probed = access::switch::Probed<Failure>;

/// The API group by which an embedded cluster lets its own API server be reconfigured.
pub(crate) const EMBEDDED: &str = "embedded.psp-console";
/// Where everything about the switch is kept: the record, the agent's pods, the events.
const NAMESPACE: &str = "kube-system";

/// How this console gets at the manifests of API servers.
#[derive(Clone)]
pub struct Switching {
    /// The image of this console, which holds the agent; without it, no agent is run.
    pub agent_image: Option<String>,
    /// The manifest's path on each control-plane node.
    pub manifest: String,
    /// Where the agent keeps the manifest as it was, on the node; not the manifest's folder.
    pub backups: String,
    /// How long an API server may take to be ready; the old manifest returns after that.
    pub timeout: Duration,
    /// How long a server that is ready may take to do what it was asked for: its flags are read at its start.
    pub settle: Duration,
    /// The node that this console itself runs on, outside of the cluster.
    pub local: Option<Arc<dyn LocalNode>>,
}

impl Default for Switching {
    fn default() -> Self {
        Self {
            agent_image: None,
            manifest: "/etc/kubernetes/manifests/kube-apiserver.yaml".to_owned(),
            backups: "/etc/kubernetes/psp-console".to_owned(),
            timeout: Duration::from_mins(3),
            settle: Duration::from_mins(1),
            local: None,
        }
    }
}

impl Cluster {
    /// The same cluster, whose API servers' manifests are reached in this way.
    #[must_use]
    pub fn with_switching(self, switching: Switching) -> Self {
        Self { switching: Arc::new(switching), ..self }
    }
}
