//! Who may `use` which policies, and through which objects: the rules of RBAC read the other way round.

use std::collections::{BTreeMap, HashMap};

use k8s_openapi::api::rbac::v1::{PolicyRule, RoleRef, Subject as RbacSubject};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::Rbac;
use crate::association::{Association, Origin, PolicyReach, RbacRef, Scope, Subject};
use crate::objects::Purpose;
use crate::reach::Breadth;

impl Rbac {
    /// Every rule that lets somebody use a policy, sorted by scope, subject and policy. Who made it as far as its binding
    /// tells by itself.
    pub fn associations(&self) -> Vec<Association> {
        let roles = Roles::of(self);
        let mut all: Vec<_> = self.bindings().flat_map(|binding| binding.associations(&roles)).collect();
        all.sort_by(|a, b| {
            (&a.scope, &a.subject, &a.policy, &a.binding).cmp(&(&b.scope, &b.subject, &b.policy, &b.binding))
        });
        all
    }

    /// How many rules there are of each policy by its name, without making them.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let roles = Roles::of(self);
        let mut counts = BTreeMap::new();
        for binding in self.bindings() {
            let subjects = binding.subjects.iter().filter(|each| Subject::read(each, "").is_some()).count();
            for reach in roles.of_policies(binding.role, binding.namespace()).0 {
                if let (PolicyReach::Named(policy), 1..) = (reach, subjects) {
                    *counts.entry(policy.clone()).or_default() += subjects;
                }
            }
        }
        counts
    }

    fn bindings(&self) -> impl Iterator<Item = Binding<'_>> {
        let wide = self.cluster_role_bindings.iter().map(|each| Binding {
            kind: "ClusterRoleBinding",
            metadata: &each.metadata,
            role: &each.role_ref,
            subjects: each.subjects.as_deref().unwrap_or_default(),
        });
        let narrow = self.role_bindings.iter().map(|each| Binding {
            kind: "RoleBinding",
            metadata: &each.metadata,
            role: &each.role_ref,
            subjects: each.subjects.as_deref().unwrap_or_default(),
        });
        wide.chain(narrow)
    }
}

/// A binding of either kind.
struct Binding<'a> {
    kind: &'static str,
    metadata: &'a ObjectMeta,
    role: &'a RoleRef,
    subjects: &'a [RbacSubject],
}

impl<'a> Binding<'a> {
    /// Its namespace; empty for a `ClusterRoleBinding`.
    fn namespace(&self) -> &'a str {
        self.metadata.namespace.as_deref().unwrap_or_default()
    }

    fn associations(&self, roles: &Roles<'_>) -> Vec<Association> {
        let Self { kind, metadata, role, subjects } = *self;
        let namespace = metadata.namespace.clone();
        let (reaches, breadth) = roles.of_policies(role, self.namespace());
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
        let origin = origin(metadata);
        let scope = namespace.map_or(Scope::Cluster, Scope::Namespace);
        subjects
            .iter()
            .filter_map(|subject| Subject::read(subject, self.namespace()))
            .flat_map(|subject| reaches.iter().map(move |reach| (subject.clone(), reach.clone())))
            .map(|(subject, policy)| Association {
                scope: scope.clone(),
                subject,
                policy,
                binding: binding.clone(),
                role: role.clone(),
                origin,
                breadth,
            })
            .collect()
    }
}

/// Who made a binding, as it tells by itself.
fn origin(binding: &ObjectMeta) -> Origin {
    let name = binding.name.as_deref().unwrap_or_default();
    let is_bootstrapped =
        || binding.labels.as_ref().is_some_and(|labels| labels.contains_key("kubernetes.io/bootstrapping"));
    match Purpose::of(binding.labels.as_ref()) {
        Some(Purpose::AssociationRule) => Origin::Console,
        Some(Purpose::DefaultKept) => Origin::DefaultKept,
        None if is_bootstrapped() || name.starts_with("system:") || name == "cluster-admin" => Origin::System,
        None => Origin::Elsewhere,
    }
}

/// What roles say about policies, found by name: there may be as many roles as bindings, and there may be thousands.
struct Roles<'a> {
    everywhere: HashMap<&'a str, Said>,
    /// By namespace and name.
    narrow: HashMap<(&'a str, &'a str), Said>,
}

/// Which policies a role lets one use, and how broadly it words that.
type Said = (Vec<PolicyReach>, Breadth);

impl<'a> Roles<'a> {
    fn of(rbac: &'a Rbac) -> Self {
        fn said(rules: Option<&[PolicyRule]>) -> Said {
            let rules = rules.unwrap_or_default();
            (reaches(rules), breadth(rules))
        }
        let named = |metadata: &'a ObjectMeta| metadata.name.as_deref().unwrap_or_default();
        let wide = rbac.cluster_roles.iter();
        let narrow = rbac.roles.iter();
        Self {
            everywhere: wide.map(|role| (named(&role.metadata), said(role.rules.as_deref()))).collect(),
            narrow: narrow
                .map(|role| {
                    let namespace = role.metadata.namespace.as_deref().unwrap_or_default();
                    ((namespace, named(&role.metadata)), said(role.rules.as_deref()))
                })
                .collect(),
        }
    }

    /// Nothing where the role does not exist.
    fn of_policies<'b>(&'b self, role: &'b RoleRef, namespace: &'b str) -> (&'b [PolicyReach], Breadth) {
        let found = if role.kind == "ClusterRole" {
            self.everywhere.get(role.name.as_str())
        } else {
            self.narrow.get(&(namespace, role.name.as_str()))
        };
        found.map_or((&[], Breadth::default()), |(reaches, breadth)| (reaches, *breadth))
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
