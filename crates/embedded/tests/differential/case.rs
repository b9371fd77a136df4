//! Where random cases come from, and how they are run.

use k8s_openapi::api::core::v1::Pod;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use psp::{Mode, PodSecurityPolicy, Policies, Verdict};
use serde_json::Value;

/// Runs so many random cases; a failure prints the smallest and the seed (`PSP_TEST_SEED` runs it again).
pub(crate) fn run<S: Strategy>(
    rounds: u32,
    strategy: &S,
    mut case: impl FnMut(S::Value) -> Result<(), String>,
) {
    let given = std::env::var("PSP_TEST_SEED").ok().map(|seed| seed.parse::<u64>().unwrap());
    let seed = given.unwrap_or_else(seed_of_now);
    println!("PSP_TEST_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = ProptestConfig {
        cases: rounds,
        failure_persistence: None,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let case = std::cell::RefCell::new(&mut case);
    runner
        .run(strategy, |value| (case.borrow_mut())(value).map_err(TestCaseError::fail))
        .unwrap_or_else(|error| panic!("PSP_TEST_SEED={seed}: {error}"));
}

fn seed_of_now() -> u64 {
    u64::try_from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis())
        .unwrap()
}

/// The recorded cases of `crates/psp`, of these kinds.
pub(crate) fn recorded(kinds: &[&str]) -> Vec<Value> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../psp/tests/cases");
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    // All that were recorded, where they are at hand.
    let folder = if beside.is_dir() { beside } else { folder };
    let read = |kind: &&str| std::fs::read_to_string(folder.join(format!("{kind}.jsonl"))).unwrap();
    let text: Vec<String> = kinds.iter().map(read).collect();
    text.iter().flat_map(|text| text.lines()).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Up to four that the API server takes, under the names a to d.
pub(crate) fn storable(mut policies: Vec<PodSecurityPolicy>) -> Vec<PodSecurityPolicy> {
    policies.retain(|policy| {
        let mut stored = policy.clone();
        psp::validation::prepare_for_storage(&mut stored, None);
        psp::validate(&stored).is_empty()
    });
    policies.truncate(4);
    for (policy, name) in policies.iter_mut().zip(["a", "b", "c", "d"]) {
        policy.metadata.name = Some(name.to_owned());
    }
    policies
}

/// As a client would send it, and without the token, whose volume has a random name.
pub(crate) fn sendable(mut pod: Pod) -> Pod {
    let spec = pod.spec.as_mut().unwrap();
    spec.automount_service_account_token = Some(false);
    let mut names = ["c", "d", "e", "f"].map(str::to_owned).to_vec();
    for container in spec.init_containers.iter_mut().flatten().chain(&mut spec.containers) {
        container.image = Some("busybox:1".to_owned());
        // Each name once, or the server's own validation is all that is tested.
        let free = names.iter().position(|name| *name == container.name).unwrap_or(0);
        container.name = names.remove(free);
    }
    pod
}

/// Random pods hardly ever satisfy a random policy: changed as little as one of the policies asks, many do.
fn mended(pod: &Pod, policy: &PodSecurityPolicy) -> Pod {
    let policies = Policies::prepare([policy]);
    let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_| true, pod, Mode::Create) else {
        return pod.clone();
    };
    let changes = forbidden.violations.iter().filter_map(|violation| violation.pod_changes(pod)).flatten();
    let mut mended = serde_json::to_value(pod).unwrap();
    psp::violation::apply(&changes.collect::<Vec<_>>(), &mut mended);
    serde_json::from_value(mended).unwrap_or_else(|_| pod.clone())
}

/// Every third pod stays as it is; the others are mended for one policy after the other.
pub(crate) fn mend(policies: &[PodSecurityPolicy], pods: Vec<Pod>) -> Vec<Pod> {
    let mut turn = policies.iter().cycle();
    let mend = |(index, pod): (usize, Pod)| match turn.next().filter(|_| index % 3 != 0) {
        Some(policy) => mended(&mended(&pod, policy), policy),
        None => pod,
    };
    pods.into_iter().enumerate().map(mend).collect()
}
