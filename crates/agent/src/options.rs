//! What the agent is asked to do.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, ValueEnum};
use http::Uri;
use manifest::Psp;
use serde::{Deserialize, Serialize};

/// Turns the admission plugin `PodSecurityPolicy` on or off in kube-apiserver's static pod manifest on this node, waits
/// for the server that kubelet starts from it, and puts the old manifest back if that one is not ready in time.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Exit status: 0 done, or nothing to do; 1 refused, nothing was changed; 3 taken back, the server \
                        is ready as before; 4 somebody must look at this node; 5 another agent is at work"
)]
pub struct SetPsp {
    /// What it is to be.
    #[arg(long, value_enum)]
    pub state: State,

    /// The manifest. kubelet must watch the folder that it is in.
    #[arg(long, value_name = "PATH", default_value = "/etc/kubernetes/manifests/kube-apiserver.yaml")]
    pub manifest: PathBuf,

    /// Where this node's own API server says whether it is ready. Not a load balancer: another node's server must not
    /// answer.
    #[arg(long, value_name = "URL", default_value = "https://127.0.0.1:6443/readyz")]
    pub readyz: ReadyzUrl,

    /// How long a server may take to be ready; after that the old manifest returns, and has as long.
    #[arg(long, value_name = "S", default_value = "180", value_parser = seconds)]
    pub timeout: Duration,

    /// Where the manifest as it was is kept, and what is under way: not in the manifest's folder, since kubelet runs
    /// every file there. Without this, `psp-console` beside the manifest's folder.
    #[arg(long, value_name = "PATH")]
    pub backup_dir: Option<PathBuf>,

    /// The authority that signed the server's certificate, in PEM.
    #[arg(long, value_name = "PATH", required_unless_present = "insecure_skip_tls_verify")]
    pub ca: Option<PathBuf>,

    /// Takes any certificate. Only where the server is reached over loopback.
    #[arg(long, conflicts_with = "ca")]
    pub insecure_skip_tls_verify: bool,
}

/// On or off, as it is written on the command line and in the journal.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Policies are enforced.
    On,
    /// They are not.
    Off,
}

impl Display for State {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Psp::from(*self).fmt(f)
    }
}

impl From<State> for Psp {
    fn from(state: State) -> Self {
        match state {
            State::On => Self::On,
            State::Off => Self::Off,
        }
    }
}

/// An `https` URL with a host.
#[derive(Clone, Debug)]
pub struct ReadyzUrl {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) path: String,
}

impl ReadyzUrl {
    /// Does it lead to this machine, for sure?
    pub(crate) fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
    }
}

impl FromStr for ReadyzUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|error| format!("{error}"))?;
        if uri.scheme_str() != Some("https") {
            return Err("must begin with https://".to_owned());
        }
        let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.is_empty() {
            return Err("has no host".to_owned());
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { host, port: uri.port_u16().unwrap_or(443), path })
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("must be a number of seconds, at least 1".to_owned()),
        Ok(seconds) => Ok(Duration::from_secs(seconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::ReadyzUrl;

    #[test]
    fn takes_urls_of_servers() {
        let url: ReadyzUrl = "https://[::1]:6443/readyz?verbose".parse().unwrap();
        assert_eq!((url.host.as_str(), url.port, url.path.as_str()), ("::1", 6443, "/readyz?verbose"));
        assert!(url.is_loopback());
        let url: ReadyzUrl = "https://master-1.example".parse().unwrap();
        assert_eq!((url.port, url.path.as_str(), url.is_loopback()), (443, "/", false));
        for wrong in ["http://127.0.0.1:8080/readyz", "127.0.0.1:6443", "https://", ""] {
            assert!(wrong.parse::<ReadyzUrl>().is_err(), "{wrong}");
        }
    }
}
