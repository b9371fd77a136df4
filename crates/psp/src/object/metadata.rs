//! Metadata without loss: `ObjectMeta` drops what it does not know, so that is kept beside it.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::Other;

/// What [`ObjectMeta`] knows, in the order in which the API server writes it.
const KNOWN: [&str; 15] = [
    "name",
    "generateName",
    "namespace",
    "selfLink",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "labels",
    "annotations",
    "ownerReferences",
    "finalizers",
    "managedFields",
];

/// Those of them that hold instants or objects.
const LARGE: [&str; 4] = ["creationTimestamp", "deletionTimestamp", "managedFields", "ownerReferences"];

/// What becomes of these.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Large {
    Read,
    /// They stay as they stand, with what [`ObjectMeta`] does not know. Reading them takes a fifth of the program that an
    /// editor's page loads, and a browser has no use for them.
    Kept,
}

const HERE: Large = if cfg!(target_arch = "wasm32") { Large::Kept } else { Large::Read };

/// [`ObjectMeta`] without these.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Small {
    annotations: Option<BTreeMap<String, String>>,
    deletion_grace_period_seconds: Option<i64>,
    finalizers: Option<Vec<String>>,
    generate_name: Option<String>,
    generation: Option<i64>,
    labels: Option<BTreeMap<String, String>>,
    name: Option<String>,
    namespace: Option<String>,
    resource_version: Option<String>,
    self_link: Option<String>,
    uid: Option<String>,
}

impl From<Small> for ObjectMeta {
    fn from(metadata: Small) -> Self {
        Self {
            annotations: metadata.annotations,
            deletion_grace_period_seconds: metadata.deletion_grace_period_seconds,
            finalizers: metadata.finalizers,
            generate_name: metadata.generate_name,
            generation: metadata.generation,
            labels: metadata.labels,
            name: metadata.name,
            namespace: metadata.namespace,
            resource_version: metadata.resource_version,
            self_link: metadata.self_link,
            uid: metadata.uid,
            creation_timestamp: None,
            deletion_timestamp: None,
            managed_fields: None,
            owner_references: None,
        }
    }
}

/// Parts what [`ObjectMeta`] knows from what it does not.
pub(super) fn split(fields: Map<String, Value>) -> Result<(ObjectMeta, Other), serde_json::Error> {
    split_with(fields, HERE)
}

fn split_with(fields: Map<String, Value>, large: Large) -> Result<(ObjectMeta, Other), serde_json::Error> {
    let is_known = |key: &str| KNOWN.contains(&key) && (large == Large::Read || !LARGE.contains(&key));
    let (mut known, other): (Map<_, _>, Map<_, _>) = fields.into_iter().partition(|(key, _)| is_known(key));
    for map in ["labels", "annotations"] {
        // The API server reads a null label or annotation as an empty one.
        for value in known.get_mut(map).and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
            if value.is_null() {
                *value = Value::String(String::new());
            }
        }
    }
    // And likewise the items of its lists.
    let empties = [
        ("finalizers", Value::String(String::new())),
        ("ownerReferences", Value::Object(Map::new())),
        ("managedFields", Value::Object(Map::new())),
    ];
    for (list, empty) in empties {
        for item in known.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            if item.is_null() {
                *item = empty.clone();
            }
        }
    }
    let known = Value::Object(known);
    let metadata = match large {
        Large::Read => serde_json::from_value(known)?,
        Large::Kept => serde_json::from_value::<Small>(known)?.into(),
    };
    let mut unknown = Other::new();
    unknown.extend(other);
    Ok((metadata, unknown))
}

/// Metadata in the API server's order of fields.
pub(super) struct Ordered<'a> {
    pub(super) known: &'a ObjectMeta,
    pub(super) other: &'a Other,
}

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn entry<M: SerializeMap, T: Serialize>(
            map: &mut M,
            key: &str,
            value: Option<&T>,
        ) -> Result<(), M::Error> {
            value.map_or(Ok(()), |value| map.serialize_entry(key, value))
        }
        // The API server leaves out what is empty.
        fn given<T: Default + PartialEq>(value: Option<&T>) -> Option<&T> {
            value.filter(|value| **value != T::default())
        }
        // Taken apart, so that a field which a later version of k8s-openapi adds cannot be forgotten.
        let ObjectMeta {
            annotations,
            creation_timestamp,
            deletion_grace_period_seconds,
            deletion_timestamp,
            finalizers,
            generate_name,
            generation,
            labels,
            managed_fields,
            name,
            namespace,
            owner_references,
            resource_version,
            self_link,
            uid,
        } = self.known;
        let mut map = serializer.serialize_map(None)?;
        entry(&mut map, "name", given(name.as_ref()))?;
        entry(&mut map, "generateName", given(generate_name.as_ref()))?;
        entry(&mut map, "namespace", given(namespace.as_ref()))?;
        entry(&mut map, "selfLink", given(self_link.as_ref()))?;
        entry(&mut map, "uid", given(uid.as_ref()))?;
        entry(&mut map, "resourceVersion", given(resource_version.as_ref()))?;
        entry(&mut map, "generation", given(generation.as_ref()))?;
        if HERE == Large::Read {
            entry(&mut map, "creationTimestamp", creation_timestamp.as_ref())?;
            entry(&mut map, "deletionTimestamp", deletion_timestamp.as_ref())?;
        }
        entry(&mut map, "deletionGracePeriodSeconds", deletion_grace_period_seconds.as_ref())?;
        entry(&mut map, "labels", given(labels.as_ref()))?;
        entry(&mut map, "annotations", given(annotations.as_ref()))?;
        if HERE == Large::Read {
            entry(&mut map, "ownerReferences", given(owner_references.as_ref()))?;
        }
        entry(&mut map, "finalizers", given(finalizers.as_ref()))?;
        if HERE == Large::Read {
            entry(&mut map, "managedFields", given(managed_fields.as_ref()))?;
        }
        for (key, value) in self.other {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{Large, Ordered, split_with};

    fn printed(fields: &Value, large: Large) -> Value {
        let fields: Map<_, _> = fields.as_object().unwrap().clone();
        let (known, other) = split_with(fields, large).unwrap();
        serde_json::to_value(Ordered { known: &known, other: &other }).unwrap()
    }

    #[test]
    fn without_reading_all_of_it_nothing_is_lost() {
        let fields = json!({
            "name": "strict", "generateName": "s", "uid": "u", "resourceVersion": "7", "generation": 2, "selfLink": "/s",
            "creationTimestamp": "2020-01-02T03:04:05Z", "deletionTimestamp": "2020-01-02T03:04:05Z",
            "deletionGracePeriodSeconds": 3, "labels": { "a": "b" }, "annotations": { "c": null }, "finalizers": [null, "f"],
            "ownerReferences": [{ "apiVersion": "v1", "kind": "Pod", "name": "p", "uid": "q" }], "namespace": "n",
            "managedFields": [{ "manager": "kubectl", "time": "2020-01-02T03:04:05Z" }], "later": true,
        });
        assert_eq!(printed(&fields, Large::Kept), printed(&fields, Large::Read));
    }
}
