//! The objects, their versions, and what happened to them last.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use crate::object::{Object, metadata, set, version};
use crate::resource::{RESOURCES, Resource};

/// How many changes are remembered for watches that continue from an older version.
const HISTORY: usize = 4096;

/// Which object.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Key {
    group: &'static str,
    plural: &'static str,
    /// Empty for a cluster-scoped object.
    pub(crate) namespace: String,
    pub(crate) name: String,
}

impl Key {
    pub(crate) fn new(resource: &Resource, namespace: &str, name: &str) -> Self {
        Self {
            group: resource.group,
            plural: resource.plural,
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The row of the object's resource.
    pub(crate) fn resource(&self) -> Option<&'static Resource> {
        RESOURCES.iter().find(|row| (row.group, row.plural) == (self.group, self.plural))
    }

    /// Is it one of this resource, in this namespace if one is given?
    pub(crate) fn is_in(&self, resource: &Resource, namespace: Option<&str>) -> bool {
        (self.group, self.plural) == (resource.group, resource.plural)
            && namespace.is_none_or(|namespace| self.namespace == namespace)
    }
}

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

/// Why a write did not happen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Refused {
    /// There is one already.
    Exists,
    /// It is not there.
    Missing,
    /// It is not the one that was read.
    Changed,
}

/// What was asked for happened too long ago.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forgotten {
    /// The oldest revision that is still known.
    pub(crate) oldest: u64,
}

#[derive(Default)]
struct State {
    objects: BTreeMap<Key, Object>,
    revision: u64,
    history: VecDeque<Change>,
    /// Of the last change to an object of this resource.
    revisions: BTreeMap<(&'static str, &'static str), u64>,
}

/// The store.
pub(crate) struct Store {
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

impl Store {
    /// The revision before the first change. Not zero, which means "any version" to the API.
    pub(crate) const START: u64 = 1;

    pub(crate) fn new() -> Self {
        let state = State { revision: Self::START, ..State::default() };
        Self { state: Mutex::new(state), changed: watch::Sender::new(Self::START) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, and if it did, the maps would still be whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the newest revision, whenever there is one.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Object> {
        self.state().objects.get(key).cloned()
    }

    /// All objects of a resource, by namespace and name, and the revision at which that was so.
    pub(crate) fn list(&self, resource: &Resource, namespace: Option<&str>) -> (Vec<Object>, u64) {
        let state = self.state();
        let from = Key::new(resource, namespace.unwrap_or_default(), "");
        let found = state.objects.range(from..).take_while(|(key, _)| key.is_in(resource, namespace));
        (found.map(|(_, object)| Arc::clone(object)).collect(), state.revision)
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
        Ok(self.put(&mut state, key, Some(before), object))
    }

    /// Removes the object, if it still has the version `seen`.
    pub(crate) fn delete(&self, key: &Key, seen: &str) -> Result<Object, Refused> {
        let mut state = self.state();
        let before = state.objects.get(key).cloned().ok_or(Refused::Missing)?;
        if version(&before) != seen {
            return Err(Refused::Changed);
        }
        state.objects.remove(key);
        let mut last = Value::clone(&before);
        set(metadata(&mut last), "resourceVersion", (state.revision + 1).to_string());
        let last = Arc::new(last);
        self.remember(&mut state, key.clone(), Some(before), Arc::clone(&last), true);
        Ok(last)
    }

    /// What happened after this revision, oldest first.
    pub(crate) fn since(&self, revision: u64) -> Result<Vec<Change>, Forgotten> {
        let state = self.state();
        let oldest = state.history.front().map_or(state.revision, |change| change.revision - 1);
        if revision < oldest {
            return Err(Forgotten { oldest });
        }
        let known = state.history.partition_point(|change| change.revision <= revision);
        Ok(state.history.range(known..).cloned().collect())
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
        state.revisions.insert((key.group, key.plural), state.revision);
        if state.history.len() == HISTORY {
            state.history.pop_front();
        }
        state.history.push_back(Change { revision: state.revision, key, before, after, gone });
        self.changed.send_replace(state.revision);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{HISTORY, Key, Refused, Store};
    use crate::object::version;
    use crate::resource::Resource;

    fn key(name: &str) -> Key {
        Key::new(Resource::find("", "v1", "pods").unwrap(), "team", name)
    }

    #[test]
    fn a_write_over_what_was_not_read_is_refused() {
        let store = Store::new();
        let first = store.create(key("a"), json!({})).unwrap();
        assert_eq!(store.create(key("a"), json!({})).unwrap_err(), Refused::Exists);
        let second = store.replace(key("a"), version(&first), json!({"x": 1})).unwrap();
        assert_eq!(store.replace(key("a"), version(&first), json!({"x": 2})).unwrap_err(), Refused::Changed);
        assert_eq!(store.delete(&key("a"), version(&first)).unwrap_err(), Refused::Changed);
        assert!(store.delete(&key("a"), version(&second)).is_ok());
        assert_eq!(store.delete(&key("a"), version(&second)).unwrap_err(), Refused::Missing);
    }

    #[test]
    fn a_write_that_changes_nothing_makes_no_version() {
        let store = Store::new();
        let first = store.create(key("a"), json!({"x": 1})).unwrap();
        let again = store.replace(key("a"), version(&first), json!({"x": 1})).unwrap();
        assert_eq!(version(&first), version(&again));
    }

    #[test]
    fn every_change_is_told_once_and_in_order_until_it_is_forgotten() {
        let store = Store::new();
        let start = store.list(Resource::find("", "v1", "pods").unwrap(), None).1;
        for number in 0..3 {
            store.create(key(&number.to_string()), json!({})).unwrap();
        }
        let revisions: Vec<u64> = store.since(start).unwrap().iter().map(|change| change.revision).collect();
        assert_eq!(revisions, [start + 1, start + 2, start + 3]);
        for number in 0..HISTORY {
            store.create(key(&format!("more-{number}")), json!({})).unwrap();
        }
        assert!(store.since(start).is_err());
    }
}
