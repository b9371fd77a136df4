//! The rows.

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::batch::v1::Job;
use k8s_openapi::api::core::v1::{ConfigMap, Event, Namespace, Node, Pod, Secret, ServiceAccount};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::deletion::Propagation;

use super::{APPS, BATCH, NameRule, OURS, RBAC, REVIEWS, Resource};

const ALL: &[&str] = &["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const NAMESPACES: &[&str] = &["create", "delete", "get", "list", "patch", "update", "watch"];
const SWITCH: &[&str] = &["get", "list", "patch", "update", "watch"];
const REVIEW: &[&str] = &["create"];

/// A resource of the core group that is cluster-scoped and has no subresource.
pub(super) const CORE: Resource = Resource {
    group: "",
    version: "v1",
    plural: "",
    singular: "",
    kind: "",
    short: &[],
    categories: &[],
    namespaced: false,
    verbs: ALL,
    subresources: &[],
    names: NameRule::Subdomain,
    dependents: Propagation::Background,
    returned: false,
    decode: Ok,
};
const NAMESPACED: Resource = Resource { namespaced: true, ..CORE };
/// What makes pods.
const WORKLOAD: Resource =
    Resource { group: APPS, categories: &["all"], subresources: &["status"], ..NAMESPACED };
const ACCESS: Resource = Resource { group: RBAC, names: NameRule::PathSegment, ..CORE };
const ASKED: Resource = Resource { group: REVIEWS, verbs: REVIEW, ..CORE };

/// All of them.
pub(crate) static RESOURCES: &[Resource] = &[
    Resource {
        plural: "namespaces",
        singular: "namespace",
        kind: "Namespace",
        short: &["ns"],
        verbs: NAMESPACES,
        subresources: &["finalize", "status"],
        names: NameRule::Label,
        decode: typed::<Namespace>,
        ..CORE
    },
    Resource {
        plural: "nodes",
        singular: "node",
        kind: "Node",
        short: &["no"],
        subresources: &["status"],
        decode: typed::<Node>,
        ..CORE
    },
    Resource {
        plural: "pods",
        singular: "pod",
        kind: "Pod",
        short: &["po"],
        categories: &["all"],
        subresources: &["status"],
        returned: true,
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
        plural: "daemonsets",
        singular: "daemonset",
        kind: "DaemonSet",
        short: &["ds"],
        decode: typed::<DaemonSet>,
        ..WORKLOAD
    },
    Resource {
        plural: "deployments",
        singular: "deployment",
        kind: "Deployment",
        short: &["deploy"],
        decode: typed::<Deployment>,
        ..WORKLOAD
    },
    Resource {
        plural: "replicasets",
        singular: "replicaset",
        kind: "ReplicaSet",
        short: &["rs"],
        decode: typed::<ReplicaSet>,
        ..WORKLOAD
    },
    Resource {
        plural: "statefulsets",
        singular: "statefulset",
        kind: "StatefulSet",
        short: &["sts"],
        decode: typed::<StatefulSet>,
        ..WORKLOAD
    },
    Resource {
        group: BATCH,
        plural: "jobs",
        singular: "job",
        kind: "Job",
        dependents: Propagation::Orphan,
        decode: typed::<Job>,
        ..WORKLOAD
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

fn typed<T: DeserializeOwned + Serialize>(value: Value) -> Result<Value, serde_json::Error> {
    serde_json::from_value::<T>(value).and_then(serde_json::to_value)
}
