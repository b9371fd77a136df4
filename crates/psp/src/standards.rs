//! Where a policy stands against the Pod Security Standards, control by control.
//!
//! The controls are those of <https://kubernetes.io/docs/concepts/security/pod-security-standards/>; which value of which
//! field of a policy meets one says
//! <https://kubernetes.io/docs/reference/access-authn-authz/psp-to-pod-security-standards/>. A field that is not mapped
//! there decides nothing. Of the controls, *`HostProcess`* has no field in a policy and is left out.

use serde::{Deserialize, Serialize};

use crate::explain::{Allowed, Statement, Users, statements};
use crate::object::PodSecurityPolicy;

/// A standard. Each allows less than the one before.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub enum Level {
    /// Everything is allowed.
    Privileged,
    /// What is known to break out of a container is not.
    Baseline,
    /// Containers are hardened as far as is good practice.
    Restricted,
}

/// A control of the standards.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Control {
    /// The host's network, processes and IPC.
    HostNamespaces,
    /// Privileged containers.
    Privileged,
    /// Capabilities that are added.
    Capabilities,
    /// Volumes of type `hostPath`.
    HostPaths,
    /// Ports of the host.
    HostPorts,
    /// `AppArmor` profiles.
    AppArmor,
    /// `SELinux` contexts.
    SeLinux,
    /// Ways of mounting `/proc`.
    ProcMount,
    /// Seccomp profiles: none is `Unconfined`.
    Seccomp,
    /// Sysctls.
    Sysctls,
    /// Types of volumes.
    VolumeTypes,
    /// Gaining more privileges than the parent.
    Escalation,
    /// Running as another user than root.
    NonRoot,
    /// Seccomp profiles: there is one.
    SeccompGiven,
    /// Capabilities: all are dropped, and at most one is added.
    CapabilitiesDropped,
}

/// What a policy says to a control.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Judgement {
    /// The control.
    pub control: Control,
    /// The fields that fall short of it; none when the policy meets it.
    pub shortfalls: Vec<Shortfall>,
}

/// A field that falls short of a control.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shortfall {
    /// The field, or the annotation.
    pub field: &'static str,
    /// What of its value is too much (or too little, when it is empty).
    pub found: Vec<String>,
}

/// Every control, in the order of the standards.
pub const CONTROLS: [Control; 15] = [
    Control::HostNamespaces,
    Control::Privileged,
    Control::Capabilities,
    Control::HostPaths,
    Control::HostPorts,
    Control::AppArmor,
    Control::SeLinux,
    Control::ProcMount,
    Control::Seccomp,
    Control::Sysctls,
    Control::VolumeTypes,
    Control::Escalation,
    Control::NonRoot,
    Control::SeccompGiven,
    Control::CapabilitiesDropped,
];

/// What containers may add under *baseline*.
const BASELINE_CAPABILITIES: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];
const RESTRICTED_VOLUMES: [&str; 8] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
];
const SELINUX_TYPES: [&str; 4] = ["", "container_t", "container_init_t", "container_kvm_t"];

impl Control {
    /// The lowest standard that demands it.
    pub fn level(self) -> Level {
        match self {
            Self::HostNamespaces
            | Self::Privileged
            | Self::Capabilities
            | Self::HostPaths
            | Self::HostPorts
            | Self::AppArmor
            | Self::SeLinux
            | Self::ProcMount
            | Self::Seccomp
            | Self::Sysctls => Level::Baseline,
            Self::VolumeTypes
            | Self::Escalation
            | Self::NonRoot
            | Self::SeccompGiven
            | Self::CapabilitiesDropped => Level::Restricted,
        }
    }

    /// What of this statement is more than the control allows; nothing when it is not about that.
    fn excess(self, said: &Statement) -> Option<Vec<String>> {
        let yes = |allowed: bool| allowed.then(|| vec!["true".to_owned()]);
        match (self, said) {
            (
                Self::HostNamespaces,
                Statement::HostNetwork(it) | Statement::HostPid(it) | Statement::HostIpc(it),
            )
            | (Self::Privileged, Statement::Privileged(it))
            | (Self::Escalation, Statement::Escalation(it)) => yes(*it),
            (Self::Capabilities, Statement::AllowedCapabilities(allowed)) => {
                beyond(allowed, |name| BASELINE_CAPABILITIES.contains(&name))
            }
            (Self::Capabilities, Statement::AddedCapabilities(names)) => {
                beyond(&Allowed::Only(names.clone()), |name| BASELINE_CAPABILITIES.contains(&name))
            }
            (Self::CapabilitiesDropped, Statement::AllowedCapabilities(allowed)) => {
                beyond(allowed, |name| name == "NET_BIND_SERVICE")
            }
            (Self::CapabilitiesDropped, Statement::AddedCapabilities(names)) => {
                beyond(&Allowed::Only(names.clone()), |name| name == "NET_BIND_SERVICE")
            }
            (Self::CapabilitiesDropped, Statement::DroppedCapabilities(names)) => {
                (!names.contains("ALL")).then(|| names.iter().cloned().collect())
            }
            (Self::HostPaths, Statement::Volumes(allowed)) => allowed
                .includes("hostPath")
                .then(|| vec![if matches!(allowed, Allowed::All) { "*" } else { "hostPath" }.to_owned()]),
            (Self::VolumeTypes, Statement::Volumes(allowed)) => {
                beyond(allowed, |name| RESTRICTED_VOLUMES.contains(&name))
            }
            (Self::HostPorts, Statement::HostPorts(ranges)) => {
                (!ranges.is_empty()).then(|| ranges.iter().map(range).collect())
            }
            (Self::AppArmor, Statement::AppArmor(allowed))
            | (Self::SeccompGiven, Statement::Seccomp(allowed)) => beyond(allowed, is_confined),
            (Self::Seccomp, Statement::Seccomp(allowed)) => {
                beyond(allowed, |name| name.is_empty() || is_confined(name))
            }
            (Self::SeLinux, Statement::SeLinux(None)) => Some(vec!["RunAsAny".to_owned()]),
            (Self::SeLinux, Statement::SeLinux(Some(options))) => {
                let wrong = [&options.user, &options.role].into_iter().filter(|label| !label.is_empty());
                let kind = Some(&options.type_).filter(|kind| !SELINUX_TYPES.contains(&kind.as_str()));
                let wrong: Vec<_> = wrong.chain(kind).cloned().collect();
                (!wrong.is_empty()).then_some(wrong)
            }
            (Self::ProcMount, Statement::ProcMounts(allowed)) => beyond(allowed, |name| name == "Default"),
            (Self::Sysctls, Statement::UnsafeSysctls(allowed)) => beyond(allowed, |_| false),
            (Self::NonRoot, Statement::RunAsUser(users)) => match users {
                Users::NonRoot => None,
                Users::Any => Some(vec!["RunAsAny".to_owned()]),
                Users::In(_) => Some(vec!["MustRunAs".to_owned()]),
            },
            _ => None,
        }
    }
}

/// What a policy says to every control.
pub fn judge(policy: &PodSecurityPolicy) -> Vec<Judgement> {
    let said = statements(policy);
    let judge = |control: Control| {
        let shortfalls = said.iter().filter_map(|statement| {
            Some(Shortfall { field: statement.field(), found: control.excess(statement)? })
        });
        Judgement { control, shortfalls: shortfalls.collect() }
    };
    CONTROLS.into_iter().map(judge).collect()
}

/// The strictest standard of which all controls are met.
pub fn level(judgements: &[Judgement]) -> Level {
    let failed = judgements.iter().filter(|judgement| !judgement.shortfalls.is_empty());
    match failed.map(|judgement| judgement.control.level()).min() {
        None => Level::Restricted,
        Some(Level::Restricted) => Level::Baseline,
        Some(_) => Level::Privileged,
    }
}

/// The names that go beyond; nothing when none does.
fn beyond(allowed: &Allowed, fits: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let found = match allowed {
        Allowed::All => vec!["*".to_owned()],
        Allowed::Only(names) => names.iter().filter(|name| !fits(name)).cloned().collect(),
    };
    (!found.is_empty()).then_some(found)
}

/// A profile of the runtime's or of the node's own. (`docker/default` is the runtime's by its old name.)
fn is_confined(profile: &str) -> bool {
    profile == "runtime/default" || profile == "docker/default" || profile.starts_with("localhost/")
}

/// `80-90`, or `80`.
fn range((first, last): &(i64, i64)) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

#[cfg(test)]
mod tests;
