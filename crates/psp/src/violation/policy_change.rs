//! The smallest change to a policy that admits what it refuses.

use serde_json::{Value, json};

use super::change::{Change, escaped};
use super::{GroupField, HostNamespace, Problem, Violation};
use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT};
use crate::object::PodSecurityPolicy;

impl Violation {
    /// What to change in the policy, so that it has no longer this against the pod. `None` if nothing helps.
    pub fn policy_changes(&self, policy: &PodSecurityPolicy) -> Option<Vec<Change>> {
        let range = |id: i64| json!({"min": id, "max": id});
        Some(match &self.problem {
            Problem::GroupOutsideRanges { field, group, .. } => {
                vec![Change::add(format!("/spec/{}/ranges", field.name()), range(*group))]
            }
            Problem::NoGroups { field, .. } => {
                vec![Change::set(format!("/spec/{}/rule", field.name()), "MayRunAs")]
            }
            Problem::UserOutsideRanges { user, .. } => {
                vec![Change::add("/spec/runAsUser/ranges", range(*user))]
            }
            Problem::UserMissing { .. }
            | Problem::MayBeRoot
            | Problem::RunAsNonRootIsFalse
            | Problem::UserIsRoot => vec![Change::set("/spec/runAsUser/rule", "RunAsAny")],
            Problem::SeLinuxMissing | Problem::SeLinux { .. } => {
                vec![Change::set("/spec/seLinux/rule", "RunAsAny")]
            }
            Problem::Seccomp { profile, allowed } => vec![seccomp(profile, allowed.as_deref())],
            // A list separated by commas cannot name it.
            Problem::AppArmor { profile, .. } if profile.contains(',') => {
                vec![Change::remove(annotation(APPARMOR_ALLOWED))]
            }
            Problem::AppArmor { profile, .. } => {
                vec![Change::add(annotation(APPARMOR_ALLOWED), profile.as_str())]
            }
            Problem::AppArmorMissing { allowed } => {
                vec![match allowed.split(',').find(|profile| !profile.is_empty()) {
                    Some(first) => Change::set(annotation(APPARMOR_DEFAULT), first),
                    None => Change::remove(annotation(APPARMOR_ALLOWED)),
                }]
            }
            Problem::HostNamespace { namespace } => vec![Change::set(
                match namespace {
                    HostNamespace::Network => "/spec/hostNetwork",
                    HostNamespace::Pid => "/spec/hostPID",
                    HostNamespace::Ipc => "/spec/hostIPC",
                },
                true,
            )],
            Problem::Sysctl { name, forbidden, .. } => sysctl(policy, name, *forbidden),
            Problem::VolumeType { found, .. } if found.is_empty() => return None,
            Problem::VolumeType { found, hidden, .. } => {
                let mut changes = vec![Change::add("/spec/volumes", found.as_str())];
                changes.extend(hidden.iter().filter_map(|it| it.policy_changes(policy)).flatten());
                changes
            }
            Problem::HostPath { path, .. } => vec![host_path(path)],
            Problem::HostPathWritable { prefixes, .. } => {
                let longest = prefixes.iter().max_by_key(|prefix| prefix.len())?;
                let mut all = policy.spec.allowed_host_paths.iter();
                let index = all.position(|allowed| allowed.path_prefix == *longest)?;
                vec![Change::set(format!("/spec/allowedHostPaths/{index}/readOnly"), false)]
            }
            Problem::FlexDriver { driver, .. } => {
                vec![Change::add("/spec/allowedFlexVolumes", json!({"driver": driver}))]
            }
            Problem::CsiDriver { driver, .. } => {
                vec![Change::add("/spec/allowedCSIDrivers", json!({"name": driver}))]
            }
            Problem::RuntimeClass { name, .. } => {
                vec![Change::add("/spec/runtimeClass/allowedRuntimeClassNames", name.as_str())]
            }
            Problem::Privileged => vec![Change::set("/spec/privileged", true)],
            Problem::ProcMount { found, allowed } => {
                // An empty list stands for the default one.
                let all: Vec<&str> = allowed.iter().map(String::as_str).chain([found.as_str()]).collect();
                vec![Change::set("/spec/allowedProcMountTypes", json!(all))]
            }
            Problem::CapabilityAdded { capability } => {
                let mut changes = vec![Change::add("/spec/allowedCapabilities", capability.as_str())];
                // Both allowed and to be dropped: the API server refuses such a policy.
                changes.extend(no_longer_dropped(policy, capability));
                changes
            }
            Problem::CapabilitiesMissing { required_drop } => {
                required_drop.iter().flat_map(|name| no_longer_dropped(policy, name)).collect()
            }
            Problem::CapabilityNotDropped { capability, .. } => {
                no_longer_dropped(policy, capability).collect()
            }
            Problem::HostPort { port, .. } => {
                vec![Change::add("/spec/hostPorts", json!({"min": port, "max": port}))]
            }
            Problem::WritableRoot { .. } => vec![Change::set("/spec/readOnlyRootFilesystem", false)],
            Problem::PrivilegeEscalation { .. } => vec![Change::set("/spec/allowPrivilegeEscalation", true)],
        })
    }
}

impl GroupField {
    /// The field of the policy.
    fn name(self) -> &'static str {
        match self {
            Self::FsGroup => "fsGroup",
            Self::SupplementalGroups => "supplementalGroups",
            Self::RunAsGroup => "runAsGroup",
        }
    }
}

fn annotation(key: &str) -> String {
    format!("/metadata/annotations/{}", escaped(key))
}

fn seccomp(profile: &str, allowed: Option<&str>) -> Change {
    match allowed.unwrap_or_default().split(',').find(|entry| !entry.is_empty()) {
        // Whoever has no profile must still be allowed to have none. A list cannot say so but by this.
        None => Change::set(annotation(SECCOMP_ALLOWED), "*"),
        // No profile at all, where one must be: the first that is allowed is filled in.
        Some(first) if profile.is_empty() => Change::set(annotation(SECCOMP_DEFAULT), first),
        // A list separated by commas cannot name it.
        Some(_) if profile.contains(',') => Change::set(annotation(SECCOMP_ALLOWED), "*"),
        Some(_) => Change::add(annotation(SECCOMP_ALLOWED), profile),
    }
}

/// No pattern that forbids it, and, since it may be unsafe, one that allows it.
fn sysctl(policy: &PodSecurityPolicy, name: &str, forbidden: bool) -> Vec<Change> {
    let patterns = policy.spec.forbidden_sysctls.iter().enumerate();
    let matching = patterns.filter(|(_, pattern)| {
        forbidden && pattern.strip_suffix('*').map_or(*pattern == name, |prefix| name.starts_with(prefix))
    });
    let mut changes: Vec<_> =
        matching.map(|(index, _)| Change::remove(format!("/spec/forbiddenSysctls/{index}"))).collect();
    changes.push(Change::add("/spec/allowedUnsafeSysctls", name));
    changes
}

/// The path itself; where the API server refuses it as a prefix, what comes before.
fn host_path(path: &str) -> Change {
    let steps: Vec<&str> = path.split('/').take_while(|step| *step != "..").collect();
    let prefix = match steps.join("/") {
        prefix if prefix.is_empty() && (path.is_empty() || path.starts_with('/')) => "/".to_owned(),
        prefix => prefix,
    };
    if prefix.is_empty() {
        // Relative, and upwards: nothing but all paths allows it.
        return Change::set("/spec/allowedHostPaths", Value::Array(Vec::new()));
    }
    Change::add("/spec/allowedHostPaths", json!({"pathPrefix": prefix}))
}

fn no_longer_dropped<'a>(
    policy: &'a PodSecurityPolicy,
    capability: &'a str,
) -> impl Iterator<Item = Change> + 'a {
    let dropped = policy.spec.required_drop_capabilities.iter().enumerate();
    let places = dropped.filter(move |(_, name)| *name == capability);
    places.map(|(index, _)| Change::remove(format!("/spec/requiredDropCapabilities/{index}")))
}
