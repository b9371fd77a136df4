//! Pod security policies: made ready to be stored, and to be asked.

use std::sync::Arc;

use psp::{PodSecurityPolicy, Policies};
use serde::Deserialize;
use serde_json::Value;

use super::metadata;
use crate::cluster::Inner;
use crate::resource::Resource;
use crate::status::{Cause, Failure};

pub(super) fn create(mut object: Value) -> Result<Value, Failure> {
    metadata::generate(&mut object);
    store(read(&object)?, None)
}

pub(super) fn update(old: &Value, new: &Value) -> Result<Value, Failure> {
    store(read(new)?, Some(&read(old)?))
}

fn read(object: &Value) -> Result<PodSecurityPolicy, Failure> {
    PodSecurityPolicy::deserialize(object).map_err(|error| Failure::bad_request(error.to_string()))
}

fn store(mut policy: PodSecurityPolicy, old: Option<&PodSecurityPolicy>) -> Result<Value, Failure> {
    psp::validation::prepare_for_storage(&mut policy, old);
    let errors = psp::validate(&policy);
    if errors.is_empty() {
        return serde_json::to_value(&policy).map_err(|error| Failure::bad_request(error.to_string()));
    }
    let name = policy.name();
    let causes: Vec<Cause> = errors.iter().map(Cause::from).collect();
    let message = psp::validation::invalid_message(name, &errors);
    // Policies once lived in this group, and the API server still says so.
    Err(Failure::invalid_text(message, "PodSecurityPolicy", "extensions", name, &causes))
}

/// All policies, ready to be asked. They are read once after each change of theirs.
pub(super) fn prepared(cluster: &Inner) -> Arc<Policies> {
    cluster.policies.get(cluster.store.revision_of(&[("policy", "podsecuritypolicies")]), || {
        let all = Resource::find("policy", "v1beta1", "podsecuritypolicies")
            .map(|resource| cluster.store.list(resource, None).0)
            .unwrap_or_default();
        let policies: Vec<PodSecurityPolicy> =
            all.iter().filter_map(|object| PodSecurityPolicy::deserialize(object.as_ref()).ok()).collect();
        Policies::prepare(&policies)
    })
}
