use serde_json::{Value, json};

use super::{PodSecurityPolicy, PodSecurityPolicySpec};

fn round_trip(json: &Value) -> Value {
    let policy: PodSecurityPolicy = serde_json::from_value(json.clone()).unwrap();
    serde_json::to_value(policy).unwrap()
}

#[test]
fn keeps_unknown_fields_at_every_level() {
    let object = json!({
        "kind": "PodSecurityPolicy",
        "apiVersion": "policy/v1beta1",
        "metadata": {
            "name": "a", "uid": "u", "creationTimestamp": "2021-01-01T00:00:00Z",
            "clusterName": "old", "labels": {"l": "1"}
        },
        "spec": {
            "hostPorts": [{"min": 1, "max": 2, "x": 1}],
            "seLinux": {"rule": "MustRunAs", "seLinuxOptions": {"level": "s0", "x": 2}, "x": 3},
            "runAsUser": {"rule": "MustRunAs", "ranges": [{"min": 1, "max": 2, "x": 4}], "x": 5},
            "runAsGroup": {"rule": "RunAsAny", "x": 6},
            "supplementalGroups": {"rule": "RunAsAny", "x": 7},
            "fsGroup": {"rule": "RunAsAny", "x": 8},
            "allowedHostPaths": [{"pathPrefix": "/a", "readOnly": true, "x": 9}],
            "allowedFlexVolumes": [{"driver": "d", "x": 10}],
            "allowedCSIDrivers": [{"name": "n", "x": 11}],
            "runtimeClass": {"allowedRuntimeClassNames": null, "x": 12},
            "brandNew": {"x": 13}
        },
        "status": {"x": 14}
    });
    assert_eq!(round_trip(&object), object);
}

#[test]
fn drops_unknown_fields_where_the_api_server_would() {
    let mut policy: PodSecurityPolicy = serde_json::from_value(json!({
        "metadata": {"name": "a", "x": 1},
        "spec": {"hostPorts": [{"x": 1}], "fsGroup": {"x": 1}, "Privileged": true},
        "x": 1
    }))
    .unwrap();
    policy.drop_unknown_fields();
    assert!(!serde_json::to_string(&policy).unwrap().contains("\"x\""));
    assert!(!policy.spec.privileged, "names of fields are case-sensitive");
}

#[test]
fn null_is_nothing_given() {
    let policy: PodSecurityPolicy = serde_json::from_value(json!({
        "metadata": {"name": "a", "annotations": {"a": null}},
        "spec": {"privileged": null, "volumes": null, "seLinux": null, "runAsGroup": null, "runtimeClass": null}
    }))
    .unwrap();
    assert_eq!(policy.spec, PodSecurityPolicySpec::default());
    assert_eq!(policy.annotation("a"), Some(""));
}

#[test]
fn writes_fields_in_the_order_of_the_api_server() {
    let text = r#"{"kind":"PodSecurityPolicy","apiVersion":"policy/v1beta1","metadata":{"name":"a","annotations":{"b":"c"}},"spec":{"privileged":true,"defaultAddCapabilities":["A"],"requiredDropCapabilities":["B"],"allowedCapabilities":["C"],"volumes":["*"],"hostNetwork":true,"hostPorts":[{"min":1,"max":2}],"hostPID":true,"hostIPC":true,"seLinux":{"rule":"MustRunAs","seLinuxOptions":{"user":"u","role":"r","type":"t","level":"l"}},"runAsUser":{"rule":"RunAsAny"},"runAsGroup":{"rule":"RunAsAny"},"supplementalGroups":{"rule":"RunAsAny"},"fsGroup":{"rule":"RunAsAny"},"readOnlyRootFilesystem":true,"defaultAllowPrivilegeEscalation":false,"allowPrivilegeEscalation":true,"allowedHostPaths":[{"pathPrefix":"/a","readOnly":true}],"allowedFlexVolumes":[{"driver":"d"}],"allowedCSIDrivers":[{"name":"n"}],"allowedUnsafeSysctls":["a"],"forbiddenSysctls":["b"],"allowedProcMountTypes":["Default"],"runtimeClass":{"allowedRuntimeClassNames":["x"],"defaultRuntimeClassName":"x"}}}"#;
    let policy: PodSecurityPolicy = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&policy).unwrap(), text);
}

#[test]
fn another_kind_is_no_policy() {
    assert!(serde_json::from_value::<PodSecurityPolicy>(json!({"kind": "Pod"})).is_err());
    assert!(
        serde_json::from_value::<PodSecurityPolicy>(json!({"apiVersion": "extensions/v1beta1"})).is_err()
    );
}
