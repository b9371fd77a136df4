//! Which change this console works on, and going on with one that another has left half way.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::Work;
use super::drive::BEAT;
use super::record::{self, Record};
use crate::{Cluster, Error};

/// After so long without a sign of life, another console goes on.
const ABANDONED: Duration = Duration::from_secs(20);

/// What this console is doing about one cluster.
#[derive(Clone)]
pub(crate) struct Driver(Arc<Inner>);

struct Inner {
    name: String,
    state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    /// The change that this console works on.
    pub(super) work: Option<Work>,
    /// Somebody else's change: its last sign of life, and when it was first seen.
    seen: Option<(String, Instant)>,
}

impl Default for Driver {
    fn default() -> Self {
        Self(Arc::new(Inner { name: uuid::Uuid::new_v4().to_string(), state: Mutex::default() }))
    }
}

impl Driver {
    /// What this console is called in a record.
    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    /// The change that this console works on, as far as it knows.
    pub(super) fn work(&self) -> Option<Work> {
        self.state().work.clone()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has nobody shown a sign of life for long enough? Counted by this console's own clock, from when it first saw it.
    fn is_abandoned(&self, record: &Record) -> bool {
        let mut state = self.state();
        if state.work.is_some() || record.work.end.is_some() {
            state.seen = None;
            return false;
        }
        let sign = format!("{} {}", record.holder, record.beat);
        match &state.seen {
            Some((seen, since)) if *seen == sign => since.elapsed() >= ABANDONED,
            _ => {
                state.seen = Some((sign, Instant::now()));
                false
            }
        }
    }
}

impl Cluster {
    /// Goes on with a change whose console was stopped in the middle of it. Called at the start, and ends when there is
    /// nothing to be done.
    pub async fn resume_psp_change(&self) {
        loop {
            match record::read(self).await {
                Ok(Some(record)) if record.work.end.is_none() => {
                    if self.adopt(&record) {
                        return;
                    }
                }
                Ok(_) | Err(Error::Unauthorized | Error::Forbidden(_)) => return,
                Err(_) => {}
            }
            sleep(BEAT).await;
        }
    }

    /// Goes on with it if nobody else does.
    pub(super) fn adopt(&self, record: &Record) -> bool {
        let adopts = self.driver.is_abandoned(record);
        if adopts {
            tracing::warn!(
                by = record.work.by,
                "going on with a change of PSP Status that was left half way"
            );
            let holder = self.driver.name().to_owned();
            self.drive(Record { holder, ..record.clone() });
        }
        adopts
    }
}
