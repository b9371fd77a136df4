//! Metadata without loss: `ObjectMeta` drops what it does not know, so that is kept beside it.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
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

/// Parts what [`ObjectMeta`] knows from what it does not.
pub(super) fn split(fields: Map<String, Value>) -> Result<(ObjectMeta, Other), serde_json::Error> {
    let (mut known, other): (Map<_, _>, Map<_, _>) =
        fields.into_iter().partition(|(key, _)| KNOWN.contains(&key.as_str()));
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
    Ok((serde_json::from_value(Value::Object(known))?, other.into_iter().collect()))
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
        entry(&mut map, "creationTimestamp", creation_timestamp.as_ref())?;
        entry(&mut map, "deletionTimestamp", deletion_timestamp.as_ref())?;
        entry(&mut map, "deletionGracePeriodSeconds", deletion_grace_period_seconds.as_ref())?;
        entry(&mut map, "labels", given(labels.as_ref()))?;
        entry(&mut map, "annotations", given(annotations.as_ref()))?;
        entry(&mut map, "ownerReferences", given(owner_references.as_ref()))?;
        entry(&mut map, "finalizers", given(finalizers.as_ref()))?;
        entry(&mut map, "managedFields", given(managed_fields.as_ref()))?;
        for (key, value) in self.other {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
