//! Garbage collection: what belongs to owners that are all gone goes after them.
//!
//! It keeps who belongs to whom by uid, follows the store, and looks again at the objects that a change may concern.

mod graph;

use std::sync::{Arc, Weak};

use serde_json::Value;

use crate::cluster::Inner;
use crate::deletion::{self, Deletion, FOREGROUND, ORPHAN, Propagation, is_ending, is_held_by};
use crate::follow;
use crate::object::{Object, items, metadata, text, uid};
use crate::resource::Resource;
use crate::store::Key;

use graph::Graph;

/// Collects garbage until the cluster is gone.
pub(crate) async fn run(cluster: Weak<Inner>) {
    let mut graph = Graph::default();
    follow::store(cluster, |cluster, news| {
        for key in graph.learn(news) {
            look_at(cluster, &graph, &key);
        }
    })
    .await;
}

fn look_at(cluster: &Arc<Inner>, graph: &Graph, key: &Key) {
    let (Some(resource), Some(object)) = (key.resource(), cluster.store.get(key)) else { return };
    if is_ending(&object) {
        release_dependents(cluster, graph, resource, key, &object);
    } else {
        follow_owners(cluster, graph, resource, key, &object);
    }
}

/// An owner that waits for its dependents: lets them go, or sees them off.
fn release_dependents(
    cluster: &Arc<Inner>,
    graph: &Graph,
    resource: &'static Resource,
    key: &Key,
    owner: &Object,
) {
    if is_held_by(owner, ORPHAN) {
        for dependent in graph.dependents(uid(owner)) {
            let Some(resource) = dependent.resource() else { continue };
            deletion::edit(cluster, resource, dependent, |object| disown(object, &[uid(owner)]));
        }
        deletion::edit(cluster, resource, key, |object| remove_finalizer(object, ORPHAN));
    } else if is_held_by(owner, FOREGROUND) {
        let mut blocked = false;
        for dependent in graph.dependents(uid(owner)) {
            let Some(object) = cluster.store.get(dependent) else { continue };
            let blocks = owners(&object).any(|each| text(each, "/uid") == uid(owner) && blocks(each));
            if blocks {
                blocked = true;
                look_at(cluster, graph, dependent);
            }
        }
        if !blocked {
            deletion::edit(cluster, resource, key, |object| remove_finalizer(object, FOREGROUND));
        }
    }
}

/// An object with owners: goes when none of them is left, and forgets those that are gone while another is there.
fn follow_owners(
    cluster: &Arc<Inner>,
    graph: &Graph,
    resource: &'static Resource,
    key: &Key,
    object: &Object,
) {
    let mut solid = 0;
    let mut waiting = 0;
    let mut lost: Vec<&str> = Vec::new();
    for reference in owners(object) {
        let owner = text(reference, "/uid");
        // An owner of a kind that is not served here may be anywhere.
        let known = Resource::of_kind(text(reference, "/apiVersion"), text(reference, "/kind")).is_some();
        match graph
            .place(owner)
            .filter(|place| may_own(place, key))
            .and_then(|place| cluster.store.get(place))
        {
            None if known => lost.push(owner),
            Some(found) if is_ending(&found) && is_held_by(&found, FOREGROUND) && blocks(reference) => {
                waiting += 1;
                lost.push(owner);
            }
            _ => solid += 1,
        }
    }
    if lost.is_empty() {
        return;
    }
    if solid > 0 {
        deletion::edit(cluster, resource, key, |object| disown(object, &lost));
        return;
    }
    let propagation = if is_held_by(object, ORPHAN) {
        Propagation::Orphan
    } else if is_held_by(object, FOREGROUND) || waiting > 0 && graph.dependents(uid(object)).next().is_some()
    {
        Propagation::Foreground
    } else {
        Propagation::Background
    };
    let deletion =
        Deletion { propagation: Some(propagation), uid: uid(object).to_owned(), ..Deletion::default() };
    // What is gone meanwhile, or has become another, is no garbage.
    let _ = deletion::delete(cluster, resource, key, &deletion);
}

/// An owner is of the whole cluster or of the same namespace.
fn may_own(owner: &Key, dependent: &Key) -> bool {
    owner.namespace.is_empty() || owner.namespace == dependent.namespace
}

fn owners(object: &Value) -> impl Iterator<Item = &Value> {
    items(object, "/metadata/ownerReferences")
}

fn blocks(reference: &Value) -> bool {
    reference.get("blockOwnerDeletion").and_then(Value::as_bool) == Some(true)
}

fn disown(object: &mut Value, owners: &[&str]) {
    retain(object, "ownerReferences", |reference| !owners.contains(&text(reference, "/uid")));
}

fn remove_finalizer(object: &mut Value, finalizer: &str) {
    retain(object, "finalizers", |each| each != finalizer);
}

fn retain(object: &mut Value, field: &str, keep: impl Fn(&Value) -> bool) {
    let fields = metadata(object);
    let Some(list) = fields.get_mut(field).and_then(Value::as_array_mut) else { return };
    list.retain(keep);
    if list.is_empty() {
        fields.remove(field);
    }
}
