//! The store alone.

use serde_json::json;

use super::history::LENGTH;
use super::{Key, Refused, Store};
use crate::limits::Limits;
use crate::object::version;
use crate::resource::Resource;

fn key(name: &str) -> Key {
    Key::new(Resource::find("", "v1", "pods").unwrap(), "team", name)
}

#[test]
fn a_write_over_what_was_not_read_is_refused() {
    let store = Store::new(Limits::default());
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
    let store = Store::new(Limits::default());
    let first = store.create(key("a"), json!({"x": 1})).unwrap();
    let again = store.replace(key("a"), version(&first), json!({"x": 1})).unwrap();
    assert_eq!(version(&first), version(&again));
}

#[test]
fn every_change_is_told_once_and_in_order_until_it_is_forgotten() {
    let store = Store::new(Limits::default());
    let start = store.list(Resource::find("", "v1", "pods").unwrap(), None).1;
    for number in 0..3 {
        store.create(key(&number.to_string()), json!({})).unwrap();
    }
    let revisions: Vec<u64> = store.since(start).unwrap().iter().map(|change| change.revision).collect();
    assert_eq!(revisions, [start + 1, start + 2, start + 3]);
    for number in 0..LENGTH {
        store.create(key(&format!("more-{number}")), json!({})).unwrap();
    }
    assert!(store.since(start).is_err());
}
