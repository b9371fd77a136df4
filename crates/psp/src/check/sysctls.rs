//! `forbiddenSysctls`, `allowedUnsafeSysctls`: which kernel parameters may pods set?
//!
//! Fields: `spec.securityContext.sysctls[*].name`.
//! Allowed: what is not forbidden, and is either safe or allowed. A pattern ending in `*` matches by its beginning.

use super::{Check, OnPod};
use crate::draft::PodView;
use crate::report::Report;
use crate::violation::Problem;

pub(super) const CHECK: Check<OnPod> = Check {
    name: "sysctls",
    owns: &["allowedUnsafeSysctls", "forbiddenSysctls"],
    run: OnPod { default: OnPod::no_default, validate },
};

/// Parameters that concern nothing outside the pod.
pub(crate) const SAFE: [&str; 4] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
];

fn validate(view: &PodView<'_, '_>, report: &mut Report<'_>) {
    let spec = &view.policy.spec;
    for (index, sysctl) in view.pod.security.sysctls.iter().flatten().enumerate() {
        let name = sysctl.name.as_str();
        let forbidden = matches_any(&spec.forbidden_sysctls, name);
        if forbidden || !(SAFE.contains(&name) || matches_any(&spec.allowed_unsafe_sysctls, name)) {
            report.refuse(|| Problem::Sysctl { index, name: name.to_owned(), forbidden });
        }
    }
}

fn matches_any(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => pattern == name,
    })
}
