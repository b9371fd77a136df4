//! The API servers of a cluster, as kubelet's mirror pods show them, and each of them asked by itself.

use std::time::Duration;

use access::status::Cause;
use access::switch::{Flags, Turn};
use k8s_openapi::api::core::v1::Pod;
use kube::api::ListParams;
use kube::{Api, Client, ResourceExt};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{ApiServer, Failure, NAMESPACE, Probed, probe};
use crate::{Cluster, Error, Result};

/// kubeadm's name of the manifest's pod; kubelet puts the node's name after it.
const NAME: &str = "kube-apiserver-";
/// kubelet's mark of a pod that shows a static one.
pub(super) const MIRROR: &str = "kubernetes.io/config.mirror";
/// Where kubeadm says that the server answers.
const ADDRESS: &str = "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint";
/// A server that restarts takes nobody's time.
const PATIENCE: Duration = Duration::from_secs(3);

/// What a mirror pod shows of an API server.
pub(super) struct MirrorPod {
    pub(super) node: String,
    /// Where it answers, `host:port`.
    pub(super) address: String,
    pub(super) command: Vec<String>,
    pub(super) args: Vec<String>,
}

impl Cluster {
    /// The servers, by the names of their nodes. None where the caller may not see, or nothing is to be seen.
    pub(super) async fn servers(&self) -> Result<Vec<ApiServer>> {
        Ok(self.mirror_pods().await?.into_iter().map(server).collect())
    }

    /// The mirror pods of the servers, likewise.
    pub(super) async fn mirror_pods(&self) -> Result<Vec<MirrorPod>> {
        let pods = Api::<Pod>::namespaced(self.client.clone(), NAMESPACE);
        let mut pods: Vec<_> = match pods.list(&ListParams::default()).await.map_err(Error::from) {
            Ok(list) => list.items.iter().filter_map(mirror_pod).collect(),
            Err(Error::Forbidden(_)) => Vec::new(),
            Err(error) => return Err(error),
        };
        pods.sort_by(|a, b| a.node.cmp(&b.node));
        Ok(pods)
    }

    /// Asks each server what it does. A single one is the one that everybody asks.
    pub(super) async fn ask_each(&self, servers: &mut [ApiServer], answer: Turn) {
        if let [only] = servers {
            only.probed = told(answer);
            return;
        }
        let mut asked = JoinSet::new();
        for (place, server) in servers.iter().enumerate() {
            let client = self.through(&server.address);
            asked.spawn(async move { (place, ask(client).await) });
        }
        while let Some(done) = asked.join_next().await {
            if let Ok((place, probed)) = done
                && let Some(server) = servers.get_mut(place)
            {
                server.probed = probed;
            }
        }
    }

    /// A client of this one server, with the credentials for the cluster.
    pub(super) fn through(&self, address: &str) -> Result<Client, Failure> {
        let Some(config) = &self.config else { return Err(Failure::NoWay) };
        let mut config = kube::Config::clone(config);
        config.cluster_url = format!("https://{address}")
            .parse()
            .map_err(|_| Failure::NoAddress { address: address.to_owned() })?;
        config.connect_timeout = Some(PATIENCE);
        Client::try_from(config).map_err(|error| Failure::Said(error.to_string()))
    }
}

async fn ask(client: Result<Client, Failure>) -> Probed {
    let client = match client {
        Ok(client) => client,
        Err(why) => return Probed::Silent(why),
    };
    match timeout(PATIENCE, probe::probe(&client)).await {
        Ok(Ok(answer)) => told(answer),
        Ok(Err(error)) => Probed::Silent(error.into()),
        Err(_) => Probed::Silent(Failure::Refused(Cause::TooLate { seconds: PATIENCE.as_secs() })),
    }
}

fn told(answer: Turn) -> Probed {
    match answer {
        Turn::On => Probed::Enforces,
        Turn::Off => Probed::DoesNot,
    }
}

/// What a pod shows of a server, if it is a mirror pod of one.
fn mirror_pod(pod: &Pod) -> Option<MirrorPod> {
    let is_one = pod.name_any().starts_with(NAME) && pod.annotations().contains_key(MIRROR);
    let spec = pod.spec.as_ref().filter(|_| is_one)?;
    let node = spec.node_name.clone()?;
    let container = spec.containers.iter().find(|each| each.name == "kube-apiserver");
    let container = container.or_else(|| spec.containers.first())?;
    let command = container.command.clone().unwrap_or_default();
    let args = container.args.clone().unwrap_or_default();
    let address = pod.annotations().get(ADDRESS).cloned().or_else(|| {
        let host = pod.status.as_ref()?.host_ip.clone()?;
        let host = if host.contains(':') { format!("[{host}]") } else { host };
        Some(format!("{host}:{}", secure_port(&command, &args)))
    });
    let address = address.unwrap_or_else(|| node.clone());
    Some(MirrorPod { node, address, command, args })
}

fn server(MirrorPod { node, address, command, args }: MirrorPod) -> ApiServer {
    let flags = match manifest::state_of(&command, &args) {
        Ok(state) => Flags::Read {
            psp: state.psp() == manifest::Psp::On,
            enabled: state.enabled,
            disabled: state.disabled,
        },
        Err(problem) => Flags::NotUnderstood(Failure::Flags(problem)),
    };
    ApiServer { node, address, flags, probed: Probed::Silent(Failure::NotAsked) }
}

/// kube-apiserver's `--secure-port`, or its default.
fn secure_port(command: &[String], args: &[String]) -> String {
    let arguments: Vec<&str> = command.iter().chain(args).map(String::as_str).collect();
    let joined = arguments.iter().find_map(|each| each.strip_prefix("--secure-port="));
    let apart = || arguments.windows(2).find_map(|pair| (pair[0] == "--secure-port").then_some(pair[1]));
    joined.or_else(apart).unwrap_or("6443").to_owned()
}
