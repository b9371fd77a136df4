//! What stands against an operation, with the names that it is about: whoever shows it says it in the reader's language.
//! The texts here are for the log, and for readers of English.

use access::RbacRef;
use access::objects::AUTHENTICATED;
use access::switch::{Obstacle, Turn};
use psp::{Namespace, PolicyName, ServiceAccountName};
use serde::{Deserialize, Serialize};

use crate::switch::Failure;

/// What is not there.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
pub enum Missing {
    /// Something that the API server was asked for; its own words.
    #[error("{0}")]
    Said(String),
    /// A policy that a rule names.
    #[error("there is no policy {0}")]
    Policy(PolicyName),
    /// A namespace that a rule names.
    #[error("there is no namespace {0}")]
    Namespace(Namespace),
    /// A service account that a rule names.
    #[error("the namespace {namespace} has no service account {account}")]
    ServiceAccount {
        /// Where it should be.
        namespace: Namespace,
        /// Its name.
        account: ServiceAccountName,
    },
    /// A rule that somebody has removed.
    #[error("there is no such association rule any more")]
    Rule,
    /// Nothing has failed that could be taken back.
    #[error("there is no failed change to take back")]
    FailedChange,
}

/// What somebody else has done, against which this cannot be done.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
pub enum Clash {
    /// The API server's own words.
    #[error("{0}")]
    Said(String),
    /// The object is not the one any more that was looked at.
    #[error("{0} was changed in the meantime; look again")]
    Changed(RbacRef),
    /// A role of the console's name is not as the console makes it.
    #[error("{0} stands in the way: it has the console's name and other rules")]
    OtherRules(RbacRef),
    /// A binding of the console's name is for somebody else.
    #[error("{0} stands in the way: it has the console's name and other subjects")]
    OtherSubjects(RbacRef),
    /// A binding of the console's name grants something else.
    #[error("{binding} stands in the way: it refers to {kind} {role}")]
    OtherRole {
        /// The binding.
        binding: RbacRef,
        /// What kind of role it refers to.
        kind: String,
        /// That role's name.
        role: String,
    },
    /// Objects of the default policy's names are other ones.
    #[error("{role} or {binding} exists with other contents, which the console does not change")]
    OtherDefault {
        /// The role.
        role: Box<RbacRef>,
        /// The binding to it.
        binding: RbacRef,
    },
    /// Whoever replaces a policy must say which version they have read.
    #[error("{0} must be read before it is replaced")]
    NotRead(String),
    /// A policy that is to be made again is there: somebody has made one of its name.
    #[error("somebody has made a policy {0} meanwhile; nothing was undone")]
    MadeMeanwhile(String),
    /// The default policy cannot go while namespaces come.
    #[error("new namespaces keep coming, each without a policy of its own; disassociate again")]
    NamespacesKeepComing,
    /// PSP Status is being changed.
    #[error("{by} is turning PSP Status {turn} since {since}")]
    UnderWay {
        /// By whom.
        by: String,
        /// To what.
        turn: Turn,
        /// When it began, as RFC 3339.
        since: String,
    },
    /// Of two at the same moment it was the other one.
    #[error("somebody else was faster")]
    Faster,
}

/// Why the console itself refuses: it would harm the cluster, or it is not the console's to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Protection {
    /// This is the default policy.
    #[error(
        "{0} is the default policy, on which workloads everywhere may depend: the console neither changes nor deletes it"
    )]
    DefaultPolicy(String),
    /// This needs the default policy.
    #[error("the default policy {0} is not installed; install it first")]
    NotInstalled(String),
    /// Everybody would lose more than the default policy.
    #[error(
        "{binding} gives {AUTHENTICATED} more than the use of {policy}, and all of that would be lost; bind the policy by a role of its own first: kubectl edit clusterrolebinding {}",
        .binding.name
    )]
    SharedRole {
        /// The cluster-wide binding.
        binding: RbacRef,
        /// The default policy.
        policy: String,
    },
    /// The rule is one of Kubernetes' own.
    #[error("{0} is part of Kubernetes itself, which would make it again")]
    PartOfKubernetes(RbacRef),
    /// The rule is the default policy's.
    #[error(
        "{0} lets every authenticated user use the default policy; Disassociate Default PSP removes it in the order that leaves nobody without a policy"
    )]
    BindsDefault(RbacRef),
    /// The rule keeps `kube-system` going.
    #[error(
        "{0} keeps the cluster's own components and its nodes on the default policy; it goes when the default policy is associated again"
    )]
    KeepsComponents(RbacRef),
    /// The rule's subject would lose more than the use of the policy.
    #[error(
        "{binding} refers to {role}, which grants more than the use of this one policy, and its subject would lose all of that; if that is meant, edit it: {}",
        edit(.binding)
    )]
    GrantsMore {
        /// The rule's binding.
        binding: RbacRef,
        /// The binding's role.
        role: Box<RbacRef>,
    },
    /// PSP Status cannot be changed from here.
    #[error("{0}")]
    Unchangeable(Obstacle<Failure>),
    /// With PSP Status on, something that runs now would stop.
    #[error("pods that run now could not be made again; what is listed must be mended or accepted first")]
    PodsWouldStop,
    /// A real cluster is not reset.
    #[error("only an embedded cluster can be reset; this is a real one")]
    RealCluster,
}

/// How somebody who knows better changes a binding.
pub fn edit(binding: &RbacRef) -> String {
    let namespace = binding.namespace.as_ref().map(|name| format!("-n {name} ")).unwrap_or_default();
    format!("kubectl {namespace}edit {} {}", binding.kind.to_lowercase(), binding.name)
}
