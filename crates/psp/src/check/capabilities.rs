//! `defaultAddCapabilities`, `requiredDropCapabilities`, `allowedCapabilities`: which Linux capabilities do containers
//! have?
//!
//! Fields: `securityContext.capabilities` of each container.
//! Allowed: adding what is added by default or allowed; all if `*` is allowed. What must be dropped is dropped, what is
//! added by default is added unless the container drops it. Names are compared as they are written: dropping `ALL`
//! does not drop `NET_RAW`.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::Capabilities;

use super::{Check, OnContainer};
use crate::draft::{ContainerDraft, ContainerView};
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> = Check {
    name: "capabilities",
    owns: &["allowedCapabilities", "defaultAddCapabilities", "requiredDropCapabilities"],
    run: OnContainer { default, validate },
};

/// Only a set that grows is written, but then both are, sorted and without duplicates.
fn default<'p>(view: &ContainerView<'_, 'p>, draft: &mut ContainerDraft<'p>) {
    let spec = &view.pod.policy.spec;
    if spec.default_add_capabilities.is_empty() && spec.required_drop_capabilities.is_empty() {
        return;
    }
    let own = view.container.security.capabilities.as_ref();
    let add: BTreeSet<&String> = own.and_then(|own| own.add.as_ref()).into_iter().flatten().collect();
    let drop: BTreeSet<&String> = own.and_then(|own| own.drop.as_ref()).into_iter().flatten().collect();
    let by_default = spec.default_add_capabilities.iter().filter(|name| !drop.contains(name));
    let all_add: BTreeSet<&String> = by_default.chain(add.iter().copied()).collect();
    let all_drop: BTreeSet<&String> =
        spec.required_drop_capabilities.iter().chain(drop.iter().copied()).collect();
    if all_add.len() > add.len() || all_drop.len() > drop.len() {
        let list = |set: BTreeSet<&String>| (!set.is_empty()).then(|| set.into_iter().cloned().collect());
        draft.capabilities = Some(Capabilities { add: list(all_add), drop: list(all_drop) });
    }
}

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let spec = &view.pod.policy.spec;
    let Some(capabilities) = view.capabilities() else {
        // Cannot be after filling in.
        if !(spec.default_add_capabilities.is_empty() && spec.required_drop_capabilities.is_empty()) {
            report.refuse(|| Problem::CapabilitiesMissing {
                required_drop: spec.required_drop_capabilities.clone(),
            });
        }
        return;
    };
    // A wildcard lifts what must be dropped as well.
    if spec.allowed_capabilities.iter().any(|name| name == "*") {
        return;
    }
    for name in capabilities.add.iter().flatten() {
        if !spec.default_add_capabilities.contains(name) && !spec.allowed_capabilities.contains(name) {
            report.refuse(|| Problem::CapabilityAdded { capability: name.clone() });
        }
    }
    let dropped = capabilities.drop.as_ref();
    for name in &spec.required_drop_capabilities {
        if !dropped.is_some_and(|dropped| dropped.contains(name)) {
            report.refuse(|| Problem::CapabilityNotDropped {
                capability: name.clone(),
                dropped: dropped.cloned(),
            });
        }
    }
}
