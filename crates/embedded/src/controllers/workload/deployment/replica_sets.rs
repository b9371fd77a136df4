//! A deployment's replica sets: the one of its present template, and those before.

use serde_json::{Map, Value, json};

use super::super::template::{self, HASH, number};
use super::super::{Desk, claim};
use super::rollout::Limits;
use crate::deletion::is_ending;
use crate::edit::edit;
use crate::event::Type;
use crate::object::{Object, as_map, map_at, metadata, name, namespace, set, text};
use crate::resource::Resource;

/// Which rollout of the deployment it was: what `kubectl rollout history` shows.
pub(super) const REVISION: &str = "deployment.kubernetes.io/revision";
const HISTORY: &str = "deployment.kubernetes.io/revision-history";
const DESIRED: &str = "deployment.kubernetes.io/desired-replicas";
const MAX: &str = "deployment.kubernetes.io/max-replicas";
/// What belongs to the deployment alone.
const NOT_COPIED: &[&str] =
    &["kubectl.kubernetes.io/last-applied-configuration", REVISION, HISTORY, DESIRED, MAX];

/// All of them.
pub(super) struct ReplicaSets {
    /// The one of the present template, once there is one.
    pub(super) new: Option<Object>,
    /// The others, the oldest first.
    pub(super) old: Vec<Object>,
    /// Has the new one been made just now?
    pub(super) made: bool,
    /// Or has an old one become the new one?
    pub(super) turned: bool,
}

impl ReplicaSets {
    pub(super) fn of(deployment: &Value, mut owned: Vec<Object>) -> Self {
        owned.sort_by_cached_key(|set| {
            (text(set, "/metadata/creationTimestamp").to_owned(), revision(set), name(set).to_owned())
        });
        let template = deployment.pointer("/spec/template");
        let new = owned.iter().position(|set| template::same(set.pointer("/spec/template"), template));
        let new = new.map(|index| owned.remove(index));
        Self { new, old: owned, made: false, turned: false }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Object> {
        self.old.iter().chain(&self.new)
    }

    /// How many pods all of them are to have.
    pub(super) fn wanted(&self) -> i64 {
        self.all().map(|set| number(set, "/spec/replicas")).sum()
    }

    /// The sum of a number in their status.
    pub(super) fn sum(&self, field: &str) -> i64 {
        self.all().map(|set| number(set, &format!("/status/{field}"))).sum()
    }

    /// Has the deployment been scaled since its replica sets were? Then that comes before any rollout.
    pub(super) fn is_scaled(&self, deployment: &Value) -> bool {
        let wanted = number(deployment, "/spec/replicas").to_string();
        let active = self.all().filter(|set| number(set, "/spec/replicas") > 0);
        active.map(|set| annotation(set, DESIRED)).any(|desired| !desired.is_empty() && desired != wanted)
    }

    /// Gives the deployment's pods to the only active replica set, or else to the newest.
    pub(super) fn scale(&mut self, desk: &Desk<'_>, deployment: &Value) {
        let wanted = number(deployment, "/spec/replicas");
        let active = self.old.iter().filter(|set| number(set, "/spec/replicas") > 0).count();
        let new_is_active = self.new.as_ref().is_some_and(|set| number(set, "/spec/replicas") > 0);
        if active > 0 && !new_is_active {
            if let Some(newest) = self.old.iter_mut().rev().find(|set| number(set, "/spec/replicas") > 0) {
                resize(desk, deployment, newest, wanted);
            }
            return;
        }
        let others: i64 = self.old.iter().map(|set| number(set, "/spec/replicas")).sum();
        let most = Limits::of(deployment).most();
        self.grow_new(desk, deployment, if others == 0 { wanted } else { (most - others).clamp(0, wanted) });
        for set in &mut self.old {
            // They learn how many there are to be now.
            let replicas = number(set, "/spec/replicas");
            if replicas > 0 {
                resize(desk, deployment, set, replicas);
            }
        }
    }

    pub(super) fn grow_new(&mut self, desk: &Desk<'_>, deployment: &Value, replicas: i64) {
        if let Some(new) = &mut self.new {
            resize(desk, deployment, new, replicas);
        }
    }

    /// Takes all pods from old ones; were there any?
    pub(super) fn shrink_old(&mut self, desk: &Desk<'_>, deployment: &Value) -> bool {
        let mut shrunk = false;
        for set in &mut self.old {
            if number(set, "/spec/replicas") > 0 {
                resize(desk, deployment, set, 0);
                shrunk = true;
            }
        }
        shrunk
    }

    /// Makes the new one if there is none; `false` when that is refused.
    pub(super) fn ensure_new(
        &mut self,
        desk: &Desk<'_>,
        deployment: &Object,
        sets: &'static Resource,
    ) -> bool {
        let next = self.old.iter().map(|set| revision(set)).max().unwrap_or_default() + 1;
        if let Some(new) = &mut self.new {
            // An old template that is the present one again becomes the newest revision.
            let known = annotations(deployment, new, next);
            self.turned = revision(new) < next;
            let min_ready = number(deployment, "/spec/minReadySeconds");
            if let Some(kept) = edit(desk.cluster, new, |set| {
                map_at(metadata(set), "annotations").clone_from(&known);
                if number(set, "/spec/minReadySeconds") != min_ready {
                    crate::object::set(map_at(as_map(set), "spec"), "minReadySeconds", min_ready);
                }
            }) {
                *new = kept;
            }
            return true;
        }
        let collisions = number(deployment, "/status/collisionCount");
        let replica_set = describe(deployment, collisions, self.first_size(deployment), next);
        match desk.make(sets, namespace(deployment), replica_set) {
            Ok(made) => {
                let replicas = number(&made, "/spec/replicas");
                if replicas > 0 {
                    let message = format!("Scaled up replica set {} to {replicas}", name(&made));
                    desk.tell(deployment, Type::Normal, "ScalingReplicaSet", &message);
                }
                self.new = Some(made);
                self.made = true;
                true
            }
            Err(failure) => {
                let message = format!("Failed to create new replica set: {}", failure.message);
                super::status::failed(desk, deployment, &failure, &message);
                false
            }
        }
    }

    /// How many pods a new one may begin with.
    fn first_size(&self, deployment: &Value) -> i64 {
        let wanted = number(deployment, "/spec/replicas");
        if text(deployment, "/spec/strategy/type") == "Recreate" {
            return wanted;
        }
        (Limits::of(deployment).most() - self.wanted()).clamp(0, wanted)
    }

    /// Writes the new one's revision at the deployment, and tells what the deployment is then.
    pub(super) fn record_revision(&self, desk: &Desk<'_>, deployment: &Object) -> Option<Object> {
        let Some(new) = &self.new else { return Some(Object::clone(deployment)) };
        let revision = annotation(new, REVISION).to_owned();
        edit(desk.cluster, deployment, |deployment| {
            set(map_at(metadata(deployment), "annotations"), REVISION, revision.as_str());
        })
    }

    /// Deletes the oldest of those that have no pods, beyond as many as are to be kept for going back.
    pub(super) fn forget_old(&self, desk: &Desk<'_>, deployment: &Value, sets: &'static Resource) {
        let Some(keep) = deployment.pointer("/spec/revisionHistoryLimit").and_then(Value::as_i64) else {
            return;
        };
        if !super::status::is_complete(deployment) {
            return;
        }
        let unused = |set: &&Object| {
            number(set, "/spec/replicas") == 0
                && number(set, "/status/replicas") == 0
                && number(set, "/metadata/generation") <= number(set, "/status/observedGeneration")
                && !is_ending(set)
        };
        let mut unused: Vec<&Object> = self.old.iter().filter(unused).collect();
        unused.sort_by_key(|set| revision(set));
        let surplus = unused.len().saturating_sub(usize::try_from(keep).unwrap_or_default());
        for set in unused.into_iter().take(surplus) {
            desk.remove(sets, set);
        }
    }
}

/// Asks a replica set for this many pods.
pub(super) fn resize(desk: &Desk<'_>, deployment: &Value, replica_set: &mut Object, replicas: i64) {
    let before = number(replica_set, "/spec/replicas");
    let desired = number(deployment, "/spec/replicas").to_string();
    let most = Limits::of(deployment).most().to_string();
    let resized = edit(desk.cluster, replica_set, |object| {
        let annotations = map_at(metadata(object), "annotations");
        set(annotations, DESIRED, desired.as_str());
        set(annotations, MAX, most.as_str());
        if number(object, "/spec/replicas") != replicas {
            set(map_at(as_map(object), "spec"), "replicas", replicas);
            let generation = number(object, "/metadata/generation");
            set(metadata(object), "generation", generation + 1);
        }
    });
    let Some(resized) = resized else { return };
    *replica_set = resized;
    if before != replicas {
        let direction = if before < replicas { "up" } else { "down" };
        let message = format!("Scaled {direction} replica set {} to {replicas}", name(replica_set));
        desk.tell(deployment, Type::Normal, "ScalingReplicaSet", &message);
    }
}

/// The replica set of the deployment's template.
fn describe(deployment: &Value, collisions: i64, replicas: i64, revision: i64) -> Value {
    let mut pods = deployment.pointer("/spec/template").cloned().unwrap_or_default();
    let hash = template::hash(&json!([pods, collisions]));
    template::label(&mut pods, HASH, &hash);
    let mut selector = deployment.pointer("/spec/selector").cloned().unwrap_or_default();
    set(map_at(as_map(&mut selector), "matchLabels"), HASH, hash.as_str());
    let mut spec = json!({ "replicas": replicas, "selector": selector, "template": pods });
    let min_ready = number(deployment, "/spec/minReadySeconds");
    if min_ready > 0 {
        set(as_map(&mut spec), "minReadySeconds", min_ready);
    }
    let labels = pods_labels(&spec);
    json!({
        "apiVersion": "apps/v1",
        "kind": "ReplicaSet",
        "metadata": {
            "name": format!("{}-{hash}", name(deployment)),
            "labels": labels,
            "annotations": annotations(deployment, &Value::Null, revision),
            "ownerReferences": [claim::reference(deployment)],
        },
        "spec": spec,
    })
}

fn pods_labels(spec: &Value) -> Value {
    spec.pointer("/template/metadata/labels").cloned().unwrap_or_else(|| json!({}))
}

/// What a replica set is told about itself: the deployment's annotations, and its place in the history.
fn annotations(deployment: &Value, before: &Value, revision: i64) -> Map<String, Value> {
    let copied = deployment.pointer("/metadata/annotations").and_then(Value::as_object);
    let copied = copied.into_iter().flatten().filter(|(key, _)| !NOT_COPIED.contains(&key.as_str()));
    let old = before.pointer("/metadata/annotations").and_then(Value::as_object);
    let mut all = old.cloned().unwrap_or_default();
    all.extend(copied.map(|(key, value)| (key.clone(), value.clone())));
    let was = annotation(before, REVISION).to_owned();
    // Only a later revision takes the place of an earlier one, which is then history.
    if was.parse::<i64>().unwrap_or_default() < revision {
        set(&mut all, REVISION, revision.to_string());
        if !was.is_empty() {
            let history = match annotation(before, HISTORY) {
                "" => was,
                history => format!("{history},{was}"),
            };
            set(&mut all, HISTORY, history);
        }
    }
    set(&mut all, DESIRED, number(deployment, "/spec/replicas").to_string());
    set(&mut all, MAX, Limits::of(deployment).most().to_string());
    all
}

pub(super) fn annotation<'a>(object: &'a Value, key: &str) -> &'a str {
    let annotations = object.pointer("/metadata/annotations");
    annotations.and_then(|all| all.get(key)).and_then(Value::as_str).unwrap_or_default()
}

fn revision(set: &Value) -> i64 {
    annotation(set, REVISION).parse().unwrap_or_default()
}
