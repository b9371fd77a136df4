//! What a policy means, field by field: as data, for whoever puts it into words, and comparable.
//!
//! A [`Statement`] says what pods a field lets pass. [`Statement::against`] says how that stands to another policy's.

mod compare;
mod volumes;

use std::collections::BTreeSet;

use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT};
use crate::object::{
    GroupStrategy, IdRange, PodSecurityPolicy, PodSecurityPolicySpec, SeLinuxOptions, UserStrategy,
};

pub use compare::Relation;

/// Names that are allowed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Allowed {
    /// Every one.
    All,
    /// These; none, when it is empty.
    Only(BTreeSet<String>),
}

/// Which users containers may run as.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Users {
    /// Any.
    Any,
    /// Any but root.
    NonRoot,
    /// Those from the first to the last id of each range.
    In(Vec<(i64, i64)>),
}

/// Which groups processes or volumes may have.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Groups {
    /// Any, and none.
    Any,
    /// None, or of the ranges.
    May(Vec<(i64, i64)>),
    /// Of the ranges; the first is filled in.
    Must(Vec<(i64, i64)>),
}

/// A path of the host and all below it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HostPath {
    /// Where it begins.
    pub prefix: String,
    /// Must it be mounted read-only?
    pub read_only: bool,
}

/// What one field of a policy lets pass, or fills in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Statement {
    /// May containers run privileged?
    Privileged(bool),
    /// May processes gain more privileges than their parent?
    Escalation(bool),
    /// What is filled in about that; nothing if absent.
    DefaultEscalation(Option<bool>),
    /// May pods use the host's network?
    HostNetwork(bool),
    /// The ports of the host that containers may use: ranges, both ends included.
    HostPorts(Vec<(i64, i64)>),
    /// May pods see the host's processes?
    HostPid(bool),
    /// May pods use the host's IPC?
    HostIpc(bool),
    /// The types of volumes.
    Volumes(Allowed),
    /// The host's paths that volumes of type `hostPath` may use; absent is all.
    HostPaths(Option<Vec<HostPath>>),
    /// The drivers of `FlexVolume` volumes.
    FlexVolumes(Allowed),
    /// The drivers of inline CSI volumes.
    CsiDrivers(Allowed),
    /// The users.
    RunAsUser(Users),
    /// The primary groups.
    RunAsGroup(Groups),
    /// The further groups.
    SupplementalGroups(Groups),
    /// The groups that own volumes.
    FsGroup(Groups),
    /// The `SELinux` context that there must be; absent is any.
    SeLinux(Option<SeLinuxOptions>),
    /// Must the root file system be read-only?
    ReadOnlyRoot(bool),
    /// The capabilities that containers may add, beside those that they get anyway.
    AllowedCapabilities(Allowed),
    /// The capabilities that all containers lose.
    DroppedCapabilities(BTreeSet<String>),
    /// The capabilities that containers get unless they drop them.
    AddedCapabilities(BTreeSet<String>),
    /// The ways of mounting `/proc`.
    ProcMounts(Allowed),
    /// The unsafe sysctls that pods may set, as patterns.
    UnsafeSysctls(Allowed),
    /// The sysctls that pods may not set, as patterns.
    ForbiddenSysctls(BTreeSet<String>),
    /// The runtime classes that pods may name.
    RuntimeClasses(Allowed),
    /// The runtime class that is filled in.
    DefaultRuntimeClass(Option<String>),
    /// The seccomp profiles; an empty name is to have none.
    Seccomp(Allowed),
    /// The seccomp profile that is filled in.
    DefaultSeccomp(Option<String>),
    /// The `AppArmor` profiles; an empty name is to have none.
    AppArmor(Allowed),
    /// The `AppArmor` profile that is filled in.
    DefaultAppArmor(Option<String>),
}

/// Everything that a policy says, in the order in which it is best read. Of every policy as many, of the same fields.
pub fn statements(policy: &PodSecurityPolicy) -> Vec<Statement> {
    // Every field is named: one that is added does not compile before it is explained.
    let PodSecurityPolicySpec {
        privileged,
        default_add_capabilities,
        required_drop_capabilities,
        allowed_capabilities,
        host_network,
        host_ports,
        host_pid,
        host_ipc,
        se_linux,
        run_as_user,
        run_as_group,
        supplemental_groups,
        fs_group,
        read_only_root_filesystem,
        default_allow_privilege_escalation,
        allow_privilege_escalation,
        allowed_unsafe_sysctls,
        forbidden_sysctls,
        allowed_proc_mount_types,
        runtime_class,
        // Their statements say.
        volumes: _,
        allowed_host_paths: _,
        allowed_flex_volumes: _,
        allowed_csi_drivers: _,
        other: _,
    } = &policy.spec;
    let [volumes, host_paths, flex_volumes, csi_drivers] = volumes::statements(&policy.spec);
    let context =
        (se_linux.rule == "MustRunAs").then(|| se_linux.se_linux_options.clone().unwrap_or_default());
    let proc_mounts =
        if allowed_proc_mount_types.is_empty() { set(["Default"]) } else { set(allowed_proc_mount_types) };
    let runtime_classes = runtime_class.as_ref().map_or(Allowed::All, |class| {
        Allowed::of(class.allowed_runtime_class_names.as_deref().unwrap_or_default())
    });
    let default_runtime_class =
        runtime_class.as_ref().and_then(|class| class.default_runtime_class_name.clone());
    let default = |key| policy.annotation(key).filter(|name| !name.is_empty()).map(str::to_owned);
    // Without a list seccomp allows none, and AppArmor all.
    let seccomp = policy.annotation(SECCOMP_ALLOWED).map_or_else(|| set([""]), |list| set(list.split(',')));
    let apparmor = policy.annotation(APPARMOR_ALLOWED);
    let apparmor = apparmor.map_or(Allowed::All, |list| {
        // A profile must be named where there is a list, so an empty entry allows nothing.
        Allowed::Only(list.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect())
    });
    vec![
        Statement::Privileged(*privileged),
        Statement::Escalation(*allow_privilege_escalation != Some(false)),
        Statement::DefaultEscalation(*default_allow_privilege_escalation),
        Statement::RunAsUser(Users::of(run_as_user)),
        Statement::RunAsGroup(run_as_group.as_ref().map_or(Groups::Any, Groups::of)),
        Statement::SupplementalGroups(Groups::of(supplemental_groups)),
        Statement::FsGroup(Groups::of(fs_group)),
        Statement::AllowedCapabilities(Allowed::of(allowed_capabilities)),
        Statement::DroppedCapabilities(required_drop_capabilities.iter().cloned().collect()),
        Statement::AddedCapabilities(default_add_capabilities.iter().cloned().collect()),
        Statement::HostNetwork(*host_network),
        Statement::HostPorts(host_ports.iter().map(|range| (range.min.into(), range.max.into())).collect()),
        Statement::HostPid(*host_pid),
        Statement::HostIpc(*host_ipc),
        volumes,
        host_paths,
        flex_volumes,
        csi_drivers,
        Statement::ReadOnlyRoot(*read_only_root_filesystem),
        Statement::SeLinux(context),
        Statement::Seccomp(seccomp),
        Statement::DefaultSeccomp(default(SECCOMP_DEFAULT)),
        Statement::AppArmor(apparmor),
        Statement::DefaultAppArmor(default(APPARMOR_DEFAULT)),
        Statement::ProcMounts(proc_mounts),
        Statement::UnsafeSysctls(Allowed::of(allowed_unsafe_sysctls)),
        Statement::ForbiddenSysctls(forbidden_sysctls.iter().cloned().collect()),
        Statement::RuntimeClasses(runtime_classes),
        Statement::DefaultRuntimeClass(default_runtime_class),
    ]
}

impl Statement {
    /// The field of the spec, or the annotation, that says it.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Privileged(_) => "privileged",
            Self::Escalation(_) => "allowPrivilegeEscalation",
            Self::DefaultEscalation(_) => "defaultAllowPrivilegeEscalation",
            Self::HostNetwork(_) => "hostNetwork",
            Self::HostPorts(_) => "hostPorts",
            Self::HostPid(_) => "hostPID",
            Self::HostIpc(_) => "hostIPC",
            Self::Volumes(_) => "volumes",
            Self::HostPaths(_) => "allowedHostPaths",
            Self::FlexVolumes(_) => "allowedFlexVolumes",
            Self::CsiDrivers(_) => "allowedCSIDrivers",
            Self::RunAsUser(_) => "runAsUser",
            Self::RunAsGroup(_) => "runAsGroup",
            Self::SupplementalGroups(_) => "supplementalGroups",
            Self::FsGroup(_) => "fsGroup",
            Self::SeLinux(_) => "seLinux",
            Self::ReadOnlyRoot(_) => "readOnlyRootFilesystem",
            Self::AllowedCapabilities(_) => "allowedCapabilities",
            Self::DroppedCapabilities(_) => "requiredDropCapabilities",
            Self::AddedCapabilities(_) => "defaultAddCapabilities",
            Self::ProcMounts(_) => "allowedProcMountTypes",
            Self::UnsafeSysctls(_) => "allowedUnsafeSysctls",
            Self::ForbiddenSysctls(_) => "forbiddenSysctls",
            Self::RuntimeClasses(_) => "runtimeClass",
            Self::DefaultRuntimeClass(_) => "runtimeClass.defaultRuntimeClassName",
            Self::Seccomp(_) => SECCOMP_ALLOWED,
            Self::DefaultSeccomp(_) => SECCOMP_DEFAULT,
            Self::AppArmor(_) => APPARMOR_ALLOWED,
            Self::DefaultAppArmor(_) => APPARMOR_DEFAULT,
        }
    }

    /// The type of volumes that it is about; it means nothing where that is not allowed.
    pub fn volume(&self) -> Option<&'static str> {
        match self {
            Self::HostPaths(_) => Some("hostPath"),
            Self::FlexVolumes(_) => Some("flexVolume"),
            Self::CsiDrivers(_) => Some("csi"),
            _ => None,
        }
    }
}

impl Allowed {
    /// The names, of which `*` is all.
    fn of(names: &[String]) -> Self {
        set(names)
    }

    /// Is it allowed?
    pub fn includes(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(name),
        }
    }
}

impl Users {
    fn of(strategy: &UserStrategy) -> Self {
        match strategy.rule.as_str() {
            "MustRunAs" => Self::In(ids(strategy.ranges.as_deref())),
            "MustRunAsNonRoot" => Self::NonRoot,
            _ => Self::Any,
        }
    }
}

impl Groups {
    fn of(strategy: &GroupStrategy) -> Self {
        match strategy.rule.as_str() {
            "MustRunAs" => Self::Must(ids(strategy.ranges.as_deref())),
            "MayRunAs" => Self::May(ids(strategy.ranges.as_deref())),
            _ => Self::Any,
        }
    }
}

fn ids(ranges: Option<&[IdRange]>) -> Vec<(i64, i64)> {
    ranges.unwrap_or_default().iter().map(|range| (range.min, range.max)).collect()
}

fn set<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Allowed {
    let names: BTreeSet<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
    if names.contains("*") { Allowed::All } else { Allowed::Only(names) }
}

#[cfg(test)]
mod tests;
