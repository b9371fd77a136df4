//! `allowedProcMountTypes`: how may /proc be mounted?
//!
//! Fields: `securityContext.procMount` of each container; unset means `Default`.
//! Allowed: the types in the list; only `Default` if it is empty. A list without `Default` refuses containers that say
//! nothing.

use super::{Check, OnContainer};
use crate::draft::ContainerView;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnContainer> = Check {
    name: "proc_mount",
    owns: &["allowedProcMountTypes"],
    run: OnContainer { default: OnContainer::no_default, validate },
};

const DEFAULT: &str = "Default";

fn validate(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let found = view.container.security.proc_mount.as_deref().unwrap_or(DEFAULT);
    let allowed = &view.pod.policy.spec.allowed_proc_mount_types;
    let accepted =
        if allowed.is_empty() { found == DEFAULT } else { allowed.iter().any(|allowed| allowed == found) };
    if !accepted {
        report.refuse(|| Problem::ProcMount {
            found: found.to_owned(),
            allowed: if allowed.is_empty() { vec![DEFAULT.to_owned()] } else { allowed.clone() },
        });
    }
}
