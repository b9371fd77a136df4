//! What was found and what would be allowed, for people.

use super::{Problem, Violation};

impl Violation {
    /// What the pod says, as one would write it in YAML; `None` when it says nothing.
    pub fn found(&self) -> Option<String> {
        match &self.problem {
            Problem::GroupOutsideRanges { group, .. } => Some(group.to_string()),
            Problem::NoGroups { given, .. } => given.as_ref().map(|_| "[]".to_owned()),
            Problem::Seccomp { profile, .. } => Some(profile.clone()).filter(|profile| !profile.is_empty()),
            Problem::SeLinux { found, .. } => Some(found.clone()).filter(|found| !found.is_empty()),
            Problem::HostNamespace { .. } | Problem::Privileged => Some("true".to_owned()),
            Problem::HostPathWritable { .. } | Problem::RunAsNonRootIsFalse => Some("false".to_owned()),
            Problem::Sysctl { name, .. } | Problem::RuntimeClass { name, .. } => Some(name.clone()),
            Problem::VolumeType { found, .. } => Some(found.clone()).filter(|found| !found.is_empty()),
            Problem::HostPath { path, .. } => Some(path.clone()),
            Problem::FlexDriver { driver, .. } | Problem::CsiDriver { driver, .. } => Some(driver.clone()),
            Problem::UserOutsideRanges { user, .. } => Some(user.to_string()),
            Problem::UserIsRoot => Some("0".to_owned()),
            Problem::AppArmor { profile, .. } => Some(profile.clone()),
            Problem::ProcMount { found, .. } => Some(found.clone()),
            Problem::CapabilityAdded { capability } => Some(capability.clone()),
            Problem::CapabilityNotDropped { dropped, .. } => dropped.as_deref().map(list),
            Problem::HostPort { port, .. } => Some(port.to_string()),
            Problem::WritableRoot { found } | Problem::PrivilegeEscalation { found } => {
                found.map(|found| found.to_string())
            }
            Problem::SeLinuxMissing
            | Problem::UserMissing { .. }
            | Problem::MayBeRoot
            | Problem::AppArmorMissing { .. }
            | Problem::CapabilitiesMissing { .. } => None,
        }
    }

    /// What the policy would allow in its place, in words; `nothing` when there is no such value.
    ///
    /// ```
    /// use psp::{Mode, Policies, Verdict};
    ///
    /// let policy = psp::yaml::parse(psp::template::find("privileged-restricted").unwrap().yaml()).unwrap();
    /// let pod = serde_json::from_value(serde_json::json!({
    ///     "spec": {"containers": [{"name": "busybox", "securityContext": {"privileged": true}}]},
    /// }))
    /// .unwrap();
    /// let policies = Policies::prepare([&policy]);
    /// let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_| true, &pod, Mode::Create) else { panic!() };
    /// let violation = &forbidden.violations[0];
    /// assert_eq!(violation.check, "privileged");
    /// assert_eq!(violation.found().as_deref(), Some("true"));
    /// assert_eq!(violation.allowed(), "false");
    /// ```
    pub fn allowed(&self) -> String {
        match &self.problem {
            Problem::GroupOutsideRanges { ranges, .. }
            | Problem::NoGroups { ranges, .. }
            | Problem::UserMissing { ranges }
            | Problem::UserOutsideRanges { ranges, .. } => one_of(ranges.iter().map(range)),
            Problem::HostPort { ranges, .. } => one_of(ranges.iter().map(range)),
            Problem::Seccomp { allowed: None, .. } => "no profile at all".to_owned(),
            Problem::Seccomp { allowed: Some(allowed), .. }
            | Problem::AppArmorMissing { allowed }
            | Problem::AppArmor { allowed, .. } => one_of(allowed.split(',').map(str::to_owned)),
            Problem::SeLinuxMissing => "the policy's SELinux context".to_owned(),
            // A policy may demand that a part is not given.
            Problem::SeLinux { expected, .. } => one_of(std::iter::once(expected.clone())),
            Problem::HostNamespace { .. } | Problem::Privileged | Problem::PrivilegeEscalation { .. } => {
                "false".to_owned()
            }
            Problem::HostPathWritable { .. }
            | Problem::RunAsNonRootIsFalse
            | Problem::WritableRoot { .. } => "true".to_owned(),
            Problem::Sysctl { forbidden: true, .. } => "not this sysctl".to_owned(),
            Problem::Sysctl { forbidden: false, .. } => {
                "safe sysctls, and those in allowedUnsafeSysctls".to_owned()
            }
            Problem::VolumeType { allowed, .. }
            | Problem::HostPath { allowed, .. }
            | Problem::FlexDriver { allowed, .. }
            | Problem::CsiDriver { allowed, .. }
            | Problem::RuntimeClass { allowed, .. }
            | Problem::ProcMount { allowed, .. } => one_of(allowed.iter().cloned()),
            Problem::MayBeRoot => "runAsNonRoot: true, or a user other than 0".to_owned(),
            Problem::UserIsRoot => "a user other than 0".to_owned(),
            Problem::CapabilitiesMissing { required_drop } => format!("a drop of {}", list(required_drop)),
            Problem::CapabilityAdded { .. } => "not this capability".to_owned(),
            Problem::CapabilityNotDropped { capability, .. } => format!("a drop of {capability}"),
        }
    }
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(", "))
}

fn one_of(values: impl Iterator<Item = String>) -> String {
    let values: Vec<_> =
        values.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect();
    if values.is_empty() { "nothing".to_owned() } else { values.join(", ") }
}

/// `80`, or `80–90`.
fn range<T: PartialEq + std::fmt::Display>((min, max): &(T, T)) -> String {
    if min == max { min.to_string() } else { format!("{min}–{max}") }
}

#[cfg(test)]
mod tests {
    use super::super::SeLinuxPart;
    use super::*;

    fn violation(problem: Problem) -> Violation {
        Violation { policy: "p".to_owned(), check: "c".into(), container: None, problem }
    }

    #[test]
    fn ranges_read_as_people_write_them() {
        let port = violation(Problem::HostPort { index: 0, port: 22, ranges: vec![(80, 80), (8000, 8080)] });
        assert_eq!((port.found().as_deref(), port.allowed().as_str()), (Some("22"), "80, 8000–8080"));
    }

    #[test]
    fn an_empty_list_allows_nothing() {
        let port = violation(Problem::HostPort { index: 0, port: 22, ranges: vec![] });
        assert_eq!(port.allowed(), "nothing");
    }

    #[test]
    fn a_part_of_a_context_that_the_policy_leaves_out_must_not_be_given() {
        let part = SeLinuxPart::Role;
        let context = violation(Problem::SeLinux { part, found: "r".to_owned(), expected: String::new() });
        assert_eq!(context.allowed(), "nothing");
    }

    #[test]
    fn what_the_pod_does_not_say_is_not_found() {
        assert_eq!(violation(Problem::WritableRoot { found: None }).found(), None);
        assert_eq!(violation(Problem::WritableRoot { found: Some(false) }).found().as_deref(), Some("false"));
    }

    #[test]
    fn the_list_of_an_annotation_is_read_item_by_item() {
        let profile = violation(Problem::AppArmor {
            profile: "unconfined".to_owned(),
            allowed: "runtime/default,localhost/a".to_owned(),
        });
        assert_eq!(profile.allowed(), "runtime/default, localhost/a");
    }
}
