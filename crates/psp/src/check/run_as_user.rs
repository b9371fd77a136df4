//! `runAsUser`: which user do containers run as?
//!
//! Fields: `securityContext.runAsUser` and `securityContext.runAsNonRoot` of the container, else of the pod.
//! Allowed: `RunAsAny`: all. `MustRunAs`: a user in the ranges; the lowest of the first range is filled in.
//! `MustRunAsNonRoot`: any user but 0, or `runAsNonRoot: true`, which is filled in where neither is given. (Then the
//! kubelet refuses to start an image that runs as root.)

use super::{Check, OnContainer};
use crate::draft::{ContainerDraft, ContainerView};
use crate::policy::UserRule;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> =
    Check { name: "run_as_user", owns: &["runAsUser"], run: OnContainer { default, validate } };

fn default<'p>(view: &ContainerView<'_, 'p>, draft: &mut ContainerDraft<'p>) {
    if view.run_as_user().is_some() {
        return;
    }
    match &view.pod.policy.run_as_user {
        UserRule::Must(ranges) => draft.run_as_user = Some(ranges.first),
        UserRule::NonRoot if view.run_as_non_root().is_none() => draft.run_as_non_root = Some(true),
        UserRule::NonRoot | UserRule::Any => {}
    }
}

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    match (&view.pod.policy.run_as_user, view.run_as_user()) {
        (UserRule::Any, _) => {}
        (UserRule::Must(ranges), None) => {
            report.refuse(|| Problem::UserMissing { ranges: ranges.all.clone() });
        }
        (UserRule::Must(ranges), Some(user)) => {
            if !ranges.contain(user) {
                report.refuse(|| Problem::UserOutsideRanges { user, ranges: ranges.all.clone() });
            }
        }
        (UserRule::NonRoot, user) => match (view.run_as_non_root(), user) {
            (None, None) => report.refuse(|| Problem::MayBeRoot),
            // Whoever the user is.
            (Some(false), _) => report.refuse(|| Problem::RunAsNonRootIsFalse),
            (_, Some(0)) => report.refuse(|| Problem::UserIsRoot),
            _ => {}
        },
    }
}
