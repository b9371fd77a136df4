//! *Try a Pod*: which policy a pod would get, and why. Nothing is created, and the cluster need not enforce its policies: the
//! decision is made here, from the policies and the RBAC that are there.

mod judge;

use access::RbacRef;
use k8s_openapi::api::core::v1::{Pod, ServiceAccount};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::Api;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind, TypeMeta};
use psp::trial::{Decision, Outcome};
use psp::workload::{Account, Kind, Workload};
use psp::{Namespace, ServiceAccountName};
use serde_json::Value;

use crate::{Cluster, Error, Missing, Result};
pub(crate) use judge::Judge;

/// Annotations that tools write.
const NOT_THE_AUTHORS: [&str; 3] = [
    "deployment.kubernetes.io/revision",
    "kubectl.kubernetes.io/last-applied-configuration",
    "kubernetes.io/psp",
];

/// What is tried.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What makes the pod.
    pub workload: Workload,
    /// Where.
    pub namespace: Namespace,
    /// As which account it runs.
    pub account: ServiceAccountName,
    /// The user who creates it, if it is a pod by itself; else its account does. Pods of workloads are created by controllers.
    pub user: Option<String>,
}

/// What was found out.
#[derive(Clone, Debug)]
pub struct PodTrial {
    /// Who creates the pod, by the name that the API server knows.
    pub creator: String,
    /// The pod as policies see it.
    pub pod: Pod,
    /// What becomes of it.
    pub decision: Decision,
    /// What each policy says of it, in the order in which they are tried.
    pub policies: Vec<TriedPolicy>,
}

/// What one policy says of the pod.
#[derive(Clone, Debug)]
pub struct TriedPolicy {
    /// The policy.
    pub policy: String,
    /// What lets the pod's account use it.
    pub by_account: Option<Way>,
    /// What lets the one who creates the pod use it.
    pub by_creator: Option<Way>,
    /// What it says.
    pub outcome: Outcome,
    /// The pod, as it was written, with the smallest changes after which the policy would accept it; of one that may be used.
    pub mended: Option<Pod>,
}

/// What lets somebody use a policy.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Way {
    /// A role, by this binding.
    Binding(RbacRef),
    /// They may do everything (`system:masters`).
    Master,
}

impl Cluster {
    /// What would become of the pod if policies were enforced.
    pub async fn try_pod(&self, attempt: &Attempt) -> Result<PodTrial> {
        let (judge, account) = tokio::try_join!(self.judge(), self.account(attempt))?;
        Ok(judge.explain(attempt, &account))
    }

    /// A workload that is there, as its author would write it, without what no policy looks at and others need not see: the
    /// environment and the commands of its containers, in which passwords stand.
    pub async fn workload_text(&self, kind: Kind, namespace: &Namespace, name: &str) -> Result<String> {
        let api =
            Api::<DynamicObject>::namespaced_with(self.client.clone(), namespace.as_str(), &resource(kind));
        let mut found = api.get(name).await?;
        found.metadata = ObjectMeta {
            name: found.metadata.name,
            namespace: found.metadata.namespace,
            labels: found.metadata.labels,
            annotations: found.metadata.annotations.map(|mut annotations| {
                annotations.retain(|key, _| !NOT_THE_AUTHORS.contains(&key.as_str()));
                annotations
            }),
            ..ObjectMeta::default()
        };
        if let Some(data) = found.data.as_object_mut() {
            data.remove("status");
        }
        let pod = kind.path("spec");
        let pod = pod.split('.').try_fold(&mut found.data, |at, step| at.get_mut(step));
        leave_out(pod, &["env", "envFrom", "command", "args"]);
        found.types = Some(TypeMeta { api_version: kind.api_version(), kind: kind.name.to_owned() });
        Ok(psp::yaml::from_value(&serde_json::to_value(found).unwrap_or_default()))
    }

    /// The account that the pod runs as; without it the API server refuses the pod, whatever the policies say.
    async fn account(&self, attempt: &Attempt) -> Result<Account> {
        let api = Api::<ServiceAccount>::namespaced(self.client.clone(), attempt.namespace.as_str());
        match api.get_opt(attempt.account.as_str()).await? {
            Some(found) => Ok(Account {
                name: attempt.account.to_string(),
                mounts_token: found.automount_service_account_token.unwrap_or(true),
            }),
            None => Err(Error::NotFound(Missing::ServiceAccount {
                namespace: attempt.namespace.clone(),
                account: attempt.account.clone(),
            })),
        }
    }
}

/// Leaves these fields out of every container of a pod's specification.
fn leave_out(specification: Option<&mut Value>, fields: &[&str]) {
    let Some(specification) = specification else { return };
    for list in ["containers", "initContainers", "ephemeralContainers"] {
        let containers = specification.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
        for container in containers.filter_map(Value::as_object_mut) {
            container.retain(|name, _| !fields.contains(&name.as_str()));
        }
    }
}

/// How objects of this kind are asked for.
pub(crate) fn resource(kind: Kind) -> ApiResource {
    let kind_of_api = GroupVersionKind::gvk(kind.group, kind.version, kind.name);
    ApiResource::from_gvk_with_plural(&kind_of_api, kind.plural)
}
