//! The spec: one field for each parameter of the API, in the order in which the API server writes them.

use serde::{Deserialize, Serialize};

use super::Other;
use super::serialization::{is_default, list_or_default, or_default};
use super::strategy::{
    AllowedCsiDriver, AllowedFlexVolume, AllowedHostPath, GroupStrategy, HostPortRange, RuntimeClassStrategy,
    SeLinuxStrategy, UserStrategy,
};

/// What a policy allows, as stored. The zero value of most fields is the strictest one.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(clippy::struct_excessive_bools)] // the API's own shape
pub struct PodSecurityPolicySpec {
    /// May containers run privileged?
    #[serde(deserialize_with = "or_default", skip_serializing_if = "is_default")]
    pub privileged: bool,
    /// Capabilities that containers get unless they drop them.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub default_add_capabilities: Vec<String>,
    /// Capabilities that containers must drop.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub required_drop_capabilities: Vec<String>,
    /// Capabilities that containers may ask for; `*` is all.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub allowed_capabilities: Vec<String>,
    /// Volume types that may be used; `*` is all, none at all is none.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<String>,
    /// May pods use the host's network?
    #[serde(deserialize_with = "or_default", skip_serializing_if = "is_default")]
    pub host_network: bool,
    /// Host ports that containers may use.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub host_ports: Vec<HostPortRange>,
    /// May pods use the host's process namespace?
    #[serde(rename = "hostPID", deserialize_with = "or_default", skip_serializing_if = "is_default")]
    pub host_pid: bool,
    /// May pods use the host's IPC namespace?
    #[serde(rename = "hostIPC", deserialize_with = "or_default", skip_serializing_if = "is_default")]
    pub host_ipc: bool,
    /// The `SELinux` context of pods and containers.
    #[serde(deserialize_with = "or_default")]
    pub se_linux: SeLinuxStrategy,
    /// The user that containers run as.
    #[serde(deserialize_with = "or_default")]
    pub run_as_user: UserStrategy,
    /// The primary group that containers run as; absent allows any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_as_group: Option<GroupStrategy>,
    /// Further groups of the processes.
    #[serde(deserialize_with = "or_default")]
    pub supplemental_groups: GroupStrategy,
    /// The group that owns the pod's volumes.
    #[serde(deserialize_with = "or_default")]
    pub fs_group: GroupStrategy,
    /// Must the containers' root file systems be read-only?
    #[serde(deserialize_with = "or_default", skip_serializing_if = "is_default")]
    pub read_only_root_filesystem: bool,
    /// What containers get that do not say whether a process may gain more privileges than its parent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_allow_privilege_escalation: Option<bool>,
    /// May a process gain more privileges than its parent? Absent means yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_privilege_escalation: Option<bool>,
    /// Host paths that `hostPath` volumes may use; none given allows all.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub allowed_host_paths: Vec<AllowedHostPath>,
    /// Drivers that `flexVolume` volumes may use; none given allows all.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub allowed_flex_volumes: Vec<AllowedFlexVolume>,
    /// Drivers that inline `csi` volumes may use; none given allows all.
    #[serde(
        rename = "allowedCSIDrivers",
        deserialize_with = "list_or_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub allowed_csi_drivers: Vec<AllowedCsiDriver>,
    /// Unsafe sysctls (or patterns ending in `*`) that pods may set.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub allowed_unsafe_sysctls: Vec<String>,
    /// Sysctls (or patterns ending in `*`) that pods may not set, safe ones too.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub forbidden_sysctls: Vec<String>,
    /// Ways of mounting `/proc` that containers may ask for; none given allows only `Default`.
    #[serde(deserialize_with = "list_or_default", skip_serializing_if = "Vec::is_empty")]
    pub allowed_proc_mount_types: Vec<String>,
    /// Runtime classes that pods may name; absent allows any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_class: Option<RuntimeClassStrategy>,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub other: Other,
}

impl PodSecurityPolicySpec {
    pub(super) fn drop_unknown_fields(&mut self) {
        self.other.clear();
        self.host_ports.iter_mut().for_each(|range| range.other.clear());
        self.se_linux.drop_unknown_fields();
        self.run_as_user.drop_unknown_fields();
        self.run_as_group.iter_mut().for_each(GroupStrategy::drop_unknown_fields);
        self.supplemental_groups.drop_unknown_fields();
        self.fs_group.drop_unknown_fields();
        self.allowed_host_paths.iter_mut().for_each(|path| path.other.clear());
        self.allowed_flex_volumes.iter_mut().for_each(|volume| volume.other.clear());
        self.allowed_csi_drivers.iter_mut().for_each(|driver| driver.other.clear());
        self.runtime_class.iter_mut().for_each(|class| class.other.clear());
    }
}
