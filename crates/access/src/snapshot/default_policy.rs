//! Which policy is the default one here, and how far it is in force.

use super::Snapshot;
use super::associations::Rules;
use crate::association::{Association, PolicyReach, RbacRef, Scope, Subject};
use crate::default_policy::{DefaultNames, DefaultPolicy, DefaultPolicyState};
use crate::objects::AUTHENTICATED;
use crate::rbac::reaches;

impl Snapshot {
    /// The default policy's names, recognised in this order: it is bound to everybody; it exists; it is
    /// configured, or ACK's.
    pub fn default_names(&self) -> DefaultNames {
        self.rules().default
    }

    pub(super) fn default_among<'a>(
        &self,
        associations: &(impl Iterator<Item = &'a Association> + Clone),
    ) -> DefaultNames {
        let mut candidates = DefaultNames::candidates(self.configured_default.as_deref());
        for each in &candidates {
            let mut all = associations.clone();
            if let Some(rule) = all.find(|rule| is_for_everybody(rule, &each.policy)) {
                return DefaultNames {
                    policy: each.policy.clone(),
                    role: rule.role.name.clone(),
                    binding: rule.binding.name.clone(),
                };
            }
        }
        let existing = candidates.iter().position(|each| self.policies.contains(&each.policy));
        candidates.swap_remove(existing.unwrap_or_default())
    }

    /// The default policy, and the namespaces that have none at all.
    pub fn default_policy(&self) -> DefaultPolicy {
        let rules = self.rules();
        let state = self.state_by(&rules);
        let bare = |namespace: &&String| {
            let accounts = self.namespaces.get(*namespace).map_or(0, Vec::len).max(1);
            self.without_policy(namespace, &rules.all).len() == accounts
        };
        let namespaces_without_policy = self.namespaces.keys().filter(bare).cloned().collect();
        let DefaultNames { policy, role, binding } = rules.default;
        DefaultPolicy { name: policy, role, binding, state, namespaces_without_policy }
    }

    /// How far the default policy is in force.
    pub fn state(&self) -> DefaultPolicyState {
        self.state_by(&self.rules())
    }

    /// The bindings that let everybody use the default policy: one, unless somebody made more by hand.
    pub fn cluster_wide_bindings(&self) -> Vec<RbacRef> {
        self.rules().for_everybody().cloned().collect()
    }

    fn state_by(&self, rules: &Rules) -> DefaultPolicyState {
        let names = &rules.default;
        let policy = self.policies.contains(&names.policy);
        let mut all = self.rbac.cluster_roles.iter();
        let named_role = all.find(|each| each.metadata.name.as_ref() == Some(&names.role));
        let wanted = PolicyReach::Named(names.policy.clone());
        let role = named_role
            .is_some_and(|role| reaches(role.rules.as_deref().unwrap_or_default()).contains(&wanted));
        let bindings = &self.rbac.cluster_role_bindings;
        let binding = bindings.iter().any(|each| each.metadata.name.as_ref() == Some(&names.binding));
        match (policy, role, rules.for_everybody().next().is_some()) {
            (true, true, true) => DefaultPolicyState::Associated,
            (true, true, false) => DefaultPolicyState::Disassociated,
            (false, false, _) if named_role.is_none() && !binding => DefaultPolicyState::NotInstalled,
            _ => DefaultPolicyState::Incomplete,
        }
    }
}

impl Rules {
    /// The bindings that let everybody use the default policy.
    pub(super) fn for_everybody(&self) -> impl Iterator<Item = &RbacRef> {
        let rules = self.all.iter();
        rules.filter(|each| is_for_everybody(each, &self.default.policy)).map(|each| &each.binding)
    }
}

/// Does it let everybody everywhere use this policy?
pub(super) fn is_for_everybody(rule: &Association, policy: &str) -> bool {
    rule.scope == Scope::Cluster
        && matches!(&rule.subject, Subject::Group(group) if group == AUTHENTICATED)
        && matches!(&rule.policy, PolicyReach::Named(name) if name == policy)
}
