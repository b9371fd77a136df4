//! `fsGroup`: which group owns the pod's volumes?
//!
//! Fields: `spec.securityContext.fsGroup`.
//! Allowed: `RunAsAny`: all. `MayRunAs`: unset, or in the ranges. `MustRunAs`: in the ranges; the lowest group of the
//! first range is filled in.

use super::{Check, OnPod, groups};
use crate::draft::{PodDraft, PodView};
use crate::report::Report;
use crate::violation::GroupField;

pub(super) const CHECK: Check<OnPod> =
    Check { name: "fs_group", owns: &["fsGroup"], run: OnPod { default, validate } };

fn default<'p>(view: &PodView<'_, 'p>, draft: &mut PodDraft<'p>) {
    if view.pod.security.fs_group.is_none() {
        draft.fs_group = view.policy.fs_group.default();
    }
}

fn validate(view: &PodView<'_, '_>, report: &mut Report<'_>) {
    let group = view.fs_group();
    let groups = group.as_ref().map(std::slice::from_ref);
    groups::validate(&view.policy.fs_group, GroupField::FsGroup, groups, report);
}
