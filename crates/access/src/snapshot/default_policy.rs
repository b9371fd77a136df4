//! Which policy is the default one here, and how far it is in force.

use super::Snapshot;
use crate::association::{PolicyReach, RbacRef, Scope, Subject};
use crate::default_policy::{DefaultNames, DefaultPolicy, DefaultPolicyState};
use crate::objects::AUTHENTICATED;
use crate::rbac::{Grant, reaches};

impl Snapshot {
    /// The default policy's names, recognised in this order: it is bound to everybody; it exists; it is
    /// configured, or ACK's.
    pub fn default_names(&self) -> DefaultNames {
        let mut candidates = DefaultNames::candidates(self.configured_default.as_deref());
        let grants = self.rbac.grants();
        for each in &candidates {
            if let Some(grant) = grants.iter().find(|grant| is_cluster_wide(grant, &each.policy)) {
                return DefaultNames {
                    policy: each.policy.clone(),
                    role: grant.role.name.clone(),
                    binding: grant.binding.name.clone(),
                };
            }
        }
        let existing = candidates.iter().position(|each| self.policies.contains(&each.policy));
        candidates.swap_remove(existing.unwrap_or_default())
    }

    /// The default policy, and the namespaces that have none at all.
    pub fn default_policy(&self) -> DefaultPolicy {
        let DefaultNames { policy, role, binding } = self.default_names();
        let associations = self.associations();
        let bare = |namespace: &&String| {
            let accounts = self.namespaces.get(*namespace).map_or(0, Vec::len).max(1);
            self.without_policy(namespace, &associations).len() == accounts
        };
        let namespaces_without_policy = self.namespaces.keys().filter(bare).cloned().collect();
        let state = self.state();
        DefaultPolicy { name: policy, role, binding, state, namespaces_without_policy }
    }

    /// How far the default policy is in force.
    pub fn state(&self) -> DefaultPolicyState {
        let names = self.default_names();
        let policy = self.policies.contains(&names.policy);
        let roles = &self.rbac.cluster_roles;
        let named_role = roles.iter().find(|each| each.metadata.name.as_ref() == Some(&names.role));
        let wanted = PolicyReach::Named(names.policy.clone());
        let role = named_role
            .is_some_and(|role| reaches(role.rules.as_deref().unwrap_or_default()).contains(&wanted));
        let bindings = &self.rbac.cluster_role_bindings;
        let binding = bindings.iter().any(|each| each.metadata.name.as_ref() == Some(&names.binding));
        match (policy, role, !self.cluster_wide_bindings().is_empty()) {
            (true, true, true) => DefaultPolicyState::Associated,
            (true, true, false) => DefaultPolicyState::Disassociated,
            (false, false, _) if named_role.is_none() && !binding => DefaultPolicyState::NotInstalled,
            _ => DefaultPolicyState::Incomplete,
        }
    }

    /// The bindings that let everybody use the default policy: one, unless somebody made more by hand.
    pub fn cluster_wide_bindings(&self) -> Vec<RbacRef> {
        let policy = self.default_names().policy;
        let grants = self.rbac.grants().into_iter();
        grants.filter(|grant| is_cluster_wide(grant, &policy)).map(|grant| grant.binding).collect()
    }
}

fn is_cluster_wide(grant: &Grant, policy: &str) -> bool {
    grant.scope == Scope::Cluster
        && grant.subject == Subject::Group(AUTHENTICATED.to_owned())
        && matches!(&grant.policy, PolicyReach::Named(name) if name == policy)
}
