//! What the cluster serves: one row for each resource.

use k8s_openapi::api::core::v1::{ConfigMap, Event, Namespace, Node, Pod, Secret, ServiceAccount};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Checks an object's types and drops unknown fields, as decoding does.
type Decode = fn(Value) -> Result<Value, serde_json::Error>;

/// What an object of a resource may be called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NameRule {
    /// RFC 1123 subdomain.
    Subdomain,
    /// RFC 1123 label.
    Label,
    /// Whatever can stand in a path.
    PathSegment,
}

/// One row.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) group: &'static str,
    pub(crate) version: &'static str,
    pub(crate) plural: &'static str,
    pub(crate) singular: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) short: &'static [&'static str],
    pub(crate) namespaced: bool,
    pub(crate) verbs: &'static [&'static str],
    pub(crate) subresources: &'static [&'static str],
    pub(crate) names: NameRule,
    pub(crate) decode: Decode,
}

const ALL: &[&str] = &["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const SWITCH: &[&str] = &["get", "list", "patch", "update", "watch"];
const REVIEW: &[&str] = &["create"];
pub(crate) const RBAC: &str = "rbac.authorization.k8s.io";
const REVIEWS: &str = "authorization.k8s.io";
/// The group by which the console recognises an embedded cluster.
pub(crate) const OURS: &str = "embedded.psp-console";

/// A resource of the core group that is cluster-scoped and has no subresource.
const CORE: Resource = Resource {
    group: "",
    version: "v1",
    plural: "",
    singular: "",
    kind: "",
    short: &[],
    namespaced: false,
    verbs: ALL,
    subresources: &[],
    names: NameRule::Subdomain,
    decode: Ok,
};
const NAMESPACED: Resource = Resource { namespaced: true, ..CORE };
const ACCESS: Resource = Resource { group: RBAC, names: NameRule::PathSegment, ..CORE };
const ASKED: Resource = Resource { group: REVIEWS, verbs: REVIEW, ..CORE };

/// All of them.
pub(crate) static RESOURCES: &[Resource] = &[
    Resource {
        plural: "namespaces",
        singular: "namespace",
        kind: "Namespace",
        short: &["ns"],
        subresources: &["status"],
        names: NameRule::Label,
        decode: typed::<Namespace>,
        ..CORE
    },
    Resource {
        plural: "nodes",
        singular: "node",
        kind: "Node",
        short: &["no"],
        decode: typed::<Node>,
        ..CORE
    },
    Resource {
        plural: "pods",
        singular: "pod",
        kind: "Pod",
        short: &["po"],
        subresources: &["status"],
        decode: typed::<Pod>,
        ..NAMESPACED
    },
    Resource {
        plural: "serviceaccounts",
        singular: "serviceaccount",
        kind: "ServiceAccount",
        short: &["sa"],
        decode: typed::<ServiceAccount>,
        ..NAMESPACED
    },
    Resource { plural: "secrets", singular: "secret", kind: "Secret", decode: typed::<Secret>, ..NAMESPACED },
    Resource {
        plural: "configmaps",
        singular: "configmap",
        kind: "ConfigMap",
        short: &["cm"],
        decode: typed::<ConfigMap>,
        ..NAMESPACED
    },
    Resource {
        plural: "events",
        singular: "event",
        kind: "Event",
        short: &["ev"],
        decode: typed::<Event>,
        ..NAMESPACED
    },
    Resource {
        group: "policy",
        version: "v1beta1",
        plural: "podsecuritypolicies",
        singular: "podsecuritypolicy",
        kind: "PodSecurityPolicy",
        short: &["psp"],
        // `admission::policy` reads it, with the API server's own words for what is wrong.
        ..CORE
    },
    Resource {
        plural: "clusterroles",
        singular: "clusterrole",
        kind: "ClusterRole",
        decode: typed::<ClusterRole>,
        ..ACCESS
    },
    Resource {
        plural: "clusterrolebindings",
        singular: "clusterrolebinding",
        kind: "ClusterRoleBinding",
        decode: typed::<ClusterRoleBinding>,
        ..ACCESS
    },
    Resource {
        plural: "roles",
        singular: "role",
        kind: "Role",
        namespaced: true,
        decode: typed::<Role>,
        ..ACCESS
    },
    Resource {
        plural: "rolebindings",
        singular: "rolebinding",
        kind: "RoleBinding",
        namespaced: true,
        decode: typed::<RoleBinding>,
        ..ACCESS
    },
    Resource {
        plural: "selfsubjectaccessreviews",
        singular: "selfsubjectaccessreview",
        kind: "SelfSubjectAccessReview",
        ..ASKED
    },
    Resource {
        plural: "subjectaccessreviews",
        singular: "subjectaccessreview",
        kind: "SubjectAccessReview",
        ..ASKED
    },
    Resource {
        plural: "localsubjectaccessreviews",
        singular: "localsubjectaccessreview",
        kind: "LocalSubjectAccessReview",
        namespaced: true,
        ..ASKED
    },
    Resource {
        plural: "selfsubjectrulesreviews",
        singular: "selfsubjectrulesreview",
        kind: "SelfSubjectRulesReview",
        ..ASKED
    },
    Resource {
        group: OURS,
        plural: "apiservers",
        singular: "apiserver",
        kind: "APIServer",
        verbs: SWITCH,
        ..CORE
    },
];

impl Resource {
    /// A resource of the core group that is no row: `users` and `groups` are only impersonated.
    pub(crate) const BARE: Self = CORE;

    /// The row of a plural name.
    pub(crate) fn find(group: &str, version: &str, plural: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|row| (row.group, row.version, row.plural) == (group, version, plural))
    }

    /// The row of a kind.
    pub(crate) fn of_kind(api_version: &str, kind: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|row| row.kind == kind && row.api_version() == api_version)
    }

    /// As in an object's `apiVersion`.
    pub(crate) fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.to_owned()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// As in messages: `roles.rbac.authorization.k8s.io`.
    pub(crate) fn qualified(&self) -> String {
        qualified(self.plural, self.group)
    }

    /// Is it asked, and answered at once, but never stored?
    pub(crate) fn is_review(&self) -> bool {
        self.group == REVIEWS
    }
}

/// Compared by what they are called: there is one row for each.
impl PartialEq for Resource {
    fn eq(&self, other: &Self) -> bool {
        (self.group, self.plural) == (other.group, other.plural)
    }
}

/// A resource or kind with its group, as messages have it.
pub(crate) fn qualified(name: &str, group: &str) -> String {
    if group.is_empty() { name.to_owned() } else { format!("{name}.{group}") }
}

fn typed<T: DeserializeOwned + Serialize>(value: Value) -> Result<Value, serde_json::Error> {
    serde_json::from_value::<T>(value).and_then(serde_json::to_value)
}
