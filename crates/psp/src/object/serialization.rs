//! The whole object to and from JSON: type, metadata, spec, and whatever else stands there.

use k8s_openapi::Resource;
use serde::de::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Other, PodSecurityPolicy, PodSecurityPolicySpec, metadata};

/// `null` is read as nothing given, as everywhere in the Kubernetes API.
pub(super) fn or_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A list that may be absent. Its items may be `null` too.
pub(super) fn optional_list<'de, T, D>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    let list: Option<Vec<Option<T>>> = Option::deserialize(deserializer)?;
    Ok(list.map(|items| items.into_iter().map(Option::unwrap_or_default).collect()))
}

/// A list for which absent and empty are the same.
pub(super) fn list_or_default<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    optional_list(deserializer).map(Option::unwrap_or_default)
}

/// Is it a value that the API server leaves out?
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    #[serde(default, deserialize_with = "or_default")]
    api_version: String,
    #[serde(default, deserialize_with = "or_default")]
    kind: String,
    #[serde(default, deserialize_with = "or_default")]
    metadata: Map<String, Value>,
    #[serde(default, deserialize_with = "or_default")]
    spec: PodSecurityPolicySpec,
    #[serde(flatten)]
    other: Other,
}

impl<'de> Deserialize<'de> for PodSecurityPolicy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = Wire::deserialize(deserializer)?;
        // Items of a list carry neither.
        expect("apiVersion", &wire.api_version, Self::API_VERSION)?;
        expect("kind", &wire.kind, Self::KIND)?;
        let (metadata, other_metadata) = metadata::split(wire.metadata).map_err(D::Error::custom)?;
        Ok(Self { metadata, other_metadata, spec: wire.spec, other: wire.other })
    }
}

fn expect<E: Error>(field: &str, found: &str, expected: &str) -> Result<(), E> {
    if found.is_empty() || found == expected {
        Ok(())
    } else {
        Err(E::custom(format_args!("{field} is {found}, not {expected}")))
    }
}

impl Serialize for PodSecurityPolicy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", Self::KIND)?;
        map.serialize_entry("apiVersion", Self::API_VERSION)?;
        map.serialize_entry(
            "metadata",
            &metadata::Ordered { known: &self.metadata, other: &self.other_metadata },
        )?;
        map.serialize_entry("spec", &self.spec)?;
        for (key, value) in &self.other {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
