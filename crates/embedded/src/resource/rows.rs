//! The rows.

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::authentication::v1::TokenReview;
use k8s_openapi::api::authorization::v1::{
    LocalSubjectAccessReview, SelfSubjectAccessReview, SelfSubjectRulesReview, SubjectAccessReview,
};
use k8s_openapi::api::batch::v1::Job;
use k8s_openapi::api::core::v1::{ConfigMap, Event, Namespace, Node, Pod, Secret, ServiceAccount};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use psp::validation::NameRule;

use crate::deletion::Propagation;

use super::{APPS, AUTHENTICATION, BATCH, OURS, RBAC, REVIEWS, Resource, Shape};

const ALL: &[&str] = &["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const NAMESPACES: &[&str] = &["create", "delete", "get", "list", "patch", "update", "watch"];
const SWITCH: &[&str] = &["get", "list", "patch", "update", "watch"];
const REVIEW: &[&str] = &["create"];

/// A resource of the core group that is cluster-scoped and has no subresource.
const CORE: Resource = Resource {
    group: "",
    version: "v1",
    plural: "",
    kind: "",
    short: &[],
    categories: &[],
    namespaced: false,
    verbs: ALL,
    subresources: &[],
    names: NameRule::Subdomain,
    dependents: Propagation::Background,
    returned: false,
    counted: false,
    shape: Shape::own(""),
};
const NAMESPACED: Resource = Resource { namespaced: true, ..CORE };
/// What makes pods.
const WORKLOAD: Resource =
    Resource { group: APPS, categories: &["all"], subresources: &["status"], counted: true, ..NAMESPACED };
const ACCESS: Resource = Resource { group: RBAC, names: NameRule::PathSegment, ..CORE };
const ASKED: Resource = Resource { group: REVIEWS, verbs: REVIEW, ..CORE };

/// All of them.
pub(crate) static RESOURCES: &[Resource] = &[
    Resource {
        plural: "namespaces",
        kind: "Namespace",
        short: &["ns"],
        verbs: NAMESPACES,
        subresources: &["finalize", "status"],
        names: NameRule::Label,
        returned: true,
        shape: Shape::of::<Namespace>(),
        ..CORE
    },
    Resource {
        plural: "nodes",
        kind: "Node",
        short: &["no"],
        subresources: &["status"],
        shape: Shape::of::<Node>(),
        ..CORE
    },
    Resource {
        plural: "pods",
        kind: "Pod",
        short: &["po"],
        categories: &["all"],
        subresources: &["status"],
        returned: true,
        shape: Shape::of::<Pod>(),
        ..NAMESPACED
    },
    Resource {
        plural: "serviceaccounts",
        kind: "ServiceAccount",
        short: &["sa"],
        subresources: &["token"],
        returned: true,
        shape: Shape::of::<ServiceAccount>(),
        ..NAMESPACED
    },
    Resource { plural: "secrets", kind: "Secret", shape: Shape::of::<Secret>(), ..NAMESPACED },
    Resource {
        plural: "configmaps",
        kind: "ConfigMap",
        short: &["cm"],
        shape: Shape::of::<ConfigMap>(),
        ..NAMESPACED
    },
    Resource { plural: "events", kind: "Event", short: &["ev"], shape: Shape::of::<Event>(), ..NAMESPACED },
    Resource {
        plural: "daemonsets",
        kind: "DaemonSet",
        short: &["ds"],
        shape: Shape::of::<DaemonSet>(),
        ..WORKLOAD
    },
    Resource {
        plural: "deployments",
        kind: "Deployment",
        short: &["deploy"],
        subresources: &["scale", "status"],
        shape: Shape::of::<Deployment>(),
        ..WORKLOAD
    },
    Resource {
        plural: "replicasets",
        kind: "ReplicaSet",
        short: &["rs"],
        subresources: &["scale", "status"],
        shape: Shape::of::<ReplicaSet>(),
        ..WORKLOAD
    },
    Resource {
        plural: "statefulsets",
        kind: "StatefulSet",
        short: &["sts"],
        subresources: &["scale", "status"],
        shape: Shape::of::<StatefulSet>(),
        ..WORKLOAD
    },
    Resource {
        group: BATCH,
        plural: "jobs",
        kind: "Job",
        counted: false,
        dependents: Propagation::Orphan,
        shape: Shape::of::<Job>(),
        ..WORKLOAD
    },
    Resource {
        group: "policy",
        version: "v1beta1",
        plural: "podsecuritypolicies",
        kind: "PodSecurityPolicy",
        short: &["psp"],
        returned: true,
        // `rest::body` reads it, with the API server's own words for what is wrong.
        shape: Shape::own("io.k8s.api.policy.v1beta1.PodSecurityPolicy"),
        ..CORE
    },
    Resource { plural: "clusterroles", kind: "ClusterRole", shape: Shape::of::<ClusterRole>(), ..ACCESS },
    Resource {
        plural: "clusterrolebindings",
        kind: "ClusterRoleBinding",
        shape: Shape::of::<ClusterRoleBinding>(),
        ..ACCESS
    },
    Resource { plural: "roles", kind: "Role", namespaced: true, shape: Shape::of::<Role>(), ..ACCESS },
    Resource {
        plural: "rolebindings",
        kind: "RoleBinding",
        namespaced: true,
        shape: Shape::of::<RoleBinding>(),
        ..ACCESS
    },
    Resource {
        plural: "selfsubjectaccessreviews",
        kind: "SelfSubjectAccessReview",
        shape: Shape::of::<SelfSubjectAccessReview>(),
        ..ASKED
    },
    Resource {
        plural: "subjectaccessreviews",
        kind: "SubjectAccessReview",
        shape: Shape::of::<SubjectAccessReview>(),
        ..ASKED
    },
    Resource {
        plural: "localsubjectaccessreviews",
        kind: "LocalSubjectAccessReview",
        shape: Shape::of::<LocalSubjectAccessReview>(),
        namespaced: true,
        ..ASKED
    },
    Resource {
        plural: "selfsubjectrulesreviews",
        kind: "SelfSubjectRulesReview",
        shape: Shape::of::<SelfSubjectRulesReview>(),
        ..ASKED
    },
    Resource {
        group: AUTHENTICATION,
        plural: "tokenreviews",
        kind: "TokenReview",
        shape: Shape::of::<TokenReview>(),
        ..ASKED
    },
    Resource {
        group: OURS,
        plural: "apiservers",
        kind: "APIServer",
        verbs: SWITCH,
        shape: Shape::own("psp-console.embedded.v1.APIServer"),
        ..CORE
    },
];
