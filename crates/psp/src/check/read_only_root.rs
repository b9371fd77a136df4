//! `readOnlyRootFilesystem`: must the containers' root file systems be read-only?
//!
//! Fields: `securityContext.readOnlyRootFilesystem` of each container.
//! Allowed when true: true, which is filled in.

use super::{Check, OnContainer};
use crate::draft::{ContainerDraft, ContainerView};
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> = Check {
    name: "read_only_root",
    owns: &["readOnlyRootFilesystem"],
    run: OnContainer { default, validate },
};

fn default<'p>(view: &ContainerView<'_, 'p>, draft: &mut ContainerDraft<'p>) {
    if view.pod.policy.spec.read_only_root_filesystem && view.read_only_root_filesystem().is_none() {
        draft.read_only_root_filesystem = Some(true);
    }
}

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let found = view.read_only_root_filesystem();
    if view.pod.policy.spec.read_only_root_filesystem && found != Some(true) {
        report.refuse(|| Problem::WritableRoot { found });
    }
}
