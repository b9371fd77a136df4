//! Control-plane nodes on the embedded cluster: their mirror pods, and a kubelet that runs agents as the test says.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use cluster::{Cluster, Switching};
use k8s_openapi::api::core::v1::Pod;
use kube::api::{ListParams, Patch, PatchParams, PostParams};
use kube::{Api, Client, ResourceExt};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::client::without_own_switch;

/// A cluster with one control-plane node, on which the plugin is as the API server was started.
pub(crate) struct OneNode {
    /// The embedded cluster as it is.
    pub(crate) client: Client,
    /// The same, as the console sees a real one.
    pub(crate) seen: Client,
    /// Every agent's pod that came to the node.
    pub(crate) agents: Arc<Mutex<Vec<Pod>>>,
}

impl OneNode {
    /// The mirror pod stands; the default policy is installed.
    pub(crate) async fn start() -> Self {
        let client = super::fresh().await;
        Cluster::new(client.clone()).install_default_policy().await.unwrap();
        mirror(&client, "master-1", &["--enable-admission-plugins=NodeRestriction,PodSecurityPolicy"]).await;
        let seen = without_own_switch(&client);
        Self { client, seen, agents: Arc::default() }
    }

    /// A console of its own for this cluster.
    pub(crate) fn console(&self) -> Cluster {
        let agent_image = Some("registry.example/psp-console:1".to_owned());
        Cluster::new(self.seen.clone()).with_switching(Switching { agent_image, ..Switching::default() })
    }

    /// From now on each agent's pod ends like this: exit status, what its log says, and whether it did its work.
    pub(crate) fn run_agents(&self, mut ends: Vec<(i32, &'static str, bool)>) {
        let (client, agents) = (self.client.clone(), Arc::clone(&self.agents));
        ends.reverse();
        tokio::spawn(async move {
            while let Some((code, log, works)) = ends.pop() {
                let pod = next_agent(&client).await;
                agents.lock().unwrap().push(pod.clone());
                if works {
                    restart(&client, &pod).await;
                }
                end(&client, &pod, code, log).await;
            }
        });
    }
}

/// The mirror pod of an API server with these flags.
pub(crate) async fn mirror(client: &Client, node: &str, flags: &[&str]) {
    let command: Vec<&str> = ["kube-apiserver", "--secure-port=6443"].iter().chain(flags).copied().collect();
    let pod = json!({
        "metadata": {
            "name": format!("kube-apiserver-{node}"),
            "annotations": {
                "kubernetes.io/config.mirror": "hash",
                "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint": "10.0.0.1:6443",
            },
        },
        "spec": {"nodeName": node, "hostNetwork": true, "containers": [{
            "name": "kube-apiserver", "image": "k8s.gcr.io/kube-apiserver:v1.20.2", "command": command,
        }]},
    });
    let pods = Api::<Pod>::namespaced(client.clone(), "kube-system");
    pods.create(&PostParams::default(), &serde_json::from_value(pod).unwrap()).await.unwrap();
}

/// The agent's pod that has not ended yet, once there is one.
async fn next_agent(client: &Client) -> Pod {
    let pods = Api::<Pod>::namespaced(client.clone(), "kube-system");
    let ours = ListParams::default().labels("psp-console/change");
    loop {
        let found = pods.list(&ours).await.map(|list| list.items).unwrap_or_default();
        let is_new = |pod: &Pod| {
            pod.metadata.deletion_timestamp.is_none() && phase(pod) != "Succeeded" && phase(pod) != "Failed"
        };
        if let Some(pod) = found.into_iter().find(is_new) {
            return pod;
        }
        sleep(Duration::from_millis(10)).await;
    }
}

fn phase(pod: &Pod) -> &str {
    pod.status.as_ref().and_then(|status| status.phase.as_deref()).unwrap_or_default()
}

/// What kubelet does when the manifest changes.
async fn restart(client: &Client, agent: &Pod) {
    let command = agent.spec.as_ref().unwrap().containers[0].command.clone().unwrap();
    let on = command.windows(2).any(|pair| pair == ["--state", "on"]);
    let plugins: Value = if on { json!(["PodSecurityPolicy"]) } else { json!([]) };
    let patch = json!({"spec": {"enableAdmissionPlugins": plugins}});
    let request = kube::core::Request::new("/apis/embedded.psp-console/v1/apiservers");
    let request = request.patch("local", &PatchParams::default(), &Patch::Merge(&patch)).unwrap();
    let _: Value = client.request(request).await.unwrap();
}

async fn end(client: &Client, pod: &Pod, code: i32, log: &str) {
    let pods = Api::<Pod>::namespaced(client.clone(), "kube-system");
    let terminated = json!({"exitCode": code, "message": log});
    let status = json!({"status": {
        "phase": if code == 0 { "Succeeded" } else { "Failed" },
        "containerStatuses": [{
            "name": "agent", "image": "i", "imageID": "i", "ready": false, "restartCount": 0,
            "state": {"terminated": terminated},
        }],
    }});
    loop {
        match pods.patch_status(&pod.name_any(), &PatchParams::default(), &Patch::Merge(&status)).await {
            Err(kube::Error::Api(status)) if status.code == 404 => return,
            // The API server restarts.
            Err(_) => sleep(Duration::from_millis(10)).await,
            Ok(_) => return,
        }
    }
}
