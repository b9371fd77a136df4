//! `seLinux`: which `SELinux` context do pods and containers have?
//!
//! Fields: `spec.securityContext.seLinuxOptions`, and `securityContext.seLinuxOptions` of each container, else of the
//! pod.
//! Allowed: `RunAsAny`: all. `MustRunAs`: the policy's options, which are filled in on the pod. The categories of the
//! level may stand in any order.

use k8s_openapi::api::core::v1::SELinuxOptions;

use super::{Check, OnContainer, OnPod};
use crate::draft::{ContainerView, PodDraft, PodView};
use crate::report::Report;
use crate::violation::{Problem, SeLinuxPart};

const NAME: &str = "selinux";

pub(super) const POD: Check<OnPod> =
    Check { name: NAME, owns: &["seLinux"], run: OnPod { default, validate: validate_pod } };

/// The pod's context is in effect in containers that have none, so there is nothing to fill in.
pub(super) const CONTAINER: Check<OnContainer> = Check {
    name: NAME,
    owns: &[],
    run: OnContainer { default: OnContainer::no_default, validate: validate_container },
};

fn default<'p>(view: &PodView<'_, 'p>, draft: &mut PodDraft<'p>) {
    if view.pod.security.se_linux_options.is_none() {
        draft.se_linux = view.policy.se_linux.as_ref();
    }
}

fn validate_pod(view: &PodView<'_, '_>, report: &mut Report<'_>) {
    validate(view.policy.se_linux.as_ref(), view.se_linux(), report);
}

fn validate_container(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    validate(view.pod.policy.se_linux.as_ref(), view.se_linux(), report);
}

fn validate(expected: Option<&SELinuxOptions>, found: Option<&SELinuxOptions>, report: &mut Report<'_>) {
    let Some(expected) = expected else { return };
    let Some(found) = found else { return report.refuse(|| Problem::SeLinuxMissing) };
    let mut compare =
        |part, found: &Option<String>, expected: &Option<String>, equal: fn(&str, &str) -> bool| {
            let found = found.as_deref().unwrap_or_default();
            let expected = expected.as_deref().unwrap_or_default();
            if !equal(found, expected) {
                report.refuse(|| Problem::SeLinux {
                    part,
                    found: found.to_owned(),
                    expected: expected.to_owned(),
                });
            }
        };
    let equal = |found: &str, expected: &str| found == expected;
    compare(SeLinuxPart::Level, &found.level, &expected.level, levels_equal);
    compare(SeLinuxPart::Role, &found.role, &expected.role, equal);
    compare(SeLinuxPart::Type, &found.type_, &expected.type_, equal);
    compare(SeLinuxPart::User, &found.user, &expected.user, equal);
}

/// `s0:c1,c2` and `s0:c2,c1` are the same level. Ranges (`c1.c3`) are not expanded.
fn levels_equal(found: &str, expected: &str) -> bool {
    if found == expected {
        return true;
    }
    let (Some(found), Some(expected)) = (found.split_once(':'), expected.split_once(':')) else {
        return false;
    };
    let sorted = |categories: &'_ str| {
        let mut categories: Vec<_> = categories.split(',').map(str::to_owned).collect();
        categories.sort_unstable();
        categories
    };
    found.0 == expected.0 && sorted(found.1) == sorted(expected.1)
}
