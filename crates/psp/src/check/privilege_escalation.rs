//! `allowPrivilegeEscalation`, `defaultAllowPrivilegeEscalation`: may processes gain more privileges than their parent?
//!
//! Fields: `securityContext.allowPrivilegeEscalation` of each container.
//! Allowed: when absent or true: all. When false: false, which is filled in. The default is filled in before that.

use super::{Check, OnContainer};
use crate::draft::{ContainerDraft, ContainerView};
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> = Check {
    name: "privilege_escalation",
    owns: &["allowPrivilegeEscalation", "defaultAllowPrivilegeEscalation"],
    run: OnContainer { default, validate },
};

fn default<'p>(view: &ContainerView<'_, 'p>, draft: &mut ContainerDraft<'p>) {
    let spec = &view.pod.policy.spec;
    if view.allow_privilege_escalation().is_none() {
        let forbidden = (spec.allow_privilege_escalation == Some(false)).then_some(false);
        draft.allow_privilege_escalation = spec.default_allow_privilege_escalation.or(forbidden);
    }
}

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let found = view.allow_privilege_escalation();
    if view.pod.policy.spec.allow_privilege_escalation == Some(false) && found != Some(false) {
        report.refuse(|| Problem::PrivilegeEscalation { found });
    }
}
