//! Two policies side by side: which parameters of one let pass what the other refuses.

mod lists;
mod strategies;

use crate::annotation::{APPARMOR_ALLOWED, SECCOMP_ALLOWED};
use crate::object::PodSecurityPolicy;

/// The parameters in which a policy allows more than another, by their paths (`spec.privileged`), in the order in which
/// the API server writes them.
///
/// ```
/// let [privileged, restricted, _] = psp::template::TEMPLATES.map(|it| psp::yaml::parse(it.yaml()).unwrap());
/// assert!(psp::compare::weaker(&privileged, &restricted).contains(&"spec.privileged"));
/// assert!(psp::compare::weaker(&restricted, &privileged).is_empty());
/// ```
pub fn weaker(policy: &PodSecurityPolicy, than: &PodSecurityPolicy) -> Vec<&'static str> {
    let (a, b) = (&policy.spec, &than.spec);
    let volume = |kind: &str| a.volumes.iter().any(|each| each == "*" || each == kind);
    let annotation = |name| (policy.annotation(name), than.annotation(name));
    let (seccomp, than_seccomp) = annotation(SECCOMP_ALLOWED);
    let (apparmor, than_apparmor) = annotation(APPARMOR_ALLOWED);
    let (capabilities, than_capabilities) = (
        a.allowed_capabilities.iter().chain(&a.default_add_capabilities),
        [b.allowed_capabilities.as_slice(), b.default_add_capabilities.as_slice()].concat(),
    );
    let facts = [
        ("metadata.annotations", {
            lists::profiles(seccomp.unwrap_or_default(), than_seccomp.unwrap_or_default())
                || than_apparmor.is_some_and(|than| apparmor.is_none_or(|own| lists::profiles(own, than)))
        }),
        ("spec.privileged", a.privileged && !b.privileged),
        (
            "spec.requiredDropCapabilities",
            lists::drops_less(&a.required_drop_capabilities, &b.required_drop_capabilities),
        ),
        ("spec.allowedCapabilities", lists::names(capabilities, &than_capabilities)),
        ("spec.volumes", lists::names(&a.volumes, &b.volumes)),
        ("spec.hostNetwork", a.host_network && !b.host_network),
        ("spec.hostPorts", lists::ports(&a.host_ports, &b.host_ports)),
        ("spec.hostPID", a.host_pid && !b.host_pid),
        ("spec.hostIPC", a.host_ipc && !b.host_ipc),
        ("spec.seLinux", a.se_linux.rule == "RunAsAny" && b.se_linux.rule == "MustRunAs"),
        ("spec.runAsUser", strategies::user(&a.run_as_user, &b.run_as_user)),
        ("spec.runAsGroup", strategies::group(a.run_as_group.as_ref(), b.run_as_group.as_ref())),
        (
            "spec.supplementalGroups",
            strategies::group(Some(&a.supplemental_groups), Some(&b.supplemental_groups)),
        ),
        ("spec.fsGroup", strategies::group(Some(&a.fs_group), Some(&b.fs_group))),
        ("spec.readOnlyRootFilesystem", b.read_only_root_filesystem && !a.read_only_root_filesystem),
        (
            "spec.allowPrivilegeEscalation",
            a.allow_privilege_escalation.unwrap_or(true) && !b.allow_privilege_escalation.unwrap_or(true),
        ),
        (
            "spec.allowedHostPaths",
            volume("hostPath") && lists::host_paths(&a.allowed_host_paths, &b.allowed_host_paths),
        ),
        ("spec.allowedFlexVolumes", {
            let drivers = |list: &[crate::object::AllowedFlexVolume]| -> Vec<_> {
                list.iter().map(|each| each.driver.clone()).collect()
            };
            volume("flexVolume")
                && lists::absent_is_all(&drivers(&a.allowed_flex_volumes), &drivers(&b.allowed_flex_volumes))
        }),
        ("spec.allowedCSIDrivers", {
            let drivers = |list: &[crate::object::AllowedCsiDriver]| -> Vec<_> {
                list.iter().map(|each| each.name.clone()).collect()
            };
            volume("csi")
                && lists::absent_is_all(&drivers(&a.allowed_csi_drivers), &drivers(&b.allowed_csi_drivers))
        }),
        ("spec.allowedUnsafeSysctls", lists::patterns(&a.allowed_unsafe_sysctls, &b.allowed_unsafe_sysctls)),
        ("spec.forbiddenSysctls", lists::patterns(&b.forbidden_sysctls, &a.forbidden_sysctls)),
        ("spec.allowedProcMountTypes", {
            let unmasked = |list: &[String]| list.iter().any(|each| each != "Default");
            unmasked(&a.allowed_proc_mount_types) && !unmasked(&b.allowed_proc_mount_types)
        }),
        ("spec.runtimeClass", {
            b.runtime_class.as_ref().is_some_and(|than| {
                let names = |list: &Option<Vec<String>>| list.clone().unwrap_or_default();
                let than = names(&than.allowed_runtime_class_names);
                let own = a.runtime_class.as_ref().map(|own| names(&own.allowed_runtime_class_names));
                !than.iter().any(|name| name == "*") && own.is_none_or(|own| lists::names(&own, &than))
            })
        }),
    ];
    facts.into_iter().filter(|(_, weaker)| *weaker).map(|(path, _)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::weaker;
    use crate::object::PodSecurityPolicy;
    use crate::template::TEMPLATES;

    fn template(index: usize) -> PodSecurityPolicy {
        crate::yaml::parse(TEMPLATES[index].yaml()).unwrap()
    }

    /// The strictest template with these lines of its spec changed or added.
    fn with(lines: &str) -> PodSecurityPolicy {
        let strict = crate::yaml::print(&template(2));
        let changed = crate::yaml::to_value(&format!("spec:\n{lines}")).unwrap().remove(0);
        let mut value = crate::yaml::to_value(&strict).unwrap().remove(0);
        for (field, to) in changed["spec"].as_object().unwrap() {
            value["spec"][field] = to.clone();
        }
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn each_template_is_weaker_than_the_next_and_never_the_other_way_round() {
        for (weak, strict) in [(0, 1), (1, 2), (0, 2)] {
            assert!(!weaker(&template(weak), &template(strict)).is_empty(), "{weak} {strict}");
            assert!(weaker(&template(strict), &template(weak)).is_empty(), "{weak} {strict}");
        }
        for index in 0..3 {
            assert!(weaker(&template(index), &template(index)).is_empty(), "{index}");
        }
    }

    #[test]
    fn what_lets_more_pass_is_named() {
        for (lines, path) in [
            ("  privileged: true\n", "spec.privileged"),
            ("  hostPorts: [{min: 80, max: 80}]\n", "spec.hostPorts"),
            ("  volumes: ['*']\n", "spec.volumes"),
            ("  requiredDropCapabilities: [NET_RAW]\n", "spec.requiredDropCapabilities"),
            ("  allowedCapabilities: [NET_ADMIN]\n", "spec.allowedCapabilities"),
            ("  defaultAddCapabilities: [NET_ADMIN]\n", "spec.allowedCapabilities"),
            ("  runAsUser: {rule: RunAsAny}\n", "spec.runAsUser"),
            ("  runAsUser: {rule: MustRunAs, ranges: [{min: 0, max: 5}]}\n", "spec.runAsUser"),
            ("  allowPrivilegeEscalation: true\n", "spec.allowPrivilegeEscalation"),
            ("  allowedUnsafeSysctls: [net.*]\n", "spec.allowedUnsafeSysctls"),
            ("  allowedProcMountTypes: [Unmasked]\n", "spec.allowedProcMountTypes"),
        ] {
            assert!(weaker(&with(lines), &template(2)).contains(&path), "{lines}");
        }
    }

    #[test]
    fn what_lets_less_pass_is_not() {
        for lines in [
            "  readOnlyRootFilesystem: true\n",
            "  volumes: [secret]\n",
            "  runAsUser: {rule: MustRunAs, ranges: [{min: 1000, max: 2000}]}\n",
            "  requiredDropCapabilities: [ALL, NET_RAW]\n",
            "  forbiddenSysctls: ['*']\n",
        ] {
            assert_eq!(weaker(&with(lines), &template(2)), [""; 0], "{lines}");
        }
    }
}
