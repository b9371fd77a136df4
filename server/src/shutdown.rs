//! Stopping: on Ctrl-C or SIGTERM, soon, and whatever connections are still open.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long open requests may take to end. A watch never ends by itself, so there must be a limit.
pub(crate) const GRACE: Duration = Duration::from_secs(1);

/// Ends when the process is asked to stop.
pub async fn requested() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                terminated.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "cannot listen for SIGTERM; only Ctrl-C stops the console in good order");
                std::future::pending::<()>().await;
            }
        }
    };
    let interrupted = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::warn!(%error, "cannot listen for Ctrl-C; only SIGTERM stops the console in good order");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = terminated => {}
        () = interrupted => {}
    }
}

/// One request to stop, heard by everything that must.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// A stop that happens when `trigger` ends.
    pub(crate) fn when(trigger: impl Future<Output = ()> + Send + 'static) -> Self {
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            trigger.await;
            let _ = sender.send(true);
        });
        Self(receiver)
    }

    /// Ends when it is time to stop.
    pub(crate) async fn requested(mut self) {
        // An error means that the sender is gone, which it is only after it has sent.
        let _ = self.0.wait_for(|stopping| *stopping).await;
    }

    /// Ends when open requests have had their time.
    pub(crate) async fn overdue(self) {
        self.requested().await;
        tokio::time::sleep(GRACE).await;
    }
}
