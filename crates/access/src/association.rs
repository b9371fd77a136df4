//! Association rules as RBAC holds them: who may `use` which policy, where, and through which objects.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::reach::Breadth;

/// Who may use a policy, as RBAC says it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Subject {
    /// One service account.
    ServiceAccount {
        /// The namespace it lives in, which need not be the one it may use the policy in.
        namespace: String,
        /// Its name.
        name: String,
    },
    /// Everybody in a group, e.g. `system:serviceaccounts:team-a`.
    Group(String),
    /// One user.
    User(String),
}

/// Where a subject may use a policy.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Scope {
    /// In every namespace (a `ClusterRoleBinding`).
    Cluster,
    /// In this namespace (a `RoleBinding`).
    Namespace(String),
}

/// Which policies a role lets its subjects use.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum PolicyReach {
    /// This one, by `resourceNames`. It need not exist.
    Named(String),
    /// Every policy, those created later included (no `resourceNames`).
    Every,
}

/// An RBAC object that an association consists of.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct RbacRef {
    /// `RoleBinding`, `ClusterRoleBinding`, `Role` or `ClusterRole`.
    pub kind: String,
    /// Absent for a cluster-scoped object.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

impl fmt::Display for RbacRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{} {namespace}/{}", self.kind, self.name),
            None => write!(f, "{} {}", self.kind, self.name),
        }
    }
}

/// Who made the binding that an association stands in.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Origin {
    /// *Add Association Rule* of this console.
    Console,
    /// *Disassociate Default PSP* of this console: keeps a namespace on the default policy.
    DefaultKept,
    /// The default policy's own cluster-wide binding.
    Default,
    /// Part of Kubernetes itself (`system:…` and `cluster-admin`).
    System,
    /// Made with kubectl, Helm or another tool.
    Elsewhere,
}

/// One row of the Association Rules table: a subject that may use a policy, and through which objects.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct Association {
    /// Where.
    pub scope: Scope,
    /// Who.
    pub subject: Subject,
    /// What.
    pub policy: PolicyReach,
    /// The binding.
    pub binding: RbacRef,
    /// The role that it refers to.
    pub role: RbacRef,
    /// Who made it.
    pub origin: Origin,
    /// How the role words it.
    pub breadth: Breadth,
}

impl Association {
    /// Is it about this policy?
    pub fn is_about(&self, policy: &str) -> bool {
        match &self.policy {
            PolicyReach::Named(name) => name == policy,
            PolicyReach::Every => true,
        }
    }

    /// What tells it apart from every other, as text: the binding, the subject and the policy.
    pub fn key(&self) -> String {
        let subject = match &self.subject {
            Subject::ServiceAccount { namespace, name } => format!("account {namespace}/{name}"),
            Subject::Group(name) => format!("group {name}"),
            Subject::User(name) => format!("user {name}"),
        };
        let policy = match &self.policy {
            PolicyReach::Named(name) => name.as_str(),
            PolicyReach::Every => "*",
        };
        format!("{}; {subject}; {policy}", self.binding)
    }
}

/// How many rules let somebody use this policy, those of Kubernetes itself aside.
pub fn rules_for(rules: &[Arc<Association>], policy: &str) -> usize {
    let reaches = |rule: &&Arc<Association>| match &rule.policy {
        PolicyReach::Named(name) => name == policy,
        PolicyReach::Every => true,
    };
    rules.iter().filter(reaches).filter(|rule| rule.origin != Origin::System).count()
}
