//! The association rules as RBAC holds them, each with who made it.

use super::Snapshot;
use super::accounts::within;
use super::default_policy::is_for_everybody;
use crate::association::{Association, Origin, PolicyReach, RbacRef, Scope};
use crate::default_policy::DefaultNames;
use crate::objects::{KUBE_SYSTEM, Purpose};
use crate::rbac::Grant;

/// What RBAC says about policies.
pub(super) struct Rules {
    pub(super) default: DefaultNames,
    pub(super) all: Vec<Association>,
}

impl Snapshot {
    /// Every grant of a policy to anybody. Nothing is hidden.
    pub fn associations(&self) -> Vec<Association> {
        self.rules().all
    }

    /// The association rules, and which policy they make the default one. RBAC is read the other way round once for both.
    pub(super) fn rules(&self) -> Rules {
        let grants = self.rbac.grants();
        let default = self.default_among(&grants);
        let rule = |grant: Grant| Association { origin: origin(&grant, &default), ..association(grant) };
        let all = grants.into_iter().map(rule).collect();
        Rules { default, all }
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
        associations: &[Association],
    ) -> Vec<Association> {
        let is_custom = |each: &&Association| {
            !matches!(each.origin, Origin::System | Origin::DefaultKept)
                && matches!(&each.policy, PolicyReach::Named(policy) if *policy != default.policy)
                && each.is_usable(&self.policies)
                && each.concerns_accounts_of(namespace)
        };
        let here = within(associations, &Scope::Namespace(namespace.to_owned()));
        here.iter().filter(is_custom).cloned().collect()
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

fn association(grant: Grant) -> Association {
    Association {
        scope: grant.scope,
        subject: grant.subject,
        policy: grant.policy,
        binding: grant.binding,
        role: grant.role,
        origin: Origin::Elsewhere,
        breadth: grant.breadth,
    }
}

fn origin(grant: &Grant, default: &DefaultNames) -> Origin {
    let name = grant.binding.name.as_str();
    match Purpose::of(Some(&grant.labels)) {
        Some(Purpose::AssociationRule) => Origin::Console,
        Some(Purpose::DefaultKept) => Origin::DefaultKept,
        None if is_for_everybody(&grant.scope, &grant.subject, &grant.policy, &default.policy) => {
            Origin::Default
        }
        None if grant.labels.contains_key("kubernetes.io/bootstrapping")
            || name.starts_with("system:")
            || name == "cluster-admin" =>
        {
            Origin::System
        }
        None => Origin::Elsewhere,
    }
}
