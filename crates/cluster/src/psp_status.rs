//! PSP Status: does the cluster enforce its policies, and can that be changed from here?

use k8s_openapi::api::core::v1::{Capabilities, Container, Pod, PodSpec, SecurityContext};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind, Patch, PatchParams, PostParams};
use kube::{Api, ResourceExt};
use psp::{PspState, PspStatus, Switch, Turn};
use serde_json::json;

use crate::default_policy::require_installed;
use crate::{Cluster, Error, Result};

/// The API group by which an embedded cluster lets its own API server be reconfigured.
pub(crate) const EMBEDDED: &str = "embedded.psp-console";
/// Where the probe is asked for; the second, when something other than policies refuses it in the first.
const PROBED: [&str; 2] = ["default", "kube-system"];
const NOT_HERE: &str = "The API server's own flag --enable-admission-plugins decides, which this console cannot \
                        reach. On kubeadm it stands in /etc/kubernetes/manifests/kube-apiserver.yaml on every \
                        control plane node: add or remove PodSecurityPolicy there, and the API server restarts.";

/// What the dry run of a pod tells.
enum Probe {
    Tells(PspState),
    /// Something else refused the pod, so nothing is known; its words.
    Refused(String),
}

impl Cluster {
    /// Does the cluster enforce its policies? Found out by the dry run of a pod, never remembered.
    pub async fn psp_status(&self) -> Result<PspStatus> {
        match tokio::try_join!(self.probe(), self.switch()) {
            Ok((state, switch)) => Ok(PspStatus { state, switch }),
            Err(Error::Unreachable(_)) => {
                let switch =
                    Switch::NotHere("The API server does not answer, as while it restarts.".to_owned());
                Ok(PspStatus { state: PspState::Restarting, switch })
            }
            Err(error) => Err(error),
        }
    }

    /// Turns enforcement on or off; the API server restarts, and the status follows. Turning it on is refused while
    /// there is no default policy, because then no pod could be created at all.
    pub async fn change_psp_state(&self, turn: Turn) -> Result<()> {
        if let Switch::NotHere(why) = self.switch().await? {
            return Err(Error::Protected(why));
        }
        if turn == Turn::On {
            require_installed(&self.snapshot().await?)?;
        }
        let plugins = match turn {
            Turn::On => json!(["PodSecurityPolicy"]),
            Turn::Off => json!([]),
        };
        let kind = GroupVersionKind::gvk(EMBEDDED, "v1", "APIServer");
        let resource = ApiResource::from_gvk_with_plural(&kind, "apiservers");
        let patch = json!({
            "apiVersion": "embedded.psp-console/v1", "kind": "APIServer", "metadata": {"name": "local"},
            "spec": {"enableAdmissionPlugins": plugins},
        });
        let api = Api::<DynamicObject>::all_with(self.client.clone(), &resource);
        api.patch("local", &PatchParams::default(), &Patch::Merge(&patch)).await?;
        Ok(())
    }

    async fn switch(&self) -> Result<Switch> {
        let (groups, ()) = tokio::try_join!(
            async { Ok(self.client.list_api_groups().await?) },
            self.require_policies_api()
        )?;
        let embedded = groups.groups.iter().any(|group| group.name == EMBEDDED);
        Ok(if embedded { Switch::Here } else { Switch::NotHere(NOT_HERE.to_owned()) })
    }

    async fn probe(&self) -> Result<PspState> {
        let mut refusal = String::new();
        for namespace in PROBED {
            match self.probe_in(namespace).await? {
                Probe::Tells(state) => return Ok(state),
                Probe::Refused(message) => refusal = message,
            }
        }
        let message = format!("the dry run of a pod does not tell whether policies are enforced: {refusal}");
        Err(Error::Invalid { message, causes: Vec::new() })
    }

    async fn probe_in(&self, namespace: &str) -> Result<Probe> {
        let api = Api::<Pod>::namespaced(self.client.clone(), namespace);
        let dry_run = PostParams { dry_run: true, ..PostParams::default() };
        match api.create(&dry_run, &probe()).await.map_err(Error::from) {
            // The admission controller writes down which policy it has applied.
            Ok(pod) if pod.annotations().contains_key("kubernetes.io/psp") => {
                Ok(Probe::Tells(PspState::Enabled))
            }
            Ok(_) => Ok(Probe::Tells(PspState::Disabled)),
            Err(Error::Forbidden(message)) if is_policy_refusal(&message) => {
                Ok(Probe::Tells(PspState::Enabled))
            }
            // Not admission, but authorization: `pods is forbidden: User "x" cannot create resource "pods" …`.
            Err(Error::Forbidden(message)) if message.starts_with("pods is forbidden: User") => {
                Err(Error::Forbidden(message))
            }
            Err(Error::Forbidden(message) | Error::NotFound(message) | Error::Invalid { message, .. }) => {
                Ok(Probe::Refused(message))
            }
            Err(error) => Err(error),
        }
    }
}

/// The words up to Kubernetes 1.17, and those since.
fn is_policy_refusal(message: &str) -> bool {
    message.contains("PodSecurityPolicy: ")
        || message.contains("unable to validate against any pod security policy")
        || message.contains("no providers available to validate pod")
}

/// A pod that nothing but policies should refuse.
fn probe() -> Pod {
    let security = SecurityContext {
        allow_privilege_escalation: Some(false),
        capabilities: Some(Capabilities { drop: Some(vec!["ALL".to_owned()]), add: None }),
        privileged: Some(false),
        read_only_root_filesystem: Some(true),
        run_as_non_root: Some(true),
        run_as_user: Some(65534),
        ..SecurityContext::default()
    };
    let container = Container {
        name: "probe".to_owned(),
        image: Some("registry.k8s.io/pause:3.9".to_owned()),
        security_context: Some(security),
        ..Container::default()
    };
    let spec = PodSpec {
        containers: vec![container],
        restart_policy: Some("Never".to_owned()),
        ..PodSpec::default()
    };
    let metadata = ObjectMeta { name: Some("psp-console-probe".to_owned()), ..ObjectMeta::default() };
    Pod { metadata, spec: Some(spec), status: None }
}
