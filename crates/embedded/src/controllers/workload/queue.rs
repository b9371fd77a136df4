//! Which workloads are to be looked at, and when.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::time::Instant;

use super::{CONTROLLERS, Controller, Outcome, claim};
use crate::cluster::Inner;
use crate::object::{items, name, namespace, text};
use crate::resource::{APPS, OURS, RBAC, RESOURCES, Resource};
use crate::store::{Change, Key};

/// The longest wait after a failure.
const LONGEST: Duration = Duration::from_secs(1000);

/// The work to do.
pub(super) struct Queue {
    /// The last revision that has been looked at.
    seen: u64,
    now: BTreeSet<Key>,
    later: BTreeMap<Key, Later>,
}

struct Later {
    due: Instant,
    /// How often it failed in a row; zero when it only waits for a time.
    failures: u32,
}

impl Queue {
    pub(super) fn new(seen: u64) -> Self {
        Self { seen, now: BTreeSet::new(), later: BTreeMap::new() }
    }

    /// Takes note of what has happened since last time.
    pub(super) fn learn(&mut self, cluster: &Inner) {
        if let Ok(changes) = cluster.store.since(self.seen) {
            self.seen = changes.last().map_or(self.seen, |change| change.revision);
            for change in &changes {
                self.note(cluster, change);
            }
        } else {
            // More has happened than is remembered: look at them all.
            for controller in CONTROLLERS {
                self.seen = self.all_of(cluster, controller, None);
            }
        }
    }

    fn note(&mut self, cluster: &Inner, change: &Change) {
        let Some(resource) = RESOURCES.iter().find(|row| change.key.is_in(row, None)) else { return };
        if CONTROLLERS.iter().any(|controller| controller.looks_after(resource)) {
            self.now.insert(change.key.clone());
        }
        match (resource.group, resource.kind) {
            ("", "Pod") | (APPS, "ReplicaSet") => self.note_owners(cluster, change),
            ("", "Node") => {
                let of_nodes = |controller: &&Controller| controller.plural == "daemonsets";
                for controller in CONTROLLERS.iter().filter(of_nodes) {
                    self.all_of(cluster, controller, None);
                }
            }
            // What was refused may now be allowed.
            ("", "ServiceAccount") | ("policy" | RBAC | OURS, _) => self.failed_at_once(),
            _ => {}
        }
    }

    /// The workloads that the object belongs, or belonged, to; or might, if it belongs to none.
    fn note_owners(&mut self, cluster: &Inner, change: &Change) {
        for object in change.before.iter().chain([&change.after]) {
            if let Some(owner) =
                items(object, "/metadata/ownerReferences").find(|owner| claim::is_controller(owner))
            {
                let resource = Resource::of_kind(text(owner, "/apiVersion"), text(owner, "/kind"));
                if let Some(resource) = resource {
                    self.now.insert(Key::new(resource, namespace(object), text(owner, "/name")));
                }
            } else if !change.gone {
                for controller in CONTROLLERS {
                    self.all_of(cluster, controller, Some(namespace(object)));
                }
            }
        }
    }

    fn all_of(&mut self, cluster: &Inner, controller: &Controller, place: Option<&str>) -> u64 {
        let Some(resource) = controller.resource() else { return self.seen };
        let (objects, revision) = cluster.store.list(resource, place);
        let keys = objects.iter().map(|object| Key::new(resource, namespace(object), name(object)));
        self.now.extend(keys);
        revision
    }

    fn failed_at_once(&mut self) {
        let failed = self.later.iter_mut().filter(|(_, later)| later.failures > 0);
        for (key, later) in failed {
            later.failures = 1;
            self.now.insert(key.clone());
        }
    }

    /// The next one to look at.
    pub(super) fn next(&mut self, at: Instant) -> Option<(Key, &'static Controller)> {
        loop {
            let key = self.now.pop_first().or_else(|| self.overdue(at))?;
            let known =
                CONTROLLERS.iter().find(|each| each.resource().is_some_and(|row| key.is_in(row, None)));
            if let Some(controller) = known {
                return Some((key, controller));
            }
        }
    }

    fn overdue(&self, at: Instant) -> Option<Key> {
        self.later.iter().find(|(_, later)| later.due <= at).map(|(key, _)| key.clone())
    }

    /// How it went with one.
    pub(super) fn done(&mut self, key: Key, controller: &Controller, outcome: Outcome, at: Instant) {
        match outcome {
            Outcome::Settled => {
                self.later.remove(&key);
            }
            Outcome::Later(wait) => {
                self.later.insert(key, Later { due: at + wait, failures: 0 });
            }
            Outcome::Failed => {
                let failures = self.later.get(&key).map_or(0, |later| later.failures);
                let wait = controller.patience.saturating_mul(1 << failures.min(20)).min(LONGEST);
                self.later.insert(key, Later { due: at + wait, failures: failures + 1 });
            }
        }
    }

    /// When there is something to do even if nothing changes.
    pub(super) fn due(&self) -> Option<Instant> {
        self.later.values().map(|later| later.due).min()
    }
}

impl Controller {
    fn looks_after(&self, resource: &Resource) -> bool {
        (self.group, self.plural) == (resource.group, resource.plural)
    }
}
