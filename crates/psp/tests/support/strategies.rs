//! Random policies and pods, of the values that matter to pod security.

#![allow(clippy::unwrap_used)]

use k8s_openapi::api::core::v1::Pod;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use psp::PodSecurityPolicy;
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
    pub(crate) fn policy()(
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
    pub(crate) fn pod()(
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
