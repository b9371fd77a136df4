//! A fresh cluster for each test, and the objects that somebody else makes on it.
//!
//! The tests run on the embedded cluster and, word for word the same, on a real API server (feature `real-cluster`,
//! `PSP_TEST_KUBECONFIG` names it).

// Each test file uses its own part of this one; the lint only excepts the tests themselves.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

pub(crate) mod client;
#[cfg(not(feature = "real-cluster"))]
pub(crate) mod nodes;
#[cfg(feature = "real-cluster")]
mod real;

use std::fmt::Debug;
use std::time::Duration;

use access::{Identity, PolicyReach, Rbac, RbacRef, Request};
use cluster::Cluster;
use k8s_openapi::api::core::v1::{Namespace, ServiceAccount};
use kube::api::{ListParams, PostParams};
use kube::{Api, Client, Resource};
use psp::{Accounts, AssociationRule, PolicyName};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The namespaces that a fresh cluster has beside Kubernetes' own. Each has the service account `default`.
pub(crate) const TEAMS: [&str; 3] = ["team-a", "team-b", "team-c"];

/// A cluster with the [`TEAMS`], without policies, and with no RBAC objects but Kubernetes' own.
pub(crate) async fn fresh() -> Client {
    #[cfg(feature = "real-cluster")]
    let client = real::reset().await;
    #[cfg(not(feature = "real-cluster"))]
    let client = {
        let options =
            embedded::Options { restart: Duration::from_millis(50), ..embedded::Options::default() };
        Client::new(embedded::EmbeddedCluster::new(&options).connect(), "default")
    };
    for name in TEAMS {
        namespace(&client, name).await;
    }
    client
}

/// Makes the namespace, unless it is there, and waits for its service account.
pub(crate) async fn namespace(client: &Client, name: &str) {
    let wanted = serde_json::from_value(json!({"metadata": {"name": name}})).unwrap();
    match Api::<Namespace>::all(client.clone()).create(&PostParams::default(), &wanted).await {
        Err(kube::Error::Api(status)) if status.is_already_exists() => {}
        created => drop(created.unwrap()),
    }
    let accounts = Api::<ServiceAccount>::namespaced(client.clone(), name);
    for _ in 0..200 {
        if accounts.get_opt("default").await.unwrap().is_some() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the namespace {name} gets no service account");
}

/// A name that no namespace on this cluster has had before: a deleted one goes slowly.
pub(crate) fn unused_name() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    format!("test-{}", now.as_nanos())
}

pub(crate) async fn account(client: &Client, namespace: &str, name: &str) {
    make::<ServiceAccount>(client, json!({"metadata": {"name": name, "namespace": namespace}})).await;
}

/// A policy of the restricted template under this name.
pub(crate) async fn policy(cluster: &Cluster, name: &str) -> PolicyName {
    let template = psp::template::find("privileged-restricted").unwrap();
    let mut policy = psp::yaml::parse(template.yaml()).unwrap();
    policy.metadata.name = Some(name.to_owned());
    cluster.create_policy(&policy).await.unwrap();
    name.parse().unwrap()
}

pub(crate) fn rule(namespace: &str, account: Option<&str>, policy: &str) -> AssociationRule {
    AssociationRule {
        namespace: namespace.parse().unwrap(),
        accounts: account.map_or(Accounts::AllInNamespace, |name| Accounts::One(name.parse().unwrap())),
        policy: policy.parse().unwrap(),
    }
}

/// The role `name` that lets one use this policy, or every policy.
pub(crate) fn role(name: &str, reach: &PolicyReach) -> Value {
    let mut allowed =
        json!({"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "verbs": ["use"]});
    if let PolicyReach::Named(policy) = reach {
        allowed["resourceNames"] = json!([policy]);
    }
    json!({"metadata": {"name": name}, "rules": [allowed]})
}

/// A binding to a `ClusterRole`; without a namespace it is a cluster-wide one.
#[allow(clippy::needless_pass_by_value)] // `json!` makes it for one call
pub(crate) fn binding(name: &str, namespace: Option<&str>, role: &str, subjects: Value) -> Value {
    let mut binding = json!({
        "metadata": {"name": name}, "subjects": subjects,
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": role},
    });
    if let Some(namespace) = namespace {
        binding["metadata"]["namespace"] = json!(namespace);
    }
    binding
}

pub(crate) fn service_account(namespace: &str, name: &str) -> Value {
    json!({"kind": "ServiceAccount", "name": name, "namespace": namespace})
}

pub(crate) fn group(name: &str) -> Value {
    json!({"kind": "Group", "name": name, "apiGroup": "rbac.authorization.k8s.io"})
}

/// Makes the object as kubectl would.
pub(crate) async fn make<K>(client: &Client, object: Value) -> K
where
    K: Resource<DynamicType = ()> + Clone + Debug + DeserializeOwned + Serialize,
{
    let uri = K::url_path(&(), object["metadata"]["namespace"].as_str());
    let mut body = object;
    body["apiVersion"] = json!(K::api_version(&()));
    body["kind"] = json!(K::kind(&()));
    let request = kube::core::Request::new(uri);
    let made = request.create(&PostParams::default(), serde_json::to_vec(&body).unwrap()).unwrap();
    client.request(made).await.unwrap()
}

/// All objects of a kind.
pub(crate) async fn all<K>(client: &Client) -> Vec<K>
where
    K: Resource<DynamicType = ()> + Clone + Debug + DeserializeOwned,
{
    Api::<K>::all(client.clone()).list(&ListParams::default()).await.unwrap().items
}

pub(crate) async fn rbac(client: &Client) -> Rbac {
    Rbac {
        roles: all(client).await,
        cluster_roles: all(client).await,
        role_bindings: all(client).await,
        cluster_role_bindings: all(client).await,
    }
}

/// May they use the policy for a pod in this namespace?
pub(crate) fn may_use(rbac: &Rbac, who: &Identity, namespace: &str, policy: &str) -> bool {
    let (group, resource) = ("policy", "podsecuritypolicies");
    rbac.allows(who, &Request { verb: "use", group, resource, subresource: "", name: policy, namespace })
}

/// The names of the console's bindings.
pub(crate) async fn our_bindings(client: &Client) -> Vec<RbacRef> {
    let bindings = all::<k8s_openapi::api::rbac::v1::RoleBinding>(client).await.into_iter();
    let ours = bindings.filter(|each| access::objects::Purpose::of(each.metadata.labels.as_ref()).is_some());
    ours.map(|each| RbacRef {
        kind: "RoleBinding".to_owned(),
        namespace: each.metadata.namespace,
        name: each.metadata.name.unwrap(),
    })
    .collect()
}
