use std::collections::BTreeMap;

use super::checks;
use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT};

#[test]
fn every_field_is_owned_by_exactly_one_check() {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, owned) in checks() {
        for field in owned {
            owners.entry(field).or_default().push(name);
        }
    }
    let annotations = [APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT];
    for field in crate::schema::SPEC.field_names().chain(annotations) {
        let owners = owners.remove(field).unwrap_or_default();
        assert_eq!(owners.len(), 1, "{field} is owned by {owners:?}");
    }
    assert!(owners.is_empty(), "no such fields: {owners:?}");
}
