//! How the console gets at the manifests of API servers: by agents' pods, or on the node that it runs on itself.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use access::switch::Turn;
use agent::{Outcome, Progress, SetPsp, State};
use cluster::{AgentEnd, Failure, LocalNode, Switching};

use crate::config::Config;

/// What was asked for, for a cluster. `is_local` says whether it is the one whose API server runs on this node.
pub(crate) fn of(config: &Config, is_local: bool) -> Switching {
    let timeout = Duration::from_secs(config.apiserver_timeout.get());
    let here = config.apiserver_manifest.as_ref().filter(|_| is_local);
    let local = here.map(|manifest| {
        let options = SetPsp {
            state: State::On,
            manifest: manifest.clone(),
            readyz: config.apiserver_readyz.clone(),
            timeout,
            backup_dir: None,
            ca: None,
            // It leads to this node, or the agent refuses.
            insecure_skip_tls_verify: true,
        };
        Arc::new(ThisNode(options)) as Arc<dyn LocalNode>
    });
    Switching {
        agent_image: config.agent_image.clone(),
        manifest: here.map_or_else(|| config.agent_manifest.clone(), |path| path.display().to_string()),
        backups: config.agent_backups.clone(),
        timeout,
        local,
        ..Switching::default()
    }
}

/// The agent, in this very process.
struct ThisNode(SetPsp);

impl LocalNode for ThisNode {
    fn set(&self, turn: Turn) -> Pin<Box<dyn Future<Output = AgentEnd> + Send + '_>> {
        let state = match turn {
            Turn::On => State::On,
            Turn::Off => State::Off,
        };
        let options = SetPsp { state, ..self.0.clone() };
        Box::pin(async move {
            let mut last = None;
            let outcome = options
                .run(|step| {
                    tracing::info!(%step, "the manifest on this node");
                    if let Progress::Ended { failure, .. } = step {
                        last = failure;
                    }
                })
                .await;
            let why = last.map_or_else(|| Failure::Said(outcome.to_string()), Failure::Agent);
            match outcome {
                Outcome::Done | Outcome::Unchanged => AgentEnd::Done,
                Outcome::Busy => AgentEnd::Again(why),
                Outcome::Refused | Outcome::RolledBack | Outcome::Down => AgentEnd::Failed(why),
            }
        })
    }
}
