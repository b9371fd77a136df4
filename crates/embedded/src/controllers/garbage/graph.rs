//! Who belongs to whom, by uid.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::deletion::{FOREGROUND, ORPHAN, is_ending, is_held_by};
use crate::follow::News;
use crate::object::{items, text, uid};
use crate::store::{Change, Key};

#[derive(Default)]
pub(super) struct Graph {
    /// Where each object is.
    places: HashMap<String, Key>,
    /// Of each owner, those that name it.
    dependents: HashMap<String, BTreeSet<Key>>,
}

impl Graph {
    /// Where the object with this uid is, unless it is gone.
    pub(super) fn place(&self, uid: &str) -> Option<&Key> {
        self.places.get(uid)
    }

    /// The objects that name this owner.
    pub(super) fn dependents(&self, owner: &str) -> impl Iterator<Item = &Key> {
        self.dependents.get(owner).into_iter().flatten()
    }

    /// Takes in what has happened, and tells which objects must be looked at.
    pub(super) fn learn(&mut self, news: News) -> BTreeSet<Key> {
        let mut concerned = BTreeSet::new();
        match news {
            News::All(objects) => {
                *self = Self::default();
                for (key, object) in &objects {
                    self.put(key, object);
                }
                concerned
                    .extend(objects.into_iter().filter(|(_, object)| matters(object)).map(|(key, _)| key));
            }
            News::Changes(changes) => {
                for change in &changes {
                    self.follow(change, &mut concerned);
                }
            }
        }
        concerned
    }

    fn follow(&mut self, change: &Change, concerned: &mut BTreeSet<Key>) {
        if let Some(before) = &change.before {
            self.forget(&change.key, before);
            // An owner that waits for its dependents may have waited for this one.
            concerned.extend(owners(before).filter_map(|owner| self.places.get(owner)).cloned());
        }
        if change.gone {
            self.places.remove(uid(&change.after));
            concerned.extend(self.dependents(uid(&change.after)).cloned());
            return;
        }
        self.put(&change.key, &change.after);
        if matters(&change.after) {
            concerned.insert(change.key.clone());
        }
    }

    fn put(&mut self, key: &Key, object: &Value) {
        self.places.insert(uid(object).to_owned(), key.clone());
        for owner in owners(object) {
            self.dependents.entry(owner.to_owned()).or_default().insert(key.clone());
        }
    }

    fn forget(&mut self, key: &Key, object: &Value) {
        for owner in owners(object) {
            if let Some(keys) = self.dependents.get_mut(owner) {
                keys.remove(key);
                if keys.is_empty() {
                    self.dependents.remove(owner);
                }
            }
        }
    }
}

/// Can there be anything to do about it: does it have owners, or wait for its dependents?
fn matters(object: &Value) -> bool {
    owners(object).next().is_some()
        || is_ending(object) && (is_held_by(object, ORPHAN) || is_held_by(object, FOREGROUND))
}

fn owners(object: &Value) -> impl Iterator<Item = &str> {
    items(object, "/metadata/ownerReferences").map(|reference| text(reference, "/uid"))
}
