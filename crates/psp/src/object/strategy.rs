//! The objects inside a policy's spec: strategies, ranges and allowed things.

use k8s_openapi::api::core::v1::SELinuxOptions;
use serde::{Deserialize, Serialize};

use super::Other;
use super::serialization::{is_default, optional_list, or_default};

/// Host ports, both ends included.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct HostPortRange {
    /// The lowest port.
    #[serde(deserialize_with = "or_default")]
    pub min: i32,
    /// The highest port.
    #[serde(deserialize_with = "or_default")]
    pub max: i32,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

/// User or group ids, both ends included.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct IdRange {
    /// The lowest id; also what is filled in where a pod says nothing.
    #[serde(deserialize_with = "or_default")]
    pub min: i64,
    /// The highest id.
    #[serde(deserialize_with = "or_default")]
    pub max: i64,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

impl IdRange {
    /// The ids from `min` to `max`.
    pub fn new(min: i64, max: i64) -> Self {
        Self { min, max, other: Other::new() }
    }

    /// Is the id one of these?
    pub fn contains(&self, id: i64) -> bool {
        (self.min..=self.max).contains(&id)
    }
}

/// `seLinux`: which context pods and containers may have.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SeLinuxStrategy {
    /// `MustRunAs` or `RunAsAny`.
    #[serde(deserialize_with = "or_default")]
    pub rule: String,
    /// The context that `MustRunAs` demands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se_linux_options: Option<SeLinuxOptions>,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

impl SeLinuxStrategy {
    pub(super) fn drop_unknown_fields(&mut self) {
        self.other.clear();
        self.se_linux_options.iter_mut().for_each(|options| options.other.clear());
    }
}

/// An `SELinux` context. Fields left out are empty.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct SeLinuxOptions {
    /// The user label.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// The role label.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// The type label.
    #[serde(rename = "type", deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub type_: String,
    /// The level label, as `s0:c1,c2`.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

impl From<&SeLinuxOptions> for SELinuxOptions {
    fn from(options: &SeLinuxOptions) -> Self {
        let given = |text: &String| (!text.is_empty()).then(|| text.clone());
        Self {
            user: given(&options.user),
            role: given(&options.role),
            type_: given(&options.type_),
            level: given(&options.level),
        }
    }
}

/// `runAsUser`: which user containers run as.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct UserStrategy {
    /// `MustRunAs`, `MustRunAsNonRoot` or `RunAsAny`.
    #[serde(deserialize_with = "or_default")]
    pub rule: String,
    /// The users that `MustRunAs` demands. `null` and `[]` differ in one message of the API server.
    #[serde(deserialize_with = "optional_list", skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Vec<IdRange>>,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

impl UserStrategy {
    pub(super) fn drop_unknown_fields(&mut self) {
        self.other.clear();
        self.ranges.iter_mut().flatten().for_each(|range| range.other.clear());
    }
}

/// `runAsGroup`, `supplementalGroups` and `fsGroup`: which groups processes and volumes have.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct GroupStrategy {
    /// `MustRunAs`, `MayRunAs` or `RunAsAny`.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The groups that `MustRunAs` and `MayRunAs` demand. `null` and `[]` differ in one message of the server.
    #[serde(deserialize_with = "optional_list", skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Vec<IdRange>>,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

impl GroupStrategy {
    pub(super) fn drop_unknown_fields(&mut self) {
        self.other.clear();
        self.ranges.iter_mut().flatten().for_each(|range| range.other.clear());
    }
}

/// A host path that `hostPath` volumes may use, and everything below it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AllowedHostPath {
    /// `/foo` allows `/foo`, `/foo/` and `/foo/bar`, but not `/food`.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub path_prefix: String,
    /// Must it be mounted read-only?
    #[serde(deserialize_with = "or_default", skip_serializing_if = "is_default")]
    pub read_only: bool,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

/// A driver that `flexVolume` volumes may use.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct AllowedFlexVolume {
    /// The driver's name.
    #[serde(deserialize_with = "or_default")]
    pub driver: String,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

/// A driver that inline `csi` volumes may use.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct AllowedCsiDriver {
    /// The driver's name.
    #[serde(deserialize_with = "or_default")]
    pub name: String,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

/// `runtimeClass`: which runtime classes pods may name.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RuntimeClassStrategy {
    /// The names; `*` is all. The API server writes `null` when there is none.
    #[serde(deserialize_with = "optional_list")]
    pub allowed_runtime_class_names: Option<Vec<String>>,
    /// What pods get that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_runtime_class_name: Option<String>,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}
