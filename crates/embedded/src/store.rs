//! The objects, their versions, and what happened to them last.

mod history;
mod key;
mod room;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use crate::data::{Entry, Found};
use crate::deletion::is_ending;
use crate::journal::{Journal, Lost};
use crate::limits::{Exceeded, Limits};
use crate::object::{Object, metadata, set, version};
use crate::resource::Resource;
use history::History;
use room::Room;

pub(crate) use history::{Change, Forgotten};
pub(crate) use key::Key;

/// Why a write did not happen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Refused {
    /// There is one already.
    Exists,
    /// It is not there.
    Missing,
    /// It is not the one that was read.
    Changed,
    /// There is no room for it.
    Full(Exceeded),
}

#[derive(Default)]
struct State {
    objects: BTreeMap<Key, Object>,
    revision: u64,
    history: History,
    room: Room,
    /// Of the last change to an object of this resource.
    revisions: BTreeMap<(&'static str, &'static str), u64>,
}

impl State {
    fn range(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        from: &Key,
    ) -> impl Iterator<Item = (&Key, &Object)> {
        self.objects.range(from..).take_while(move |(key, _)| key.is_in(resource, namespace))
    }
}

/// The store.
pub(crate) struct Store {
    state: Mutex<State>,
    limits: Limits,
    journal: Option<Journal>,
    changed: watch::Sender<u64>,
}

impl Store {
    /// The revision before the first change. Not zero, which means "any version" to the API.
    pub(crate) const START: u64 = 1;

    pub(crate) fn new(limits: Limits) -> Self {
        Self::with(limits, State { revision: Self::START, ..State::default() }, None)
    }

    /// With what was found; what happens from now on goes into the journal. What happened before is forgotten.
    pub(crate) fn restored(limits: Limits, found: Found, journal: Journal) -> Self {
        let mut state = State { revision: found.revision.unwrap_or(Self::START), ..State::default() };
        for (key, object) in found.objects {
            let (revision, object) = (version(&object).parse().unwrap_or_default(), Arc::new(object));
            state.room.change(revision, &key, None, Some(&object));
            state.objects.insert(key, object);
        }
        Self::with(limits, state, Some(journal))
    }

    fn with(limits: Limits, state: State, journal: Option<Journal>) -> Self {
        let changed = watch::Sender::new(state.revision);
        Self { state: Mutex::new(state), limits, journal, changed }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, and if it did, the maps would still be whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the newest revision, whenever there is one.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Ends when everything that has happened so far is safe, which it always is without a journal.
    pub(crate) async fn settled(&self) -> Result<(), Lost> {
        let Some(journal) = &self.journal else { return Ok(()) };
        let revision = self.state().revision;
        journal.settled(revision).await
    }

    /// These changes are kept together, or not at all.
    pub(crate) fn together(&self, changes: impl FnOnce()) {
        if let Some(journal) = &self.journal {
            journal.hold();
        }
        changes();
        if let Some(journal) = &self.journal {
            journal.release();
        }
    }

    /// Forgets every object and everything that happened. Versions go on growing.
    pub(crate) fn clear(&self) {
        let mut state = self.state();
        let revision = state.revision + 1;
        let mut revisions = std::mem::take(&mut state.revisions);
        for last in revisions.values_mut() {
            *last = revision;
        }
        *state = State { revision, revisions, ..State::default() };
        if let Some(journal) = &self.journal {
            journal.write(Entry::Cleared { revision });
        }
        self.changed.send_replace(revision);
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Object> {
        self.state().objects.get(key).cloned()
    }

    /// The newest revision.
    pub(crate) fn revision(&self) -> u64 {
        self.state().revision
    }

    /// All objects of a resource, by namespace and name, and the revision at which that was so.
    pub(crate) fn list(&self, resource: &Resource, namespace: Option<&str>) -> (Vec<Object>, u64) {
        self.list_from(resource, namespace, &Key::new(resource, namespace.unwrap_or_default(), ""))
    }

    /// As `list`, from this key on.
    pub(crate) fn list_from(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        from: &Key,
    ) -> (Vec<Object>, u64) {
        let state = self.state();
        let found = state.range(resource, namespace, from).map(|(_, object)| Arc::clone(object));
        (found.collect(), state.revision)
    }

    /// As `list_from`, as it was at a revision.
    pub(crate) fn list_at(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        from: &Key,
        revision: u64,
    ) -> Result<Vec<Object>, Forgotten> {
        let state = self.state();
        let changed = state.history.undo(revision, state.revision)?;
        let now = state.range(resource, namespace, from).filter(|(key, _)| !changed.contains_key(key));
        let mut found: BTreeMap<&Key, &Object> = now.collect();
        let then = changed.iter().filter(|(key, _)| *key >= from && key.is_in(resource, namespace));
        found.extend(then.filter_map(|(key, object)| Some((key, object.as_ref()?))));
        Ok(found.into_values().cloned().collect())
    }

    /// Every object, and the revision at which that was so.
    pub(crate) fn all(&self) -> (Vec<(Key, Object)>, u64) {
        let state = self.state();
        let all = state.objects.iter().map(|(key, object)| (key.clone(), Arc::clone(object)));
        (all.collect(), state.revision)
    }

    /// The revision of the last change to any of these resources.
    pub(crate) fn revision_of(&self, resources: &[(&'static str, &'static str)]) -> u64 {
        let state = self.state();
        resources
            .iter()
            .filter_map(|resource| state.revisions.get(resource))
            .copied()
            .max()
            .unwrap_or_default()
    }

    pub(crate) fn create(&self, key: Key, object: Value) -> Result<Object, Refused> {
        let mut state = self.state();
        if state.objects.contains_key(&key) {
            return Err(Refused::Exists);
        }
        self.make_room(&mut state, &key, None, &object)?;
        Ok(self.put(&mut state, key, None, object))
    }

    /// Replaces the object that still has the version `seen`. A replacement that changes nothing is no change.
    pub(crate) fn replace(&self, key: Key, seen: &str, mut object: Value) -> Result<Object, Refused> {
        let mut state = self.state();
        let before = state.objects.get(&key).cloned().ok_or(Refused::Missing)?;
        if version(&before) != seen {
            return Err(Refused::Changed);
        }
        set(metadata(&mut object), "resourceVersion", seen);
        if object == *before {
            return Ok(before);
        }
        // For what is to go there is always room.
        if !is_ending(&object) || is_ending(&before) {
            self.make_room(&mut state, &key, Some(&before), &object)?;
        }
        Ok(self.put(&mut state, key, Some(before), object))
    }

    /// Removes the object, if it still has the version `seen`.
    pub(crate) fn delete(&self, key: &Key, seen: &str) -> Result<Object, Refused> {
        let mut state = self.state();
        let before = state.objects.get(key).cloned().ok_or(Refused::Missing)?;
        if version(&before) != seen {
            return Err(Refused::Changed);
        }
        Ok(self.take(&mut state, key, before))
    }

    /// What happened after this revision, oldest first.
    pub(crate) fn since(&self, revision: u64) -> Result<Vec<Arc<Change>>, Forgotten> {
        let state = self.state();
        state.history.since(revision, state.revision)
    }

    fn make_room(
        &self,
        state: &mut State,
        key: &Key,
        before: Option<&Object>,
        after: &Value,
    ) -> Result<(), Refused> {
        while let Some(event) =
            state.room.in_the_way(&self.limits, key, before, after).map_err(Refused::Full)?
        {
            let Some(last) = state.objects.get(&event).cloned() else { return Ok(()) };
            self.take(state, &event, last);
        }
        Ok(())
    }

    fn take(&self, state: &mut State, key: &Key, before: Object) -> Object {
        state.objects.remove(key);
        let mut last = Value::clone(&before);
        set(metadata(&mut last), "resourceVersion", (state.revision + 1).to_string());
        let last = Arc::new(last);
        self.remember(state, key.clone(), Some(before), Arc::clone(&last), true);
        last
    }

    fn put(&self, state: &mut State, key: Key, before: Option<Object>, mut object: Value) -> Object {
        set(metadata(&mut object), "resourceVersion", (state.revision + 1).to_string());
        let object = Arc::new(object);
        state.objects.insert(key.clone(), Arc::clone(&object));
        self.remember(state, key, before, Arc::clone(&object), false);
        object
    }

    fn remember(&self, state: &mut State, key: Key, before: Option<Object>, after: Object, gone: bool) {
        state.revision += 1;
        let revision = state.revision;
        state.revisions.insert(key.kind(), revision);
        state.room.change(revision, &key, before.as_ref(), (!gone).then_some(&after));
        if let Some(journal) = &self.journal {
            let object = (!gone).then(|| Arc::clone(&after));
            journal.write(Entry::Change { revision, key: key.clone(), object });
        }
        let change = Change::new(revision, key, before, after, gone);
        state.history.push(change, self.limits.bytes);
        self.changed.send_replace(revision);
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
