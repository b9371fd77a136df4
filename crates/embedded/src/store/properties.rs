//! What holds whatever the interleaving of writers and watchers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::{Strategy, any, proptest};
use proptest::{collection::vec, prop_assert_eq};
use serde_json::json;

use super::{Change, Key, Store};
use crate::limits::Limits;
use crate::object::{Object, version};
use crate::resource::Resource;

/// What one writer does to one of a few objects.
#[derive(Clone, Debug)]
struct Act {
    object: u8,
    /// `None` deletes it.
    value: Option<u8>,
}

type Objects = BTreeMap<Key, Object>;

fn acts() -> impl Strategy<Value = Vec<Vec<Act>>> {
    let act = (0..4_u8, any::<Option<u8>>()).prop_map(|(object, value)| Act { object, value });
    vec(vec(act, 1..40), 2..5)
}

fn pods() -> &'static Resource {
    Resource::find("", "v1", "pods").unwrap()
}

/// Does what it can: another writer may have been faster.
fn write(store: &Store, act: &Act) {
    let key = Key::new(pods(), "team", &act.object.to_string());
    let seen = store.get(&key);
    let object = json!({ "value": act.value });
    let _ = match (seen, act.value) {
        (Some(seen), Some(_)) => store.replace(key, version(&seen), object),
        (Some(seen), None) => store.delete(&key, version(&seen)),
        (None, Some(_)) => store.create(key, object),
        (None, None) => return,
    };
}

/// Follows the store from a revision until the writers are done.
fn follow(store: &Store, mut seen: u64, done: &AtomicBool) -> Vec<Arc<Change>> {
    let mut told = Vec::new();
    loop {
        let last = done.load(Ordering::SeqCst);
        let changes = store.since(seen).unwrap();
        seen = changes.last().map_or(seen, |change| change.revision);
        told.extend(changes);
        if last {
            return told;
        }
        std::thread::yield_now();
    }
}

fn apply(objects: &mut Objects, changes: &[Arc<Change>]) {
    for change in changes {
        if change.gone {
            objects.remove(&change.key);
        } else {
            objects.insert(change.key.clone(), Arc::clone(&change.after));
        }
    }
}

proptest! {
    #[test]
    fn every_watcher_sees_every_change_once_and_in_order_and_a_list_and_its_watch_make_the_store(acts in acts()) {
        let store = Store::new(Limits::default());
        let done = AtomicBool::new(false);
        let (watchers, lists) = std::thread::scope(|scope| {
            let watchers: Vec<_> =
                (0..2).map(|_| scope.spawn(|| follow(&store, Store::START, &done))).collect();
            let lister = scope.spawn(|| {
                let (all, revision) = store.all();
                (all.into_iter().collect::<Objects>(), follow(&store, revision, &done))
            });
            let writers: Vec<_> =
                acts.iter().map(|acts| scope.spawn(|| acts.iter().for_each(|act| write(&store, act)))).collect();
            for writer in writers {
                writer.join().unwrap();
            }
            done.store(true, Ordering::SeqCst);
            let watchers: Vec<_> = watchers.into_iter().map(|watcher| watcher.join().unwrap()).collect();
            (watchers, lister.join().unwrap())
        });
        let (all, newest) = store.all();
        let all: Objects = all.into_iter().collect();
        for told in &watchers {
            let revisions: Vec<u64> = told.iter().map(|change| change.revision).collect();
            prop_assert_eq!(revisions, (Store::START + 1..=newest).collect::<Vec<u64>>());
            let mut objects = Objects::new();
            apply(&mut objects, told);
            prop_assert_eq!(&objects, &all);
        }
        let (mut objects, rest) = lists;
        apply(&mut objects, &rest);
        prop_assert_eq!(&objects, &all);

        // What is listed as of a revision is what the changes up to it made.
        let from = Key::new(pods(), "team", "");
        for revision in Store::START..=newest {
            let mut then = Objects::new();
            let told = watchers.first().map(Vec::as_slice).unwrap_or_default();
            let until = told.partition_point(|change| change.revision <= revision);
            apply(&mut then, told.get(..until).unwrap_or_default());
            let found = store.list_at(pods(), Some("team"), &from, revision).unwrap();
            prop_assert_eq!(found, then.into_values().collect::<Vec<_>>());
        }
    }
}
