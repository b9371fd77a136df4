//! The change itself: every step is written into the journal before it is taken.

use std::time::Duration;

use manifest::{Cause, Psp, Seen};

use crate::error::Error;
use crate::files;
use crate::journal::{Bytes, Journal, Phase, Site};
use crate::options::SetPsp;
use crate::progress::{Outcome, Progress, in_full};
use crate::server::{Process, Server};
use crate::wait;

impl SetPsp {
    /// Does it, tells each step, and returns how it ended; the last step tells that too.
    pub async fn run(&self, mut report: impl FnMut(Progress)) -> Outcome {
        let mut was_changed = false;
        let mut tell = |step| {
            was_changed |= matches!(step, Progress::Replaced { .. } | Progress::Resumed { .. });
            report(step);
        };
        let result = self.try_run(&mut tell).await;
        let (outcome, message, failure) = match result {
            Ok(outcome) => (outcome, None, None),
            Err(error) => (error.outcome(was_changed), Some(in_full(&error)), Some(error.failure())),
        };
        report(Progress::Ended { outcome, message, failure });
        outcome
    }

    async fn try_run(&self, report: &mut impl FnMut(Progress)) -> Result<Outcome, Error> {
        let server = Server::new(self)?;
        let site = Site::open(self)?;
        let mut work = Work { options: self, site: &site, server: &server, report };
        if let Some(journal) = site.journal()?
            && let Some(outcome) = work.resume(journal).await?
        {
            return Ok(outcome);
        }
        work.change().await
    }
}

struct Work<'a, R> {
    options: &'a SetPsp,
    site: &'a Site,
    server: &'a Server,
    report: &'a mut R,
}

impl<R: FnMut(Progress)> Work<'_, R> {
    /// Finishes or undoes what an agent before this one left. `None` if nothing is left to decide about.
    async fn resume(&mut self, mut journal: Journal) -> Result<Option<Outcome>, Error> {
        let whose = journal.whose(&self.site.read_manifest()?);
        let is_wanted = journal.state == self.options.state;
        match (&journal.phase, whose) {
            // It came to its end; or not even to the manifest; or somebody else has edited the manifest since.
            (Phase::Ended, _) | (_, Bytes::Other) | (Phase::Changing, Bytes::Before) => return Ok(None),
            (Phase::Changing, Bytes::After) | (Phase::RollingBack { .. }, _) => {}
        }
        (self.report)(Progress::Resumed { state: journal.state });
        match journal.phase.clone() {
            Phase::Changing if is_wanted => self.finish(journal).await.map(Some),
            Phase::Changing => {
                // What is asked for now is what was before.
                self.roll_back(&mut journal, &Cause::Opposite).await?;
                Ok(Some(Outcome::Done))
            }
            Phase::RollingBack { reason, .. } => {
                self.put_back(&mut journal).await?;
                if is_wanted {
                    Err(Error::RolledBack { reason: Cause::Said(reason) })
                } else {
                    Ok(Some(Outcome::Done))
                }
            }
            Phase::Ended => Ok(None),
        }
    }

    /// A change from the beginning.
    async fn change(&mut self) -> Result<Outcome, Error> {
        let state = self.options.state;
        let bytes = self.site.read_manifest()?;
        let text = self.text(&bytes)?;
        if self.understood(manifest::state(text))?.psp() == Psp::from(state) {
            return Ok(Outcome::Unchanged);
        }
        let changed = self.changed(text)?;
        let process = match self.server.process().await {
            Process::Is(process) => process,
            Process::Unknown => return Err(Error::NotTheServer),
            Process::Gone => return Err(Error::NotReady { reason: Seen::NoServer }),
        };
        self.server.ready().await.map_err(|reason| Error::NotReady { reason })?;

        self.site.write_backup(&bytes)?;
        (self.report)(Progress::BackedUp { path: self.site.backup_path().display().to_string() });
        let journal = Journal {
            manifest: self.site.manifest.clone(),
            state,
            before: files::hash(&bytes),
            after: files::hash(changed.as_bytes()),
            server: process,
            phase: Phase::Changing,
        };
        self.site.write_journal(&journal)?;
        if journal.whose(&self.site.read_manifest()?) != Bytes::Before {
            return Err(self.changed_meanwhile());
        }
        if let Err(error) = self.site.write_manifest(changed.as_bytes())
            && journal.whose(&self.site.read_manifest()?) != Bytes::After
        {
            return Err(error);
        }
        (self.report)(Progress::Replaced { state });
        self.finish(journal).await
    }

    /// Waits for the new server; the old manifest returns if it does not come.
    async fn finish(&mut self, mut journal: Journal) -> Result<Outcome, Error> {
        let waited = self.wait_for_another(Some(&journal.server), Duration::ZERO).await;
        if journal.whose(&self.site.read_manifest()?) != Bytes::After {
            return Err(self.changed_meanwhile());
        }
        match waited {
            Ok(()) => {
                journal.phase = Phase::Ended;
                self.site.write_journal(&journal)?;
                Ok(Outcome::Done)
            }
            Err(reason) => {
                self.roll_back(&mut journal, &reason).await?;
                Err(Error::RolledBack { reason })
            }
        }
    }

    async fn roll_back(&mut self, journal: &mut Journal, reason: &Cause) -> Result<(), Error> {
        // A server that never was ready may still answer; it is the one that must go. The one from before may stay.
        let server = match self.server.process().await {
            Process::Is(process) if process != journal.server => Some(process),
            _ => None,
        };
        journal.phase = Phase::RollingBack { reason: reason.to_string(), server };
        self.site.write_journal(journal)?;
        self.put_back(journal).await
    }

    /// Puts the manifest back and waits until a server is ready that is not the one that must go.
    async fn put_back(&mut self, journal: &mut Journal) -> Result<(), Error> {
        let Phase::RollingBack { reason, server } = journal.phase.clone() else { return Ok(()) };
        (self.report)(Progress::RollingBack { reason });
        match journal.whose(&self.site.read_manifest()?) {
            Bytes::Before => {}
            Bytes::After => {
                let before = self.site.backup()?.unwrap_or_default();
                if files::hash(&before) != journal.before {
                    let reason = "is not the manifest that was there before".to_owned();
                    return Err(Error::Unreadable { path: self.site.backup_path(), reason });
                }
                self.site.write_manifest(&before)?;
            }
            Bytes::Other => return Err(self.changed_meanwhile()),
        }
        let waited = self.wait_for_another(server.as_deref(), wait::SETTLED).await;
        waited.map_err(|reason| Error::Down { reason })?;
        journal.phase = Phase::Ended;
        self.site.write_journal(journal)
    }

    async fn wait_for_another(&mut self, old: Option<&str>, stay: Duration) -> Result<(), Cause> {
        wait::for_another(self.server, old, self.options.timeout, stay, self.report).await
    }

    /// The new text: that of before the last change, if this one takes it back.
    fn changed(&self, text: &str) -> Result<String, Error> {
        let wanted = self.options.state.into();
        let earlier = self.site.backup()?.and_then(|bytes| String::from_utf8(bytes).ok());
        self.understood(match earlier {
            Some(earlier) => manifest::set_as_before(text, wanted, &earlier),
            None => manifest::set(text, wanted),
        })
    }

    fn text<'b>(&self, bytes: &'b [u8]) -> Result<&'b str, Error> {
        std::str::from_utf8(bytes).map_err(|error| Error::Unreadable {
            path: self.site.manifest.clone(),
            reason: error.to_string(),
        })
    }

    fn understood<T>(&self, result: Result<T, manifest::Error>) -> Result<T, Error> {
        result.map_err(|source| Error::Manifest { path: self.site.manifest.clone(), source })
    }

    fn changed_meanwhile(&self) -> Error {
        Error::ChangedMeanwhile { path: self.site.manifest.clone() }
    }
}
