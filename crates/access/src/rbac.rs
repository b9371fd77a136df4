//! Kubernetes RBAC, evaluated as the API server's authorizer does it: rules only ever allow.
//!
//! Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/>.

mod coverage;
mod policies;
mod rule;

use k8s_openapi::api::rbac::v1::{
    ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, RoleRef, Subject as RbacSubject,
};

pub use policies::only_use;
pub(crate) use policies::reaches;

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
        self.decide(who, what).is_allowed()
    }

    /// May they request a path that is no object, such as `/healthz`?
    pub fn allows_path(&self, who: &Identity, verb: &str, path: &str) -> bool {
        self.decide_path(who, verb, path).is_allowed()
    }

    /// May they, and through what?
    pub fn decide<'a>(&'a self, who: &'a Identity, what: &Request<'a>) -> Decision<'a> {
        self.first(who, what.namespace, |rule| rule::allows(rule, what))
    }

    /// May they request a path that is no object, and through what?
    pub fn decide_path<'a>(&'a self, who: &'a Identity, verb: &str, path: &str) -> Decision<'a> {
        self.first(who, "", |rule| rule::allows_path(rule, verb, path))
    }

    /// May they `use` this policy in this namespace, and through what?
    pub fn use_of<'a>(&'a self, who: &'a Identity, policy: &'a str, namespace: &'a str) -> Decision<'a> {
        let [now, before] = uses(policy, namespace).map(|request| self.decide(who, &request));
        if now.is_allowed() || !before.is_allowed() { now } else { before }
    }

    /// Which of these policies may they `use` in this namespace? Reads their rules once, however many policies there are.
    pub fn usable<'p>(
        &self,
        who: &Identity,
        namespace: &str,
        policies: impl Iterator<Item = &'p str>,
    ) -> Vec<&'p str> {
        let rules: Vec<_> = self.rules_of(who, namespace).collect();
        let allowed = |request: &Request<'_>| rules.iter().any(|rule| rule::allows(rule, request));
        policies.filter(|policy| is_master(who) || uses(policy, namespace).iter().any(allowed)).collect()
    }

    /// What these rules give and they do not hold, rule by rule; nothing when they hold it all. Nobody may hand out
    /// what they do not have.
    pub fn missing(&self, who: &Identity, namespace: &str, rules: &[PolicyRule]) -> Vec<PolicyRule> {
        let held: Vec<_> = self.rules_of(who, namespace).collect();
        coverage::missing(&held, rules)
    }

    fn first<'a>(
        &'a self,
        who: &'a Identity,
        namespace: &'a str,
        allows: impl Fn(&PolicyRule) -> bool,
    ) -> Decision<'a> {
        if is_master(who) {
            return Decision::Master;
        }
        let mut missing = Vec::new();
        for bound in self.bound(who, namespace) {
            match self.role(bound.role, bound.namespace) {
                Some(rules) if rules.iter().any(&allows) => return Decision::Through(bound),
                Some(_) => {}
                None => missing.push(bound.role),
            }
        }
        Decision::Nothing { missing }
    }

    /// Through what they have rights in this namespace: what is bound everywhere first, then what is bound here.
    pub fn bound<'a>(
        &'a self,
        who: &'a Identity,
        namespace: &'a str,
    ) -> impl Iterator<Item = Bound<'a>> + use<'a> {
        let everywhere = self.cluster_role_bindings.iter().filter_map(move |binding| {
            let subject = which_subject(binding.subjects.as_deref(), "", who)?;
            let name = binding.metadata.name.as_deref().unwrap_or_default();
            Some(Bound { name, namespace: "", role: &binding.role_ref, subject })
        });
        let here = self.role_bindings.iter().filter_map(move |binding| {
            let own = binding.metadata.namespace.as_deref().unwrap_or_default();
            if namespace.is_empty() || own != namespace {
                return None;
            }
            let subject = which_subject(binding.subjects.as_deref(), own, who)?;
            let name = binding.metadata.name.as_deref().unwrap_or_default();
            Some(Bound { name, namespace: own, role: &binding.role_ref, subject })
        });
        everywhere.chain(here)
    }

    /// The rules that apply to them in this namespace, and everywhere.
    pub fn rules_of<'a>(
        &'a self,
        who: &'a Identity,
        namespace: &'a str,
    ) -> impl Iterator<Item = &'a PolicyRule> {
        self.bound(who, namespace).flat_map(|bound| self.rules(bound.role, bound.namespace))
    }

    /// What bindings of theirs refer to, but does not exist.
    pub fn missing_roles<'a>(
        &'a self,
        who: &'a Identity,
        namespace: &'a str,
    ) -> impl Iterator<Item = &'a RoleRef> {
        let bound = self.bound(who, namespace);
        bound.filter(|bound| self.role(bound.role, bound.namespace).is_none()).map(|bound| bound.role)
    }

    /// The rules of a role; none when it does not exist.
    pub fn rules(&self, role: &RoleRef, namespace: &str) -> &[PolicyRule] {
        self.role(role, namespace).unwrap_or_default()
    }

    /// The rules of a role, if it exists.
    pub fn role(&self, role: &RoleRef, namespace: &str) -> Option<&[PolicyRule]> {
        let rules = if role.kind == "ClusterRole" {
            let mut all = self.cluster_roles.iter();
            all.find(|each| each.metadata.name.as_deref() == Some(&role.name))?.rules.as_deref()
        } else {
            let mut all = self.roles.iter();
            let found = all.find(|each| {
                each.metadata.name.as_deref() == Some(&role.name)
                    && each.metadata.namespace.as_deref() == Some(namespace)
            });
            found?.rules.as_deref()
        };
        Some(rules.unwrap_or_default())
    }
}

/// A binding that gives somebody a role.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// The binding's name.
    pub name: &'a str,
    /// The binding's namespace; empty for a `ClusterRoleBinding`.
    pub namespace: &'a str,
    /// The role, which may not exist.
    pub role: &'a RoleRef,
    /// The first of the binding's subjects that they are.
    pub subject: &'a RbacSubject,
}

/// What the rules say to a request.
#[derive(Clone, Debug)]
pub enum Decision<'a> {
    /// They are of the group that may do everything.
    Master,
    /// This binding's role allows it.
    Through(Bound<'a>),
    /// Nothing allows it.
    Nothing {
        /// What bindings of theirs refer to, but does not exist.
        missing: Vec<&'a RoleRef>,
    },
}

impl Decision<'_> {
    /// May they?
    pub fn is_allowed(&self) -> bool {
        !matches!(self, Self::Nothing { .. })
    }
}

/// The use of a policy, as it may be asked for: policies were in the API group `extensions` at first, and a right there still
/// counts.
fn uses<'a>(policy: &'a str, namespace: &'a str) -> [Request<'a>; 2] {
    let resource = "podsecuritypolicies";
    ["policy", "extensions"].map(|group| Request {
        verb: "use",
        group,
        resource,
        subresource: "",
        name: policy,
        namespace,
    })
}

fn is_master(who: &Identity) -> bool {
    who.groups.iter().any(|group| group == MASTERS)
}

fn which_subject<'a>(
    subjects: Option<&'a [RbacSubject]>,
    namespace: &str,
    who: &Identity,
) -> Option<&'a RbacSubject> {
    subjects.unwrap_or_default().iter().find(|subject| is_subject(subject, namespace, who))
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
