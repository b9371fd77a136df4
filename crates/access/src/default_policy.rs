//! The default policy, as the console shows it: what is there, and what *Disassociate Default PSP* will do.

use serde::{Deserialize, Serialize};

use crate::association::{Association, RbacRef};

/// The names of the default policy's three objects.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct DefaultNames {
    /// The policy, e.g. `ack.privileged`.
    pub policy: String,
    /// Its `ClusterRole`, e.g. `ack:podsecuritypolicy:privileged`.
    pub role: String,
    /// Its `ClusterRoleBinding`, e.g. `ack:podsecuritypolicy:authenticated`.
    pub binding: String,
}

/// The default policies of the providers, each with the names of its role and its cluster-wide binding.
const FAMILY: [[&str; 3]; 4] = [
    ["ack.privileged", "ack:podsecuritypolicy:privileged", "ack:podsecuritypolicy:authenticated"],
    ["eks.privileged", "eks:podsecuritypolicy:privileged", "eks:podsecuritypolicy:authenticated"],
    ["gce.privileged", "gce:podsecuritypolicy:privileged", "gce:podsecuritypolicy:authenticated"],
    ["gardener.privileged", "gardener.cloud:psp:privileged", "gardener.cloud:psp:authenticated"],
];

impl DefaultNames {
    /// What could be the default policy: the configured one, or one of the known providers'. ACK's comes first.
    pub fn candidates(configured: Option<&str>) -> Vec<Self> {
        let family = FAMILY.map(|[policy, role, binding]| Self {
            policy: policy.to_owned(),
            role: role.to_owned(),
            binding: binding.to_owned(),
        });
        match configured {
            None => family.into(),
            Some(name) => {
                let known = family.into_iter().find(|each| each.policy == name);
                vec![known.unwrap_or_else(|| Self::of_configured(name))]
            }
        }
    }

    /// Is a policy of this name some provider's default?
    pub fn is_known(policy: &str) -> bool {
        FAMILY.iter().any(|[name, ..]| *name == policy)
    }

    fn of_configured(name: &str) -> Self {
        Self {
            policy: name.to_owned(),
            role: format!("psp-console:default:{name}"),
            binding: format!("psp-console:default:{name}:authenticated"),
        }
    }
}

/// How far the default policy is in force.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum DefaultPolicyState {
    /// None of its three objects exists.
    NotInstalled,
    /// The policy exists, its role does not (or the other way round): *Install* mends it.
    Incomplete,
    /// Policy, role and cluster-wide binding exist: every authenticated user may use it.
    Associated,
    /// Policy and role exist, the cluster-wide binding does not.
    Disassociated,
}

impl DefaultPolicyState {
    /// Are the policy and its role there?
    pub fn is_installed(self) -> bool {
        matches!(self, Self::Associated | Self::Disassociated)
    }
}

/// The default policy of this cluster.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct DefaultPolicy {
    /// e.g. `ack.privileged`.
    pub name: String,
    /// Its `ClusterRole`, e.g. `ack:podsecuritypolicy:privileged`.
    pub role: String,
    /// Its `ClusterRoleBinding`, e.g. `ack:podsecuritypolicy:authenticated`.
    pub binding: String,
    /// How far it is in force.
    pub state: DefaultPolicyState,
    /// Namespaces in which no service account may use any policy: no pod can be created there by its accounts.
    pub namespaces_without_policy: Vec<String>,
}

impl DefaultPolicy {
    /// The namespaces without a policy that are to be warned of. As long as no default policy is installed that comes first.
    pub fn to_warn_of(&self) -> &[String] {
        if self.state.is_installed() { &self.namespaces_without_policy } else { &[] }
    }
}

/// What *Disassociate Default PSP* will do, in this order. Shown before, and safe to run again after an
/// interruption: a step that is done already does nothing.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct DisassociationPlan {
    /// The default policy's name.
    pub policy: String,
    /// The steps, in order. The removal of the cluster-wide binding is always the last.
    pub steps: Vec<DisassociationStep>,
}

/// One step of the plan.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum DisassociationStep {
    /// Bind a group to the default policy in one namespace (`kube-system`'s accounts, the nodes, or all
    /// accounts of a namespace that has no custom rule).
    Keep {
        /// Where.
        namespace: String,
        /// Who, e.g. `system:serviceaccounts:team-a`.
        group: String,
        /// The `RoleBinding` that does it.
        binding: RbacRef,
        /// It stands already.
        done: bool,
    },
    /// A namespace with custom rules gets no such binding: its own policies take effect.
    TakesEffect {
        /// Where.
        namespace: String,
        /// The custom rules.
        rules: Vec<Association>,
        /// Service accounts of the namespace that none of these rules covers; they will have no policy.
        left_without: Vec<String>,
    },
    /// Remove the cluster-wide binding.
    RemoveClusterBinding {
        /// The `ClusterRoleBinding`.
        binding: RbacRef,
        /// It is gone already.
        done: bool,
    },
}
