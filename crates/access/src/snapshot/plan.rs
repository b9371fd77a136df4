//! What *Disassociate Default PSP* will do: nobody may be without a policy at any moment, so whoever is to keep the
//! default policy gets a binding of their own before the cluster-wide one goes.

use std::sync::Arc;

use super::Snapshot;
use super::associations::Rules;
use crate::association::{Association, Origin, PolicyReach, RbacRef, Scope, Subject};
use crate::default_policy::{DefaultNames, DisassociationPlan, DisassociationStep};
use crate::objects::{KUBE_SYSTEM, NODES, accounts_of, kept_binding};

impl Snapshot {
    /// The steps, in order: `kube-system`, the other namespaces by name, and last the cluster-wide binding.
    pub fn disassociation_plan(&self) -> DisassociationPlan {
        let rules = self.rules();
        let Rules { default, all: associations } = &rules;
        // By a binding in that namespace, never cluster-wide: the workload controllers run as its accounts, and
        // would carry every Deployment anywhere past every policy.
        let mut steps: Vec<_> = [accounts_of(KUBE_SYSTEM), NODES.to_owned()]
            .map(|group| keep(KUBE_SYSTEM, group, default, associations))
            .into();
        for namespace in self.namespaces.keys().filter(|name| *name != KUBE_SYSTEM) {
            let custom = self.custom_rules(namespace, default, associations);
            steps.push(if custom.is_empty() {
                keep(namespace, accounts_of(namespace), default, associations)
            } else {
                let left_without = self.left_without(namespace, associations);
                DisassociationStep::TakesEffect { namespace: namespace.clone(), rules: custom, left_without }
            });
        }
        steps.extend(removals(&rules));
        DisassociationPlan { policy: rules.default.policy, steps }
    }

    /// The accounts that will have no policy once the cluster-wide binding and a binding of the console that
    /// kept the namespace on the default policy are gone.
    fn left_without(&self, namespace: &str, associations: &[Arc<Association>]) -> Vec<String> {
        let stays = |each: &&Arc<Association>| {
            let kept_here =
                each.origin == Origin::DefaultKept && each.scope == Scope::Namespace(namespace.to_owned());
            !kept_here && each.origin != Origin::Default
        };
        let remaining: Vec<_> = associations.iter().filter(stays).cloned().collect();
        self.without_policy(namespace, &remaining)
    }
}

fn removals(rules: &Rules) -> Vec<DisassociationStep> {
    let standing: Vec<_> = rules.for_everybody().cloned().collect();
    if standing.is_empty() {
        let binding = RbacRef {
            kind: "ClusterRoleBinding".to_owned(),
            namespace: None,
            name: rules.default.binding.clone(),
        };
        return vec![DisassociationStep::RemoveClusterBinding { binding, done: true }];
    }
    let remove = |binding| DisassociationStep::RemoveClusterBinding { binding, done: false };
    standing.into_iter().map(remove).collect()
}

fn keep(
    namespace: &str,
    group: String,
    default: &DefaultNames,
    associations: &[Arc<Association>],
) -> DisassociationStep {
    let subject = Subject::Group(group.clone());
    let standing = associations.iter().find(|each| {
        each.scope == Scope::Namespace(namespace.to_owned())
            && each.subject == subject
            && each.policy == PolicyReach::Named(default.policy.clone())
    });
    let binding = standing.map_or_else(
        || RbacRef {
            kind: "RoleBinding".to_owned(),
            namespace: Some(namespace.to_owned()),
            name: kept_binding(namespace, &group, default).metadata.name.unwrap_or_default(),
        },
        |standing| standing.binding.clone(),
    );
    DisassociationStep::Keep { namespace: namespace.to_owned(), group, binding, done: standing.is_some() }
}
