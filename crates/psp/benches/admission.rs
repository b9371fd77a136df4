//! How fast a pod is judged: a full create (both passes), as the API server does it.
//!
//! One restrictive policy that changes the pod, then fifty of which only the last allows it; each without and with
//! the decoding and encoding of JSON. Run by `make bench`; what was measured stands in `docs/performance.md`.

#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use k8s_openapi::api::core::v1::Pod;
use psp::{Mode, PodSecurityPolicy, Policies, Verdict};
use serde_json::json;

/// Two containers of everyday size.
fn pod() -> Vec<u8> {
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
fn restrictive(name: &str) -> PodSecurityPolicy {
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

/// Fifty, of which the last by name is the restrictive one and the others allow no volume.
fn fifty() -> Policies {
    let mut policies: Vec<PodSecurityPolicy> =
        (0..49).map(|number| restrictive(&format!("policy-{number:02}"))).collect();
    for policy in &mut policies {
        policy.spec.volumes.clear();
    }
    policies.push(restrictive("zz-last"));
    Policies::prepare(&policies)
}

/// Both passes, and what the API server does to the pod in between.
fn create(policies: &Policies, pod: &mut Pod) {
    match psp::admit(policies, |_| true, pod, Mode::Create) {
        Verdict::Admitted(admitted) => admitted.apply(pod),
        Verdict::Forbidden(forbidden) => panic!("{forbidden}"),
    }
    psp::registry::prepare_for_create(pod);
    let verdict = psp::admit(policies, |_| true, pod, Mode::Validate);
    assert!(matches!(verdict, Verdict::Admitted(_)));
}

fn admission(criterion: &mut Criterion) {
    let json = pod();
    let pod: Pod = serde_json::from_slice(&json).unwrap();
    let cases = [
        ("one policy", Policies::prepare([&restrictive("only")])),
        ("50 policies, the last allows", fifty()),
    ];
    let mut group = criterion.benchmark_group("create");
    group.throughput(Throughput::Elements(1));
    for (name, policies) in &cases {
        group.bench_function(*name, |bencher| {
            bencher.iter_batched(
                || pod.clone(),
                |mut pod| {
                    create(policies, &mut pod);
                    pod
                },
                criterion::BatchSize::SmallInput,
            );
        });
        group.bench_function(format!("{name}, with JSON"), |bencher| {
            bencher.iter(|| {
                let mut pod: Pod = serde_json::from_slice(black_box(&json)).unwrap();
                create(policies, &mut pod);
                serde_json::to_vec(&pod).unwrap()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, admission);
criterion_main!(benches);
