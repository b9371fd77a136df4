//! The embedded cluster: made, filled, served to kubectl, and its kubeconfig written.

use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use app::api::context::ClusterEntry;
use app::api::{ClusterId, ClusterKind};
use cluster::Cluster;
use embedded::{Contents, EmbeddedCluster, Options, Serving};

use crate::config::Config;

/// What its name is among the clusters.
const NAME: &str = "embedded";

/// The cluster that everybody shares, and what ends with the console: its socket, and the kubeconfig's file.
pub(crate) struct Embedded {
    cluster: EmbeddedCluster,
    served: Option<Served>,
}

struct Served {
    _serving: Serving,
    kubeconfig: PathBuf,
    /// Does the token go on opening the cluster, since a folder keeps it?
    kept: bool,
}

impl Embedded {
    /// A new one, filled with the demo, or the one that a folder keeps. It is served where the kubeconfig says how to
    /// reach it.
    pub(crate) fn start(config: &Config) -> anyhow::Result<Self> {
        let restart = Duration::from_secs(config.embedded_restart);
        let options = Options { restart, contents: Contents::Demo, ..Options::default() };
        let cluster = match &config.embedded_data {
            Some(folder) => EmbeddedCluster::open(&options, folder).context("--embedded-data")?,
            None => EmbeddedCluster::new(&options),
        };
        let served = match &config.embedded_kubeconfig {
            Some(path) => {
                Some(serve(&cluster, config.embedded_listen, path, config.embedded_data.is_some())?)
            }
            None => None,
        };
        Ok(Self { cluster, served })
    }

    /// As the console's pages see it.
    pub(crate) fn entry(&self) -> ClusterEntry {
        entry(&self.cluster)
    }

    /// Where its kubeconfig is.
    pub(crate) fn kubeconfig(&self) -> Option<&Path> {
        self.served.as_ref().map(|served| served.kubeconfig.as_path())
    }
}

/// A cluster as the console's pages see it: asked in this very process, as its admin.
pub(crate) fn entry(cluster: &EmbeddedCluster) -> ClusterEntry {
    let client = kube::Client::new(cluster.connect(), "default");
    ClusterEntry { id: ClusterId::new(NAME), kind: ClusterKind::Embedded, cluster: Ok(Cluster::new(client)) }
}

fn serve(cluster: &EmbeddedCluster, listen: SocketAddr, path: &Path, kept: bool) -> anyhow::Result<Served> {
    let serving = cluster.serve(listen).context("--embedded-listen")?;
    write(path, serving.kubeconfig())
        .with_context(|| format!("--embedded-kubeconfig: cannot write {}", path.display()))?;
    let kubeconfig = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Ok(Served { _serving: serving, kubeconfig, kept })
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

/// Its token opens nothing any more, unless the cluster is kept.
impl Drop for Served {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        if let Err(error) = std::fs::remove_file(&self.kubeconfig) {
            tracing::warn!(%error, "the embedded cluster's kubeconfig could not be removed");
        }
    }
}
