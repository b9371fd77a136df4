//! A small kubelet: takes new pods to their node and starts them, or says why it cannot.

use std::sync::{Arc, Weak};

use serde_json::{Value, json};

use crate::cluster::Inner;
use crate::controllers;
use crate::deletion::{self, is_ending};
use crate::object::{Object, as_map, items, map_at, name, namespace, now, set, suffix, text, uid, version};
use crate::resource::Resource;
use crate::store::{Key, Refused, Store};

pub(crate) const NODE: &str = "embedded-node";
const ADDRESS: &str = "192.168.0.10";

/// Follows the pods until the cluster is gone.
pub(crate) async fn run(cluster: Weak<Inner>) {
    let Some(pods) = Resource::find("", "v1", "pods") else { return };
    let Some(mut news) = cluster.upgrade().map(|cluster| cluster.store.subscribe()) else { return };
    let mut seen = Store::START;
    loop {
        let Some(strong) = cluster.upgrade() else { return };
        let new_pods: Vec<Key> = if let Ok(changes) = strong.store.since(seen) {
            seen = changes.last().map_or(seen, |change| change.revision);
            for change in changes.iter().filter(|change| change.key.is_in(pods, None)) {
                let ended = change.before.as_ref().is_some_and(|before| is_ending(before));
                if is_ending(&change.after) && !change.gone && !ended {
                    tokio::spawn(stop(cluster.clone(), Arc::clone(&change.after)));
                }
            }
            let made = changes.into_iter().filter(|change| change.before.is_none());
            made.map(|change| change.key.clone()).filter(|key| key.is_in(pods, None)).collect()
        } else {
            // More has happened than is remembered: look at them all.
            let (all, revision) = strong.store.list(pods, None);
            seen = revision;
            let waiting = all.iter().filter(|pod| text(pod, "/status/phase") == "Pending");
            waiting.map(|pod| Key::new(pods, namespace(pod), name(pod))).collect()
        };
        for key in new_pods {
            tokio::spawn(start(cluster.clone(), key));
        }
        drop(strong);
        if news.changed().await.is_err() {
            return;
        }
    }
}

/// What is to go is stopped, and is no more then.
async fn stop(cluster: Weak<Inner>, pod: Object) {
    let Some(step) = cluster.upgrade().map(|cluster| cluster.kubelet) else { return };
    tokio::time::sleep(step).await;
    let (Some(cluster), Some(pods)) = (cluster.upgrade(), Resource::find("", "v1", "pods")) else { return };
    deletion::finish(&cluster, pods, &pod);
}

/// One pod: to its node, then up.
async fn start(cluster: Weak<Inner>, key: Key) {
    let Some(strong) = cluster.upgrade() else { return };
    let step = strong.kubelet;
    let scheduled = change(&strong, &key, |pod| {
        set(map_at(as_map(pod), "spec"), "nodeName", NODE);
        let containers = statuses(pod, &json!({ "waiting": { "reason": "ContainerCreating" } }), false);
        let status = map_at(as_map(pod), "status");
        set(status, "startTime", now());
        set(status, "hostIP", ADDRESS);
        set(status, "containerStatuses", containers);
        set(status, "conditions", conditions(false));
    });
    let Some(pod) = scheduled else { return };
    let place = format!("Successfully assigned {}/{} to {NODE}", namespace(&pod), name(&pod));
    tell(&strong, &pod, "Normal", "Scheduled", &place);
    drop(strong);
    tokio::time::sleep(step).await;
    let Some(strong) = cluster.upgrade() else { return };
    if let Some(why) = refusal(&pod) {
        let waiting = json!({ "waiting": { "reason": "CreateContainerConfigError", "message": why } });
        change(&strong, &key, |pod| {
            let containers = statuses(pod, &waiting, false);
            set(map_at(as_map(pod), "status"), "containerStatuses", containers);
        });
        tell(&strong, &pod, "Warning", "Failed", &format!("Error: {why}"));
        return;
    }
    for container in items(&pod, "/spec/containers") {
        let (container, image) = (text(container, "/name"), text(container, "/image"));
        tell(
            &strong,
            &pod,
            "Normal",
            "Pulled",
            &format!("Container image \"{image}\" already present on machine"),
        );
        tell(&strong, &pod, "Normal", "Created", &format!("Created container {container}"));
        tell(&strong, &pod, "Normal", "Started", &format!("Started container {container}"));
    }
    change(&strong, &key, |pod| {
        let containers = statuses(pod, &json!({ "running": { "startedAt": now() } }), true);
        let status = map_at(as_map(pod), "status");
        set(status, "phase", "Running");
        set(status, "podIP", "10.244.0.2");
        set(status, "containerStatuses", containers);
        set(status, "conditions", conditions(true));
    });
}

/// Why the node would not start it: its image runs as root, and it may not.
fn refusal(pod: &Value) -> Option<String> {
    items(pod, "/spec/containers").find_map(|container| {
        let of = |field: &str| {
            let own =
                container.pointer(&format!("/securityContext/{field}")).filter(|value| !value.is_null());
            own.or_else(|| pod.pointer(&format!("/spec/securityContext/{field}")))
        };
        if of("runAsNonRoot").and_then(Value::as_bool) != Some(true) {
            return None;
        }
        let whose = format!(
            "(pod: \"{}_{}({})\", container: {})",
            name(pod),
            namespace(pod),
            uid(pod),
            text(container, "/name")
        );
        match of("runAsUser").and_then(Value::as_i64) {
            Some(0) => Some(format!("container's runAsUser breaks non-root policy {whose}")),
            None if runs_as_root(text(container, "/image")) => {
                Some(format!("container has runAsNonRoot and image will run as root {whose}"))
            }
            _ => None,
        }
    })
}

/// Most images do; those that do not mostly say so in their name.
fn runs_as_root(image: &str) -> bool {
    !["nonroot", "unprivileged", "rootless"].iter().any(|word| image.contains(word))
}

fn statuses(pod: &Value, state: &Value, ready: bool) -> Value {
    let of = |container: &Value| {
        json!({
            "name": text(container, "/name"),
            "image": text(container, "/image"),
            "imageID": "",
            "ready": ready,
            "started": ready,
            "restartCount": 0,
            "state": state,
            "lastState": {},
        })
    };
    items(pod, "/spec/containers").map(of).collect()
}

fn conditions(ready: bool) -> Value {
    let condition = |kind: &str, holds: bool| {
        let status = if holds { "True" } else { "False" };
        json!({ "type": kind, "status": status, "lastProbeTime": null, "lastTransitionTime": now() })
    };
    json!([
        condition("Initialized", true),
        condition("Ready", ready),
        condition("ContainersReady", ready),
        condition("PodScheduled", true),
    ])
}

/// Changes the pod as it is now; `None` when it is gone.
fn change(cluster: &Inner, key: &Key, edit: impl Fn(&mut Value)) -> Option<Value> {
    loop {
        let pod = cluster.store.get(key)?;
        let mut changed = Value::clone(&pod);
        edit(&mut changed);
        match cluster.store.replace(key.clone(), version(&pod), changed) {
            Ok(changed) => return Some(Value::clone(&changed)),
            Err(Refused::Changed) => {}
            Err(Refused::Missing | Refused::Exists | Refused::Full(_)) => return None,
        }
    }
}

/// Records an event about the pod.
fn tell(cluster: &Inner, pod: &Value, kind: &str, reason: &str, message: &str) {
    let Some(events) = Resource::find("", "v1", "events") else { return };
    let named = format!("{}.{}{}", name(pod), suffix(), suffix());
    let mut event = controllers::object(events, namespace(pod), &named);
    let fields = as_map(&mut event);
    set(
        fields,
        "involvedObject",
        json!({
            "kind": "Pod",
            "apiVersion": "v1",
            "namespace": namespace(pod),
            "name": name(pod),
            "uid": uid(pod),
            "resourceVersion": version(pod),
        }),
    );
    let component = if reason == "Scheduled" { "default-scheduler" } else { "kubelet" };
    for (field, value) in [
        ("type", json!(kind)),
        ("reason", json!(reason)),
        ("message", json!(message)),
        ("source", json!({ "component": component, "host": NODE })),
        ("firstTimestamp", json!(now())),
        ("lastTimestamp", json!(now())),
        ("count", json!(1)),
        ("reportingComponent", json!("")),
        ("reportingInstance", json!("")),
    ] {
        set(fields, field, value);
    }
    // A name of ten random letters is taken once in a very long while, and then one event less is no harm; nor is it
    // where there is no room.
    let _ = cluster.store.create(Key::new(events, namespace(pod), &named), event);
}
