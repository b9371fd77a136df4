//! `supplementalGroups`: which further groups do the processes have?
//!
//! Fields: `spec.securityContext.supplementalGroups`.
//! Allowed: `RunAsAny`: all. `MayRunAs`: each in the ranges. `MustRunAs`: at least one, each in the ranges; the lowest
//! group of the first range is filled in where the list is absent. An empty list counts as given, and is refused.

use super::{Check, OnPod, groups};
use crate::draft::{PodDraft, PodView};
use crate::report::Report;
use crate::violation::GroupField;

pub(super) const CHECK: Check<OnPod> =
    Check { name: "supplemental_groups", owns: &["supplementalGroups"], run: OnPod { default, validate } };

fn default<'p>(view: &PodView<'_, 'p>, draft: &mut PodDraft<'p>) {
    if view.pod.security.supplemental_groups.is_none() {
        draft.supplemental_group = view.policy.supplemental_groups.default();
    }
}

fn validate(view: &PodView<'_, '_>, report: &mut Report<'_>) {
    let rule = &view.policy.supplemental_groups;
    groups::validate(rule, GroupField::SupplementalGroups, view.supplemental_groups(), report);
}
