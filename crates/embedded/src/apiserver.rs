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
use crate::resource::{OURS, Resource};
use crate::status::{Cause, Failure};
use crate::store::Key;

/// The plugin this is all about.
pub(crate) const PLUGIN: &str = "PodSecurityPolicy";

/// What runs now.
pub(crate) struct ApiServer {
    psp: AtomicBool,
    restart: Duration,
    run: watch::Sender<Run>,
}

/// One run of the server's process, from its start to the next restart's end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Run {
    number: u64,
    /// Has it not come up yet?
    away: bool,
}

/// What lives no longer than the run of the server in which it began.
pub(crate) struct Life {
    runs: watch::Receiver<Run>,
    number: u64,
}

impl Life {
    /// Ends when the server goes away, as connections do.
    pub(crate) async fn ended(&mut self) {
        let number = self.number;
        // An error means that the cluster is gone altogether.
        let _ = self.runs.wait_for(|run| run.number != number).await;
    }

    /// Ends when the server is back.
    pub(crate) async fn back(&mut self) {
        let _ = self.runs.wait_for(|run| !run.away).await;
    }
}

impl ApiServer {
    pub(crate) fn new(psp: bool, restart: Duration) -> Self {
        let run = watch::Sender::new(Run { number: 0, away: false });
        Self { psp: AtomicBool::new(psp), restart, run }
    }

    /// Are pods judged by the policies?
    pub(crate) fn enforces_policies(&self) -> bool {
        self.psp.load(Ordering::SeqCst)
    }

    /// From now on they are, or are not.
    pub(crate) fn set_policies(&self, psp: bool) {
        self.psp.store(psp, Ordering::SeqCst);
    }

    /// Is it away?
    pub(crate) fn is_restarting(&self) -> bool {
        self.run.borrow().away
    }

    /// The present run.
    pub(crate) fn life(&self) -> Life {
        let runs = self.run.subscribe();
        let number = runs.borrow().number;
        Life { runs, number }
    }
}

/// Carries out a change of the object: the server is away for a while, then runs with the new plugins.
pub(crate) fn follow(cluster: &Arc<Inner>, object: &Value) {
    if wants_policies(object) == cluster.apiserver.enforces_policies() && !cluster.apiserver.is_restarting() {
        return;
    }
    cluster.apiserver.run.send_modify(|run| *run = Run { number: run.number + 1, away: true });
    let cluster = Arc::clone(cluster);
    tokio::spawn(async move {
        tokio::time::sleep(cluster.apiserver.restart).await;
        resume(&cluster);
        cluster.apiserver.run.send_modify(|run| run.away = false);
    });
}

/// Runs with the plugins that the object names, as after a start with the flags of before.
pub(crate) fn resume(cluster: &Inner) {
    let Some(servers) = Resource::find(OURS, "v1", "apiservers") else { return };
    if let Some(object) = cluster.store.get(&Key::new(servers, "", "local")) {
        cluster.apiserver.set_policies(wants_policies(&object));
    }
}

fn wants_policies(object: &Value) -> bool {
    items(object, "/spec/enableAdmissionPlugins").any(|plugin| plugin == PLUGIN)
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
            Err(Failure::invalid("APIServer", OURS, "local", &[cause]))
        }
    }
}
