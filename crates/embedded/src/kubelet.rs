//! A small kubelet for all nodes, and the scheduler's loop: takes pods to a node, starts them, or says why it cannot.
//!
//! One task follows the store. What is to be done about a pod is read from the pod (`stage`), so a cluster that is
//! opened again goes on where it was.

mod command;
mod images;
mod refusal;
mod stage;
mod status;
mod step;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::cluster::Inner;
use crate::edit::edit;
use crate::event::{self, News, Source, Type};
use crate::follow;
use crate::object::{Object, as_map, items, map_at, name, namespace, now, set, text};
use crate::resource::Resource;
use crate::scheduler;
use crate::store::{Change, Key, Store};

use images::Images;
use stage::Stage;
use step::Step;

/// What the pods' addresses begin with.
const NETWORK: &str = "10.244.";
/// The first wait before a container that failed starts again, and the longest.
const BACKOFF: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_mins(5);

/// What is kept in mind between two looks at the store; all of it could be found there again.
struct Kubelet {
    /// The last revision that has been looked at.
    seen: u64,
    /// How long each step takes.
    step: Duration,
    /// When something is to be done about a pod.
    due: BTreeMap<Key, Instant>,
    /// The pods that no node takes, for now.
    unplaced: BTreeSet<Key>,
    /// How many pods each node has.
    pods_on: BTreeMap<String, usize>,
    images: Images,
    /// The last address that has been given to a pod.
    addresses: u16,
}

/// Follows the pods until the cluster is gone.
pub(crate) async fn run(cluster: Weak<Inner>) {
    let (Some(mut news), Some(mut kubelet)) = (
        cluster.upgrade().map(|cluster| cluster.store.subscribe()),
        cluster.upgrade().map(|cluster| Kubelet::new(&cluster)),
    ) else {
        return;
    };
    loop {
        let Some(strong) = cluster.upgrade() else { return };
        kubelet.learn(&strong);
        let worked = kubelet.work(&strong);
        let due = kubelet.due.values().min().copied();
        drop(strong);
        if worked {
            // Others have their turn too.
            tokio::task::yield_now().await;
            continue;
        }
        tokio::select! {
            changed = news.changed() => if changed.is_err() { return },
            () = follow::until(due) => {}
        }
    }
}

impl Kubelet {
    fn new(cluster: &Inner) -> Self {
        Self {
            seen: Store::START,
            step: cluster.kubelet,
            due: BTreeMap::new(),
            unplaced: BTreeSet::new(),
            pods_on: BTreeMap::new(),
            images: Images::of(cluster),
            addresses: 1,
        }
    }

    /// Takes note of what has happened since last time.
    fn learn(&mut self, cluster: &Inner) {
        let Some(pods) = Resource::find("", "v1", "pods") else { return };
        let Ok(changes) = cluster.store.since(self.seen) else {
            // More has happened than is remembered: look at them all.
            let (all, revision) = cluster.store.list(pods, None);
            self.seen = revision;
            self.pods_on.clear();
            self.images = Images::of(cluster);
            self.addresses =
                all.iter().filter_map(|pod| number_of(text(pod, "/status/podIP"))).max().unwrap_or(1);
            for pod in &all {
                self.count(Some(pod), 1);
                self.plan(key(pods, pod), pod, true);
            }
            return;
        };
        self.seen = changes.last().map_or(self.seen, |change| change.revision);
        let (of_pods, others): (Vec<Arc<Change>>, Vec<Arc<Change>>) =
            changes.into_iter().partition(|change| change.key.is_in(pods, None));
        for change in of_pods {
            self.count(change.before.as_ref(), -1);
            if change.gone || stage::is_finished(&change.after) {
                // It leaves room.
                let now = Instant::now();
                self.due.extend(std::mem::take(&mut self.unplaced).into_iter().map(|key| (key, now)));
            }
            if change.gone {
                self.due.remove(&change.key);
            } else {
                self.count(Some(&change.after), 1);
                self.plan(change.key.clone(), &change.after, false);
            }
        }
        let is = |change: &Change, plural: &str| {
            Resource::find("", "v1", plural).is_some_and(|resource| change.key.is_in(resource, None))
        };
        let told = |change: &Change| {
            is(change, "configmaps")
                && (&*change.key.namespace, &*change.key.name) == (images::NAMESPACE, images::NAME)
        };
        if others.iter().any(|change| told(change) || is(change, "nodes")) {
            self.images = Images::of(cluster);
            for pod in cluster.store.list(pods, None).0 {
                self.plan(key(pods, &pod), &pod, true);
            }
        }
    }

    fn count(&mut self, pod: Option<&Object>, by: isize) {
        let node = pod.map(|pod| text(pod, "/spec/nodeName")).filter(|node| !node.is_empty());
        if let Some(node) = node {
            let count = self.pods_on.entry(node.to_owned()).or_default();
            *count = count.saturating_add_signed(by);
        }
    }

    /// When something is to be done about the pod, if anything.
    fn plan(&mut self, key: Key, pod: &Value, again: bool) {
        let wait = match stage::of(pod, &self.images, again) {
            Stage::Rest => {
                self.due.remove(&key);
                return;
            }
            Stage::Place | Stage::Accept => Duration::ZERO,
            Stage::End(_) => self.step.max(backoff(pod)),
            _ => self.step,
        };
        let at = Instant::now() + wait;
        let due = self.due.entry(key).or_insert(at);
        *due = at.min(*due);
    }

    /// Does what is due; was there anything?
    fn work(&mut self, cluster: &Arc<Inner>) -> bool {
        let at = Instant::now();
        let due: Vec<Key> =
            self.due.iter().filter(|(_, due)| **due <= at).map(|(key, _)| key.clone()).collect();
        for key in &due {
            self.due.remove(key);
            let Some(pod) = cluster.store.get(key) else { continue };
            match stage::of(&pod, &self.images, true) {
                Stage::Place => {
                    self.place(cluster, key, &pod);
                    // The next one finds the node fuller.
                    self.learn(cluster);
                }
                stage => {
                    let host = address_of(cluster, text(&pod, "/spec/nodeName"));
                    let starts = matches!(stage, Stage::StartInit(_) | Stage::Start);
                    let unaddressed = starts && text(&pod, "/status/podIP").is_empty();
                    let address = if unaddressed { self.address() } else { String::new() };
                    let (pod, images) = (&pod, &self.images);
                    Step { cluster, images, pod, host: &host, address: &address }.take(stage);
                }
            }
        }
        !due.is_empty()
    }

    /// Binds the pod to a node, or says why there is none.
    fn place(&mut self, cluster: &Arc<Inner>, key: &Key, pod: &Value) {
        let Some(nodes) = Resource::find("", "v1", "nodes") else { return };
        let (nodes, _) = cluster.store.list(nodes, None);
        if nodes.is_empty() {
            // Where nothing could ever run, there is no scheduler either.
            return;
        }
        let chosen =
            scheduler::choose(&nodes, pod, &self.pods_on, |node| ports_are_taken(cluster, node, pod));
        let source = Source { component: "default-scheduler", host: "" };
        let tell = |kind, reason, message: &str| {
            event::record(cluster, source, pod, News { kind, reason, message, part: "" });
        };
        match chosen {
            Ok(node) => {
                edit(cluster, pod, |pod| {
                    set(map_at(as_map(pod), "spec"), "nodeName", node);
                    scheduled(pod, None);
                });
                let place = format!("Successfully assigned {}/{} to {node}", namespace(pod), name(pod));
                tell(Type::Normal, "Scheduled", &place);
            }
            Err(why) => {
                self.unplaced.insert(key.clone());
                edit(cluster, pod, |pod| scheduled(pod, Some(&why)));
                tell(Type::Warning, "FailedScheduling", &why);
            }
        }
    }

    /// The next address. They are given again after sixty thousand others.
    fn address(&mut self) -> String {
        self.addresses = self.addresses.wrapping_add(1).max(2);
        let [high, low] = self.addresses.to_be_bytes();
        format!("{NETWORK}{high}.{low}")
    }
}

/// Which of the pods' addresses it is.
fn number_of(address: &str) -> Option<u16> {
    let (high, low) = address.strip_prefix(NETWORK)?.split_once('.')?;
    Some(u16::from_be_bytes([high.parse().ok()?, low.parse().ok()?]))
}

fn key(pods: &Resource, pod: &Value) -> Key {
    Key::new(pods, namespace(pod), name(pod))
}

/// How long a container that failed waits before it fails again.
fn backoff(pod: &Value) -> Duration {
    let restarts = items(pod, "/status/containerStatuses")
        .filter_map(|status| status.get("restartCount").and_then(Value::as_u64))
        .max()
        .unwrap_or_default();
    match u32::try_from(restarts) {
        Ok(0) => Duration::ZERO,
        Ok(restarts) => BACKOFF.saturating_mul(1 << (restarts - 1).min(10)).min(LONGEST),
        Err(_) => LONGEST,
    }
}

fn address_of(cluster: &Inner, node: &str) -> String {
    let nodes = Resource::find("", "v1", "nodes");
    let node = nodes.and_then(|nodes| cluster.store.get(&Key::new(nodes, "", node)));
    let address = node.as_ref().and_then(|node| {
        let mut addresses = items(node, "/status/addresses");
        addresses.find(|address| text(address, "/type") == "InternalIP")
    });
    address.map(|address| text(address, "/address").to_owned()).unwrap_or_default()
}

fn ports_are_taken(cluster: &Inner, node: &Value, pod: &Value) -> bool {
    let wanted = scheduler::host_ports(pod);
    let Some(pods) = Resource::find("", "v1", "pods").filter(|_| !wanted.is_empty()) else { return false };
    let (all, _) = cluster.store.list(pods, None);
    all.iter().any(|other| {
        text(other, "/spec/nodeName") == name(node)
            && !matches!(text(other, "/status/phase"), "Succeeded" | "Failed")
            && scheduler::host_ports(other).iter().any(|port| wanted.contains(port))
    })
}

fn scheduled(pod: &mut Value, why_not: Option<&str>) {
    let mut condition = json!({
        "type": "PodScheduled",
        "status": if why_not.is_none() { "True" } else { "False" },
        "lastProbeTime": null,
        "lastTransitionTime": now(),
    });
    if let Some(why) = why_not {
        let fields = as_map(&mut condition);
        set(fields, "reason", "Unschedulable");
        set(fields, "message", why);
    }
    set(map_at(as_map(pod), "status"), "conditions", json!([condition]));
}
