//! The embedded cluster: made, filled, served to kubectl, and its kubeconfig written.

use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use app::api::context::ClusterEntry;
use app::api::{ClusterId, ClusterKind};
use cluster::Cluster;
use embedded::{EmbeddedCluster, Options, Serving};

/// What its name is among the clusters.
const NAME: &str = "embedded";

/// The cluster, and what ends with the console: its socket, and the kubeconfig's file.
pub(crate) struct Embedded {
    cluster: EmbeddedCluster,
    served: Option<Served>,
}

struct Served {
    _serving: Serving,
    kubeconfig: PathBuf,
}

impl Embedded {
    /// A new one, filled with the demo. It is served where `kubeconfig` says how to reach it.
    pub(crate) fn start(listen: SocketAddr, kubeconfig: Option<&Path>) -> anyhow::Result<Self> {
        let cluster = EmbeddedCluster::new(&Options::default());
        cluster.seed_demo();
        let served = kubeconfig.map(|path| serve(&cluster, listen, path)).transpose()?;
        Ok(Self { cluster, served })
    }

    /// As the console's pages see it: asked in this very process, as its admin.
    pub(crate) fn entry(&self) -> ClusterEntry {
        let client = kube::Client::new(self.cluster.router_as_admin(), "default");
        ClusterEntry {
            id: ClusterId::new(NAME),
            kind: ClusterKind::Embedded,
            cluster: Ok(Cluster::new(client)),
        }
    }

    /// Where its kubeconfig is.
    pub(crate) fn kubeconfig(&self) -> Option<&Path> {
        self.served.as_ref().map(|served| served.kubeconfig.as_path())
    }
}

fn serve(cluster: &EmbeddedCluster, listen: SocketAddr, path: &Path) -> anyhow::Result<Served> {
    let serving = cluster.serve(listen).context("--embedded-listen")?;
    write(path, serving.kubeconfig())
        .with_context(|| format!("--embedded-kubeconfig: cannot write {}", path.display()))?;
    let kubeconfig = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Ok(Served { _serving: serving, kubeconfig })
}

/// Anew, so that a file that others can read is never filled with the token.
fn write(path: &Path, kubeconfig: &str) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(kubeconfig.as_bytes())
}

/// Its token opens nothing any more.
impl Drop for Served {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.kubeconfig) {
            tracing::warn!(%error, "the embedded cluster's kubeconfig could not be removed");
        }
    }
}
