//! Any policies, any pod (`{"policies": [...], "pod": {...}}`, as in the recorded cases): nothing panics, and what is true
//! of all policies and pods is true of these.

#![no_main]

use k8s_openapi::api::core::v1::Pod;
use libfuzzer_sys::fuzz_target;
use psp::{Forbidden, Mode, PodSecurityPolicy, Policies, Verdict, Violation};
use serde_json::Value;

fuzz_target!(|case: &[u8]| {
    let Ok(case) = serde_json::from_slice::<Value>(case) else { return };
    let Some(Ok(pod)) = case.get("pod").cloned().map(serde_json::from_value::<Pod>) else { return };
    let objects = case.get("policies").and_then(Value::as_array).into_iter().flatten();
    // Each decodes alone, so that one bad policy does not hide the rest.
    let mut objects: Vec<PodSecurityPolicy> =
        objects.filter_map(|object| serde_json::from_value(object.clone()).ok()).collect();
    // A cluster has each name once.
    objects.sort_by(|a, b| a.name().cmp(b.name()));
    objects.dedup_by(|a, b| a.name() == b.name());

    let policies = Policies::prepare(&objects);
    assert!(policies.dead().iter().flat_map(|dead| &dead.reasons).all(|reason| !reason.to_string().is_empty()));
    let created = outcome(&policies, &pod, Mode::Create);
    outcome(&policies, &pod, Mode::Validate);
    assert_eq!(outcome(&Policies::prepare(objects.iter().rev()), &pod, Mode::Create), created);
    privileges_taken_away_admit_nothing_more(&objects, &pod);

    assert!(!psp::update::is_judged(&pod, &pod), "an update that changes nothing is judged");
    let mut stored = pod.clone();
    psp::registry::prepare_for_create(&mut stored);
    psp::update::is_judged(&pod, &stored);
});

/// The pod as admitted, or the message.
fn outcome(policies: &Policies, pod: &Pod, mode: Mode) -> String {
    match psp::admit(policies, |_| true, pod, mode) {
        Verdict::Admitted(admitted) => {
            let mut changed = pod.clone();
            admitted.apply(&mut changed);
            for mode in [Mode::Create, Mode::Validate] {
                match psp::admit(policies, |_| true, &changed, mode) {
                    Verdict::Admitted(again) => assert!(!again.is_mutated(), "changed again"),
                    Verdict::Forbidden(forbidden) => panic!("refused after it was admitted: {forbidden}"),
                }
            }
            serde_json::to_string(&changed).expect("a pod can be written")
        }
        Verdict::Forbidden(forbidden) => {
            explain(&forbidden, pod);
            forbidden.message(pod)
        }
    }
}

/// The data says all that the text says, and survives a journey to the browser.
fn explain(forbidden: &Forbidden, pod: &Pod) {
    let message = forbidden.message(pod);
    for violation in &forbidden.violations {
        let json = serde_json::to_string(violation).expect("a violation can be written");
        let read: Violation = serde_json::from_str(&json).expect("a violation can be read");
        assert_eq!(&read, violation);
        let text = read.error().to_string();
        assert!(message.contains(&text), "{message:?} lacks {text:?}");
        assert!(!violation.allowed().is_empty());
        violation.found();
        if let Some(changes) = violation.pod_changes(pod) {
            let mut changed = serde_json::to_value(pod).expect("a pod can be written");
            psp::violation::apply(&changes, &mut changed);
            serde_json::from_value::<Pod>(changed).expect("a changed pod is a pod");
        }
    }
}

fn privileges_taken_away_admit_nothing_more(objects: &[PodSecurityPolicy], pod: &Pod) {
    let is_admitted = |policy: &PodSecurityPolicy| {
        let policies = Policies::prepare([policy]);
        matches!(psp::admit(&policies, |_| true, pod, Mode::Create), Verdict::Admitted(_))
    };
    for policy in objects {
        let mut stricter = policy.clone();
        stricter.spec.privileged = false;
        stricter.spec.host_network = false;
        stricter.spec.host_ports.clear();
        stricter.spec.volumes.clear();
        stricter.spec.allowed_capabilities.clear();
        stricter.spec.allowed_unsafe_sysctls.clear();
        assert!(!is_admitted(&stricter) || is_admitted(policy), "a stricter policy admits more");
    }
}
