//! What is wrong with a pod under a policy, as data.

mod change;
mod facts;
mod pod_change;
mod policy_change;
mod wording;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::containers::ContainerRef;

pub use change::{Action, Change, apply};

/// One thing that a policy has against a pod.
///
/// The data comes first; the API server's text ([`Violation::error`]) is made from it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    /// The policy.
    pub policy: String,
    /// The check that found it, e.g. `host_ports`.
    pub check: Cow<'static, str>,
    /// The container that it is about; `None` when it is about the pod as a whole.
    pub container: Option<ContainerRef>,
    /// What it is.
    pub problem: Problem,
}

/// A namespace of the node.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum HostNamespace {
    /// `hostNetwork`.
    Network,
    /// `hostPID`.
    Pid,
    /// `hostIPC`.
    Ipc,
}

/// Which groups.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum GroupField {
    /// `fsGroup` of the pod.
    FsGroup,
    /// `supplementalGroups` of the pod.
    SupplementalGroups,
    /// `runAsGroup` of a container.
    RunAsGroup,
}

/// A part of an `SELinux` context.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SeLinuxPart {
    /// The level label.
    Level,
    /// The role label.
    Role,
    /// The type label.
    Type,
    /// The user label.
    User,
}

/// What was found, and what would be allowed.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Problem {
    /// A group is in none of the ranges.
    GroupOutsideRanges {
        /// Which groups.
        field: GroupField,
        /// The one that is outside.
        group: i64,
        /// All that were given.
        given: Vec<i64>,
        /// What is allowed.
        ranges: Vec<(i64, i64)>,
    },
    /// A group must be given.
    NoGroups {
        /// Which groups.
        field: GroupField,
        /// `Some` when an empty list was given.
        given: Option<Vec<i64>>,
        /// What is allowed.
        ranges: Vec<(i64, i64)>,
    },
    /// A seccomp profile that is not allowed.
    Seccomp {
        /// The profile; empty when there is none.
        profile: String,
        /// The list of the policy, as written; `None` when it has none and so no profile may be set.
        allowed: Option<String>,
    },
    /// There is no `SELinux` context.
    SeLinuxMissing,
    /// An `SELinux` context differs from the policy's.
    SeLinux {
        /// In which part.
        part: SeLinuxPart,
        /// What it is.
        found: String,
        /// What it must be.
        expected: String,
    },
    /// A namespace of the node.
    HostNamespace {
        /// Which one.
        namespace: HostNamespace,
    },
    /// A sysctl that is not allowed.
    Sysctl {
        /// Its place in the pod's list.
        index: usize,
        /// Its name.
        name: String,
        /// Is it forbidden by the policy, or just neither safe nor allowed?
        forbidden: bool,
    },
    /// A type of volume that is not allowed.
    VolumeType {
        /// The volume's place in the pod's list.
        index: usize,
        /// The volume's name.
        volume: String,
        /// Its type; empty for one that policies do not know.
        found: String,
        /// The types that are allowed.
        allowed: Vec<String>,
        /// What the checks of its path or driver would say once the type is allowed. The API server does not tell.
        hidden: Vec<Violation>,
    },
    /// A host path that is not allowed.
    HostPath {
        /// The volume's place in the pod's list.
        index: usize,
        /// The volume's name.
        volume: String,
        /// The path.
        path: String,
        /// The allowed prefixes.
        allowed: Vec<String>,
    },
    /// A host path that may only be mounted read-only.
    HostPathWritable {
        /// The volume's name.
        volume: String,
        /// The path.
        path: String,
        /// The mount's place in the container's list.
        mount: usize,
        /// Allowed prefixes of the path, all of them read-only.
        prefixes: Vec<String>,
    },
    /// A driver of a `flexVolume` that is not allowed.
    FlexDriver {
        /// The volume's place in the pod's list.
        index: usize,
        /// The volume's name.
        volume: String,
        /// The driver.
        driver: String,
        /// The drivers that are allowed.
        allowed: Vec<String>,
    },
    /// A driver of an inline `csi` volume that is not allowed.
    CsiDriver {
        /// The volume's place in the pod's list.
        index: usize,
        /// The volume's name.
        volume: String,
        /// The driver.
        driver: String,
        /// The drivers that are allowed.
        allowed: Vec<String>,
    },
    /// A runtime class that is not allowed.
    RuntimeClass {
        /// Its name.
        name: String,
        /// The names that are allowed.
        allowed: Vec<String>,
    },
    /// No user is given.
    UserMissing {
        /// The users that are allowed.
        ranges: Vec<(i64, i64)>,
    },
    /// A user is in none of the ranges.
    UserOutsideRanges {
        /// The user.
        user: i64,
        /// The users that are allowed.
        ranges: Vec<(i64, i64)>,
    },
    /// It is not ruled out that the container runs as root: neither a user is given nor `runAsNonRoot`.
    MayBeRoot,
    /// `runAsNonRoot` is false.
    RunAsNonRootIsFalse,
    /// The user is root.
    UserIsRoot,
    /// No `AppArmor` profile is given.
    AppArmorMissing {
        /// The list of the policy, as written.
        allowed: String,
    },
    /// An `AppArmor` profile that is not allowed.
    AppArmor {
        /// The profile.
        profile: String,
        /// The list of the policy, as written.
        allowed: String,
    },
    /// The container is privileged.
    Privileged,
    /// A way of mounting /proc that is not allowed.
    ProcMount {
        /// What it is; `Default` when the container says nothing.
        found: String,
        /// What is allowed.
        allowed: Vec<String>,
    },
    /// Capabilities must be given, and are not.
    CapabilitiesMissing {
        /// Those that must be dropped.
        required_drop: Vec<String>,
    },
    /// A capability that may not be added.
    CapabilityAdded {
        /// The capability.
        capability: String,
    },
    /// A capability that must be dropped.
    CapabilityNotDropped {
        /// The capability.
        capability: String,
        /// Those that are dropped.
        dropped: Option<Vec<String>>,
    },
    /// A port of the node that is not allowed.
    HostPort {
        /// The place in the container's list of ports.
        index: usize,
        /// The port.
        port: i32,
        /// What is allowed.
        ranges: Vec<(i32, i32)>,
    },
    /// The root file system can be written to.
    WritableRoot {
        /// `None` when the container says nothing.
        found: Option<bool>,
    },
    /// Processes may gain privileges.
    PrivilegeEscalation {
        /// `None` when the container says nothing.
        found: Option<bool>,
    },
}
