//! The smallest change to a pod that satisfies the policy.
//!
//! What is refused is taken away, or gets the nearest value that is allowed.

use k8s_openapi::api::core::v1::Pod;
use serde_json::{Value, json};

use super::change::{Change, escaped};
use super::{GroupField, HostNamespace, Problem, SeLinuxPart, Violation};
use crate::annotation::{APPARMOR_CONTAINER, SECCOMP_CONTAINER, SECCOMP_POD};

const POD_SECURITY: &str = "/spec/securityContext";

impl Violation {
    /// What to change in the pod, so that the policy has no longer this against it. `None` if nothing helps.
    pub fn pod_changes(&self, pod: &Pod) -> Option<Vec<Change>> {
        let pod = serde_json::to_value(pod).ok()?;
        let security = self.container_path() + "/securityContext";
        Some(match &self.problem {
            Problem::GroupOutsideRanges { field, group, given, ranges } => {
                let nearest = nearest(*group, ranges)?;
                match field {
                    GroupField::FsGroup => vec![Change::set(format!("{POD_SECURITY}/fsGroup"), nearest)],
                    GroupField::RunAsGroup => vec![Change::set(format!("{security}/runAsGroup"), nearest)],
                    GroupField::SupplementalGroups => {
                        let places = given.iter().enumerate().filter(|(_, each)| *each == group);
                        let path = |index| format!("{POD_SECURITY}/supplementalGroups/{index}");
                        places.map(|(index, _)| Change::set(path(index), nearest)).collect()
                    }
                }
            }
            Problem::NoGroups { field, ranges, .. } => {
                let first = nearest(0, ranges)?;
                vec![match field {
                    GroupField::FsGroup => Change::set(format!("{POD_SECURITY}/fsGroup"), first),
                    GroupField::RunAsGroup => Change::set(format!("{security}/runAsGroup"), first),
                    GroupField::SupplementalGroups => {
                        Change::set(format!("{POD_SECURITY}/supplementalGroups"), json!([first]))
                    }
                }]
            }
            Problem::Seccomp { allowed, .. } => self.seccomp(allowed.as_deref()),
            Problem::AppArmorMissing { allowed } | Problem::AppArmor { allowed, .. } => {
                let profile = allowed.split(',').find(|profile| !profile.is_empty())?;
                vec![Change::set(
                    annotation(&format!("{APPARMOR_CONTAINER}{}", self.container_name())),
                    profile,
                )]
            }
            Problem::SeLinux { part, expected, .. } => {
                let own = format!("{security}/seLinuxOptions");
                // What a container inherits is changed where it comes from.
                let options = match pod.pointer(&own) {
                    Some(_) => own,
                    None => format!("{POD_SECURITY}/seLinuxOptions"),
                };
                let field = match part {
                    SeLinuxPart::Level => "level",
                    SeLinuxPart::Role => "role",
                    SeLinuxPart::Type => "type",
                    SeLinuxPart::User => "user",
                };
                vec![Change::set(format!("{options}/{field}"), expected.as_str())]
            }
            Problem::HostNamespace { namespace } => vec![Change::remove(match namespace {
                HostNamespace::Network => "/spec/hostNetwork",
                HostNamespace::Pid => "/spec/hostPID",
                HostNamespace::Ipc => "/spec/hostIPC",
            })],
            Problem::Sysctl { index, .. } => vec![Change::remove(format!("{POD_SECURITY}/sysctls/{index}"))],
            Problem::RuntimeClass { .. } => vec![Change::remove("/spec/runtimeClassName")],
            Problem::VolumeType { index, volume, .. }
            | Problem::HostPath { index, volume, .. }
            | Problem::FlexDriver { index, volume, .. }
            | Problem::CsiDriver { index, volume, .. } => without_volume(&pod, *index, volume),
            Problem::HostPathWritable { mount, .. } => {
                vec![Change::set(format!("{}/volumeMounts/{mount}/readOnly", self.container_path()), true)]
            }
            _ => return self.container_change(&pod, &security),
        })
    }

    fn container_change(&self, pod: &Value, security: &str) -> Option<Vec<Change>> {
        let user = format!("{security}/runAsUser");
        Some(match &self.problem {
            Problem::UserMissing { ranges } => vec![Change::set(user, nearest(0, ranges)?)],
            Problem::UserOutsideRanges { user: found, ranges } => {
                vec![Change::set(user, nearest(*found, ranges)?)]
            }
            Problem::MayBeRoot => vec![Change::set(format!("{security}/runAsNonRoot"), true)],
            Problem::RunAsNonRootIsFalse => {
                let mut changes = vec![Change::set(format!("{security}/runAsNonRoot"), true)];
                let inherited = || pod.pointer(&format!("{POD_SECURITY}/runAsUser"));
                if pod.pointer(&user).or_else(inherited) == Some(&json!(0)) {
                    // The server tells only the first of the two.
                    changes.push(Change::set(user, ORDINARY_USER));
                }
                changes
            }
            Problem::UserIsRoot => vec![Change::set(user, ORDINARY_USER)],
            Problem::Privileged => vec![Change::remove(format!("{security}/privileged"))],
            Problem::ProcMount { allowed, .. } => vec![if allowed.iter().any(|kind| kind == "Default") {
                Change::remove(format!("{security}/procMount"))
            } else {
                Change::set(format!("{security}/procMount"), allowed.first()?.as_str())
            }],
            Problem::CapabilityAdded { capability } => {
                let list = format!("{security}/capabilities/add");
                let added = pod.pointer(&list).and_then(Value::as_array).into_iter().flatten();
                let places = added.enumerate().filter(|(_, name)| *name == capability);
                places.map(|(index, _)| Change::remove(format!("{list}/{index}"))).collect()
            }
            Problem::CapabilitiesMissing { required_drop } => {
                let drop =
                    |name: &String| Change::add(format!("{security}/capabilities/drop"), name.as_str());
                required_drop.iter().map(drop).collect()
            }
            Problem::CapabilityNotDropped { capability, .. } => {
                vec![Change::add(format!("{security}/capabilities/drop"), capability.as_str())]
            }
            Problem::HostPort { index, .. } => {
                let port = format!("{}/ports/{index}", self.container_path());
                // On the node's network the server would set it again.
                let on_host = pod.pointer("/spec/hostNetwork") == Some(&json!(true));
                vec![Change::remove(if on_host { port } else { port + "/hostPort" })]
            }
            Problem::WritableRoot { .. } => {
                vec![Change::set(format!("{security}/readOnlyRootFilesystem"), true)]
            }
            Problem::PrivilegeEscalation { .. } => {
                vec![Change::set(format!("{security}/allowPrivilegeEscalation"), false)]
            }
            // Cannot be after a policy has filled in its defaults.
            _ => return None,
        })
    }

    /// An allowed profile in the annotation, and no field that would say otherwise.
    fn seccomp(&self, allowed: Option<&str>) -> Vec<Change> {
        let (key, field) = match &self.container {
            None => (SECCOMP_POD.to_owned(), format!("{POD_SECURITY}/seccompProfile")),
            Some(container) => (
                format!("{SECCOMP_CONTAINER}{}", container.name),
                format!("{}/securityContext/seccompProfile", self.container_path()),
            ),
        };
        let allowed = allowed.unwrap_or_default().split(',').find(|profile| !profile.is_empty());
        // None is allowed, or only to have none.
        let removed = || Change::remove(annotation(&key));
        let profile = allowed.map_or_else(removed, |profile| Change::set(annotation(&key), profile));
        vec![profile, Change::remove(field)]
    }

    /// `/spec/containers/0`.
    fn container_path(&self) -> String {
        self.container.as_ref().map_or_else(
            || "/spec".to_owned(),
            |container| format!("/spec/{}/{}", container.kind.field(), container.index),
        )
    }

    fn container_name(&self) -> &str {
        self.container.as_ref().map(|container| container.name.as_str()).unwrap_or_default()
    }
}

/// Any but 0 would do; this is what images commonly have.
const ORDINARY_USER: i64 = 1000;

fn annotation(key: &str) -> String {
    format!("/metadata/annotations/{}", escaped(key))
}

/// The id in the ranges that is nearest to this one.
fn nearest(id: i64, ranges: &[(i64, i64)]) -> Option<i64> {
    let inside = ranges.iter().filter(|(min, max)| min <= max).map(|(min, max)| id.clamp(*min, *max));
    inside.min_by_key(|candidate| candidate.abs_diff(id))
}

/// Without the volume, and without the mounts of it.
fn without_volume(pod: &Value, index: usize, volume: &str) -> Vec<Change> {
    let mut changes = vec![Change::remove(format!("/spec/volumes/{index}"))];
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        let containers =
            pod.pointer(&format!("/spec/{list}")).and_then(Value::as_array).into_iter().flatten();
        for (c, container) in containers.enumerate() {
            let mounts = container["volumeMounts"].as_array().into_iter().flatten().enumerate();
            let of_it = mounts.filter(|(_, mount)| mount["name"] == volume);
            changes.extend(of_it.map(|(m, _)| Change::remove(format!("/spec/{list}/{c}/volumeMounts/{m}"))));
        }
    }
    changes
}
