//! Cluster roles that gather the rules of others, whom they select by labels: `admin`, `edit` and `view` do.

use std::sync::{Arc, Weak};

use serde_json::Value;

use crate::cluster::Inner;
use crate::object::{Object, as_map, items, name, set};
use crate::resource::{RBAC, Resource};
use crate::store::Key;
use crate::{deletion, follow, labels};

const ROLES: (&str, &str) = (RBAC, "clusterroles");

/// Keeps the gathered rules up to date until the cluster is gone.
pub(crate) async fn run(cluster: Weak<Inner>) {
    let mut seen = 0;
    follow::store(cluster, |cluster, _| {
        if cluster.store.revision_of(&[ROLES]) > seen {
            seen = settle(cluster);
        }
    })
    .await;
}

/// Gathers what is to be gathered; returns the revision at which that was done.
///
/// What one role gathers, another may gather from it, so this goes on until nothing changes; or, when roles gather in a
/// circle, until every role had its turn as often as the longest chain needs.
pub(crate) fn settle(cluster: &Arc<Inner>) -> u64 {
    let Some(resource) = Resource::find(ROLES.0, "v1", ROLES.1) else { return 0 };
    let all = || cluster.store.list(resource, None);
    for _ in 0..=all().0.len() {
        let (found, revision) = all();
        let gathering = found.iter().filter(|role| role.get("aggregationRule").is_some_and(Value::is_object));
        let mut changed = false;
        for role in gathering {
            let rules = gathered(role, &all().0);
            if !rules.iter().eq(items(role, "/rules")) {
                changed = true;
                deletion::edit(cluster, resource, &Key::new(resource, "", name(role)), |role| {
                    set(as_map(role), "rules", rules.clone());
                });
            }
        }
        if !changed {
            return revision;
        }
    }
    cluster.store.revision_of(&[ROLES])
}

/// The rules of all others that it selects, by their names, each once.
fn gathered(role: &Value, all: &[Object]) -> Vec<Value> {
    let mut rules: Vec<Value> = Vec::new();
    for selector in items(role, "/aggregationRule/clusterRoleSelectors") {
        let selected = all.iter().filter(|other| {
            name(other) != name(role) && labels::selects(Some(selector), other.pointer("/metadata/labels"))
        });
        for rule in selected.flat_map(|other| items(other, "/rules")) {
            if !rules.contains(rule) {
                rules.push(rule.clone());
            }
        }
    }
    rules
}
