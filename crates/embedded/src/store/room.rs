//! Whether there is room for an object, and the events that make some: those that are too old or too many, and when
//! there is none left, the oldest.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::Value;

use super::Key;
use crate::limits::{Exceeded, Limits, Usage, size};
use crate::object::{Object, version};

#[derive(Debug, Default)]
pub(super) struct Room {
    usage: Usage,
    /// The events, by the revision and with the time of their last change.
    events: BTreeMap<u64, (Key, Instant)>,
}

impl Room {
    /// An object has come, in the place of another or in none, or gone.
    pub(super) fn change(
        &mut self,
        revision: u64,
        key: &Key,
        before: Option<&Object>,
        after: Option<&Object>,
    ) {
        self.usage.change(before.map(|object| size(object)), after.map(|object| size(object)));
        if !is_event(key) {
            return;
        }
        if let Some(before) = before {
            self.events.remove(&version(before).parse().unwrap_or_default());
        }
        if after.is_some() {
            self.events.insert(revision, (key.clone(), Instant::now()));
        }
    }

    /// Which event must go before there is room; none if there is already.
    pub(super) fn in_the_way(
        &self,
        limits: &Limits,
        key: &Key,
        before: Option<&Object>,
        after: &Value,
    ) -> Result<Option<Key>, Exceeded> {
        let exceeded = self.usage.exceeded(limits, before.map(|object| size(object)), size(after));
        // An event that changes does not make room for itself.
        let mut others = self.events.values().filter(|(event, _)| event != key);
        let Some((event, since)) = others.next() else { return exceeded.map(|()| None) };
        let expired = since.elapsed() >= limits.event_life;
        let too_many = before.is_none() && is_event(key) && self.events.len() >= limits.events;
        Ok((exceeded.is_err() || expired || too_many).then(|| event.clone()))
    }
}

fn is_event(key: &Key) -> bool {
    key.kind() == ("", "events")
}
