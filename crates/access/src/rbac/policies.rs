//! Who may `use` which policies, and through which objects: the rules of RBAC read the other way round.

use std::collections::BTreeMap;

use k8s_openapi::api::rbac::v1::{PolicyRule, RoleRef, Subject as RbacSubject};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::Rbac;
use crate::association::{PolicyReach, RbacRef, Scope, Subject};
use crate::reach::Breadth;

/// One subject of one binding that may use one policy (or every policy).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Grant {
    /// Where.
    pub scope: Scope,
    /// Who.
    pub subject: Subject,
    /// What.
    pub policy: PolicyReach,
    /// The binding.
    pub binding: RbacRef,
    /// Its labels, which tell who made it.
    pub labels: BTreeMap<String, String>,
    /// The role.
    pub role: RbacRef,
    /// How it words what it allows.
    pub breadth: Breadth,
}

impl Rbac {
    /// Every grant of a policy, sorted by scope, subject and policy.
    pub fn grants(&self) -> Vec<Grant> {
        let wide = self.cluster_role_bindings.iter().map(|binding| {
            (&binding.metadata, "ClusterRoleBinding", &binding.role_ref, binding.subjects.as_deref())
        });
        let narrow = self.role_bindings.iter().map(|binding| {
            (&binding.metadata, "RoleBinding", &binding.role_ref, binding.subjects.as_deref())
        });
        let mut grants: Vec<_> = wide
            .chain(narrow)
            .flat_map(|(metadata, kind, role, subjects)| self.of_binding(metadata, kind, role, subjects))
            .collect();
        grants.sort_by(|a, b| {
            (&a.scope, &a.subject, &a.policy, &a.binding).cmp(&(&b.scope, &b.subject, &b.policy, &b.binding))
        });
        grants
    }

    fn of_binding(
        &self,
        metadata: &ObjectMeta,
        kind: &str,
        role: &RoleRef,
        subjects: Option<&[RbacSubject]>,
    ) -> Vec<Grant> {
        let namespace = metadata.namespace.clone();
        let rules = self.rules(role, namespace.as_deref().unwrap_or_default());
        let (reaches, breadth) = (reaches(rules), breadth(rules));
        let role = RbacRef {
            kind: role.kind.clone(),
            namespace: namespace.clone().filter(|_| role.kind == "Role"),
            name: role.name.clone(),
        };
        let binding = RbacRef {
            kind: kind.to_owned(),
            namespace: namespace.clone(),
            name: metadata.name.clone().unwrap_or_default(),
        };
        let scope = namespace.clone().map_or(Scope::Cluster, Scope::Namespace);
        let home = namespace.unwrap_or_default();
        subjects
            .unwrap_or_default()
            .iter()
            .filter_map(|subject| Subject::read(subject, &home))
            .flat_map(|subject| reaches.iter().map(move |reach| (subject.clone(), reach.clone())))
            .map(|(subject, policy)| Grant {
                scope: scope.clone(),
                subject,
                policy,
                binding: binding.clone(),
                labels: metadata.labels.clone().unwrap_or_default(),
                role: role.clone(),
                breadth,
            })
            .collect()
    }
}

/// Which policies these rules let one use. Every policy makes the named ones needless to list.
pub(crate) fn reaches(rules: &[PolicyRule]) -> Vec<PolicyReach> {
    let mut reaches = Vec::new();
    for rule in rules.iter().filter(|rule| concerns_policies(rule)) {
        match rule.resource_names.as_deref() {
            None | Some([]) => return vec![PolicyReach::Every],
            Some(names) => reaches.extend(names.iter().cloned().map(PolicyReach::Named)),
        }
    }
    reaches.sort();
    reaches.dedup();
    reaches
}

/// How broadly these rules word what they allow about policies.
fn breadth(rules: &[PolicyRule]) -> Breadth {
    let all = |list: Option<&Vec<String>>| list.is_some_and(|list| list.iter().any(|each| each == "*"));
    let of = |rule: &PolicyRule| {
        let wild = [all(Some(&rule.verbs)), all(rule.api_groups.as_ref()), all(rule.resources.as_ref())];
        match wild.into_iter().filter(|wild| *wild).count() {
            0 => Breadth::Listed,
            3 => Breadth::Everything,
            _ => Breadth::Wildcard,
        }
    };
    rules.iter().filter(|rule| concerns_policies(rule)).map(of).max().unwrap_or_default()
}

fn concerns_policies(rule: &PolicyRule) -> bool {
    let any = |list: Option<&Vec<String>>, wanted: &[&str]| {
        list.is_some_and(|list| list.iter().any(|each| each == "*" || wanted.contains(&each.as_str())))
    };
    any(Some(&rule.verbs), &["use"])
        && any(rule.api_groups.as_ref(), &["policy", "extensions"])
        && any(rule.resources.as_ref(), &["podsecuritypolicies"])
}

/// Do these rules allow the use of this one policy, and nothing else at all?
pub fn only_use(rules: &[PolicyRule], policy: &str) -> bool {
    let within = |list: Option<&Vec<String>>, allowed: &[&str]| {
        list.is_some_and(|list| !list.is_empty() && list.iter().all(|each| allowed.contains(&each.as_str())))
    };
    !rules.is_empty()
        && rules.iter().all(|rule| {
            within(Some(&rule.verbs), &["use"])
                && within(rule.api_groups.as_ref(), &["policy", "extensions"])
                && within(rule.resources.as_ref(), &["podsecuritypolicies"])
                && within(rule.resource_names.as_ref(), &[policy])
                && rule.non_resource_urls.as_ref().is_none_or(Vec::is_empty)
        })
}

impl Subject {
    /// The subject of a binding; `home` is the binding's namespace. `None` when RBAC knows no such kind.
    pub fn read(subject: &RbacSubject, home: &str) -> Option<Self> {
        let name = subject.name.clone();
        match subject.kind.as_str() {
            "User" => Some(Self::User(name)),
            "Group" => Some(Self::Group(name)),
            "ServiceAccount" => {
                let namespace = subject.namespace.clone().filter(|own| !own.is_empty());
                Some(Self::ServiceAccount { namespace: namespace.unwrap_or_else(|| home.to_owned()), name })
            }
            _ => None,
        }
    }
}
