//! The RBAC objects that the console makes: their names, their labels and their contents. Nowhere else.
//!
//! | what | object | name | `psp-console/kind` |
//! | --- | --- | --- | --- |
//! | a policy may be used | `ClusterRole` | `psp-console:use:<policy>` | `association-rule` |
//! | … by one account | `RoleBinding` | `psp-console:use:<policy>:account:<account>` | `association-rule` |
//! | … by all accounts of the namespace | `RoleBinding` | `psp-console:use:<policy>:all-accounts` | `association-rule` |
//! | a group keeps the default policy | `RoleBinding` | `psp-console:default-kept:<policy>:<group>` | `default-kept` |
//!
//! All of them carry `app.kubernetes.io/managed-by: psp-console`. The names are a function of what the object says,
//! so that making it twice makes it once. None begins with `ack:podsecuritypolicy:`: those are ACK's to reset. Only
//! the default policy's own three objects ([`default_objects`]) have the provider's names and labels.

use std::collections::BTreeMap;

use k8s_openapi::api::rbac::v1::{
    ClusterRole, ClusterRoleBinding, PolicyRule, RoleBinding, RoleRef, Subject as RbacSubject,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::association::Subject;
use crate::default_policy::DefaultNames;

/// The group of everybody who has authenticated.
pub const AUTHENTICATED: &str = "system:authenticated";
/// The group of the kubelets, which make mirror pods.
pub const NODES: &str = "system:nodes";
/// The namespace of the control plane, whose accounts create the pods of every workload.
pub const KUBE_SYSTEM: &str = "kube-system";

const RBAC: &str = "rbac.authorization.k8s.io";
const MANAGED_BY: &str = "app.kubernetes.io/managed-by";
const CONSOLE: &str = "psp-console";
const KIND: &str = "psp-console/kind";
/// What the API server allows most objects; etcd and URLs allow more, other tools do not.
const LONGEST_NAME: usize = 253;

/// What an object of the console is for, as its label tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// *Add Association Rule* made it.
    AssociationRule,
    /// *Disassociate Default PSP* made it.
    DefaultKept,
}

impl Purpose {
    const fn label(self) -> &'static str {
        match self {
            Self::AssociationRule => "association-rule",
            Self::DefaultKept => "default-kept",
        }
    }

    /// What these labels say; `None` when the object is not the console's.
    pub fn of(labels: Option<&BTreeMap<String, String>>) -> Option<Self> {
        let labels = labels?;
        if labels.get(MANAGED_BY).is_none_or(|by| by != CONSOLE) {
            return None;
        }
        let kind = labels.get(KIND)?;
        [Self::AssociationRule, Self::DefaultKept].into_iter().find(|each| each.label() == kind)
    }
}

/// The group of all service accounts of a namespace.
pub fn accounts_of(namespace: &str) -> String {
    format!("system:serviceaccounts:{namespace}")
}

/// The role that lets its subjects use this one policy.
pub fn use_role(policy: &str) -> ClusterRole {
    ClusterRole {
        metadata: ours(&use_role_name(policy), None, Purpose::AssociationRule),
        rules: Some(vec![use_rule(policy)]),
        aggregation_rule: None,
    }
}

/// Its name.
pub fn use_role_name(policy: &str) -> String {
    bounded(format!("psp-console:use:{policy}"))
}

/// The binding that an association rule is. `subject` is an account of the namespace, or all of them.
pub fn rule_binding(namespace: &str, subject: &Subject, policy: &str) -> RoleBinding {
    let name = rule_binding_name(subject, policy);
    binding(&name, namespace, &use_role_name(policy), subject, Purpose::AssociationRule)
}

/// Its name.
pub fn rule_binding_name(subject: &Subject, policy: &str) -> String {
    let who = match subject {
        Subject::ServiceAccount { name, .. } => format!("account:{name}"),
        Subject::Group(_) | Subject::User(_) => "all-accounts".to_owned(),
    };
    bounded(format!("psp-console:use:{policy}:{who}"))
}

/// The binding that keeps a group on the default policy in one namespace.
pub fn kept_binding(namespace: &str, group: &str, default: &DefaultNames) -> RoleBinding {
    let name = bounded(format!("psp-console:default-kept:{}:{group}", default.policy));
    binding(&name, namespace, &default.role, &Subject::Group(group.to_owned()), Purpose::DefaultKept)
}

/// Role and cluster-wide binding of the default policy, as its provider makes them.
pub fn default_objects(default: &DefaultNames) -> (ClusterRole, ClusterRoleBinding) {
    let labels = owned([
        ("kubernetes.io/cluster-service", "true"),
        ("ack.alicloud.com/component", "pod-security-policy"),
    ]);
    let metadata = |name: &str, description: &str| ObjectMeta {
        name: Some(name.to_owned()),
        labels: Some(labels.clone()),
        annotations: Some(owned([("kubernetes.io/description", description)])),
        ..ObjectMeta::default()
    };
    let role = ClusterRole {
        metadata: metadata(&default.role, "Allow the use of the default policy."),
        rules: Some(vec![use_rule(&default.policy)]),
        aggregation_rule: None,
    };
    let binding = ClusterRoleBinding {
        metadata: metadata(&default.binding, "Allow all authenticated users to create privileged pods."),
        role_ref: role_ref(&default.role),
        subjects: Some(vec![written(&Subject::Group(AUTHENTICATED.to_owned()))]),
    };
    (role, binding)
}

/// A reference to a `ClusterRole`.
pub fn role_ref(role: &str) -> RoleRef {
    RoleRef { api_group: RBAC.to_owned(), kind: "ClusterRole".to_owned(), name: role.to_owned() }
}

/// The subject as RBAC writes it.
pub fn written(subject: &Subject) -> RbacSubject {
    let (kind, name, namespace) = match subject {
        Subject::ServiceAccount { namespace, name } => ("ServiceAccount", name, Some(namespace.clone())),
        Subject::Group(name) => ("Group", name, None),
        Subject::User(name) => ("User", name, None),
    };
    let api_group = namespace.is_none().then(|| RBAC.to_owned());
    RbacSubject { api_group, kind: kind.to_owned(), name: name.clone(), namespace }
}

fn binding(name: &str, namespace: &str, role: &str, subject: &Subject, purpose: Purpose) -> RoleBinding {
    RoleBinding {
        metadata: ours(name, Some(namespace), purpose),
        role_ref: role_ref(role),
        subjects: Some(vec![written(subject)]),
    }
}

fn use_rule(policy: &str) -> PolicyRule {
    PolicyRule {
        api_groups: Some(vec!["policy".to_owned()]),
        resources: Some(vec!["podsecuritypolicies".to_owned()]),
        resource_names: Some(vec![policy.to_owned()]),
        verbs: vec!["use".to_owned()],
        non_resource_urls: None,
    }
}

fn ours(name: &str, namespace: Option<&str>, purpose: Purpose) -> ObjectMeta {
    ObjectMeta {
        name: Some(name.to_owned()),
        namespace: namespace.map(ToOwned::to_owned),
        labels: Some(owned([(MANAGED_BY, CONSOLE), (KIND, purpose.label())])),
        ..ObjectMeta::default()
    }
}

fn owned<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// A name that would be too long keeps its beginning, and a hash of the whole keeps it apart from others.
fn bounded(name: String) -> String {
    if name.len() <= LONGEST_NAME {
        return name;
    }
    // FNV-1a: the standard library's hash may differ from one release to the next.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let kept: String = name.chars().take(LONGEST_NAME - 17).collect();
    format!("{kept}:{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, use_role_name};

    #[test]
    fn the_longest_policy_names_still_give_names_that_fit_and_differ() {
        let [one, other] = ["a", "b"].map(|end| use_role_name(&format!("{}{end}", "p".repeat(252))));
        assert!(one.len() <= LONGEST_NAME && other.len() <= LONGEST_NAME);
        assert_ne!(one, other);
    }
}
