//! `privileged`: may containers run in privileged mode?
//!
//! Fields: `securityContext.privileged` of each container.
//! Allowed when false: unset, false.

use super::{Check, OnContainer};
use crate::draft::ContainerView;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> = Check {
    name: "privileged",
    owns: &["privileged"],
    run: OnContainer { default: OnContainer::no_default, validate },
};

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    if !view.pod.policy.spec.privileged && view.container.security.privileged == Some(true) {
        report.refuse(|| Problem::Privileged);
    }
}
