//! The running console: its socket, and what answers on it.

use anyhow::Context;
use axum::Router;
use tokio::net::TcpListener;

use crate::config::Config;
use crate::http::{self, Hosts, Site};
use crate::shutdown::Stop;

/// A console that listens, and answers once it is served.
pub struct Console {
    listener: TcpListener,
    router: Router,
    url: String,
}

impl Console {
    /// Binds the socket and finds the clusters.
    pub async fn start(config: Config) -> anyhow::Result<Self> {
        let clusters = crate::clusters::find(&config).await?;
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
        let router = http::router(&site, clusters, Hosts::new(address, config.allowed_host));
        Ok(Self { listener, router, url: format!("http://{address}") })
    }

    /// What is printed when it is ready.
    pub fn greeting(&self) -> String {
        format!("PSP Console: {}\n", self.url)
    }

    /// Serves until `stop` ends, and a second longer for requests that are under way.
    pub async fn serve(self, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
        let stop = Stop::when(stop);
        let serving =
            axum::serve(self.listener, self.router).with_graceful_shutdown(stop.clone().requested());
        tokio::select! {
            result = async { serving.await } => result.context("serving"),
            () = stop.overdue() => Ok(()),
        }
    }
}
