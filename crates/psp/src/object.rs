//! `PodSecurityPolicy` exactly as the API server stores it (`policy/v1beta1`).
//!
//! An object that is read and written back loses nothing: at every level, fields that this crate does not know
//! are kept in `other`. They are written after the known ones, which stand in the API server's own order.

mod metadata;
mod serialization;
mod spec;
mod strategy;

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::{ClusterResourceScope, ListableResource, Metadata, Resource};
use serde_json::Value;

pub use spec::PodSecurityPolicySpec;
pub use strategy::{
    AllowedCsiDriver, AllowedFlexVolume, AllowedHostPath, GroupStrategy, HostPortRange, IdRange,
    RuntimeClassStrategy, SeLinuxOptions, SeLinuxStrategy, UserStrategy,
};

/// Fields of an object that this crate does not know, as they were read.
pub type Other = BTreeMap<String, Value>;

/// A `PodSecurityPolicy` as stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodSecurityPolicy {
    /// Standard object metadata.
    pub metadata: ObjectMeta,
    /// Fields of the metadata that [`ObjectMeta`] does not know, as `clusterName` of old servers.
    pub other_metadata: Other,
    /// What the policy allows.
    pub spec: PodSecurityPolicySpec,
    /// Unknown fields beside `metadata` and `spec`.
    pub other: Other,
}

impl PodSecurityPolicy {
    /// A policy of this name that allows what the spec says.
    pub fn new(name: &str, spec: PodSecurityPolicySpec) -> Self {
        let metadata = ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() };
        Self { metadata, spec, ..Self::default() }
    }

    /// `metadata.name`; empty when there is none yet (`generateName`).
    pub fn name(&self) -> &str {
        self.metadata.name.as_deref().unwrap_or_default()
    }

    /// The value of an annotation.
    pub fn annotation(&self, key: &str) -> Option<&str> {
        self.metadata.annotations.as_ref()?.get(key).map(String::as_str)
    }

    /// Forgets every unknown field, as an API server does that knows just the fields of this crate.
    pub fn drop_unknown_fields(&mut self) {
        self.other.clear();
        self.other_metadata.clear();
        self.spec.drop_unknown_fields();
    }
}

impl Resource for PodSecurityPolicy {
    const API_VERSION: &'static str = "policy/v1beta1";
    const GROUP: &'static str = "policy";
    const KIND: &'static str = "PodSecurityPolicy";
    const VERSION: &'static str = "v1beta1";
    const URL_PATH_SEGMENT: &'static str = "podsecuritypolicies";
    type Scope = ClusterResourceScope;
}

impl ListableResource for PodSecurityPolicy {
    const LIST_KIND: &'static str = "PodSecurityPolicyList";
}

impl Metadata for PodSecurityPolicy {
    type Ty = ObjectMeta;

    fn metadata(&self) -> &ObjectMeta {
        &self.metadata
    }

    fn metadata_mut(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}

#[cfg(test)]
mod tests;
