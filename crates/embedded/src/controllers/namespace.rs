//! A namespace's end: everything in it goes, and when nothing is left, it goes too.

mod report;

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use serde_json::Value;

use crate::cluster::Inner;
use crate::deletion::{self, Deletion, KUBERNETES, is_ending};
use crate::follow::{self, News};
use crate::object::{Object, as_map, items, map_at};
use crate::resource::{RESOURCES, Resource};
use crate::store::Key;

/// Brings every namespace that is to go to its end, until the cluster is gone.
pub(crate) async fn run(cluster: Weak<Inner>) {
    let Some(namespaces) = Resource::find("", "v1", "namespaces") else { return };
    follow::store(cluster, |cluster, news| {
        for place in places(namespaces, news) {
            advance(cluster, namespaces, &place);
        }
    })
    .await;
}

/// The namespaces that the news may have brought nearer to their end.
fn places(namespaces: &Resource, news: News) -> BTreeSet<String> {
    match news {
        News::All(objects) => objects
            .into_iter()
            .filter(|(key, _)| key.is_in(namespaces, None))
            .map(|(key, _)| key.name)
            .collect(),
        News::Changes(changes) => changes
            .into_iter()
            .filter_map(|change| {
                if change.key.is_in(namespaces, None) {
                    is_ending(&change.after).then(|| change.key.name.clone())
                } else {
                    change.gone.then(|| change.key.namespace.clone())
                }
            })
            .filter(|place| !place.is_empty())
            .collect(),
    }
}

fn advance(cluster: &Arc<Inner>, namespaces: &'static Resource, place: &str) {
    let key = Key::new(namespaces, "", place);
    let Some(namespace) = cluster.store.get(&key) else { return };
    let held = items(&namespace, "/spec/finalizers").any(|each| each == KUBERNETES);
    if !is_ending(&namespace) || !held {
        return;
    }
    for (resource, object) in contents(cluster, place) {
        if !is_ending(&object) {
            let key = Key::new(resource, place, crate::object::name(&object));
            let background =
                Deletion { propagation: Some(deletion::Propagation::Background), ..Deletion::default() };
            // What is gone meanwhile needs no deletion.
            let _ = deletion::delete(cluster, resource, &key, &background);
        }
    }
    let left = contents(cluster, place);
    deletion::edit(cluster, namespaces, &key, |namespace| {
        let fields = as_map(namespace);
        if left.is_empty() {
            let spec = map_at(fields, "spec");
            if let Some(finalizers) = spec.get_mut("finalizers").and_then(Value::as_array_mut) {
                finalizers.retain(|each| each != KUBERNETES);
            }
        }
        report::write(map_at(fields, "status"), &left);
    });
}

fn contents(cluster: &Inner, place: &str) -> Vec<(&'static Resource, Object)> {
    let rows = RESOURCES.iter().filter(|row| row.namespaced && !row.is_review());
    rows.flat_map(|row| cluster.store.list(row, Some(place)).0.into_iter().map(move |object| (row, object)))
        .collect()
}
