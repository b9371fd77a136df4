//! What was asked for: flags, each also as an environment variable.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use psp::PolicyName;

use crate::http::AllowedHost;

/// A web console for Kubernetes `PodSecurityPolicies`.
#[derive(Clone, Debug, Parser)]
#[command(version, about)]
pub struct Config {
    /// Where the console listens. Whoever reaches it acts with the rights of the kubeconfig: keep it on loopback,
    /// or put a proxy with a login in front of it.
    #[arg(long, env = "PSP_CONSOLE_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,

    /// The kubeconfig whose contexts are the clusters. Without it, the cluster in whose pod the console runs.
    #[arg(long, env = "KUBECONFIG", value_name = "PATH")]
    pub kubeconfig: Option<PathBuf>,

    /// The default policy, which lets every pod pass, where it is not one that the console recognises
    /// (`ack.privileged`, `eks.privileged`, `gce.privileged`, `gardener.privileged`).
    #[arg(long, env = "PSP_CONSOLE_DEFAULT_POLICY", value_name = "NAME")]
    pub default_policy: Option<PolicyName>,

    /// Adds an embedded cluster: a Kubernetes API in memory, filled with a demo. It is there by itself when there is
    /// no kubeconfig and the console runs in no cluster.
    #[arg(long, env = "PSP_CONSOLE_EMBEDDED")]
    pub embedded: bool,

    /// Where kubectl reaches the embedded cluster.
    #[arg(long, env = "PSP_CONSOLE_EMBEDDED_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:6443")]
    pub embedded_listen: SocketAddr,

    /// Where the kubeconfig of the embedded cluster is written; kubectl cannot reach the cluster without one. It
    /// holds a token: only its owner can read the file, which is removed when the console stops.
    #[arg(long, env = "PSP_CONSOLE_EMBEDDED_KUBECONFIG", value_name = "PATH")]
    pub embedded_kubeconfig: Option<PathBuf>,

    /// A further HOST or HOST:PORT under which the console is reached, as behind a proxy. May be repeated.
    #[arg(long, env = "PSP_CONSOLE_ALLOWED_HOST", value_name = "HOST", value_delimiter = ',')]
    pub allowed_host: Vec<AllowedHost>,

    /// The folder with the page's program and style sheet, if it is not beside the executable.
    #[arg(long, env = "PSP_CONSOLE_SITE", value_name = "PATH")]
    pub site: Option<PathBuf>,

    /// What is logged, to standard error, e.g. `info` or `warn,cluster=debug`.
    #[arg(long, env = "PSP_CONSOLE_LOG", value_name = "FILTER", default_value = "warn")]
    pub log: String,
}
