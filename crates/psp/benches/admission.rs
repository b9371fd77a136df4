//! How fast a pod is judged: a full create (both passes), as the API server does it.
//!
//! One restrictive policy that changes the pod, then fifty of which only the last allows it; each without and with
//! the decoding and encoding of JSON. Run by `make bench`; what was measured stands in `docs/performance.md`.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/sample.rs"]
mod sample;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use k8s_openapi::api::core::v1::Pod;
use psp::{Mode, Policies, Verdict};
use sample::{last_allows, pod, restrictive};

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
        ("50 policies, the last allows", last_allows(50)),
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
