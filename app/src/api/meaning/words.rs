//! Each statement of a policy as a sentence.

use std::collections::BTreeSet;

use psp::explain::{Allowed, Groups, HostPath, Statement, Users};
use psp::object::SeLinuxOptions;

use crate::text::Texts;

type Fixed = fn(Texts) -> &'static str;
type Listing = fn(Texts, &str) -> String;

/// Does it say nothing, since nothing is filled in, dropped or forbidden?
pub(super) fn is_silent(said: &Statement) -> bool {
    match said {
        Statement::DefaultEscalation(default) => default.is_none(),
        Statement::DefaultRuntimeClass(default)
        | Statement::DefaultSeccomp(default)
        | Statement::DefaultAppArmor(default) => default.is_none(),
        Statement::DroppedCapabilities(names)
        | Statement::AddedCapabilities(names)
        | Statement::ForbiddenSysctls(names) => names.is_empty(),
        _ => false,
    }
}

/// The statement as a sentence.
pub(super) fn sentence(t: Texts, said: &Statement) -> String {
    let fixed = |text: &'static str| text.to_owned();
    let either = |yes: bool, if_so: Fixed, if_not: Fixed| fixed(if yes { if_so(t) } else { if_not(t) });
    match said {
        Statement::Privileged(yes) => either(*yes, Texts::may_be_privileged, Texts::not_privileged),
        Statement::Escalation(yes) => either(*yes, Texts::may_escalate, Texts::no_escalation),
        Statement::DefaultEscalation(None) => fixed(t.escalation_default_none()),
        Statement::DefaultEscalation(Some(yes)) => {
            either(*yes, Texts::escalation_default_on, Texts::escalation_default_off)
        }
        Statement::HostNetwork(yes) => either(*yes, Texts::may_use_host_network, Texts::no_host_network),
        Statement::HostPid(yes) => either(*yes, Texts::may_use_host_pid, Texts::no_host_pid),
        Statement::HostIpc(yes) => either(*yes, Texts::may_use_host_ipc, Texts::no_host_ipc),
        Statement::HostPorts(ports) if ports.is_empty() => fixed(t.no_host_ports()),
        Statement::HostPorts(ports) => t.host_ports_in(&ranges(t, ports)),
        Statement::Volumes(allowed) => {
            names(t, allowed, Texts::any_volume, Texts::no_volume, Texts::volumes_of)
        }
        Statement::HostPaths(None) => fixed(t.any_host_path()),
        Statement::HostPaths(Some(allowed)) if allowed.is_empty() => fixed(t.no_host_path()),
        Statement::HostPaths(Some(allowed)) => t.host_paths_below(&paths(t, allowed)),
        Statement::FlexVolumes(allowed) => names(t, allowed, Texts::any_flex, Texts::no_flex, Texts::flex_of),
        Statement::CsiDrivers(allowed) => names(t, allowed, Texts::any_csi, Texts::no_csi, Texts::csi_of),
        Statement::RunAsUser(Users::Any) => fixed(t.any_user()),
        Statement::RunAsUser(Users::NonRoot) => fixed(t.not_root()),
        Statement::RunAsUser(Users::In(ids)) if ids.is_empty() => fixed(t.user_without_ranges()),
        Statement::RunAsUser(Users::In(ids)) => t.users_in(&ranges(t, ids)),
        Statement::RunAsGroup(it) => groups(t, it, Texts::any_group, Texts::groups_must, Texts::groups_may),
        Statement::SupplementalGroups(it) => {
            groups(t, it, Texts::any_supplemental, Texts::supplemental_must, Texts::supplemental_may)
        }
        Statement::FsGroup(it) => {
            groups(t, it, Texts::any_fs_group, Texts::fs_group_must, Texts::fs_group_may)
        }
        Statement::SeLinux(None) => fixed(t.any_selinux()),
        Statement::SeLinux(Some(context)) => t.selinux_is(&labels(context)),
        Statement::ReadOnlyRoot(yes) => either(*yes, Texts::read_only_root, Texts::writable_root),
        Statement::AllowedCapabilities(allowed) => {
            names(t, allowed, Texts::any_capability, Texts::no_capability, Texts::capabilities_of)
        }
        Statement::DroppedCapabilities(set) => some(t, set, Texts::drops_none, Texts::drops),
        Statement::AddedCapabilities(set) => some(t, set, Texts::adds_none, Texts::adds),
        Statement::ProcMounts(allowed) => names(t, allowed, Texts::any_proc, Texts::any_proc, Texts::proc_of),
        Statement::UnsafeSysctls(allowed) => {
            names(t, allowed, Texts::any_sysctl, Texts::no_sysctl, Texts::sysctls_of)
        }
        Statement::ForbiddenSysctls(set) => some(t, set, Texts::forbids_no_sysctl, Texts::forbids_sysctls),
        Statement::RuntimeClasses(allowed) => {
            names(t, allowed, Texts::any_runtime, Texts::no_runtime, Texts::runtimes_of)
        }
        Statement::DefaultRuntimeClass(name) => {
            or_none(t, name.as_ref(), Texts::runtime_default_none, Texts::runtime_default)
        }
        Statement::Seccomp(allowed) => {
            profiles(t, allowed, Texts::any_seccomp, Texts::no_seccomp, Texts::seccomp_of)
        }
        Statement::DefaultSeccomp(name) => {
            or_none(t, name.as_ref(), Texts::seccomp_default_none, Texts::seccomp_default)
        }
        Statement::AppArmor(allowed) => {
            names(t, allowed, Texts::any_apparmor, Texts::no_apparmor, Texts::apparmor_of)
        }
        Statement::DefaultAppArmor(name) => {
            or_none(t, name.as_ref(), Texts::apparmor_default_none, Texts::apparmor_default)
        }
    }
}

fn names(t: Texts, allowed: &Allowed, all: Fixed, none: Fixed, of: Listing) -> String {
    match allowed {
        Allowed::All => all(t).to_owned(),
        Allowed::Only(names) => some(t, names, none, of),
    }
}

/// As names, but an empty one is to have none.
fn profiles(t: Texts, allowed: &Allowed, all: Fixed, none: Fixed, of: Listing) -> String {
    match allowed {
        Allowed::All => all(t).to_owned(),
        Allowed::Only(names) if names.iter().all(String::is_empty) => none(t).to_owned(),
        Allowed::Only(names) => {
            let name = |name: &String| if name.is_empty() { t.none().to_owned() } else { name.clone() };
            of(t, &t.list(&names.iter().map(name).collect::<Vec<_>>()))
        }
    }
}

fn some(t: Texts, names: &BTreeSet<String>, none: Fixed, of: Listing) -> String {
    if names.is_empty() {
        return none(t).to_owned();
    }
    of(t, &t.list(&names.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn or_none(t: Texts, name: Option<&String>, none: Fixed, is: Listing) -> String {
    name.map_or_else(|| none(t).to_owned(), |name| is(t, name))
}

fn groups(t: Texts, groups: &Groups, any: Fixed, must: Listing, may: Listing) -> String {
    match groups {
        Groups::Any => any(t).to_owned(),
        Groups::Must(ids) | Groups::May(ids) if ids.is_empty() => t.group_without_ranges().to_owned(),
        Groups::Must(ids) => must(t, &ranges(t, ids)),
        Groups::May(ids) => may(t, &ranges(t, ids)),
    }
}

fn ranges(t: Texts, ranges: &[(i64, i64)]) -> String {
    let one = |(first, last): &(i64, i64)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    t.list(&ranges.iter().map(one).collect::<Vec<_>>())
}

fn paths(t: Texts, paths: &[HostPath]) -> String {
    let one = |path: &HostPath| {
        if path.read_only { t.path_read_only(&path.prefix) } else { path.prefix.clone() }
    };
    t.list(&paths.iter().map(one).collect::<Vec<_>>())
}

/// As `user:role:type:level`, where `*` stands for what is not said.
fn labels(context: &SeLinuxOptions) -> String {
    let parts = [&context.user, &context.role, &context.type_, &context.level];
    parts.map(|part| if part.is_empty() { "*" } else { part.as_str() }).join(":")
}
