//! Kubernetes RBAC, evaluated as the API server's authorizer does it: rules only ever allow.
//!
//! Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/>.

mod policies;
mod rule;

use k8s_openapi::api::rbac::v1::{
    ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, RoleRef, Subject as RbacSubject,
};

pub(crate) use policies::reaches;
pub use policies::{Grant, only_use};

/// The group that may do everything, whatever the rules say.
pub const MASTERS: &str = "system:masters";

/// Who asks.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Identity {
    /// e.g. `alice` or `system:serviceaccount:team-a:builder`.
    pub user: String,
    /// e.g. `system:authenticated`.
    pub groups: Vec<String>,
}

impl Identity {
    /// A service account as the PSP admission controller sees it: with its two groups of accounts, and without
    /// `system:authenticated`.
    pub fn service_account(namespace: &str, name: &str) -> Self {
        Self {
            user: format!("system:serviceaccount:{namespace}:{name}"),
            groups: vec!["system:serviceaccounts".to_owned(), format!("system:serviceaccounts:{namespace}")],
        }
    }

    /// The same identity once it has been authenticated by the API server.
    #[must_use]
    pub fn authenticated(mut self) -> Self {
        self.groups.push("system:authenticated".to_owned());
        self
    }
}

/// What is asked about an object of the API.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Request<'a> {
    /// e.g. `create` or `use`.
    pub verb: &'a str,
    /// Empty for the core group.
    pub group: &'a str,
    /// Plural, e.g. `pods`.
    pub resource: &'a str,
    /// Empty, or e.g. `log`.
    pub subresource: &'a str,
    /// Empty when the request names no object.
    pub name: &'a str,
    /// Empty for a cluster-scoped request.
    pub namespace: &'a str,
}

/// All RBAC objects of a cluster at one moment.
#[derive(Clone, Debug, Default)]
pub struct Rbac {
    /// `Role`s of all namespaces.
    pub roles: Vec<Role>,
    /// `ClusterRole`s, their aggregation done.
    pub cluster_roles: Vec<ClusterRole>,
    /// `RoleBinding`s of all namespaces.
    pub role_bindings: Vec<RoleBinding>,
    /// `ClusterRoleBinding`s.
    pub cluster_role_bindings: Vec<ClusterRoleBinding>,
}

impl Rbac {
    /// May they?
    pub fn allows(&self, who: &Identity, what: &Request<'_>) -> bool {
        is_master(who) || self.rules_of(who, what.namespace).any(|rule| rule::allows(rule, what))
    }

    /// May they request a path that is no object, such as `/healthz`?
    pub fn allows_path(&self, who: &Identity, verb: &str, path: &str) -> bool {
        is_master(who) || self.rules_of(who, "").any(|rule| rule::allows_path(rule, verb, path))
    }

    /// Do they hold every right that these rules give? Nobody may hand out what they do not have.
    pub fn covers(&self, who: &Identity, namespace: &str, rules: &[PolicyRule]) -> bool {
        is_master(who) || {
            let held: Vec<_> = self.rules_of(who, namespace).collect();
            rules.iter().all(|wanted| rule::covered(&held, wanted))
        }
    }

    /// The rules that apply to them in this namespace, and everywhere.
    pub fn rules_of<'a>(
        &'a self,
        who: &'a Identity,
        namespace: &'a str,
    ) -> impl Iterator<Item = &'a PolicyRule> {
        let everywhere = self
            .cluster_role_bindings
            .iter()
            .filter(move |binding| any_subject(binding.subjects.as_deref(), "", who))
            .flat_map(|binding| self.rules(&binding.role_ref, ""));
        let here = self
            .role_bindings
            .iter()
            .filter(move |binding| {
                let own = binding.metadata.namespace.as_deref().unwrap_or_default();
                !namespace.is_empty()
                    && own == namespace
                    && any_subject(binding.subjects.as_deref(), own, who)
            })
            .flat_map(move |binding| self.rules(&binding.role_ref, namespace));
        everywhere.chain(here)
    }

    /// The rules of a role; none when it does not exist.
    pub fn rules(&self, role: &RoleRef, namespace: &str) -> &[PolicyRule] {
        let found = if role.kind == "ClusterRole" {
            self.cluster_roles
                .iter()
                .find(|each| each.metadata.name.as_deref() == Some(&role.name))
                .and_then(|each| each.rules.as_deref())
        } else {
            self.roles
                .iter()
                .find(|each| {
                    each.metadata.name.as_deref() == Some(&role.name)
                        && each.metadata.namespace.as_deref() == Some(namespace)
                })
                .and_then(|each| each.rules.as_deref())
        };
        found.unwrap_or_default()
    }
}

fn is_master(who: &Identity) -> bool {
    who.groups.iter().any(|group| group == MASTERS)
}

fn any_subject(subjects: Option<&[RbacSubject]>, namespace: &str, who: &Identity) -> bool {
    subjects.unwrap_or_default().iter().any(|subject| is_subject(subject, namespace, who))
}

fn is_subject(subject: &RbacSubject, namespace: &str, who: &Identity) -> bool {
    match subject.kind.as_str() {
        "User" => subject.name == who.user,
        "Group" => who.groups.contains(&subject.name),
        "ServiceAccount" => {
            let namespace = subject.namespace.as_deref().filter(|own| !own.is_empty()).unwrap_or(namespace);
            who.user
                .strip_prefix("system:serviceaccount:")
                .and_then(|rest| rest.split_once(':'))
                .is_some_and(|account| account == (namespace, subject.name.as_str()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
