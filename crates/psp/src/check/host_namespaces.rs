//! `hostNetwork`, `hostPID`, `hostIPC`: may pods use the namespaces of the node?
//!
//! Fields: `spec.hostNetwork`, `spec.hostPID`, `spec.hostIPC`.
//! Allowed when false: unset, false.

use super::{Check, OnPod};
use crate::draft::PodView;
use crate::report::Report;
use crate::violation::{HostNamespace, Problem};

pub(super) const CHECK: Check<OnPod> = Check {
    name: "host_namespaces",
    owns: &["hostNetwork", "hostPID", "hostIPC"],
    run: OnPod { default: OnPod::no_default, validate },
};

fn validate(view: &PodView<'_, '_>, report: &mut Report<'_>) {
    let (policy, pod) = (&view.policy.spec, view.pod.spec);
    for (allowed, used, namespace) in [
        (policy.host_network, pod.host_network, HostNamespace::Network),
        (policy.host_pid, pod.host_pid, HostNamespace::Pid),
        (policy.host_ipc, pod.host_ipc, HostNamespace::Ipc),
    ] {
        if !allowed && used == Some(true) {
            report.refuse(|| Problem::HostNamespace { namespace });
        }
    }
}
