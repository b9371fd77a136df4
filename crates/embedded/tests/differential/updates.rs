//! Pods that are changed: what is let through unseen, and what is judged again.

use std::cell::Cell;
use std::time::Duration;

use futures::future::join_all;
use k8s_openapi::api::core::v1::Pod;
use kube::Api;
use kube::api::{DeleteParams, ListParams, PostParams};
use proptest::prelude::*;
use proptest::sample::select;
use psp::PodSecurityPolicy;
use serde_json::{Value, json};

use crate::answer::{Answer, Count};
use crate::case::{mend, run, sendable, storable};
use crate::side::{Both, PLACE, Side, send};
use crate::strategies;

const ROUNDS: u32 = 100;
const PODS: usize = 15;
const WANTED: usize = 200;

/// What is done to a pod: a field by its JSON pointer, and its new value; `null` removes it.
fn change() -> impl Strategy<Value = (&'static str, Value)> {
    select(vec![
        ("/metadata/labels", json!({"a": "b"})),
        ("/metadata/labels", Value::Null),
        ("/metadata/finalizers", json!(["example.com/wait"])),
        ("/metadata/annotations/kubernetes.io~1psp", json!("b")),
        ("/metadata/annotations/kubernetes.io~1psp", json!("d")),
        ("/metadata/annotations/kubernetes.io~1psp", Value::Null),
        ("/metadata/annotations/other", json!("x")),
        ("/metadata/annotations/seccomp.security.alpha.kubernetes.io~1pod", json!("localhost/x")),
        ("/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1c", json!("localhost/a")),
        ("/spec/containers/0/image", json!("busybox:2")),
        ("/spec/activeDeadlineSeconds", json!(600)),
        ("/spec/containers/0/image", json!("busybox:1")),
    ])
}

fn apply(pod: &mut Value, (pointer, new): &(&str, Value)) {
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    for step in ["/metadata/annotations", "/metadata/labels"] {
        if parent == step && pod.pointer(step).is_none() {
            pod["metadata"][&step[10..]] = json!({});
        }
    }
    let Some(fields) = pod.pointer_mut(parent).and_then(Value::as_object_mut) else { return };
    let field = field.replace("~1", "/");
    if new.is_null() { drop(fields.remove(&field)) } else { drop(fields.insert(field, new.clone())) }
}

/// Stores the pods under a policy that admits them all, then has just these policies.
async fn store(side: &Side, pods: &[Pod], policies: &[PodSecurityPolicy]) {
    let api: Api<Pod> = Api::namespaced(side.admin.clone(), PLACE);
    let now = DeleteParams { grace_period_seconds: Some(0), ..DeleteParams::default() };
    api.delete_collection(&now, &ListParams::default()).await.unwrap();
    while !api.list(&ListParams::default()).await.unwrap().items.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    side.replace_policies(&[psp::template::default_policy("a-default")]).await;
    for (index, pod) in pods.iter().enumerate() {
        let mut pod = pod.clone();
        pod.metadata.name = Some(format!("pod-{index}"));
        create(&api, &pod).await;
    }
    side.replace_policies(policies).await;
}

/// Unless something that is no matter of policies refuses it. The real server needs a moment to see a new policy.
async fn create(api: &Api<Pod>, pod: &Pod) {
    for _ in 0..100 {
        match api.create(&PostParams::default(), pod).await {
            Err(kube::Error::Api(status)) if status.code == 403 => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(_) | Err(kube::Error::Api(_)) => return,
            Err(error) => panic!("{error}"),
        }
    }
}

/// Asks whether the pod, as it is now, may be changed so; `None` if it is not there.
async fn ask(side: &Side, index: usize, change: &(&str, Value)) -> Option<Answer> {
    let pods = format!("/api/v1/namespaces/{PLACE}/pods/pod-{index}");
    let (code, mut pod) = send(&side.admin, "GET", &pods, Vec::new()).await;
    if code != 200 {
        return None;
    }
    apply(&mut pod, change);
    // A kubelet may touch it meanwhile.
    pod["metadata"].as_object_mut().unwrap().remove("resourceVersion");
    let path = format!("{pods}?dryRun=All");
    Some(Answer::new(send(&side.tester, "PUT", &path, serde_json::to_vec(&pod).unwrap()).await))
}

async fn ask_all(side: &Side, changes: &[(&str, Value)]) -> Vec<Option<Answer>> {
    join_all(changes.iter().enumerate().map(|(index, change)| ask(side, index, change))).await
}

async fn compare(
    both: &Both,
    policies: &[PodSecurityPolicy],
    pods: &[Pod],
    changes: &[(&str, Value)],
) -> Result<Count, String> {
    store(&both.real, pods, policies).await;
    store(&both.ours, pods, policies).await;
    let expected = ask_all(&both.ours, changes).await;
    let mut differences = String::new();
    // The real server sees new policies through a watch: a difference must last.
    for wait in [50, 300, 1000] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let found = ask_all(&both.real, changes).await;
        let pairs = found.iter().zip(&expected).map(|(real, ours)| real.as_ref().zip(ours.as_ref()));
        let wrong = pairs.clone().position(|pair| pair.is_some_and(|(real, ours)| !ours.agrees_with(real)));
        let Some(wrong) = wrong else {
            return Ok(Count::of(&pairs.flatten().map(|(real, _)| real.clone()).collect::<Vec<_>>()));
        };
        let pod = serde_json::to_string(&pods[wrong]).unwrap();
        let change = &changes[wrong];
        differences =
            format!("pod {pod}\nchange {change:?}\nreal {:?}\nours {:?}", found[wrong], expected[wrong]);
    }
    Err(differences)
}

#[test]
fn changed_pods_are_judged_again_as_by_a_real_api_server() {
    let strategy = (
        prop::collection::vec(strategies::policy(), 8..40).prop_map(storable),
        prop::collection::vec(strategies::pod().prop_map(sendable), PODS),
        prop::collection::vec(change(), PODS),
    );
    let both = Both::new();
    let total = Cell::new(Count::default());
    run(ROUNDS, &strategy, |(policies, pods, changes)| {
        let pods = mend(&policies, pods);
        let count = both.runtime.block_on(compare(&both, &policies, &pods, &changes))?;
        total.set(total.get().and(count));
        Ok(())
    });
    let total = total.get();
    println!("{total:?}, 0 differ");
    assert!(total.admitted + total.refused >= WANTED, "too few were judged: {total:?}");
    assert!(total.admitted >= WANTED / 20, "too few were admitted: {total:?}");
}
