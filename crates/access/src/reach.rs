//! Rules that reach further than they look: why one does.
//!
//! A rule that names an account, a namespace and a policy reaches what it names. One that names a group, everything, or no
//! namespace reaches what nobody has listed, and that is how too broad grants come about unseen.

use serde::{Deserialize, Serialize};

use crate::association::{Association, PolicyReach, Scope, Subject};
use crate::objects::{AUTHENTICATED, KUBE_SYSTEM, NODES, accounts_of};

/// How a role words what it allows about policies.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Breadth {
    /// It names the verb, the API group and the resource.
    #[default]
    Listed,
    /// One of them is `*`.
    Wildcard,
    /// All of them are, as in `cluster-admin`.
    Everything,
}

/// Why a rule reaches further than it looks, the gravest first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Wide {
    /// The role allows everything, as `cluster-admin` does.
    Administrator,
    /// `system:unauthenticated`: whoever reaches the API server.
    Anybody,
    /// `system:authenticated`: every user and every account.
    Everybody,
    /// `system:serviceaccounts`: every account of every namespace.
    EveryAccount,
    /// Accounts of `kube-system`, everywhere: those of the controllers that create the pods of all workloads.
    Controllers,
    /// The role names no policy, so it allows those created later as well.
    EveryPolicy,
    /// The role says `*` for the verb, the API group or the resource.
    Wildcard,
    /// A `ClusterRoleBinding`: in every namespace, those created later included.
    EveryNamespace,
    /// A group that no object of the cluster lists.
    Group,
}

/// Why this rule reaches further than it looks; nothing if it reaches what it names.
pub fn reasons(rule: &Association) -> Vec<Wide> {
    let everywhere = rule.scope == Scope::Cluster;
    let mut reasons: Vec<Wide> = of_subject(&rule.subject).into_iter().collect();
    if everywhere && is_of_kube_system(&rule.subject) {
        reasons.push(Wide::Controllers);
    }
    match (rule.breadth, &rule.policy) {
        // It says the rest as well.
        (Breadth::Everything, PolicyReach::Every) => reasons.push(Wide::Administrator),
        (breadth, policy) => {
            reasons.extend((*policy == PolicyReach::Every).then_some(Wide::EveryPolicy));
            reasons.extend((breadth != Breadth::Listed).then_some(Wide::Wildcard));
        }
    }
    reasons.extend(everywhere.then_some(Wide::EveryNamespace));
    reasons.sort_unstable();
    reasons
}

fn of_subject(subject: &Subject) -> Option<Wide> {
    let Subject::Group(group) = subject else { return None };
    match group.as_str() {
        AUTHENTICATED => Some(Wide::Everybody),
        "system:unauthenticated" => Some(Wide::Anybody),
        "system:serviceaccounts" => Some(Wide::EveryAccount),
        // The kubelets, and the accounts of a namespace: the cluster itself says who they are.
        NODES => None,
        group if group.starts_with("system:serviceaccounts:") => None,
        _ => Some(Wide::Group),
    }
}

fn is_of_kube_system(subject: &Subject) -> bool {
    match subject {
        Subject::ServiceAccount { namespace, .. } => namespace == KUBE_SYSTEM,
        Subject::Group(group) => *group == accounts_of(KUBE_SYSTEM),
        Subject::User(user) => user.starts_with("system:serviceaccount:kube-system:"),
    }
}

#[cfg(test)]
mod tests;
