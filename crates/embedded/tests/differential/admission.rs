//! Pods that are created: random ones under random policies, and recorded ones under the policies of other cases.

use std::cell::Cell;
use std::time::Duration;

use futures::future::join_all;
use k8s_openapi::api::core::v1::Pod;
use kube::Client;
use proptest::prelude::*;
use psp::PodSecurityPolicy;
use serde_json::Value;

use crate::answer::{Answer, Count};
use crate::case::{mend, recorded, run, sendable, storable};
use crate::side::{Both, PLACE, send};
use crate::strategies;

const ROUNDS: u32 = 100;
const PODS: usize = 30;
const WANTED: usize = 2000;

/// Asks whether the pod may be created.
async fn ask(client: &Client, pod: &Pod) -> Answer {
    let path = format!("/api/v1/namespaces/{PLACE}/pods?dryRun=All");
    Answer::new(send(client, "POST", &path, serde_json::to_vec(pod).unwrap()).await)
}

/// What became of the pods on the real server; an error when the answers differ.
async fn compare(both: &Both, policies: &[PodSecurityPolicy], pods: &[Pod]) -> Result<Count, String> {
    both.real.replace_policies(policies).await;
    both.ours.replace_policies(policies).await;
    let expected = join_all(pods.iter().map(|pod| ask(&both.ours.tester, pod))).await;
    let mut differences = String::new();
    // The real server sees new policies through a watch, some milliseconds later: a difference must last.
    for wait in [20, 200, 1000] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let found = join_all(pods.iter().map(|pod| ask(&both.real.tester, pod))).await;
        let pairs: Vec<(&Answer, &Answer)> = found.iter().zip(&expected).collect();
        let wrong = pairs.iter().position(|(real, ours)| !ours.agrees_with(real));
        let Some(wrong) = wrong else {
            return Ok(Count::of(&found));
        };
        let pod = serde_json::to_string(&pods[wrong]).unwrap();
        differences = format!("pod {pod}\nreal {:?}\nours {:?}", found[wrong], expected[wrong]);
    }
    Err(differences)
}

/// Judges all the pods of each case, and demands that enough of them were judged by policies.
fn compare_all<S>(strategy: &S)
where
    S: Strategy<Value = (Vec<PodSecurityPolicy>, Vec<Pod>)>,
{
    let both = Both::new();
    let total = Cell::new(Count::default());
    run(ROUNDS, strategy, |(policies, pods)| {
        let pods = mend(&policies, pods);
        let count = both.runtime.block_on(compare(&both, &policies, &pods))?;
        total.set(total.get().and(count));
        Ok(())
    });
    let total = total.get();
    println!("{total:?}, 0 differ");
    assert!(total.admitted + total.refused >= WANTED, "too few were judged by policies: {total:?}");
    assert!(total.admitted >= WANTED / 20, "too few were admitted: {total:?}");
}

#[test]
fn random_pods_are_judged_as_by_a_real_api_server() {
    compare_all(&(
        prop::collection::vec(strategies::policy(), 8..40).prop_map(storable),
        prop::collection::vec(strategies::pod().prop_map(sendable), PODS),
    ));
}

#[test]
fn recorded_pods_are_judged_under_other_policies_as_by_a_real_api_server() {
    let cases = recorded(&["admission", "selection"]);
    let read = |value: &Value| serde_json::from_value::<PodSecurityPolicy>(value.clone()).unwrap();
    let policies: Vec<PodSecurityPolicy> =
        cases.iter().flat_map(|case| case["policies"].as_array().unwrap()).map(read).collect();
    let pods: Vec<Pod> =
        cases.iter().map(|case| serde_json::from_value(case["pod"].clone()).unwrap()).collect();
    compare_all(&(
        prop::collection::vec(prop::sample::select(policies), 1..=4).prop_map(storable),
        prop::collection::vec(prop::sample::select(pods).prop_map(here), PODS),
    ));
}

/// As it was recorded, but of the account `default` here.
fn here(mut pod: Pod) -> Pod {
    pod.metadata.namespace = None;
    let spec = pod.spec.as_mut().unwrap();
    spec.service_account_name = None;
    spec.service_account = None;
    spec.automount_service_account_token = Some(false);
    pod
}
