//! What the statements say, and that they leave out no field.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Allowed, Groups, Relation, Statement, Users, statements};
use crate::object::PodSecurityPolicy;
use crate::template::{TEMPLATES, default_policy, find};

fn policy(spec: Value) -> PodSecurityPolicy {
    PodSecurityPolicy::new("example", serde_json::from_value(spec).unwrap())
}

/// What a policy with this spec says of the field; one about volumes of a type, where those are allowed.
fn said(field: &str, mut spec: Value) -> Statement {
    if ["allowedHostPaths", "allowedFlexVolumes", "allowedCSIDrivers"].contains(&field) {
        spec["volumes"] = json!(["*"]);
    }
    let all = statements(&policy(spec));
    all.into_iter().find(|statement| statement.field() == field).unwrap()
}

/// How the first spec stands to the second in the field.
fn relation(field: &str, this: Value, that: Value) -> Relation {
    said(field, this).against(&said(field, that))
}

fn only(names: &[&str]) -> Allowed {
    Allowed::Only(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn every_field_that_a_check_owns_is_explained_and_no_other() {
    let owned: BTreeSet<_> = crate::checks().into_iter().flat_map(|(_, owns)| owns.iter().copied()).collect();
    let said: BTreeSet<_> = statements(&policy(json!({})))
        .iter()
        .map(Statement::field)
        .map(|field| field.strip_suffix(".defaultRuntimeClassName").unwrap_or(field))
        .collect();
    assert_eq!(said, owned);
}

#[test]
fn an_empty_policy_allows_what_kubernetes_says_that_it_does() {
    assert_eq!(said("privileged", json!({})), Statement::Privileged(false));
    assert_eq!(said("allowPrivilegeEscalation", json!({})), Statement::Escalation(true));
    assert_eq!(said("volumes", json!({})), Statement::Volumes(only(&[])));
    assert_eq!(said("allowedHostPaths", json!({})), Statement::HostPaths(None));
    assert_eq!(said("allowedCSIDrivers", json!({})), Statement::CsiDrivers(Allowed::All));
    assert_eq!(said("allowedProcMountTypes", json!({})), Statement::ProcMounts(only(&["Default"])));
    assert_eq!(said("runAsGroup", json!({})), Statement::RunAsGroup(Groups::Any));
    assert_eq!(said("runtimeClass", json!({})), Statement::RuntimeClasses(Allowed::All));
    assert_eq!(said(crate::annotation::SECCOMP_ALLOWED, json!({})), Statement::Seccomp(only(&[""])));
    assert_eq!(said(crate::annotation::APPARMOR_ALLOWED, json!({})), Statement::AppArmor(Allowed::All));
}

#[test]
fn of_volumes_that_are_not_allowed_no_path_and_no_driver_is() {
    let said =
        statements(&policy(json!({"volumes": ["secret"], "allowedHostPaths": [{"pathPrefix": "/var"}]})));
    for nothing in [
        Statement::HostPaths(Some(Vec::new())),
        Statement::FlexVolumes(only(&[])),
        Statement::CsiDrivers(only(&[])),
    ] {
        assert!(said.contains(&nothing), "{nothing:?}: {said:?}");
    }
}

#[test]
fn a_star_is_all_and_a_rule_is_what_it_demands() {
    assert_eq!(said("volumes", json!({"volumes": ["secret", "*"]})), Statement::Volumes(Allowed::All));
    let rule = |rule: &str| json!({"runAsUser": {"rule": rule, "ranges": [{"min": 1, "max": 9}]}});
    assert_eq!(said("runAsUser", rule("MustRunAs")), Statement::RunAsUser(Users::In(vec![(1, 9)])));
    assert_eq!(said("runAsUser", rule("MustRunAsNonRoot")), Statement::RunAsUser(Users::NonRoot));
    assert_eq!(said("runAsUser", rule("RunAsAny")), Statement::RunAsUser(Users::Any));
}

#[test]
fn each_template_is_nowhere_weaker_than_the_one_before() {
    let policies = TEMPLATES.map(|template| crate::yaml::parse(template.yaml()).unwrap());
    for (wide, narrow) in policies.iter().zip(policies.iter().skip(1)) {
        for (narrow, wide) in statements(narrow).iter().zip(&statements(wide)) {
            let relation = narrow.against(wide);
            assert!(relation != Relation::Weaker, "{}: {narrow:?} against {wide:?}", narrow.field());
        }
    }
}

#[test]
fn the_default_policy_is_the_privileged_template() {
    let default = default_policy("ack.privileged");
    let template = crate::yaml::parse(find("ack.privileged").unwrap().yaml()).unwrap();
    for (this, that) in statements(&default).iter().zip(&statements(&template)) {
        assert_eq!(this.against(that), Relation::Same, "{}", this.field());
    }
}

#[test]
fn what_lets_fewer_pods_pass_is_stricter_and_turned_round_it_is_weaker() {
    let cases = [
        ("privileged", json!({}), json!({"privileged": true})),
        ("allowPrivilegeEscalation", json!({"allowPrivilegeEscalation": false}), json!({})),
        ("readOnlyRootFilesystem", json!({"readOnlyRootFilesystem": true}), json!({})),
        ("volumes", json!({"volumes": ["secret"]}), json!({"volumes": ["secret", "emptyDir"]})),
        ("volumes", json!({"volumes": ["secret"]}), json!({"volumes": ["*"]})),
        ("requiredDropCapabilities", json!({"requiredDropCapabilities": ["ALL"]}), json!({})),
        ("defaultAddCapabilities", json!({}), json!({"defaultAddCapabilities": ["CHOWN"]})),
        ("hostPorts", ports(80, 80), ports(1, 1024)),
        ("runAsUser", users("MustRunAsNonRoot", &[]), users("RunAsAny", &[])),
        ("runAsUser", users("MustRunAs", &[(5, 9)]), users("MustRunAsNonRoot", &[])),
        ("fsGroup", groups("MustRunAs", &[(1, 5)]), groups("MayRunAs", &[(1, 9)])),
        ("fsGroup", groups("MayRunAs", &[(1, 9)]), groups("RunAsAny", &[])),
        ("allowedHostPaths", paths("/var/log/app", false), paths("/var/log", false)),
        ("allowedHostPaths", paths("/var/log", true), paths("/var/log/", false)),
        ("allowedHostPaths", paths("/var/log", true), json!({})),
        ("allowedUnsafeSysctls", sysctls("net.core.somaxconn"), sysctls("net.*")),
        ("forbiddenSysctls", json!({"forbiddenSysctls": ["*"]}), json!({"forbiddenSysctls": ["net.a"]})),
        ("seLinux", json!({"seLinux": {"rule": "MustRunAs"}}), json!({"seLinux": {"rule": "RunAsAny"}})),
    ];
    for (field, strict, weak) in cases {
        assert_eq!(relation(field, strict.clone(), weak.clone()), Relation::Stricter, "{field}: {strict}");
        assert_eq!(relation(field, weak, strict.clone()), Relation::Weaker, "{field}: {strict}");
    }
}

#[test]
fn what_lets_other_pods_pass_is_neither() {
    let different = |field, this, that| assert_eq!(relation(field, this, that), Relation::Different);
    different("volumes", json!({"volumes": ["secret"]}), json!({"volumes": ["emptyDir"]}));
    different("hostPorts", ports(1, 10), ports(5, 20));
    different("fsGroup", groups("MustRunAs", &[(1, 9)]), groups("MayRunAs", &[(1, 5)]));
    different("allowedHostPaths", paths("/var/log", false), paths("/var/logs", false));
    let (on, off) = (json!({"defaultAllowPrivilegeEscalation": true}), json!({}));
    different("defaultAllowPrivilegeEscalation", on, off);
}

#[test]
fn ranges_that_adjoin_are_as_one() {
    let (two, one) = (users("MustRunAs", &[(6, 9), (1, 5)]), users("MustRunAs", &[(1, 9)]));
    assert_eq!(relation("runAsUser", two, one), Relation::Same);
}

fn users(rule: &str, ranges: &[(i64, i64)]) -> Value {
    json!({"runAsUser": {"rule": rule, "ranges": list(ranges)}})
}

fn groups(rule: &str, ranges: &[(i64, i64)]) -> Value {
    json!({"fsGroup": {"rule": rule, "ranges": list(ranges)}})
}

fn list(ranges: &[(i64, i64)]) -> Vec<Value> {
    ranges.iter().map(|(min, max)| json!({"min": min, "max": max})).collect()
}

fn ports(min: i32, max: i32) -> Value {
    json!({"hostPorts": [{"min": min, "max": max}]})
}

fn paths(prefix: &str, read_only: bool) -> Value {
    json!({"allowedHostPaths": [{"pathPrefix": prefix, "readOnly": read_only}]})
}

fn sysctls(pattern: &str) -> Value {
    json!({"allowedUnsafeSysctls": [pattern]})
}
