//! What is said of a pod.

use super::{Decision, Outcome, Root, mended, never_as_root, try_pod};
use crate::policy::Policies;
use crate::version::Version;
use crate::workload::{Account, Workload};

const PRIVILEGED: &str = "{containers: [{name: c, image: i, securityContext: {privileged: true}}]}";

fn account() -> Account {
    Account { name: "robot".to_owned(), mounts_token: true }
}

fn workload(spec: &str) -> Workload {
    Workload::read(&format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n")).unwrap()
}

/// The three templates, and one that is dead.
fn policies() -> Policies {
    let mut all: Vec<_> = crate::template::TEMPLATES
        .iter()
        .map(|template| crate::yaml::parse(template.yaml()).unwrap())
        .collect();
    let mut dead = all[0].clone();
    dead.metadata.name = Some("dead".to_owned());
    dead.spec.run_as_user.rule = "MustRunAs".to_owned();
    all.push(dead);
    Policies::prepare(&all)
}

fn tried(spec: &str, may_use: &[&str]) -> super::Trial {
    let pod = workload(spec).as_judged(&account(), Version::V1_20);
    try_pod(&policies(), |name| may_use.contains(&name), &pod)
}

#[test]
fn every_policy_says_what_it_has_against_a_pod_whether_it_may_be_used_or_not() {
    let trial = tried(PRIVILEGED, &["privileged-restricted"]);
    let Decision::Refused(message) = &trial.decision else { panic!("{:?}", trial.decision) };
    assert!(
        message.starts_with("pods \"a\" is forbidden: PodSecurityPolicy: unable to admit pod: ["),
        "{message}"
    );
    let of = |name: &str| &trial.policies.iter().find(|tried| tried.policy == name).unwrap().outcome;
    assert!(matches!(of("dead"), Outcome::Dead(reasons) if reasons.len() == 1));
    assert_eq!(of("privileged"), &Outcome::Accepts);
    assert!(matches!(of("privileged-restricted"), Outcome::Refuses(violations) if violations.len() == 1));
}

#[test]
fn a_policy_that_accepts_the_pod_as_it_is_comes_first_and_is_noted_in_it() {
    let all = ["privileged", "privileged-root-volumes-restricted"];
    let trial = tried("{containers: [{name: c, image: i}]}", &all);
    let Decision::Admitted { policy, is_changed, pod } = trial.decision else {
        panic!("{:?}", trial.decision)
    };
    assert_eq!((policy.as_str(), is_changed), ("privileged", false));
    assert_eq!(pod.metadata.annotations.unwrap()["kubernetes.io/psp"], "privileged");
}

#[test]
fn a_pod_that_is_admitted_and_changed_may_not_start() {
    let trial = tried("{containers: [{name: c, image: i}]}", &["privileged-root-volumes-restricted"]);
    let Decision::Admitted { is_changed, pod, .. } = trial.decision else { panic!("{:?}", trial.decision) };
    assert!(is_changed);
    assert_eq!(never_as_root(&pod), [("c".to_owned(), Root::AsItsImageSays)]);
    let root = workload("{securityContext: {runAsNonRoot: true, runAsUser: 0}, containers: [{name: c}]}");
    assert_eq!(never_as_root(&root.pod), [("c".to_owned(), Root::Certain)]);
    let user = workload("{securityContext: {runAsNonRoot: true, runAsUser: 7}, containers: [{name: c}]}");
    assert_eq!(never_as_root(&user.pod), []);
}

#[test]
fn the_smallest_change_after_which_a_policy_accepts_a_pod_is_told() {
    let mend = |spec: &str, policy: &str| {
        mended(&policies(), policy, &workload(spec), &account(), Version::V1_20)
            .map(|pod| serde_json::to_value(pod.spec).unwrap())
    };
    let mended = mend(PRIVILEGED, "privileged-restricted").unwrap();
    assert_eq!(mended.pointer("/containers/0/securityContext/privileged"), None);
    assert_eq!(mended.pointer("/volumes"), None, "the token's volume is not written into the pod");
    assert_eq!(mend(PRIVILEGED, "privileged"), None, "it is accepted already");
    assert_eq!(mend(PRIVILEGED, "dead"), None, "nothing helps");
}
