//! What was asked for: flags, each also as an environment variable.

use std::net::SocketAddr;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use psp::PolicyName;

use crate::http::AllowedHost;

/// A web console for Kubernetes `PodSecurityPolicies`.
#[derive(Clone, Debug, Parser)]
#[command(version, about)]
pub struct Config {
    /// Something else than to serve the console.
    #[command(subcommand)]
    pub command: Option<Command>,

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

    /// The image of this console, which it runs as a pod on each control-plane node to change PSP Status there: the
    /// agent, one node after the other. Without it, PSP Status of clusters with static pods is only shown.
    #[arg(long, env = "PSP_CONSOLE_AGENT_IMAGE", value_name = "IMAGE")]
    pub agent_image: Option<String>,

    /// Where kube-apiserver's static pod manifest is on the control-plane nodes.
    #[arg(
        long,
        env = "PSP_CONSOLE_AGENT_MANIFEST",
        value_name = "PATH",
        default_value = "/etc/kubernetes/manifests/kube-apiserver.yaml"
    )]
    pub agent_manifest: String,

    /// Where the agent keeps that manifest as it was, on the node. Not in the manifest's folder, where kubelet runs
    /// every file.
    #[arg(
        long,
        env = "PSP_CONSOLE_AGENT_BACKUPS",
        value_name = "PATH",
        default_value = "/etc/kubernetes/psp-console"
    )]
    pub agent_backups: String,

    /// kube-apiserver's static pod manifest on the node that this console itself runs on, outside of the cluster: PSP
    /// Status of the kubeconfig's current context is changed there, with no pod.
    #[arg(long, env = "PSP_CONSOLE_APISERVER_MANIFEST", value_name = "PATH", conflicts_with = "agent_image")]
    pub apiserver_manifest: Option<PathBuf>,

    /// Where that node's own API server says whether it is ready.
    #[arg(
        long,
        env = "PSP_CONSOLE_APISERVER_READYZ",
        value_name = "URL",
        default_value = "https://127.0.0.1:6443/readyz"
    )]
    pub apiserver_readyz: agent::ReadyzUrl,

    /// How many seconds a changed API server may take to be ready; the old manifest returns after that.
    #[arg(long, env = "PSP_CONSOLE_APISERVER_TIMEOUT", value_name = "SECONDS", default_value = "180")]
    pub apiserver_timeout: NonZeroU64,

    /// Adds an embedded cluster: a Kubernetes API in memory, filled with a demo. `shared` (also when nothing is
    /// given) is one for everybody, and is there by itself when there is no kubeconfig and the console runs in no
    /// cluster. `per-visitor` is one for each visitor's session, for a public demo.
    #[arg(
        long,
        env = "PSP_CONSOLE_EMBEDDED",
        value_name = "MODE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "shared"
    )]
    pub embedded: Option<Mode>,

    /// The folder that keeps the shared embedded cluster across restarts; without it, it is gone when the console
    /// stops. It holds tokens and keys.
    #[arg(long, env = "PSP_CONSOLE_EMBEDDED_DATA", value_name = "DIR")]
    pub embedded_data: Option<PathBuf>,

    /// For how many seconds connections to an embedded cluster break when its PSP Status changes.
    #[arg(long, env = "PSP_CONSOLE_EMBEDDED_RESTART", value_name = "SECONDS", default_value_t = 3)]
    pub embedded_restart: u64,

    /// How many visitors have a cluster at the same time.
    #[arg(long, env = "PSP_CONSOLE_EMBEDDED_VISITORS", value_name = "COUNT", default_value = "100")]
    pub embedded_visitors: NonZeroUsize,

    /// For how many minutes a visitor's cluster is kept after its last use.
    #[arg(long, env = "PSP_CONSOLE_EMBEDDED_VISIT", value_name = "MINUTES", default_value = "60")]
    pub embedded_visit: NonZeroU64,

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

/// Whose an embedded cluster is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Mode {
    /// One for everybody.
    #[value(alias = "true")]
    Shared,
    /// One for each visitor's session.
    PerVisitor,
}

/// What the program can do beside serving the console.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Works on the control-plane node that it runs on.
    Agent {
        /// What it does there.
        #[command(subcommand)]
        command: agent::Command,
    },
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Command, Config, Mode};

    fn mode(flags: &[&str]) -> Option<Mode> {
        let flags = std::iter::once("psp-console").chain(flags.iter().copied());
        Config::try_parse_from(flags).unwrap().embedded
    }

    #[test]
    fn a_bare_flag_is_a_shared_cluster() {
        assert_eq!(mode(&[]), None);
        assert_eq!(mode(&["--embedded"]), Some(Mode::Shared));
        assert_eq!(mode(&["--embedded", "--listen", "127.0.0.1:0"]), Some(Mode::Shared));
        assert_eq!(mode(&["--embedded=per-visitor"]), Some(Mode::PerVisitor));
    }

    #[test]
    fn without_a_command_it_is_the_console() {
        Config::command().debug_assert();
        assert!(Config::parse_from(["psp-console", "--embedded"]).command.is_none());
    }

    #[test]
    fn the_agent_is_a_command() {
        let asked = ["psp-console", "agent", "set-psp", "--state", "on", "--insecure-skip-tls-verify"];
        let command = Config::parse_from(asked).command;
        assert!(matches!(command, Some(Command::Agent { command: agent::Command::SetPsp(_) })));
        let without_authority = &asked[..5];
        assert!(Config::try_parse_from(without_authority).is_err());
    }
}
