//! Daemon sets: one pod on every node that takes it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::template::{self, Round, is_active, is_finished, is_ready, number, share};
use super::{Desk, Outcome, claim};
use crate::deletion::is_ending;
use crate::edit::set_status;
use crate::event::Type;
use crate::object::{Object, as_map, items, map_at, name, namespace, set, text};
use crate::resource::Resource;
use crate::scheduler;
use crate::status::Failure;

/// What a daemon puts up with on its node.
const TOLERATED: &[(&str, &str)] = &[
    ("node.kubernetes.io/not-ready", "NoExecute"),
    ("node.kubernetes.io/unreachable", "NoExecute"),
    ("node.kubernetes.io/disk-pressure", "NoSchedule"),
    ("node.kubernetes.io/memory-pressure", "NoSchedule"),
    ("node.kubernetes.io/pid-pressure", "NoSchedule"),
    ("node.kubernetes.io/unschedulable", "NoSchedule"),
];
const NO_NETWORK: (&str, &str) = ("node.kubernetes.io/network-unavailable", "NoSchedule");

pub(super) fn sync(desk: &Desk<'_>, daemons: &Object) -> Outcome {
    let (Some(pods), Some(nodes)) = (Resource::find("", "v1", "pods"), Resource::find("", "v1", "nodes"))
    else {
        return Outcome::Settled;
    };
    let hash = template::hash(daemons.pointer("/spec/template").unwrap_or(&Value::Null));
    let mut on_nodes: BTreeMap<String, Vec<Object>> = BTreeMap::new();
    for pod in claim::owned(desk.cluster, daemons, pods) {
        on_nodes.entry(node_of(&pod)).or_default().push(pod);
    }
    let (nodes, _) = desk.cluster.store.list(nodes, None);
    let example = pod_for(daemons, &hash, "");
    let takes = |node: &Object| scheduler::takes_daemon(node, &example);
    let mut ended = Ok(());
    if !is_ending(daemons) {
        for (node, there) in &mut on_nodes {
            let wanted = nodes.iter().any(|each| name(each) == node && takes(each));
            clean(desk, daemons, pods, there, wanted);
        }
        for node in nodes.iter().filter(|node| takes(node)) {
            let there = on_nodes.get(name(node)).is_some_and(|pods| !pods.is_empty());
            if !there && ended.is_ok() {
                ended = make(desk, daemons, pods, pod_for(daemons, &hash, name(node)));
            }
        }
        if ended.is_ok() {
            update(desk, daemons, pods, &on_nodes, &hash);
        }
    }
    let wanted: Vec<&str> = nodes.iter().filter(|node| takes(node)).map(|node| name(node)).collect();
    let status = status(daemons, &wanted, &on_nodes, &hash);
    set_status(desk.cluster, daemons, &status);
    if ended.is_ok() { Outcome::Settled } else { Outcome::Failed }
}

fn make(desk: &Desk<'_>, daemons: &Value, pods: &'static Resource, pod: Value) -> Result<(), Failure> {
    match desk.make(pods, namespace(daemons), pod) {
        Ok(pod) => {
            desk.tell(daemons, Type::Normal, "SuccessfulCreate", &format!("Created pod: {}", name(&pod)));
            Ok(())
        }
        Err(failure) => {
            let message = format!("Error creating: {}", failure.message);
            desk.tell(daemons, Type::Warning, "FailedCreate", &message);
            Err(failure)
        }
    }
}

/// Removes what is too much on a node: all of it if the node is not wanted, those that ended, and all but the oldest.
fn clean(desk: &Desk<'_>, daemons: &Value, pods: &'static Resource, there: &mut Vec<Object>, wanted: bool) {
    there.sort_by_cached_key(|pod| text(pod, "/metadata/creationTimestamp").to_owned());
    let mut kept = false;
    there.retain(|pod| {
        if is_ending(pod) {
            return true;
        }
        let keep = wanted && !kept && !is_finished(pod);
        kept |= keep;
        if !keep {
            remove(desk, daemons, pods, pod);
        }
        keep
    });
}

fn remove(desk: &Desk<'_>, daemons: &Value, pods: &'static Resource, pod: &Value) {
    desk.remove(pods, pod);
    desk.tell(daemons, Type::Normal, "SuccessfulDelete", &format!("Deleted pod: {}", name(pod)));
}

/// Replaces pods of an old template, as many at a time as may be missing.
fn update(
    desk: &Desk<'_>,
    daemons: &Value,
    pods: &'static Resource,
    on_nodes: &BTreeMap<String, Vec<Object>>,
    hash: &str,
) {
    if text(daemons, "/spec/updateStrategy/type") != "RollingUpdate" {
        return;
    }
    let all = || on_nodes.values().flatten();
    let may_miss = share(
        daemons.pointer("/spec/updateStrategy/rollingUpdate/maxUnavailable"),
        i64::try_from(on_nodes.len()).unwrap_or(i64::MAX),
        Round::Up,
    );
    let missing = i64::try_from(all().filter(|pod| !is_ready(pod)).count()).unwrap_or(i64::MAX);
    let old = || all().filter(|pod| !is_current(pod, hash) && !is_ending(pod));
    for pod in old().filter(|pod| !is_ready(pod)) {
        remove(desk, daemons, pods, pod);
    }
    let room = usize::try_from(may_miss.max(1) - missing).unwrap_or_default();
    for pod in old().filter(|pod| is_ready(pod)).take(room) {
        remove(desk, daemons, pods, pod);
    }
}

fn is_current(pod: &Value, hash: &str) -> bool {
    pod.pointer("/metadata/labels").and_then(|labels| labels.get(template::REVISION)) == Some(&json!(hash))
}

/// The daemon of one node: it is bound to it by its affinity.
fn pod_for(daemons: &Value, hash: &str, node: &str) -> Value {
    let mut pod = template::unnamed_pod(daemons);
    template::label(&mut pod, template::REVISION, hash);
    template::label(&mut pod, "pod-template-generation", generation(daemons));
    let spec = map_at(as_map(&mut pod), "spec");
    let on_host = spec.get("hostNetwork") == Some(&json!(true));
    let tolerations = spec.entry("tolerations").or_insert_with(|| json!([]));
    if let Some(tolerations) = tolerations.as_array_mut() {
        for (key, effect) in TOLERATED.iter().chain(Some(&NO_NETWORK).filter(|_| on_host)) {
            tolerations.push(json!({ "key": key, "operator": "Exists", "effect": effect }));
        }
    }
    if !node.is_empty() {
        let here = json!([{ "key": "metadata.name", "operator": "In", "values": [node] }]);
        let affinity = map_at(map_at(spec, "affinity"), "nodeAffinity");
        let required = map_at(affinity, "requiredDuringSchedulingIgnoredDuringExecution");
        let terms = required.entry("nodeSelectorTerms").or_insert_with(|| json!([{}]));
        for term in terms.as_array_mut().into_iter().flatten() {
            set(as_map(term), "matchFields", here.clone());
        }
    }
    pod
}

fn generation(daemons: &Value) -> &str {
    let annotations = daemons.pointer("/metadata/annotations");
    let counted = annotations.and_then(|all| all.get("deprecated.daemonset.template.generation"));
    counted.and_then(Value::as_str).unwrap_or("1")
}

/// Where the pod runs, or will.
fn node_of(pod: &Value) -> String {
    let placed = text(pod, "/spec/nodeName");
    if !placed.is_empty() {
        return placed.to_owned();
    }
    let terms =
        "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
    let mut fields = items(pod, terms).flat_map(|term| items(term, "/matchFields"));
    fields.find_map(|field| field.pointer("/values/0")?.as_str()).unwrap_or_default().to_owned()
}

fn status(daemons: &Value, wanted: &[&str], on_nodes: &BTreeMap<String, Vec<Object>>, hash: &str) -> Value {
    let first = |node: &&str| on_nodes.get(*node).and_then(|pods| pods.iter().find(|pod| is_active(pod)));
    let running: Vec<&Object> = wanted.iter().filter_map(first).collect();
    let ready = running.iter().filter(|pod| is_ready(pod)).count();
    let updated = running.iter().filter(|pod| is_current(pod, hash)).count();
    let elsewhere =
        on_nodes.iter().filter(|(node, pods)| !wanted.contains(&node.as_str()) && !pods.is_empty());
    let mut status = json!({
        "currentNumberScheduled": running.len(),
        "desiredNumberScheduled": wanted.len(),
        "numberMisscheduled": elsewhere.count(),
        "numberReady": ready,
        "observedGeneration": number(daemons, "/metadata/generation"),
    });
    let counts = [
        ("updatedNumberScheduled", updated),
        ("numberAvailable", ready),
        ("numberUnavailable", wanted.len() - ready),
    ];
    for (field, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        set(as_map(&mut status), field, count);
    }
    status
}
