//! Where clusters come from: the contexts of a kubeconfig, or the cluster in which the console runs.

mod unusable;

use std::path::Path;

use kube::config::{Config, KubeConfigOptions, Kubeconfig};

pub use unusable::{Address, Part, Unusable};

use crate::Cluster;

/// A cluster that this console knows, whether it can be worked with or not.
#[derive(Clone)]
pub struct Source {
    /// The context's name, or `in-cluster`.
    pub name: String,
    /// Where it was found.
    pub origin: Origin,
    /// Is it the one that kubectl would take?
    pub is_current: bool,
    /// The cluster, or why its configuration is of no use.
    pub cluster: Result<Cluster, Unusable>,
}

/// Where a cluster was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// A context of a kubeconfig.
    Kubeconfig,
    /// The service account of the console's own pod.
    InCluster,
}

/// Why no clusters could be found where they were said to be.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file cannot be read, or is no kubeconfig. (What it holds is never repeated: it may be a secret.)
    #[error("cannot read the kubeconfig {path}")]
    Kubeconfig {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: kube::config::KubeconfigError,
    },
}

/// Every context of this kubeconfig, in its order.
pub async fn kubeconfig(path: &Path) -> Result<Vec<Source>, SourceError> {
    let kubeconfig = Kubeconfig::read_from(path)
        .map_err(|source| SourceError::Kubeconfig { path: path.display().to_string(), source })?;
    let mut sources = Vec::new();
    for name in kubeconfig.contexts.iter().map(|context| context.name.clone()) {
        let options = KubeConfigOptions { context: Some(name.clone()), ..KubeConfigOptions::default() };
        let config = Config::from_custom_kubeconfig(kubeconfig.clone(), &options).await;
        let cluster = config.map_err(Unusable::from);
        let cluster = cluster.and_then(|config| connect(config, &user_of(&kubeconfig, &name)));
        let is_current = kubeconfig.current_context.as_ref() == Some(&name);
        sources.push(Source { name, origin: Origin::Kubeconfig, is_current, cluster });
    }
    Ok(sources)
}

/// The cluster in whose pod the console runs; `None` outside of one.
pub fn in_cluster() -> Option<Source> {
    std::env::var_os("KUBERNETES_SERVICE_HOST")?;
    let cluster = Config::incluster()
        .map_err(Unusable::from)
        .and_then(|config| connect(config, "the console's service account"));
    Some(Source { name: "in-cluster".to_owned(), origin: Origin::InCluster, is_current: true, cluster })
}

fn connect(config: Config, caller: &str) -> Result<Cluster, Unusable> {
    Cluster::connect(config, caller).map_err(Unusable::from)
}

/// What the kubeconfig calls the user of a context.
fn user_of(kubeconfig: &Kubeconfig, name: &str) -> String {
    let context = kubeconfig.contexts.iter().find(|each| each.name == name);
    let user = context.and_then(|each| each.context.as_ref()).and_then(|context| context.user.clone());
    user.unwrap_or_else(|| name.to_owned())
}
