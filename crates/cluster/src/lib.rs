//! Every operation of the console on a cluster, over `kube::Client`. The only crate that talks Kubernetes.
//!
//! An operation is a method of [`Cluster`]; its failures are the situations of [`Error`]. Nothing is cached: an
//! answer is what the cluster said when it was asked, or, for the parts of one page ([`Cluster::at_one_moment`]), when
//! the first of them asked. [`Cluster::watch`] tells when to ask again.

mod accounts;
mod add_association;
mod associations;
mod bindings;
mod default_policy;
mod disassociation;
mod error;
mod events;
mod moment;
mod overview;
mod permissions;
mod policies;
mod remove_association;
mod reset;
mod snapshot;
pub mod source;
mod switch;
mod trial;
mod undo;
mod upload;
mod watch;

use std::sync::Arc;

use psp::PolicyName;

use moment::Moment;
use switch::Driver;
use watch::Hub;

pub use add_association::Added;
pub use error::{Clash, Error, Missing, Protection, Result, edit};
pub use manifest::{
    Cause as AgentCause, Error as ManifestError, Failure as AgentFailure, Place, Problem, Seen,
};
pub use source::{Address, Origin, Part, Source, Unusable};
pub use switch::{AgentEnd, Consequences, Failure, LocalNode, Switching};
pub use trial::{Attempt, PodTrial, TriedPolicy, Way};
pub use undo::{Removed, Undo};
pub use upload::Upload;
pub use watch::{Link, News, Viewer};

/// A cluster, and the caller as whom it is asked. Its clones are the same cluster.
#[derive(Clone)]
pub struct Cluster {
    client: kube::Client,
    /// How its address is reached: by the same credentials, each of its API servers can be.
    config: Option<Arc<kube::Config>>,
    /// What the credentials are called, for whoever reads what was done.
    caller: Arc<str>,
    /// What the configuration calls the default policy; else it is recognised.
    default_policy: Option<PolicyName>,
    /// One for all clones: whoever has the same client sees the same changes.
    hub: Arc<Hub>,
    switching: Arc<Switching>,
    /// What this console is doing about its PSP Status.
    driver: Driver,
    /// What the parts of a page share.
    moment: Option<Arc<Moment>>,
}

impl Cluster {
    /// The cluster behind this client.
    pub fn new(client: kube::Client) -> Self {
        Self {
            client,
            config: None,
            caller: "the console".into(),
            default_policy: None,
            hub: Arc::default(),
            switching: Arc::default(),
            driver: Driver::default(),
            moment: None,
        }
    }

    /// The cluster that this configuration leads to, with the credentials of this name.
    pub fn connect(config: kube::Config, caller: &str) -> Result<Self, kube::Error> {
        let cluster = Self::new(kube::Client::try_from(config.clone())?);
        Ok(Self { config: Some(Arc::new(config)), caller: caller.into(), ..cluster })
    }

    /// The same cluster, whose default policy is the one of this name.
    #[must_use]
    pub fn with_default_policy(self, name: PolicyName) -> Self {
        Self { default_policy: Some(name), ..self }
    }
}
