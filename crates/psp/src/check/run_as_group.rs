//! `runAsGroup`: which primary group do containers run as?
//!
//! Fields: `securityContext.runAsGroup` of the container, else of the pod.
//! Allowed: absent and `RunAsAny`: all. `MayRunAs`: unset, or in the ranges. `MustRunAs`: in the ranges; the lowest
//! group of the first range is filled in, in the container.

use super::{Check, OnContainer, groups};
use crate::draft::{ContainerDraft, ContainerView};
use crate::report::Report;
use crate::violation::GroupField;

pub(super) const CHECK: Check<OnContainer> =
    Check { name: "run_as_group", owns: &["runAsGroup"], run: OnContainer { default, validate } };

fn default<'p>(view: &ContainerView<'_, 'p>, draft: &mut ContainerDraft<'p>) {
    if view.run_as_group().is_none() {
        draft.run_as_group = view.pod.policy.run_as_group.default();
    }
}

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let group = view.run_as_group();
    let groups = group.as_ref().map(std::slice::from_ref);
    groups::validate(&view.pod.policy.run_as_group, GroupField::RunAsGroup, groups, report);
}
