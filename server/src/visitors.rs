//! A demo for each visitor: a session has an embedded cluster of its own, made when the visitor comes and gone when it
//! has not been used for a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use app::api::context::{ClusterEntry, Clusters};
use embedded::{Contents, EmbeddedCluster, Limits, Options};

use crate::embedded::entry;

/// How a demo for each visitor is served.
#[derive(Clone, Debug)]
pub struct Visits {
    /// How many clusters there are at most.
    pub most: usize,
    /// How long a cluster is kept after its last use.
    pub kept: Duration,
    /// How long one must have been unused before it makes room for a new visitor's.
    pub idle: Duration,
    /// How long its API server is away when PSP Status changes.
    pub restart: Duration,
}

/// What the visitor's browser shows to come back to its cluster. Nobody can guess it, and nothing prints it.
#[derive(Clone, Eq, Hash, PartialEq)]
pub(crate) struct Session(String);

impl Session {
    /// What a browser says that it is; it is nobody's unless it was given out here.
    pub(crate) fn claimed(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// For the cookie, and nothing else.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }

    fn new() -> Self {
        // Of a UUID's bits, 122 are random.
        Self(format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple()))
    }
}

/// Whom the door opens to.
pub(crate) enum Admitted {
    /// Somebody who was here before.
    Again(Clusters),
    /// Somebody new, or whose cluster is gone.
    New(Session, Clusters),
    /// Nobody: there is no room.
    Full,
}

/// The visitors, and the cluster of each.
#[derive(Clone)]
pub struct Visitors {
    visits: Visits,
    /// What every visitor sees beside the own cluster.
    others: Vec<ClusterEntry>,
    present: Arc<Mutex<Present>>,
}

type Present = HashMap<Session, Visit>;

struct Visit {
    clusters: Clusters,
    last: Instant,
}

impl Visitors {
    /// None yet. Each sees the other clusters too.
    pub fn new(visits: Visits, others: Vec<ClusterEntry>) -> Self {
        Self { visits, others, present: Arc::default() }
    }

    /// Opens the door to whom the session belongs, or to a new visitor.
    pub(crate) fn admit(&self, claimed: Option<&Session>) -> Admitted {
        let mut present = lock(&self.present);
        forget(&mut present, self.visits.kept);
        if let Some(visit) = claimed.and_then(|session| present.get_mut(session)) {
            visit.last = Instant::now();
            return Admitted::Again(visit.clusters.clone());
        }
        if present.len() >= self.visits.most {
            let oldest = present.iter().min_by_key(|(_, visit)| visit.last);
            let idle = oldest.filter(|(_, visit)| visit.last.elapsed() >= self.visits.idle);
            let Some(session) = idle.map(|(session, _)| session.clone()) else { return Admitted::Full };
            present.remove(&session);
        }
        let (session, clusters) = (Session::new(), self.clusters());
        present.insert(session.clone(), Visit { clusters: clusters.clone(), last: Instant::now() });
        Admitted::New(session, clusters)
    }

    /// The clusters of whom the session belongs to, without making any, nor keeping them for longer.
    pub(crate) fn recognise(&self, claimed: &Session) -> Option<Clusters> {
        let mut present = lock(&self.present);
        forget(&mut present, self.visits.kept);
        present.get(claimed).map(|visit| visit.clusters.clone())
    }

    /// Ends visits that are over even when nobody comes, until the last clone of it is gone.
    pub(crate) fn watch(&self) {
        let (kept, present) = (self.visits.kept, Arc::downgrade(&self.present));
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_mins(1)).await;
                let Some(present) = present.upgrade() else { return };
                forget(&mut lock(&present), kept);
            }
        });
    }

    fn clusters(&self) -> Clusters {
        let options = Options {
            limits: Limits::VISITOR,
            contents: Contents::Demo,
            restart: self.visits.restart,
            ..Options::default()
        };
        let own = entry(&EmbeddedCluster::new(&options));
        Clusters::new(std::iter::once(own).chain(self.others.iter().cloned()).collect())
    }
}

fn forget(present: &mut Present, kept: Duration) {
    present.retain(|_, visit| visit.last.elapsed() < kept);
}

fn lock(present: &Mutex<Present>) -> MutexGuard<'_, Present> {
    // Nothing panics while it holds the lock, and if it did, the map would still be whole.
    present.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Admitted, Session, Visitors, Visits};

    fn visitors(most: usize, idle: Duration, kept: Duration) -> Visitors {
        Visitors::new(Visits { most, kept, idle, restart: Duration::ZERO }, Vec::new())
    }

    fn new(visitors: &Visitors) -> Option<Session> {
        match visitors.admit(None) {
            Admitted::New(session, _) => Some(session),
            Admitted::Again(_) => panic!("nobody was here before"),
            Admitted::Full => None,
        }
    }

    fn is_here(visitors: &Visitors, session: &Session) -> bool {
        matches!(visitors.admit(Some(session)), Admitted::Again(_))
    }

    #[tokio::test]
    async fn who_was_here_comes_back_and_a_claim_is_not_believed() {
        let visitors = visitors(9, Duration::MAX, Duration::MAX);
        let session = new(&visitors).unwrap();
        assert!(is_here(&visitors, &session));
        let forged = Session::claimed("0123456789abcdef0123456789abcdef");
        let Admitted::New(given, _) = visitors.admit(Some(&forged)) else { panic!() };
        assert!(given != forged, "a session that somebody else made up must not be taken over");
    }

    #[tokio::test]
    async fn a_full_house_takes_nobody_unless_somebody_has_been_idle() {
        let busy = visitors(2, Duration::MAX, Duration::MAX);
        let first = new(&busy).unwrap();
        assert!(new(&busy).is_some() && new(&busy).is_none());
        assert!(is_here(&busy, &first));
        let idle = visitors(2, Duration::ZERO, Duration::MAX);
        let (first, second) = (new(&idle).unwrap(), new(&idle).unwrap());
        assert!(is_here(&idle, &first));
        assert!(new(&idle).is_some(), "the one that was used least lately makes room");
        assert!(is_here(&idle, &first) && !is_here(&idle, &second));
    }

    #[tokio::test]
    async fn a_visit_ends_by_itself() {
        let short = visitors(1, Duration::MAX, Duration::ZERO);
        let first = new(&short).unwrap();
        assert!(!is_here(&short, &first));
        assert!(new(&short).is_some());
    }
}
