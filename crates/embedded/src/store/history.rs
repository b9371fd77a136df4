//! What happened last, for watches that continue from an older version.

use std::collections::VecDeque;

use super::Key;
use crate::limits::size;
use crate::object::Object;

/// How many changes are remembered.
pub(super) const LENGTH: usize = 4096;

/// One change.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) revision: u64,
    pub(crate) key: Key,
    pub(crate) before: Option<Object>,
    /// The object as it is now; when it is gone, as it was, with the revision at which it went.
    pub(crate) after: Object,
    pub(crate) gone: bool,
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
    changes: VecDeque<Change>,
    bytes: usize,
}

impl History {
    /// Remembers one more, and forgets the oldest when they are too many, or larger than `most` bytes together.
    pub(super) fn push(&mut self, change: Change, most: usize) {
        self.bytes += size(&change.after);
        self.changes.push_back(change);
        while self.changes.len() > LENGTH || self.bytes > most {
            let Some(forgotten) = self.changes.pop_front() else { return };
            self.bytes = self.bytes.saturating_sub(size(&forgotten.after));
        }
    }

    /// What happened after this revision, when `newest` is the newest.
    pub(super) fn since(&self, revision: u64, newest: u64) -> Result<Vec<Change>, Forgotten> {
        let oldest = self.changes.front().map_or(newest, |change| change.revision - 1);
        if revision < oldest {
            return Err(Forgotten { oldest });
        }
        let known = self.changes.partition_point(|change| change.revision <= revision);
        Ok(self.changes.range(known..).cloned().collect())
    }
}
