//! The association rules as RBAC holds them, each with who made it.

use std::sync::Arc;

use super::accounts::within;
use super::default_policy::is_for_everybody;
use super::{Associations, Snapshot};
use crate::association::{Association, Origin, PolicyReach, RbacRef, Scope};
use crate::default_policy::DefaultNames;
use crate::objects::{KUBE_SYSTEM, Purpose};

/// What RBAC says about policies.
pub(super) struct Rules {
    pub(super) default: DefaultNames,
    pub(super) all: Associations,
}

impl Snapshot {
    /// Every rule that lets anybody use a policy. Nothing is hidden.
    pub fn associations(&self) -> Associations {
        Arc::clone(self.associations.get_or_init(|| {
            let mut all = self.rbac.associations();
            let default = self.default_among(&all.iter());
            // The default policy's binding, unless it says itself who made it.
            let is_default = |each: &&mut Association| {
                !matches!(each.origin, Origin::Console | Origin::DefaultKept)
                    && is_for_everybody(each, &default.policy)
            };
            all.iter_mut().filter(is_default).for_each(|each| each.origin = Origin::Default);
            all.into_iter().map(Arc::new).collect()
        }))
    }

    /// The association rules, and which policy they make the default one.
    pub(super) fn rules(&self) -> Rules {
        let all = self.associations();
        Rules { default: self.default_among(&all.iter().map(Arc::as_ref)), all }
    }

    /// The rules of a namespace that replace the default policy there: bindings in the namespace that let some of
    /// its accounts use another policy, which exists.
    ///
    /// A right to every policy is none (an admin's role chooses no policy, and lets one use the default as well),
    /// nor is a rule for somebody who is no account of the namespace: it would take the default away and give its
    /// accounts nothing.
    pub(super) fn custom_rules(
        &self,
        namespace: &str,
        default: &DefaultNames,
        associations: &[Arc<Association>],
    ) -> Vec<Association> {
        let is_custom = |each: &&Association| {
            !matches!(each.origin, Origin::System | Origin::DefaultKept)
                && matches!(&each.policy, PolicyReach::Named(policy) if *policy != default.policy)
                && each.is_usable(&self.policies)
                && each.concerns_accounts_of(namespace)
        };
        let here = within(associations, &Scope::Namespace(namespace.to_owned()));
        here.iter().map(Arc::as_ref).filter(is_custom).cloned().collect()
    }

    /// The console's own bindings to the default policy: all of them, and whether the namespace has custom rules
    /// by now, so that its binding is in their way.
    pub fn kept_bindings(&self) -> Vec<(RbacRef, bool)> {
        let Rules { default, all: associations } = self.rules();
        let ours =
            self.rbac.role_bindings.iter().filter(|binding| {
                Purpose::of(binding.metadata.labels.as_ref()) == Some(Purpose::DefaultKept)
            });
        ours.map(|binding| {
            let namespace = binding.metadata.namespace.clone().unwrap_or_default();
            let stale = namespace != KUBE_SYSTEM
                && !self.custom_rules(&namespace, &default, &associations).is_empty();
            let name = binding.metadata.name.clone().unwrap_or_default();
            (RbacRef { kind: "RoleBinding".to_owned(), namespace: Some(namespace), name }, stale)
        })
        .collect()
    }
}
