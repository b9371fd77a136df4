//! Stateful sets: pods with lasting names, started in their order and ended in the reverse one.

use serde_json::{Value, json};

use super::template::{self, is_finished, is_ready, number};
use super::{Desk, Outcome, claim};
use crate::deletion::is_ending;
use crate::edit::set_status;
use crate::event::Type;
use crate::object::{Object, as_map, items, map_at, metadata, name, namespace, set, text};
use crate::resource::Resource;

pub(super) fn sync(desk: &Desk<'_>, stateful: &Object) -> Outcome {
    let Some(pods) = Resource::find("", "v1", "pods") else { return Outcome::Settled };
    let updated = format!(
        "{}-{}",
        name(stateful),
        template::hash(stateful.pointer("/spec/template").unwrap_or(&Value::Null))
    );
    let mut owned = claim::owned(desk.cluster, stateful, pods);
    owned.sort_by_key(|pod| ordinal(stateful, pod));
    let went =
        if is_ending(stateful) { Outcome::Settled } else { step(desk, stateful, pods, &owned, &updated) };
    if went == Outcome::Failed {
        return went;
    }
    set_status(desk.cluster, stateful, &status(stateful, &owned, &updated));
    went
}

/// Which pod of the set it is; one with another's name comes last.
fn ordinal(stateful: &Value, pod: &Value) -> i64 {
    let number = name(pod).strip_prefix(name(stateful)).and_then(|rest| rest.strip_prefix('-'));
    number.and_then(|number| number.parse().ok()).unwrap_or(i64::MAX)
}

/// Does one thing, unless the pods may come and go all at once.
fn step(
    desk: &Desk<'_>,
    stateful: &Value,
    pods: &'static Resource,
    owned: &[Object],
    updated: &str,
) -> Outcome {
    let wanted = number(stateful, "/spec/replicas");
    let one_by_one = text(stateful, "/spec/podManagementPolicy") != "Parallel";
    let find = |number: i64| owned.iter().find(|pod| ordinal(stateful, pod) == number);
    for number in 0..wanted {
        match find(number) {
            Some(pod) if is_finished(pod) && !is_ending(pod) => remove(desk, stateful, pods, pod),
            Some(pod) if is_ready(pod) && !is_ending(pod) => continue,
            Some(_) => {}
            None => {
                let revision = revision_for(stateful, number, updated);
                if !make(desk, stateful, pods, number, &revision) {
                    return Outcome::Failed;
                }
            }
        }
        if one_by_one {
            return Outcome::Settled;
        }
    }
    for pod in owned.iter().rev().filter(|pod| ordinal(stateful, pod) >= wanted && !is_ending(pod)) {
        remove(desk, stateful, pods, pod);
        if one_by_one {
            return Outcome::Settled;
        }
    }
    if text(stateful, "/spec/updateStrategy/type") == "RollingUpdate" {
        let from = number(stateful, "/spec/updateStrategy/rollingUpdate/partition");
        // The last one first; the next one when that serves again.
        for number in (from..wanted).rev() {
            match find(number) {
                Some(pod) if revision(pod) != updated && !is_ending(pod) => {
                    remove(desk, stateful, pods, pod);
                    return Outcome::Settled;
                }
                Some(pod) if is_ready(pod) && !is_ending(pod) => {}
                _ => return Outcome::Settled,
            }
        }
    }
    Outcome::Settled
}

fn make(desk: &Desk<'_>, stateful: &Value, pods: &'static Resource, number: i64, revision: &str) -> bool {
    let named = format!("{}-{number}", name(stateful));
    let set_name = name(stateful);
    match desk.make(pods, namespace(stateful), describe(stateful, &named, revision)) {
        Ok(_) => {
            let message = format!("create Pod {named} in StatefulSet {set_name} successful");
            desk.tell(stateful, Type::Normal, "SuccessfulCreate", &message);
            true
        }
        Err(failure) => {
            let message =
                format!("create Pod {named} in StatefulSet {set_name} failed error: {}", failure.message);
            desk.tell(stateful, Type::Warning, "FailedCreate", &message);
            false
        }
    }
}

fn remove(desk: &Desk<'_>, stateful: &Value, pods: &'static Resource, pod: &Value) {
    desk.remove(pods, pod);
    let message = format!("delete Pod {} in StatefulSet {} successful", name(pod), name(stateful));
    desk.tell(stateful, Type::Normal, "SuccessfulDelete", &message);
}

fn describe(stateful: &Value, named: &str, revision: &str) -> Value {
    // The name is made of the same prefix, but not by the API server.
    let mut pod = template::unnamed_pod(stateful);
    template::label(&mut pod, template::REVISION, revision);
    template::label(&mut pod, "statefulset.kubernetes.io/pod-name", named);
    set(metadata(&mut pod), "name", named);
    let spec = map_at(as_map(&mut pod), "spec");
    set(spec, "hostname", named);
    let service = text(stateful, "/spec/serviceName");
    if !service.is_empty() {
        set(spec, "subdomain", service);
    }
    let volumes = spec.entry("volumes").or_insert_with(|| json!([]));
    for claim in items(stateful, "/spec/volumeClaimTemplates") {
        let volume = name(claim);
        let source = json!({ "claimName": format!("{volume}-{named}") });
        if let Some(volumes) = volumes.as_array_mut() {
            volumes.retain(|each| text(each, "/name") != volume);
            volumes.push(json!({ "name": volume, "persistentVolumeClaim": source }));
        }
    }
    if volumes.as_array().is_some_and(Vec::is_empty) {
        spec.remove("volumes");
    }
    pod
}

/// Pods below the partition keep the template that they had.
fn revision_for(stateful: &Value, number: i64, updated: &str) -> String {
    let kept = text(stateful, "/status/currentRevision");
    let partition = super::template::number(stateful, "/spec/updateStrategy/rollingUpdate/partition");
    // The old template itself is not kept, so a pod that is made is always of the new one; only its label tells.
    if number < partition && !kept.is_empty() { kept } else { updated }.to_owned()
}

fn revision(pod: &Value) -> &str {
    let labels = pod.pointer("/metadata/labels");
    labels.and_then(|labels| labels.get(template::REVISION)).and_then(Value::as_str).unwrap_or_default()
}

fn status(stateful: &Value, owned: &[Object], updated: &str) -> Value {
    let ready = owned.iter().filter(|pod| is_ready(pod)).count();
    let new = owned.iter().filter(|pod| revision(pod) == updated).count();
    let before = text(stateful, "/status/currentRevision");
    let all_new = new == owned.len() && ready == owned.len();
    let current = if before.is_empty() || all_new { updated } else { before };
    let old = owned.iter().filter(|pod| revision(pod) == current).count();
    let mut status = json!({
        "observedGeneration": number(stateful, "/metadata/generation"),
        "replicas": owned.len(),
        "currentRevision": current,
        "updateRevision": updated,
        "collisionCount": 0,
    });
    let counts = [("readyReplicas", ready), ("currentReplicas", old), ("updatedReplicas", new)];
    for (field, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        set(as_map(&mut status), field, count);
    }
    status
}
