//! Carrying a change out, in the background: node after node, and each step written down.

use std::time::Duration;

use access::switch::{End, Means, Turn};
use tokio::time::{Instant, interval, sleep};

use super::agent_end::AgentEnd;
use super::events::Happened;
use super::record::{self, Record};
use super::{Failure, Work};
use crate::{Cluster, Error, Result};

type Stage = access::switch::Stage<Failure>;

/// How often the holder of a change shows that it lives.
pub(super) const BEAT: Duration = Duration::from_secs(4);
const PAUSE: Duration = Duration::from_millis(300);

/// This moment, as RFC 3339.
pub(super) fn now() -> String {
    let now = k8s_openapi::jiff::Timestamp::now();
    now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Cluster {
    /// Takes care of it until it has ended.
    pub(super) fn drive(&self, record: Record) {
        self.driver.state().work = Some(record.work.clone());
        let cluster = self.clone();
        tokio::spawn(async move {
            let book = Book { cluster: &cluster, record: tokio::sync::Mutex::new(record) };
            tokio::select! {
                () = book.carry_out() => {}
                // Somebody else has written into the record: it is theirs now.
                () = book.beat() => tracing::warn!("another console goes on with the change of PSP Status"),
            }
            cluster.driver.state().work = None;
        });
    }
}

/// The record of the change that is carried out, and its cluster.
struct Book<'a> {
    cluster: &'a Cluster,
    record: tokio::sync::Mutex<Record>,
}

impl Book<'_> {
    /// Writes again and again, until somebody else has.
    async fn beat(&self) {
        let mut beats = interval(BEAT);
        loop {
            beats.tick().await;
            let mut record = self.record.lock().await;
            record.beat += 1;
            if let Err(Error::Conflict(_)) = record::write(self.cluster, &mut record).await {
                return;
            }
        }
    }

    async fn work(&self) -> Work {
        self.record.lock().await.work.clone()
    }

    /// Changes it, here at once, and on the cluster now or with the next beat.
    async fn note(&self, change: impl FnOnce(&mut Work)) {
        let mut record = self.record.lock().await;
        change(&mut record.work);
        self.cluster.driver.state().work = Some(record.work.clone());
        let _ = record::write(self.cluster, &mut record).await;
    }

    async fn stage(&self, place: usize, stage: Stage) {
        self.note(|work| {
            if let Some(node) = work.nodes.get_mut(place) {
                node.stage = stage;
            }
        })
        .await;
    }

    async fn carry_out(&self) {
        let work = self.work().await;
        self.cluster.tell(Happened::Started, &work, "").await;
        let mut is_done = true;
        while let Some(place) = self.work().await.next() {
            let node = work.nodes.get(place).map(|node| node.node.clone()).unwrap_or_default();
            match Box::pin(self.change_node(place, &node)).await {
                Ok(()) => {
                    self.stage(place, Stage::Done).await;
                    self.cluster.tell(Happened::NodeChanged, &work, &format!(": {node} is done")).await;
                }
                Err(why) => {
                    self.stage(place, Stage::Failed(why.clone())).await;
                    self.cluster.tell(Happened::Failed, &work, &format!(": {node}: {why}")).await;
                    is_done = false;
                    break;
                }
            }
        }
        if is_done {
            self.cluster.tell(Happened::Done, &work, ": done").await;
        }
        if self.cluster.switching.agent_image.is_some() {
            self.cluster.remove_account().await;
        }
        self.end(is_done).await;
    }

    /// The end must be known: as long as it is not written, the change is under way.
    async fn end(&self, is_done: bool) {
        loop {
            let mut record = self.record.lock().await;
            record.work.end = Some(End { at: now(), is_done });
            match record::write(self.cluster, &mut record).await {
                Ok(()) | Err(Error::Conflict(_)) => return,
                Err(error) => {
                    tracing::warn!(error = error.in_full(), "the end of the change is not written yet");
                }
            }
            drop(record);
            sleep(BEAT).await;
        }
    }

    /// Changes one node, until its server does what was asked for.
    async fn change_node(&self, place: usize, node: &str) -> Result<(), Failure> {
        let work = self.work().await;
        let means = self.patiently(|| self.cluster.means()).await?;
        let server = means.servers().iter().find(|server| server.node == node);
        self.stage(place, Stage::Changing).await;
        match (&means, server, &self.cluster.switching.local) {
            (Means::Embedded, ..) => self.patiently(|| self.cluster.patch_embedded(work.turn)).await?,
            (_, _, Some(local)) => ended(local.set(work.turn).await)?,
            (_, Some(server), None) => {
                ended(self.patiently(|| Box::pin(self.cluster.run_agent(&work, server))).await?)?;
            }
            _ => return Err(Failure::NoServer { node: node.to_owned() }),
        }
        self.stage(place, Stage::Probing).await;
        let alone = means.servers().len() < 2;
        let address = server.filter(|_| !alone).map(|server| server.address.as_str());
        self.cluster.await_state(work.turn, address).await
    }

    /// An API server that restarts is waited for; what it says is the end of it.
    async fn patiently<T, F: Future<Output = Result<T>>>(&self, ask: impl Fn() -> F) -> Result<T, Failure> {
        loop {
            match ask().await {
                Err(Error::Unreachable(_)) => sleep(PAUSE).await,
                answer => return answer.map_err(Failure::from),
            }
        }
    }
}

fn ended(end: AgentEnd) -> Result<(), Failure> {
    match end {
        AgentEnd::Done => Ok(()),
        AgentEnd::Failed(why) | AgentEnd::Again(why) => Err(why),
    }
}

impl Cluster {
    /// Waits until the server does it.
    async fn await_state(&self, wanted: Turn, address: Option<&str>) -> Result<(), Failure> {
        let limit = Instant::now() + self.switching.settle;
        loop {
            let seen = match self.probe_server(address).await {
                Ok(answer) if answer == wanted => return Ok(()),
                Ok(state) => Failure::Still { state },
                Err(why) => Failure::Silent { why: Box::new(why) },
            };
            if Instant::now() > limit {
                return Err(seen);
            }
            sleep(PAUSE).await;
        }
    }
}
