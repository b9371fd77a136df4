//! Annotations about `AppArmor`: which profiles may containers have?
//!
//! Fields: the annotation `container.apparmor.security.beta.kubernetes.io/NAME` of the pod.
//! Allowed: without the policy's list: all, and none. Else one of the list, and one there must be. The default is
//! filled in, whether there is a list or not.

use super::{Check, OnContainer};
use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT};
use crate::draft::{ContainerDraft, ContainerView};
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> = Check {
    name: "apparmor",
    owns: &[APPARMOR_ALLOWED, APPARMOR_DEFAULT],
    run: OnContainer { default, validate },
};

fn default<'p>(view: &ContainerView<'_, 'p>, draft: &mut ContainerDraft<'p>) {
    let profile = view.pod.policy.apparmor.default.as_str();
    if !profile.is_empty() && view.apparmor().is_empty() {
        draft.apparmor = Some(profile);
    }
}

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let Some(allowed) = &view.pod.policy.apparmor.allowed else { return };
    let profile = view.apparmor();
    if profile.is_empty() {
        report.refuse(|| Problem::AppArmorMissing { allowed: allowed.clone() });
    } else if allowed.split(',').all(|allowed| allowed != profile) {
        report.refuse(|| Problem::AppArmor { profile: profile.to_owned(), allowed: allowed.clone() });
    }
}
