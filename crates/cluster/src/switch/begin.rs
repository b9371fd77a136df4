//! *Change PSP State*: whether it may begin, and who takes care of it from then on.

use access::switch::{Means, Turn};

use super::Work;
use super::record::{self, Record};
use crate::default_policy::require_installed;
use crate::{Clash, Cluster, Error, Missing, Protection, Result};

/// What stands for an API server that no mirror pod shows.
const ALONE: &str = "API server";

/// Does the caller know what turning it on would stop?
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Consequences {
    /// They have not said so: what would stop something is refused.
    Unknown,
    /// They have: only what is impossible is refused.
    Accepted,
}

impl Cluster {
    /// Begins to turn enforcement on or off. The API servers restart one after the other; the status tells how far it
    /// is.
    ///
    /// # Errors
    /// `Protected` while there is no default policy, where this console cannot change it, and where it would stop
    /// something whose consequences were not accepted; `Conflict` while a change is under way.
    pub async fn change_psp_state(&self, turn: Turn, consequences: Consequences) -> Result<()> {
        let status = self.psp_status().await?;
        if let Some(obstacle) = status.means.obstacle() {
            return Err(Error::Protected(Protection::Unchangeable(obstacle)));
        }
        // The agent's pods must be admitted too, also where it is to be turned off.
        if turn == Turn::On || status.means != Means::Embedded {
            require_installed(&self.snapshot().await?)?;
        }
        if turn == Turn::On && consequences == Consequences::Unknown && self.psp_preflight().await?.is_grave()
        {
            return Err(Error::Protected(Protection::PodsWouldStop));
        }
        let servers = status.means.servers().iter();
        let mut nodes: Vec<String> = servers.map(|server| server.node.clone()).collect();
        if nodes.is_empty() {
            nodes.push(ALONE.to_owned());
        }
        self.begin(turn, nodes).await
    }

    /// Takes back what a failed change has done: the nodes that it touched, the last one first.
    ///
    /// # Errors
    /// `NotFound` if there is nothing to take back; else as [`Cluster::change_psp_state`].
    pub async fn take_back_psp_change(&self) -> Result<()> {
        let status = self.psp_status().await?;
        if let Some(obstacle) = status.means.obstacle() {
            return Err(Error::Protected(Protection::Unchangeable(obstacle)));
        }
        match status.work.map(|work| (work.turn.opposite(), work.touched())) {
            Some((turn, nodes)) if !nodes.is_empty() => self.begin(turn, nodes).await,
            _ => Err(Error::NotFound(Missing::FailedChange)),
        }
    }

    /// Forgets a change that has ended.
    ///
    /// # Errors
    /// `Conflict` if one is under way.
    pub async fn forget_psp_change(&self) -> Result<()> {
        match record::read(self).await? {
            None => Ok(()),
            Some(record) if record.work.end.is_none() => Err(under_way(&record.work)),
            Some(record) => record::remove(self, record).await,
        }
    }

    async fn begin(&self, turn: Turn, nodes: Vec<String>) -> Result<()> {
        let (before, version) = record::look(self).await?;
        if let Some(work) = before.map(|record| record.work).filter(|work| work.end.is_none()) {
            return Err(under_way(&work));
        }
        let id = uuid::Uuid::new_v4().to_string();
        let work = Work::new(id, turn, self.caller.to_string(), super::drive::now(), nodes);
        let holder = self.driver.name().to_owned();
        let mut record = Record { work, holder, beat: 0, version };
        match record::write(self, &mut record).await {
            Err(Error::Conflict(_)) => {
                // Their change may have begun already, so that nothing can be read.
                let theirs = record::read(self).await.ok().flatten().map(|record| under_way(&record.work));
                Err(theirs.unwrap_or_else(|| Error::Conflict(Clash::Faster)))
            }
            Err(error) => Err(error),
            Ok(()) => {
                self.drive(record);
                Ok(())
            }
        }
    }
}

fn under_way(work: &Work) -> Error {
    let (by, since) = (work.by.clone(), work.started.clone());
    Error::Conflict(Clash::UnderWay { by, turn: work.turn, since })
}
