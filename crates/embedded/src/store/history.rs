//! What happened last, for watches that continue from an older version.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, OnceLock};

use super::Key;
use crate::limits::size;
use crate::object::Object;

/// How many changes are remembered.
pub(super) const LENGTH: usize = 4096;

/// One change.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) revision: u64,
    pub(crate) key: Key,
    pub(crate) before: Option<Object>,
    /// The object as it is now; when it is gone, as it was, with the revision at which it went.
    pub(crate) after: Object,
    pub(crate) gone: bool,
    json: OnceLock<Box<str>>,
}

impl Change {
    pub(super) fn new(revision: u64, key: Key, before: Option<Object>, after: Object, gone: bool) -> Self {
        Self { revision, key, before, after, gone, json: OnceLock::new() }
    }

    /// The object as it is now, as text: written once, however many watch.
    pub(crate) fn json(&self) -> &str {
        self.json.get_or_init(|| self.after.to_string().into())
    }
}

/// What was asked for happened too long ago.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forgotten {
    /// The oldest revision that is still known.
    pub(crate) oldest: u64,
}

/// The last changes, oldest first.
#[derive(Debug, Default)]
pub(super) struct History {
    changes: VecDeque<Arc<Change>>,
    bytes: usize,
}

impl History {
    /// Remembers one more, and forgets the oldest when they are too many, or larger than `most` bytes together.
    pub(super) fn push(&mut self, change: Change, most: usize) {
        self.bytes += size(&change.after);
        self.changes.push_back(Arc::new(change));
        while self.changes.len() > LENGTH || self.bytes > most {
            let Some(forgotten) = self.changes.pop_front() else { return };
            self.bytes = self.bytes.saturating_sub(size(&forgotten.after));
        }
    }

    /// What happened after this revision, when `newest` is the newest.
    pub(super) fn since(&self, revision: u64, newest: u64) -> Result<Vec<Arc<Change>>, Forgotten> {
        let known = self.known(revision, newest)?;
        Ok(self.changes.range(known..).cloned().collect())
    }

    /// What was there at this revision where something else is now; `None` where there was nothing.
    pub(super) fn undo(
        &self,
        revision: u64,
        newest: u64,
    ) -> Result<BTreeMap<Key, Option<Object>>, Forgotten> {
        let known = self.known(revision, newest)?;
        let mut before = BTreeMap::new();
        for change in self.changes.range(known..).rev() {
            before.insert(change.key.clone(), change.before.clone());
        }
        Ok(before)
    }

    /// Where the changes after this revision begin.
    fn known(&self, revision: u64, newest: u64) -> Result<usize, Forgotten> {
        let oldest = self.changes.front().map_or(newest, |change| change.revision - 1);
        if revision < oldest {
            return Err(Forgotten { oldest });
        }
        Ok(self.changes.partition_point(|change| change.revision <= revision))
    }
}
