//! What holds for all policies and pods.
#![allow(clippy::unwrap_used)] // a test's helpers may panic

use k8s_openapi::api::core::v1::Pod;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use psp::{Mode, PodSecurityPolicy, Policies, Verdict};
use serde_json::{Value, json};

/// One of these, or nothing.
fn maybe(values: Vec<Value>) -> impl Strategy<Value = Value> {
    prop_oneof![Just(Value::Null), select(values)]
}

fn some_of(values: &'static [&'static str]) -> impl Strategy<Value = Value> {
    subsequence(values, 0..=values.len()).prop_map(|list| json!(list))
}

fn group_strategy() -> impl Strategy<Value = Value> {
    select(vec![
        json!({"rule": "RunAsAny"}),
        json!({"rule": "MayRunAs", "ranges": [{"min": 1, "max": 9}]}),
        json!({"rule": "MustRunAs", "ranges": [{"min": 5, "max": 5}, {"min": 7, "max": 20}]}),
        json!({"rule": "MustRunAs"}),
    ])
}

fn annotations(
    prefix: &'static str,
    keys: [&'static str; 2],
    values: &'static [&'static str],
) -> BoxedStrategy<Value> {
    let value = || maybe(values.iter().map(|value| json!(value)).collect());
    (value(), value())
        .prop_map(move |(first, second)| json!({format!("{prefix}{}", keys[0]): first, format!("{prefix}{}", keys[1]): second}))
        .boxed()
}

fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(map) = &mut value {
        map.retain(|_, value| !value.is_null());
    }
    value
}

fn joined(first: Value, second: Value) -> Value {
    let (Value::Object(mut first), Value::Object(second)) = (without_nulls(first), without_nulls(second))
    else {
        return Value::Null;
    };
    first.extend(second);
    Value::Object(first)
}

prop_compose! {
    fn policy()(
        name in select(vec!["a", "b", "c", "d"]),
        [privileged, host_network, host_pid, read_only] in any::<[bool; 4]>(),
        escalation in maybe(vec![json!(true), json!(false)]),
        default_escalation in maybe(vec![json!(true), json!(false)]),
        volumes in some_of(&["*", "secret", "hostPath", "emptyDir", "csi"]),
        host_ports in select(vec![json!([]), json!([{"min": 0, "max": 65535}]), json!([{"min": 80, "max": 90}])]),
        [add, drop, allowed] in [some_of(&["CHOWN", "KILL"]), some_of(&["ALL", "KILL"]), some_of(&["*", "SYS_TIME"])],
        user in select(vec![json!({"rule": "RunAsAny"}), json!({"rule": "MustRunAsNonRoot"}),
            json!({"rule": "MustRunAs", "ranges": [{"min": 1, "max": 10}]}), json!({"rule": "x"})]),
        [fs_group, groups, group] in [group_strategy(), group_strategy(), group_strategy()],
        se_linux in select(vec![json!({"rule": "RunAsAny"}),
            json!({"rule": "MustRunAs", "seLinuxOptions": {"level": "s0:c1,c2"}})]),
        paths in select(vec![json!([]), json!([{"pathPrefix": "/a", "readOnly": true}]), json!([{"pathPrefix": "/"}])]),
        [sysctls, forbidden] in [some_of(&["kernel.*", "net.a"]), some_of(&["kernel.sem", "*"])],
        class in maybe(vec![json!({"allowedRuntimeClassNames": ["x"], "defaultRuntimeClassName": "x"})]),
        seccomp in annotations("seccomp.security.alpha.kubernetes.io/", ["allowedProfileNames", "defaultProfileName"],
            &["*", "runtime/default", "docker/default,localhost/x", ""]),
        apparmor in annotations("apparmor.security.beta.kubernetes.io/", ["allowedProfileNames", "defaultProfileName"],
            &["runtime/default", "localhost/a,runtime/default"]),
    ) -> PodSecurityPolicy {
        serde_json::from_value(json!({
            "metadata": {"name": name, "annotations": joined(seccomp, apparmor)},
            "spec": {
                "privileged": privileged, "hostNetwork": host_network, "hostPID": host_pid,
                "readOnlyRootFilesystem": read_only, "allowPrivilegeEscalation": escalation,
                "defaultAllowPrivilegeEscalation": default_escalation, "volumes": volumes, "hostPorts": host_ports,
                "defaultAddCapabilities": add, "requiredDropCapabilities": drop, "allowedCapabilities": allowed,
                "runAsUser": user, "fsGroup": fs_group, "supplementalGroups": groups, "runAsGroup": group,
                "seLinux": se_linux, "allowedHostPaths": paths, "allowedUnsafeSysctls": sysctls,
                "forbiddenSysctls": forbidden, "runtimeClass": class,
            }
        })).unwrap()
    }
}

prop_compose! {
    fn container()(
        name in select(vec!["c", "d"]),
        privileged in maybe(vec![json!(true), json!(false)]),
        escalation in maybe(vec![json!(true), json!(false)]),
        read_only in maybe(vec![json!(true), json!(false)]),
        user in maybe(vec![json!(0), json!(5), json!(1000)]),
        group in maybe(vec![json!(0), json!(8)]),
        non_root in maybe(vec![json!(true), json!(false)]),
        capabilities in maybe(vec![json!({}), json!({"add": ["SYS_TIME", "CHOWN", "CHOWN"]}), json!({"drop": ["KILL", "ALL"]})]),
        seccomp in maybe(vec![json!({"type": "RuntimeDefault"}), json!({"type": "Localhost", "localhostProfile": "x"})]),
        port in maybe(vec![json!([{"containerPort": 80, "hostPort": 80}]), json!([{"containerPort": 1, "hostPort": 443}])]),
        mount in maybe(vec![json!([{"name": "v", "mountPath": "/v"}]), json!([{"name": "v", "mountPath": "/v", "readOnly": true}])]),
    ) -> Value {
        json!({"name": name, "ports": port, "volumeMounts": mount, "securityContext": {
            "privileged": privileged, "allowPrivilegeEscalation": escalation, "readOnlyRootFilesystem": read_only,
            "runAsUser": user, "runAsGroup": group, "runAsNonRoot": non_root, "capabilities": capabilities,
            "seccompProfile": seccomp,
        }})
    }
}

prop_compose! {
    fn pod()(
        [network, pid] in any::<[bool; 2]>(),
        init in prop::collection::vec(container(), 0..2),
        containers in prop::collection::vec(container(), 1..3),
        user in maybe(vec![json!(0), json!(7)]),
        groups in maybe(vec![json!([]), json!([7]), json!([7, 100])]),
        fs_group in maybe(vec![json!(5), json!(100)]),
        se_linux in maybe(vec![json!({}), json!({"level": "s0:c2,c1"})]),
        sysctls in maybe(vec![json!([{"name": "kernel.sem", "value": "1"}]), json!([{"name": "net.a", "value": "1"}])]),
        volume in maybe(vec![json!([{"name": "v", "hostPath": {"path": "/a/b"}}]), json!([{"name": "v", "csi": {"driver": "d"}}]),
            json!([{"name": "v", "projected": {"sources": [{"serviceAccountToken": {"path": "token"}}]}}])]),
        class in maybe(vec![json!("x"), json!("y"), json!("")]),
        seccomp in annotations("", ["seccomp.security.alpha.kubernetes.io/pod",
            "container.seccomp.security.alpha.kubernetes.io/c"], &["runtime/default", "unconfined", ""]),
        apparmor in annotations("container.apparmor.security.beta.kubernetes.io/", ["c", "d"],
            &["runtime/default", "localhost/a", ""]),
    ) -> Pod {
        serde_json::from_value(json!({
            "metadata": {"name": "pod", "annotations": joined(seccomp, apparmor)},
            "spec": {
                "hostNetwork": network, "hostPID": pid, "initContainers": init, "containers": containers,
                "volumes": volume, "runtimeClassName": class,
                "securityContext": {"runAsUser": user, "supplementalGroups": groups, "fsGroup": fs_group,
                    "seLinuxOptions": se_linux, "sysctls": sysctls},
            }
        })).unwrap()
    }
}

fn is_admitted(policy: &PodSecurityPolicy, pod: &Pod) -> bool {
    let policies = Policies::prepare([policy]);
    matches!(psp::admit(&policies, |_| true, pod, Mode::Create), Verdict::Admitted(_))
}

/// The outcome as text.
fn outcome(policies: &[PodSecurityPolicy], pod: &Pod) -> String {
    let policies = Policies::prepare(policies);
    match psp::admit(&policies, |name| name != "d", pod, Mode::Create) {
        Verdict::Admitted(admitted) => {
            let mut pod = pod.clone();
            admitted.apply(&mut pod);
            serde_json::to_string(&pod).unwrap()
        }
        Verdict::Forbidden(forbidden) => forbidden.message(pod),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_admitted_pod_is_admitted_again_unchanged(policy in policy(), pod in pod()) {
        let policies = Policies::prepare([&policy]);
        if let Verdict::Admitted(admitted) = psp::admit(&policies, |_| true, &pod, Mode::Create) {
            let mut admitted_pod = pod.clone();
            admitted.apply(&mut admitted_pod);
            prop_assert_eq!(admitted.is_mutated(), {
                let mut without = admitted_pod.clone();
                without.metadata.annotations.as_mut().unwrap().remove(psp::annotation::POD_POLICY);
                without.metadata.annotations.clone().unwrap_or_default()
                    != pod.metadata.annotations.clone().unwrap_or_default() || without.spec != pod.spec
            });
            for mode in [Mode::Create, Mode::Validate] {
                let Verdict::Admitted(again) = psp::admit(&policies, |_| true, &admitted_pod, mode) else {
                    return Err(TestCaseError::fail("refused"));
                };
                prop_assert!(!again.is_mutated());
            }
        }
    }

    #[test]
    fn the_default_policy_admits_every_pod(pod in pod()) {
        prop_assert!(is_admitted(&psp::template::default_policy("ack.privileged"), &pod));
    }

    #[test]
    fn the_order_of_policies_changes_nothing(
        policies in prop::collection::vec(policy(), 0..4), pod in pod(),
    ) {
        let mut policies = policies;
        policies.sort_by(|a, b| a.name().cmp(b.name()));
        policies.dedup_by(|a, b| a.name() == b.name());
        let before = outcome(&policies, &pod);
        policies.reverse();
        prop_assert_eq!(outcome(&policies, &pod), before);
    }

    #[test]
    fn taking_a_permission_away_never_admits_more(policy in policy(), pod in pod(), which in 0..9) {
        let mut stricter = policy.clone();
        let spec = &mut stricter.spec;
        match which {
            0 => spec.privileged = false,
            1 => spec.host_network = false,
            2 => spec.host_pid = false,
            3 => spec.volumes.clear(),
            4 => spec.host_ports.clear(),
            5 => spec.allowed_capabilities.clear(),
            6 => spec.allowed_unsafe_sysctls.clear(),
            7 => spec.forbidden_sysctls.push("*".to_owned()),
            _ => stricter.metadata.annotations = None,
        }
        // Without the annotations there is also nothing that would be filled in, or demanded.
        if which < 8 {
            prop_assert!(!is_admitted(&stricter, &pod) || is_admitted(&policy, &pod));
        }
    }

    #[test]
    fn the_smallest_change_to_the_pod_satisfies_the_policy(policy in policy(), pod in pod()) {
        let policies = Policies::prepare([&policy]);
        if !policies.dead().is_empty() {
            return Ok(());
        }
        if let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_| true, &pod, Mode::Create) {
            let changes: Vec<_> =
                forbidden.violations.iter().filter_map(|violation| violation.pod_changes(&pod)).flatten().collect();
            let mut changed = serde_json::to_value(&pod).unwrap();
            psp::violation::apply(&changes, &mut changed);
            let changed: Pod = serde_json::from_value(changed).unwrap();
            let verdict = psp::admit(&policies, |_| true, &changed, Mode::Create);
            prop_assert!(matches!(verdict, Verdict::Admitted(_)), "{changes:?} {verdict:?} {forbidden}");
        }
    }

    #[test]
    fn the_smallest_change_to_the_policy_admits_the_pod(policy in policy(), pod in pod()) {
        let policies = Policies::prepare([&policy]);
        if !policies.dead().is_empty() {
            return Ok(());
        }
        // An empty profile of a container, which the API server refuses whatever the policies say.
        prop_assume!(
            pod.metadata.annotations.iter().flatten().all(|(key, value)| !key.starts_with("container.") || !value.is_empty())
        );
        if let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_| true, &pod, Mode::Create) {
            let violations = forbidden.violations.iter();
            let changes: Vec<_> = violations.filter_map(|it| it.policy_changes(&policy)).flatten().collect();
            let mut changed = serde_json::to_value(&policy).unwrap();
            psp::violation::apply(&changes, &mut changed);
            let changed: PodSecurityPolicy = serde_json::from_value(changed).unwrap();
            prop_assert!(is_admitted(&changed, &pod), "{changes:?} {forbidden}\n{}", outcome(&[changed], &pod));
        }
    }

    #[test]
    fn what_is_printed_is_read_again(policy in policy(), text in ".*") {
        let mut policy = policy;
        policy.metadata.annotations.get_or_insert_default().insert("text".to_owned(), text);
        let printed = psp::yaml::print(&policy);
        let read = psp::yaml::to_value(&printed).map_err(|errors| TestCaseError::fail(format!("{errors:?}\n{printed}")))?;
        prop_assert_eq!(&read[0], &serde_json::to_value(&policy).unwrap(), "{}", printed);
    }

    #[test]
    fn nothing_panics_on_any_text(text in ".*", yaml in "([a-z]{1,3}|[-:\\[\\]{},&*!|>'\"%#?]|[ \n]){0,40}") {
        for text in [&text, &yaml] {
            let _ = psp::yaml::parse(text);
            let _ = psp::yaml::to_value(text);
            let _ = psp::decode::policy(text.as_bytes());
        }
    }
}

/// The API server stops at the type of a volume; the change to the policy must not.
#[test]
fn a_change_that_allows_a_volume_type_allows_its_path_as_well() {
    let spec = json!({"allowedHostPaths": [{"pathPrefix": "/a", "readOnly": true}], "runAsUser": {"rule": "RunAsAny"},
        "seLinux": {"rule": "RunAsAny"}, "fsGroup": {"rule": "RunAsAny"}, "supplementalGroups": {"rule": "RunAsAny"}});
    let policy: PodSecurityPolicy =
        serde_json::from_value(json!({"metadata": {"name": "p"}, "spec": spec})).unwrap();
    let pod: Pod =
        serde_json::from_value(json!({"spec": {"volumes": [{"name": "v", "hostPath": {"path": "/a/b"}}],
        "containers": [{"name": "c", "volumeMounts": [{"name": "v", "mountPath": "/m"}]}]}}))
        .unwrap();
    let policies = Policies::prepare([&policy]);
    let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_| true, &pod, Mode::Create) else {
        panic!("admitted")
    };
    let changes: Vec<_> =
        forbidden.violations.iter().filter_map(|it| it.policy_changes(&policy)).flatten().collect();
    let mut amended = serde_json::to_value(&policy).unwrap();
    psp::violation::apply(&changes, &mut amended);
    assert!(is_admitted(&serde_json::from_value(amended).unwrap(), &pod), "{changes:?}");
}
