//! What holds for all policies and pods.
#![allow(clippy::unwrap_used)] // a test's helpers may panic

#[path = "support/strategies.rs"]
mod strategies;

use k8s_openapi::api::core::v1::Pod;
use proptest::prelude::*;
use psp::{Mode, PodSecurityPolicy, Policies, Verdict};
use serde_json::json;

use strategies::{pod, policy};

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
    fn the_data_of_a_violation_says_what_its_text_says(
        policies in prop::collection::vec(policy(), 1..3), pod in pod(),
    ) {
        let policies = Policies::prepare(&policies);
        if let Verdict::Forbidden(forbidden) = psp::admit(&policies, |_| true, &pod, Mode::Create) {
            // As it comes to the browser, and is read there.
            let json = serde_json::to_string(&forbidden.violations).unwrap();
            let read: Vec<psp::Violation> = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(&read, &forbidden.violations);
            let texts: Vec<String> = read.iter().map(|violation| violation.error().to_string()).collect();
            let message = forbidden.to_string();
            // Where all policies are dead, there is nothing to tell.
            prop_assert!(forbidden.no_policies && read.is_empty() || message.ends_with(&format!("[{}]", texts.join(" "))), "{message}\n{texts:?}");
            prop_assert!(read.iter().all(|violation| !violation.allowed().is_empty()));
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

/// Found by fuzzing: what was filled in for such a pod was written nowhere.
#[test]
fn a_pod_without_a_specification_gets_what_the_policy_fills_in() {
    let spec = json!({"fsGroup": {"rule": "MustRunAs", "ranges": [{"min": 7, "max": 9}]},
        "runAsUser": {"rule": "RunAsAny"}, "seLinux": {"rule": "RunAsAny"}, "supplementalGroups": {"rule": "RunAsAny"}});
    let policy: PodSecurityPolicy =
        serde_json::from_value(json!({"metadata": {"name": "p"}, "spec": spec})).unwrap();
    let policies = Policies::prepare([&policy]);
    let mut pod = Pod::default();
    let Verdict::Admitted(admitted) = psp::admit(&policies, |_| true, &Pod::default(), Mode::Create) else {
        panic!("refused")
    };
    admitted.apply(&mut pod);
    assert_eq!(pod.spec.unwrap().security_context.unwrap().fs_group, Some(7));
}

/// Found by fuzzing: YAML allows no simple key of more than 1,024 characters.
#[test]
fn a_very_long_key_is_printed_so_that_it_is_read_again() {
    let mut policy = psp::template::default_policy("ack.privileged");
    for key in ["k".repeat(2000), "\u{7f}".repeat(200)] {
        policy.metadata.annotations.get_or_insert_default().insert(key, "v".to_owned());
    }
    let printed = psp::yaml::print(&policy);
    assert_eq!(psp::yaml::to_value(&printed).unwrap(), [serde_json::to_value(&policy).unwrap()], "{printed}");
}
