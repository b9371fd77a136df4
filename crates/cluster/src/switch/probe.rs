//! Does an API server enforce policies? The dry run of a pod tells.

use access::switch::Turn;
use k8s_openapi::api::core::v1::{Capabilities, Container, Pod, PodSpec, SecurityContext};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::api::PostParams;
use kube::{Api, Client, ResourceExt};

use crate::{Error, Result};

/// Where the probe is asked for; the second, when something other than policies refuses it in the first.
const PROBED: [&str; 2] = ["default", "kube-system"];

/// What the dry run of a pod tells.
enum Probe {
    Tells(Turn),
    /// Something else refused the pod, so nothing is known; its words.
    Refused(String),
}

/// What the API server behind this client does.
pub(super) async fn probe(client: &Client) -> Result<Turn> {
    let mut refusal = String::new();
    for namespace in PROBED {
        match probe_in(client, namespace).await? {
            Probe::Tells(state) => return Ok(state),
            Probe::Refused(message) => refusal = message,
        }
    }
    Err(Error::NotTold(refusal))
}

async fn probe_in(client: &Client, namespace: &str) -> Result<Probe> {
    let api = Api::<Pod>::namespaced(client.clone(), namespace);
    let dry_run = PostParams { dry_run: true, ..PostParams::default() };
    match api.create(&dry_run, &pod()).await.map_err(Error::from) {
        // The admission controller writes down which policy it has applied.
        Ok(pod) if pod.annotations().contains_key("kubernetes.io/psp") => Ok(Probe::Tells(Turn::On)),
        Ok(_) => Ok(Probe::Tells(Turn::Off)),
        Err(Error::Forbidden(message)) if is_policy_refusal(&message) => Ok(Probe::Tells(Turn::On)),
        // Not admission, but authorization: `pods is forbidden: User "x" cannot create resource "pods" …`.
        Err(Error::Forbidden(message)) if message.starts_with("pods is forbidden: User") => {
            Err(Error::Forbidden(message))
        }
        Err(Error::Forbidden(message) | Error::Invalid { message, .. }) => Ok(Probe::Refused(message)),
        Err(Error::NotFound(missing)) => Ok(Probe::Refused(missing.to_string())),
        Err(error) => Err(error),
    }
}

/// The words up to Kubernetes 1.17, and those since.
fn is_policy_refusal(message: &str) -> bool {
    message.contains("PodSecurityPolicy: ")
        || message.contains("unable to validate against any pod security policy")
        || message.contains("no providers available to validate pod")
}

/// A pod that nothing but policies should refuse.
fn pod() -> Pod {
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
