//! The controls of the Pod Security Standards in words.

use psp::standards::{Control, Judgement};

use super::ControlRow;
use crate::text::Texts;

pub(super) fn row(t: Texts, judgement: Judgement) -> ControlRow {
    let (name, demand) = in_words(t, judgement.control);
    let shortfalls = judgement.shortfalls.into_iter().map(|each| {
        let found = each.found.iter().map(|found| if found.is_empty() { t.none() } else { found });
        let found = found.collect::<Vec<_>>().join(", ");
        let found = if found.is_empty() { t.none().to_owned() } else { found };
        format!("{}: {found}", each.field)
    });
    ControlRow {
        name: name.to_owned(),
        demand: demand.to_owned(),
        level: judgement.control.level(),
        shortfalls: shortfalls.collect(),
    }
}

fn in_words(t: Texts, control: Control) -> (&'static str, &'static str) {
    match control {
        Control::HostNamespaces => (t.control_host(), t.control_host_demand()),
        Control::Privileged => (t.control_privileged(), t.control_privileged_demand()),
        Control::Capabilities => (t.control_capabilities(), t.control_capabilities_demand()),
        Control::HostPaths => (t.control_paths(), t.control_paths_demand()),
        Control::HostPorts => (t.control_ports(), t.control_ports_demand()),
        Control::AppArmor => (t.control_apparmor(), t.control_profile_demand()),
        Control::SeLinux => (t.control_selinux(), t.control_selinux_demand()),
        Control::ProcMount => (t.control_proc(), t.control_proc_demand()),
        Control::Seccomp => (t.control_seccomp(), t.control_seccomp_demand()),
        Control::Sysctls => (t.control_sysctls(), t.control_sysctls_demand()),
        Control::VolumeTypes => (t.control_volumes(), t.control_volumes_demand()),
        Control::Escalation => (t.control_escalation(), t.control_escalation_demand()),
        Control::NonRoot => (t.control_root(), t.control_root_demand()),
        Control::SeccompGiven => (t.control_seccomp(), t.control_profile_demand()),
        Control::CapabilitiesDropped => (t.control_capabilities(), t.control_dropped_demand()),
    }
}
