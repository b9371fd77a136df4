//! What the benchmarks judge: a pod of everyday size, and policies that demand much of it.

use psp::{PodSecurityPolicy, Policies};
use serde_json::json;

/// Two containers of everyday size.
pub(crate) fn pod() -> Vec<u8> {
    let container = |name: &str| {
        json!({
            "name": name, "image": "registry.example/shop:1", "imagePullPolicy": "IfNotPresent",
            "args": ["--port=8080"], "env": [{"name": "MODE", "value": "production"}],
            "ports": [{"containerPort": 8080, "protocol": "TCP"}],
            "resources": {"limits": {"cpu": "1", "memory": "256Mi"}},
            "volumeMounts": [{"name": "data", "mountPath": "/data"}, {"name": "config", "mountPath": "/etc/shop"}],
            "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
        })
    };
    let pod = json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": "shop", "namespace": "team", "labels": {"app": "shop"}},
        "spec": {
            "serviceAccountName": "shop", "restartPolicy": "Always", "dnsPolicy": "ClusterFirst",
            "securityContext": {}, "schedulerName": "default-scheduler",
            "containers": [container("shop"), container("proxy")],
            "volumes": [{"name": "data", "emptyDir": {}}, {"name": "config", "configMap": {"name": "shop"}}],
        },
    });
    serde_json::to_vec(&pod).unwrap()
}

/// Demands a user, groups, dropped capabilities and a read-only root file system, and fills all of them in.
pub(crate) fn restrictive(name: &str) -> PodSecurityPolicy {
    let ranges = json!({"rule": "MustRunAs", "ranges": [{"min": 1, "max": 65535}]});
    let policy = json!({
        "metadata": {"name": name},
        "spec": {
            "allowPrivilegeEscalation": false, "requiredDropCapabilities": ["ALL"], "readOnlyRootFilesystem": true,
            "volumes": ["configMap", "emptyDir", "projected", "secret", "downwardAPI", "persistentVolumeClaim"],
            "runAsUser": ranges, "runAsGroup": ranges, "fsGroup": ranges, "supplementalGroups": ranges,
            "seLinux": {"rule": "RunAsAny"},
        },
    });
    serde_json::from_value(policy).unwrap()
}

/// So many, of which the last by name is the restrictive one and the others allow no volume.
pub(crate) fn last_allows(count: usize) -> Policies {
    let mut policies: Vec<PodSecurityPolicy> =
        (1..count).map(|number| restrictive(&format!("policy-{number:03}"))).collect();
    for policy in &mut policies {
        policy.spec.volumes.clear();
    }
    policies.push(restrictive("zz-last"));
    Policies::prepare(&policies)
}
