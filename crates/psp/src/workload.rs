//! What makes pods: a pod itself, or an object with the template of one.

mod as_judged;
mod read;

use k8s_openapi::api::core::v1::{Pod, PodTemplateSpec};
use serde::Deserialize;
use serde_json::Value;

pub use as_judged::Account;

/// A kind of object that makes pods.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Kind {
    /// Its name, e.g. `Deployment`.
    pub name: &'static str,
    /// Its name in URLs, e.g. `deployments`.
    pub plural: &'static str,
    /// Its API group; empty for the core group.
    pub group: &'static str,
    /// A version of it that every cluster with policies serves, 1.10 to 1.24.
    pub version: &'static str,
    /// Where the pod stands in it, e.g. `spec.template`; empty for a pod.
    pub template: &'static str,
    /// The account of `kube-system` that creates its pods; empty for a pod, which whoever wants it creates.
    ///
    /// Source: kube-controller-manager with `--use-service-account-credentials`, as kubeadm starts it.
    pub controller: &'static str,
}

impl Kind {
    /// A pod.
    pub const POD: Self =
        Self { name: "Pod", plural: "pods", group: "", version: "v1", template: "", controller: "" };
    const DEPLOYMENT: Self = Self::of_apps("Deployment", "deployments", "replicaset-controller");
    const REPLICA_SET: Self = Self::of_apps("ReplicaSet", "replicasets", "replicaset-controller");
    const STATEFUL_SET: Self = Self::of_apps("StatefulSet", "statefulsets", "statefulset-controller");
    const DAEMON_SET: Self = Self::of_apps("DaemonSet", "daemonsets", "daemon-set-controller");
    const JOB: Self = Self { group: "batch", ..Self::of_apps("Job", "jobs", "job-controller") };
    const CRON_JOB: Self = Self {
        group: "batch",
        version: "v1beta1",
        template: "spec.jobTemplate.spec.template",
        ..Self::of_apps("CronJob", "cronjobs", "job-controller")
    };
    const CONTROLLER: Self = Self {
        group: "",
        ..Self::of_apps("ReplicationController", "replicationcontrollers", "replication-controller")
    };

    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::POD,
        Self::DEPLOYMENT,
        Self::REPLICA_SET,
        Self::STATEFUL_SET,
        Self::DAEMON_SET,
        Self::JOB,
        Self::CRON_JOB,
        Self::CONTROLLER,
    ];

    const fn of_apps(name: &'static str, plural: &'static str, controller: &'static str) -> Self {
        Self { name, plural, group: "apps", version: "v1", template: "spec.template", controller }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name == name)
    }

    /// As objects say it, e.g. `apps/v1`.
    pub fn api_version(self) -> String {
        if self.group.is_empty() {
            self.version.to_owned()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// The one that an object of this `apiVersion` and `kind` is; every version of a group makes pods alike.
    fn of(api_version: &str, name: &str) -> Option<Self> {
        let group = api_version.split_once('/').map_or("", |(group, _)| group);
        // Workloads were in `extensions` before Kubernetes 1.16.
        let group = if group == "extensions" { "apps" } else { group };
        Self::ALL.into_iter().find(|kind| kind.name == name && kind.group == group)
    }

    /// The path in the object of a path in its pod.
    pub fn path(self, of_pod: &str) -> String {
        if self.template.is_empty() { of_pod.to_owned() } else { format!("{}.{of_pod}", self.template) }
    }
}

/// An object that makes pods.
#[derive(Clone, Debug)]
pub struct Workload {
    /// What it is.
    pub kind: Kind,
    /// What it is called; empty if it is not said.
    pub name: String,
    /// In which namespace it says it is; empty if it does not.
    pub namespace: String,
    /// A pod of it as it is created, before anybody fills in anything.
    pub pod: Pod,
}

impl Workload {
    /// Reads it from an object of this kind.
    pub fn of_object(kind: Kind, object: &Value) -> Result<Self, serde_json::Error> {
        Self::of(kind, object, |pod| Pod::deserialize(pod), |template| PodTemplateSpec::deserialize(template))
    }

    /// The same, with other ways to read a pod and a template.
    fn of<E>(
        kind: Kind,
        object: &Value,
        read_pod: impl FnOnce(&Value) -> Result<Pod, E>,
        read_template: impl FnOnce(&Value) -> Result<PodTemplateSpec, E>,
    ) -> Result<Self, E> {
        let text = |field: &str| object["metadata"][field].as_str().unwrap_or_default().to_owned();
        let (name, namespace) = (text("name"), text("namespace"));
        if kind == Kind::POD {
            return Ok(Self { kind, name, namespace, pod: read_pod(object)? });
        }
        let template = kind.template.split('.').fold(object, |at, step| &at[step]);
        let PodTemplateSpec { metadata, spec } = read_template(template)?;
        let mut pod = Pod { metadata: metadata.unwrap_or_default(), spec, status: None };
        pod.metadata.name = None;
        pod.metadata.generate_name = Some(format!("{name}-"));
        pod.metadata.namespace = Some(namespace.clone()).filter(|namespace| !namespace.is_empty());
        Ok(Self { kind, name, namespace, pod })
    }

    /// The service account that its pods name; `default` where they name none.
    pub fn account(&self) -> &str {
        let spec = self.pod.spec.as_ref();
        let names = spec.map(|spec| [spec.service_account_name.as_deref(), spec.service_account.as_deref()]);
        let given = names.into_iter().flatten().flatten().find(|name| !name.is_empty());
        given.unwrap_or("default")
    }
}
