//! The API server itself: which admission plugins are on, and its restart when that changes.
//!
//! On a real cluster that is a flag of the process. Here it is an object, so that the console and kubectl can change
//! it: `apiservers.embedded.psp-console/local`, `spec.enableAdmissionPlugins`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use crate::cluster::Inner;
use crate::object::items;
use crate::status::{Cause, Failure};

/// The plugin this is all about.
pub(crate) const PLUGIN: &str = "PodSecurityPolicy";

/// What runs now.
pub(crate) struct ApiServer {
    psp: AtomicBool,
    restart: Duration,
    restarting: watch::Sender<bool>,
}

impl ApiServer {
    pub(crate) fn new(psp: bool, restart: Duration) -> Self {
        Self { psp: AtomicBool::new(psp), restart, restarting: watch::Sender::new(false) }
    }

    /// Are pods judged by the policies?
    pub(crate) fn enforces_policies(&self) -> bool {
        self.psp.load(Ordering::SeqCst)
    }

    /// Is it away?
    pub(crate) fn is_restarting(&self) -> bool {
        *self.restarting.borrow()
    }

    /// Ends when it goes away, as connections do.
    pub(crate) async fn gone(&self) {
        // An error means that the cluster is gone altogether.
        let _ = self.restarting.subscribe().wait_for(|restarting| *restarting).await;
    }
}

/// Carries out a change of the object: the server is away for a while, then runs with the new plugins.
pub(crate) fn follow(cluster: &Arc<Inner>, object: &Value) {
    let psp = items(object, "/spec/enableAdmissionPlugins").any(|plugin| plugin == PLUGIN);
    if psp == cluster.apiserver.enforces_policies() && !cluster.apiserver.is_restarting() {
        return;
    }
    cluster.apiserver.restarting.send_replace(true);
    let cluster = Arc::clone(cluster);
    tokio::spawn(async move {
        tokio::time::sleep(cluster.apiserver.restart).await;
        cluster.apiserver.psp.store(psp, Ordering::SeqCst);
        cluster.apiserver.restarting.send_replace(false);
    });
}

/// Refuses plugins that the embedded API server does not have.
pub(crate) fn check(object: &Value) -> Result<(), Failure> {
    let field = "spec.enableAdmissionPlugins";
    let unknown = items(object, "/spec/enableAdmissionPlugins").find(|plugin| *plugin != PLUGIN);
    match unknown {
        None => Ok(()),
        Some(plugin) => {
            let cause = Cause::invalid(
                field,
                plugin,
                "the embedded API server has the plugin PodSecurityPolicy only",
            );
            Err(Failure::invalid("APIServer", crate::resource::OURS, "local", &[cause]))
        }
    }
}
