//! A violation in the words of kube-apiserver 1.20, odd paths included.

use super::{GroupField, HostNamespace, Problem, SeLinuxPart, Violation};
use crate::annotation::{APPARMOR_CONTAINER, SECCOMP_CONTAINER, SECCOMP_POD};
use crate::field::{FieldError, FieldPath, FieldValue, GoQuoted};

impl Violation {
    /// The error of the API server.
    pub fn error(&self) -> FieldError {
        match &self.problem {
            Problem::GroupOutsideRanges { field, group, given, ranges } => FieldError::invalid(
                self.group_path(*field),
                FieldValue::Ints(Some(given.clone())),
                format!("group {group} must be in the ranges: {}", go_ranges(ranges)),
            ),
            Problem::NoGroups { field, given, .. } => FieldError::invalid(
                self.group_path(*field),
                FieldValue::Ints(given.clone()),
                "unable to validate empty groups against required ranges",
            ),
            Problem::SeLinuxMissing => FieldError::required(self.security("seLinuxOptions"), ""),
            Problem::SeLinux { part, found, expected } => FieldError::invalid(
                self.security("seLinuxOptions").child(se_linux_field(*part)),
                found.as_str(),
                format!("must be {expected}"),
            ),
            Problem::HostNamespace { namespace } => {
                let (field, what) = match namespace {
                    HostNamespace::Network => ("hostNetwork", "Host network"),
                    HostNamespace::Pid => ("hostPID", "Host PID"),
                    HostNamespace::Ipc => ("hostIPC", "Host IPC"),
                };
                FieldError::invalid(self.security(field), true, format!("{what} is not allowed to be used"))
            }
            Problem::Sysctl { index, name, forbidden } => FieldError::forbidden(
                FieldPath::new("pod.spec.securityContext.sysctls").index(*index),
                match forbidden {
                    true => format!("sysctl {} is not allowed", GoQuoted(name)),
                    false => format!("unsafe sysctl {} is not allowed", GoQuoted(name)),
                },
            ),
            Problem::RuntimeClass { name, .. } => {
                FieldError::invalid(FieldPath::new("spec.runtimeClassName"), name.as_str(), "")
            }
            Problem::Seccomp { .. } | Problem::AppArmorMissing { .. } | Problem::AppArmor { .. } => {
                self.profile_error()
            }
            Problem::VolumeType { .. }
            | Problem::HostPath { .. }
            | Problem::HostPathWritable { .. }
            | Problem::FlexDriver { .. }
            | Problem::CsiDriver { .. } => self.volume_error(),
            _ => self.container_error(),
        }
    }

    fn profile_error(&self) -> FieldError {
        let name = self.container.as_ref().map(|container| container.name.as_str()).unwrap_or_default();
        let annotations = FieldPath::new("pod.metadata.annotations");
        match &self.problem {
            Problem::Seccomp { profile, allowed } => FieldError::forbidden(
                annotations.key(match self.container {
                    None => SECCOMP_POD.to_owned(),
                    Some(_) => format!("{SECCOMP_CONTAINER}{name}"),
                }),
                match allowed {
                    None => "seccomp may not be set".to_owned(),
                    Some(list) => {
                        format!("{profile} is not an allowed seccomp profile. Valid values are {list}")
                    }
                },
            ),
            Problem::AppArmor { profile, allowed } => FieldError::forbidden(
                annotations.key(format!("{APPARMOR_CONTAINER}{name}")),
                format!("{profile} is not an allowed profile. Allowed values: {}", GoQuoted(allowed)),
            ),
            _ => FieldError::forbidden(
                annotations.key(format!("{APPARMOR_CONTAINER}{name}")),
                "AppArmor profile must be set",
            ),
        }
    }

    fn volume_error(&self) -> FieldError {
        let volume = |index: &usize| FieldPath::new("spec.volumes").index(*index);
        match &self.problem {
            Problem::HostPath { index, path, .. } => FieldError::invalid(
                volume(index).child("hostPath").child("pathPrefix"),
                path.as_str(),
                "is not allowed to be used",
            ),
            Problem::HostPathWritable { mount, .. } => FieldError::invalid(
                self.base().child("volumeMounts").index(*mount).child("readOnly"),
                false,
                "must be read-only",
            ),
            Problem::FlexDriver { index, driver, .. } => FieldError::invalid(
                volume(index).child("driver"),
                driver.as_str(),
                "Flexvolume driver is not allowed to be used",
            ),
            Problem::CsiDriver { index, driver, .. } => FieldError::invalid(
                volume(index).child("csi").child("driver"),
                driver.as_str(),
                "Inline CSI driver is not allowed to be used",
            ),
            Problem::VolumeType { index, found, volume: name, .. } if found.is_empty() => {
                // The server prints its whole structure here. It cannot happen there.
                FieldError::invalid(volume(index), "", format!("unknown volume type for volume: {name}"))
            }
            Problem::VolumeType { index, found, .. } => FieldError::invalid(
                volume(index),
                found.as_str(),
                format!("{found} volumes are not allowed to be used"),
            ),
            _ => self.container_error(),
        }
    }

    fn container_error(&self) -> FieldError {
        let not_read_only = "ReadOnlyRootFilesystem may not be nil and must be set to true";
        let security = |field| self.security(field);
        match &self.problem {
            Problem::UserOutsideRanges { user, ranges } => FieldError::invalid(
                security("runAsUser"),
                *user,
                format!("must be in the ranges: {}", go_ranges(ranges)),
            ),
            Problem::MayBeRoot => FieldError::required(security("runAsNonRoot"), "must be true"),
            Problem::RunAsNonRootIsFalse => {
                FieldError::invalid(security("runAsNonRoot"), false, "must be true")
            }
            Problem::UserIsRoot => {
                FieldError::invalid(security("runAsUser"), 0_i64, "running with the root UID is forbidden")
            }
            Problem::Privileged => {
                FieldError::invalid(security("privileged"), true, "Privileged containers are not allowed")
            }
            Problem::ProcMount { found, .. } => {
                FieldError::invalid(security("procMount"), found.as_str(), "ProcMountType is not allowed")
            }
            Problem::CapabilitiesMissing { .. } => FieldError::invalid(
                security("capabilities"),
                FieldValue::Nil,
                "required capabilities are not set on the securityContext",
            ),
            Problem::CapabilityAdded { capability } => FieldError::invalid(
                security("capabilities").child("add"),
                capability.as_str(),
                "capability may not be added",
            ),
            Problem::CapabilityNotDropped { capability, dropped } => FieldError::invalid(
                security("capabilities").child("drop"),
                FieldValue::Capabilities(dropped.clone()),
                format!("{capability} is required to be dropped but was not found"),
            ),
            Problem::HostPort { port, ranges, .. } => FieldError::invalid(
                self.base().child("hostPort"),
                *port,
                format!(
                    "Host port {port} is not allowed to be used. Allowed ports: [{}]",
                    host_port_ranges(ranges)
                ),
            ),
            Problem::WritableRoot { found: None } => {
                FieldError::invalid(security("readOnlyRootFilesystem"), FieldValue::Nil, not_read_only)
            }
            Problem::WritableRoot { found: Some(found) } => FieldError::invalid(
                security("readOnlyRootFilesystem"),
                *found,
                "ReadOnlyRootFilesystem must be set to true",
            ),
            Problem::PrivilegeEscalation { found } => FieldError::invalid(
                security("allowPrivilegeEscalation"),
                found.map_or(FieldValue::Nil, FieldValue::Bool),
                "Allowing privilege escalation for containers is not allowed",
            ),
            // The only one left that is about a container.
            _ => FieldError::required(security("runAsUser"), ""),
        }
    }

    /// `spec` or the container.
    fn base(&self) -> FieldPath {
        FieldPath::new(self.container.as_ref().map_or("spec".to_owned(), ToString::to_string))
    }

    fn security(&self, field: &str) -> FieldPath {
        self.base().child("securityContext").child(field)
    }

    fn group_path(&self, field: GroupField) -> FieldPath {
        match field {
            GroupField::FsGroup => self.security("fsGroup"),
            GroupField::SupplementalGroups => self.security("supplementalGroups"),
            // The API server leaves the field out.
            GroupField::RunAsGroup => self.base().child("securityContext"),
        }
    }
}

fn se_linux_field(part: SeLinuxPart) -> &'static str {
    match part {
        SeLinuxPart::Level => "level",
        SeLinuxPart::Role => "role",
        SeLinuxPart::Type => "type",
        SeLinuxPart::User => "user",
    }
}

/// Go's `%v` of a list of ranges: `[{1 10} {20 30}]`.
fn go_ranges(ranges: &[(i64, i64)]) -> String {
    let ranges: Vec<_> = ranges.iter().map(|(min, max)| format!("{{{min} {max}}}")).collect();
    format!("[{}]", ranges.join(" "))
}

/// `80-90,443`.
fn host_port_ranges(ranges: &[(i32, i32)]) -> String {
    let ranges: Vec<_> = ranges
        .iter()
        .map(|(min, max)| if min == max { min.to_string() } else { format!("{min}-{max}") })
        .collect();
    ranges.join(",")
}
