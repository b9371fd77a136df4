//! What an admin would do by hand where kube-apiserver is a static pod.

use access::switch::{ByHand, FlagChange, NodeByHand, Turn};
use manifest::{ArgumentChange, Psp};

use super::Failure;
use super::servers::MirrorPod;
use crate::{Cluster, Result};

impl Cluster {
    /// The steps, or nothing where no API server is to be seen. What is to change is computed as the agent does it.
    pub async fn psp_change_by_hand(&self, turn: Turn) -> Result<Option<ByHand<Failure>>> {
        let pods = self.mirror_pods().await?;
        if pods.is_empty() {
            return Ok(None);
        }
        Ok(Some(ByHand {
            manifest: self.switching.manifest.clone(),
            backups: self.switching.backups.clone(),
            readyz: self.readyz().await?.to_owned(),
            nodes: pods.into_iter().map(|pod| by_hand(pod, turn)).collect(),
        }))
    }
}

fn by_hand(pod: MirrorPod, turn: Turn) -> NodeByHand<Failure> {
    let wanted = match turn {
        Turn::On => Psp::On,
        Turn::Off => Psp::Off,
    };
    let flags = manifest::changes(&pod.command, &pod.args, wanted);
    let flags = flags.map(|changes| changes.into_iter().map(flag).collect());
    let port = pod.address.rsplit_once(':').map_or("6443", |(_, port)| port).to_owned();
    NodeByHand { node: pod.node, port, flags: flags.map_err(reason) }
}

/// What is wrong with an argument, without its place: that is not the manifest's, which nobody has read.
fn reason(error: manifest::Error) -> Failure {
    match error {
        manifest::Error::Arguments { problem, .. } => Failure::Flags(problem),
        other => Failure::Manifest(other),
    }
}

/// As it stands in the manifest, a flag and its value in one.
fn flag(ArgumentChange { flag, before, after }: ArgumentChange) -> FlagChange {
    let whole = |value: String| match &flag {
        Some(flag) => format!("{flag} {value}"),
        None => value,
    };
    FlagChange { before: before.map(whole), after: after.map(whole) }
}
