//! The running console: its socket, and what answers on it.

use std::path::Path;

use anyhow::Context;
use axum::{Extension, Router};
use tokio::net::TcpListener;

use crate::clusters::Found;
use crate::config::Config;
use crate::embedded::Embedded;
use crate::http::{self, Hosts, Site};
use crate::shutdown::Stop;

/// A console that listens, and answers once it is served.
pub struct Console {
    listener: TcpListener,
    router: Router,
    url: String,
    embedded: Option<Embedded>,
}

impl Console {
    /// Binds the socket and finds the clusters.
    pub async fn start(config: Config) -> anyhow::Result<Self> {
        let Found { known, embedded } = crate::clusters::find(&config).await?;
        let listener = TcpListener::bind(config.listen)
            .await
            .with_context(|| format!("--listen: cannot listen on {}", config.listen))?;
        let address = listener.local_addr().context("the listening address")?;
        let site = Site::find(config.site);
        if !site.is_there() {
            tracing::warn!(
                "the page's program and style sheet are missing (see --site); pages come without them"
            );
        }
        let router = http::router(&site, known, Hosts::new(address, config.allowed_host));
        Ok(Self { listener, router, url: format!("http://{address}"), embedded })
    }

    /// What is printed when it is ready.
    pub fn greeting(&self) -> String {
        let kubeconfig = self.embedded.as_ref().and_then(Embedded::kubeconfig);
        let kubectl = kubeconfig.map_or_else(String::new, |path| {
            format!("kubectl for its embedded cluster: export KUBECONFIG={}\n", shell_quoted(path))
        });
        format!("PSP Console: {}\n{kubectl}", self.url)
    }

    /// Serves until `stop` ends, and a second longer for requests that are under way.
    pub async fn serve(self, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
        let stop = Stop::when(stop);
        // What would go on for ever hears of it.
        let router = self.router.layer(Extension(stop.clone()));
        let serving = axum::serve(self.listener, router).with_graceful_shutdown(stop.clone().requested());
        tokio::select! {
            result = async { serving.await } => result.context("serving"),
            () = stop.overdue() => Ok(()),
        }
    }
}

/// Ready to be pasted into a shell.
fn shell_quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+@:".contains(&byte);
    if text.bytes().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
