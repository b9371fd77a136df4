//! Each control is met and missed by the value that the mapping of the standards names.

use serde_json::{Value, json};

use super::{CONTROLS, Control, Judgement, Level, judge, level};
use crate::annotation::{APPARMOR_ALLOWED, SECCOMP_ALLOWED};
use crate::object::PodSecurityPolicy;
use crate::template::TEMPLATES;

/// A policy that meets every control, with this spec and these annotations laid over it.
fn policy(over: &Value) -> PodSecurityPolicy {
    let mut spec = json!({
        "allowPrivilegeEscalation": false,
        "requiredDropCapabilities": ["ALL"],
        "runAsUser": {"rule": "MustRunAsNonRoot"},
        "seLinux": {"rule": "MustRunAs"},
        "supplementalGroups": {"rule": "RunAsAny"},
        "fsGroup": {"rule": "RunAsAny"},
        "volumes": ["secret", "emptyDir"],
    });
    let mut annotations = json!({SECCOMP_ALLOWED: "runtime/default", APPARMOR_ALLOWED: "runtime/default"});
    for (key, value) in over.as_object().unwrap() {
        let target = if key.contains('/') { &mut annotations } else { &mut spec };
        target[key] = value.clone();
    }
    let mut policy = PodSecurityPolicy::new("example", serde_json::from_value(spec).unwrap());
    policy.metadata.annotations = Some(serde_json::from_value(annotations).unwrap());
    policy
}

fn missed(over: &Value) -> Vec<Judgement> {
    judge(&policy(over)).into_iter().filter(|judgement| !judgement.shortfalls.is_empty()).collect()
}

#[test]
fn a_policy_that_meets_every_control_is_restricted() {
    let judgements = judge(&policy(&json!({})));
    assert_eq!(judgements.len(), CONTROLS.len());
    assert_eq!(level(&judgements), Level::Restricted, "{judgements:?}");
}

#[test]
fn each_control_is_missed_by_what_goes_beyond_it_and_says_by_which_field() {
    let cases = [
        (Control::HostNamespaces, json!({"hostNetwork": true}), "hostNetwork", "true"),
        (Control::HostNamespaces, json!({"hostPID": true}), "hostPID", "true"),
        (Control::Privileged, json!({"privileged": true}), "privileged", "true"),
        (
            Control::Capabilities,
            json!({"allowedCapabilities": ["NET_ADMIN"]}),
            "allowedCapabilities",
            "NET_ADMIN",
        ),
        (
            Control::Capabilities,
            json!({"defaultAddCapabilities": ["SYS_TIME"]}),
            "defaultAddCapabilities",
            "SYS_TIME",
        ),
        (Control::HostPaths, json!({"volumes": ["secret", "hostPath"]}), "volumes", "hostPath"),
        (Control::HostPaths, json!({"volumes": ["*"]}), "volumes", "*"),
        (Control::HostPorts, json!({"hostPorts": [{"min": 80, "max": 90}]}), "hostPorts", "80-90"),
        (Control::HostPorts, json!({"hostPorts": [{"min": 80, "max": 80}]}), "hostPorts", "80"),
        (Control::AppArmor, json!({APPARMOR_ALLOWED: "unconfined"}), APPARMOR_ALLOWED, "unconfined"),
        (Control::SeLinux, json!({"seLinux": {"rule": "RunAsAny"}}), "seLinux", "RunAsAny"),
        (
            Control::SeLinux,
            json!({"seLinux": {"rule": "MustRunAs", "seLinuxOptions": {"type": "spc_t"}}}),
            "seLinux",
            "spc_t",
        ),
        (
            Control::ProcMount,
            json!({"allowedProcMountTypes": ["Unmasked"]}),
            "allowedProcMountTypes",
            "Unmasked",
        ),
        (Control::Seccomp, json!({SECCOMP_ALLOWED: "unconfined"}), SECCOMP_ALLOWED, "unconfined"),
        (Control::Sysctls, json!({"allowedUnsafeSysctls": ["net.*"]}), "allowedUnsafeSysctls", "net.*"),
        (Control::VolumeTypes, json!({"volumes": ["nfs"]}), "volumes", "nfs"),
        (Control::Escalation, json!({"allowPrivilegeEscalation": true}), "allowPrivilegeEscalation", "true"),
        (Control::NonRoot, json!({"runAsUser": {"rule": "RunAsAny"}}), "runAsUser", "RunAsAny"),
        (Control::SeccompGiven, json!({SECCOMP_ALLOWED: "runtime/default,"}), SECCOMP_ALLOWED, ""),
        (
            Control::CapabilitiesDropped,
            json!({"allowedCapabilities": ["CHOWN"]}),
            "allowedCapabilities",
            "CHOWN",
        ),
    ];
    for (control, over, field, found) in cases {
        let missed = missed(&over);
        let judgement = missed.iter().find(|judgement| judgement.control == control);
        let shortfall = &judgement.unwrap_or_else(|| panic!("{over} meets {control:?}")).shortfalls[0];
        assert_eq!((shortfall.field, shortfall.found.as_slice()), (field, [found.to_owned()].as_slice()));
    }
}

#[test]
fn every_control_can_be_missed_and_only_by_what_it_is_about() {
    assert_eq!(missed(&json!({"hostIPC": true})).len(), 1);
    assert_eq!(missed(&json!({"requiredDropCapabilities": []})).len(), 1);
    let everything = crate::template::default_policy("ack.privileged");
    let judgements = judge(&everything);
    let met: Vec<_> = judgements.iter().filter(|it| it.shortfalls.is_empty()).map(|it| it.control).collect();
    assert_eq!(met, [Control::ProcMount], "the default policy leaves /proc as it is");
}

#[test]
fn capabilities_and_profiles_that_the_standards_allow_miss_nothing() {
    assert_eq!(missed(&json!({"allowedCapabilities": ["NET_BIND_SERVICE"]})), []);
    assert_eq!(missed(&json!({SECCOMP_ALLOWED: "runtime/default,localhost/*"})), []);
    assert_eq!(missed(&json!({"allowedProcMountTypes": ["Default"]})), []);
}

#[test]
fn a_control_of_restricted_that_is_missed_leaves_baseline_and_one_of_baseline_leaves_privileged() {
    let of = |over: &Value| level(&judge(&policy(over)));
    assert_eq!(of(&json!({"allowPrivilegeEscalation": true})), Level::Baseline);
    assert_eq!(of(&json!({"hostPID": true})), Level::Privileged);
    assert!(Level::Privileged < Level::Baseline && Level::Baseline < Level::Restricted);
}

#[test]
fn the_templates_stand_where_their_fields_say() {
    let level_of = |yaml| level(&judge(&crate::yaml::parse(yaml).unwrap()));
    assert_eq!(TEMPLATES.map(|template| level_of(template.yaml())), [Level::Privileged; 3]);
}
