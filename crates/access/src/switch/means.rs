//! How a cluster's API server can be told to enforce or not. The probe decides what it does; this only says how to
//! change it.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// How PSP Status can be changed on this cluster. `Why` is a reason, as the cluster knows it or in the words of whoever is
/// told.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Means<Why = String> {
    /// An embedded cluster changes its own API server.
    Embedded,
    /// kube-apiserver is a static pod: its manifest on each of these nodes decides.
    StaticPods {
        /// The servers, by the names of their nodes.
        servers: Vec<ApiServer<Why>>,
        /// How this console gets at the manifests.
        reach: Reach,
    },
    /// A provider runs the API server.
    Managed(Provider),
    /// The API server is not to be seen, and nothing tells who runs it.
    OutOfSight,
    /// It cannot be found out, because nothing answers.
    Away,
}

/// How this console gets at a manifest.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Reach {
    /// It runs an agent as a pod on each node.
    AgentPods,
    /// It runs on the control-plane node itself.
    ThisNode,
    /// Not at all: it was told of no image for the agent.
    NoImage,
}

/// One API server, as its mirror pod shows it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct ApiServer<Why = String> {
    /// The node that it runs on.
    pub node: String,
    /// Where it answers, `host:port`.
    pub address: String,
    /// What its flags say about admission plugins.
    pub flags: Flags<Why>,
    /// What the dry run of a pod through this very server told.
    pub probed: Probed<Why>,
}

/// What a server's flags say about admission plugins.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Flags<Why = String> {
    /// They were understood.
    Read {
        /// The plugins that flags turn on.
        enabled: Vec<String>,
        /// The plugins that flags turn off.
        disabled: Vec<String>,
        /// Is `PodSecurityPolicy` among those that run?
        psp: bool,
    },
    /// They were not, and why.
    NotUnderstood(Why),
}

/// What the dry run of a pod through one server told.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Probed<Why = String> {
    /// It enforces policies.
    Enforces,
    /// It does not.
    DoesNot,
    /// It told nothing, and why.
    Silent(Why),
}

/// Who runs an API server that is not to be seen.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Provider {
    /// Alibaba Cloud Container Service for Kubernetes.
    Ack,
    /// Azure Kubernetes Service.
    Aks,
    /// Amazon Elastic Kubernetes Service.
    Eks,
    /// Google Kubernetes Engine.
    Gke,
    /// Rancher's K3s: the API server is a part of its own process.
    K3s,
    /// Rancher Kubernetes Engine 1: the API server is a container that `rke` makes.
    Rke,
}

/// Why PSP Status cannot be changed from here.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Obstacle<Why = String> {
    /// The provider has its own way.
    Managed(Provider),
    /// Nobody knows how.
    OutOfSight,
    /// The console was told of no image for the agent.
    NoImage,
    /// There are servers on other nodes than the console's own.
    OtherNodes,
    /// A server's flags are not understood.
    Flags {
        /// Its node.
        node: String,
        /// What is wrong.
        why: Why,
    },
    /// A server cannot be asked alone, so nobody could see whether its change has worked.
    Silent {
        /// Its node.
        node: String,
        /// What happened.
        why: Why,
    },
    /// Nothing answers.
    Away,
}

impl<Why: Clone> Means<Why> {
    /// Why it cannot be changed from here, if so.
    pub fn obstacle(&self) -> Option<Obstacle<Why>> {
        match self {
            Self::Embedded => None,
            Self::Managed(provider) => Some(Obstacle::Managed(*provider)),
            Self::OutOfSight => Some(Obstacle::OutOfSight),
            Self::Away => Some(Obstacle::Away),
            Self::StaticPods { reach: Reach::NoImage, .. } => Some(Obstacle::NoImage),
            Self::StaticPods { servers, reach: Reach::ThisNode } if servers.len() > 1 => {
                Some(Obstacle::OtherNodes)
            }
            Self::StaticPods { servers, .. } => servers.iter().find_map(ApiServer::obstacle),
        }
    }

    /// The API servers that are to be seen.
    pub fn servers(&self) -> &[ApiServer<Why>] {
        match self {
            Self::StaticPods { servers, .. } => servers,
            _ => &[],
        }
    }

    /// The same, each reason in these words.
    pub fn told(self, words: impl Fn(Why) -> String) -> Means {
        match self {
            Self::Embedded => Means::Embedded,
            Self::StaticPods { servers, reach } => {
                let servers = servers.into_iter().map(|server| server.told(&words)).collect();
                Means::StaticPods { servers, reach }
            }
            Self::Managed(provider) => Means::Managed(provider),
            Self::OutOfSight => Means::OutOfSight,
            Self::Away => Means::Away,
        }
    }
}

impl<Why: Clone> ApiServer<Why> {
    fn told(self, words: impl Fn(Why) -> String) -> ApiServer {
        let flags = match self.flags {
            Flags::Read { enabled, disabled, psp } => Flags::Read { enabled, disabled, psp },
            Flags::NotUnderstood(why) => Flags::NotUnderstood(words(why)),
        };
        let probed = match self.probed {
            Probed::Enforces => Probed::Enforces,
            Probed::DoesNot => Probed::DoesNot,
            Probed::Silent(why) => Probed::Silent(words(why)),
        };
        ApiServer { node: self.node, address: self.address, flags, probed }
    }

    fn obstacle(&self) -> Option<Obstacle<Why>> {
        let node = self.node.clone();
        match (&self.flags, &self.probed) {
            (Flags::NotUnderstood(why), _) => Some(Obstacle::Flags { node, why: why.clone() }),
            (_, Probed::Silent(why)) => Some(Obstacle::Silent { node, why: why.clone() }),
            _ => None,
        }
    }
}

impl<Why> Obstacle<Why> {
    /// The same, its reason in these words.
    pub fn told(self, words: impl Fn(Why) -> String) -> Obstacle {
        match self {
            Self::Managed(provider) => Obstacle::Managed(provider),
            Self::OutOfSight => Obstacle::OutOfSight,
            Self::NoImage => Obstacle::NoImage,
            Self::OtherNodes => Obstacle::OtherNodes,
            Self::Flags { node, why } => Obstacle::Flags { node, why: words(why) },
            Self::Silent { node, why } => Obstacle::Silent { node, why: words(why) },
            Self::Away => Obstacle::Away,
        }
    }
}

impl<Why: Display> Display for Obstacle<Why> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Managed(provider) => write!(f, "{provider} runs the API server, and has its own way"),
            Self::OutOfSight => f.write_str("the API server is not to be seen, so this console cannot reach its flags"),
            Self::NoImage => {
                f.write_str("this console knows no image of itself to run on the control-plane nodes (--agent-image)")
            }
            Self::OtherNodes => f.write_str(
                "there are API servers on other nodes than this console's own; they need the agent (--agent-image)",
            ),
            Self::Flags { node, why } => write!(f, "the API server's flags on {node} are not understood: {why}"),
            Self::Silent { node, why } => {
                write!(f, "the API server on {node} cannot be asked by itself, so its change could not be seen: {why}")
            }
            Self::Away => f.write_str("the API server does not answer, as while it restarts"),
        }
    }
}

impl Display for Provider {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ack => "ACK",
            Self::Aks => "AKS",
            Self::Eks => "Amazon EKS",
            Self::Gke => "GKE",
            Self::K3s => "K3s",
            Self::Rke => "RKE",
        })
    }
}
