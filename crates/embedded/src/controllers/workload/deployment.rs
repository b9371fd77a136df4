//! Deployments: one replica set for each template they have had, and the rollout from the old ones to the new one.

mod replica_sets;
mod rollout;
mod status;

use serde_json::Value;

use super::template::{is_finished, number};
use super::{Desk, Outcome, claim};
use crate::deletion::is_ending;
use crate::object::{Object, namespace, text};
use crate::resource::{APPS, Resource};

use replica_sets::ReplicaSets;

pub(super) fn sync(desk: &Desk<'_>, deployment: &Object) -> Outcome {
    let Some(sets) = Resource::find(APPS, "v1", "replicasets") else { return Outcome::Settled };
    let owned = claim::owned(desk.cluster, deployment, sets);
    let mut all = ReplicaSets::of(deployment, owned);
    if is_ending(deployment) {
        status::write(desk, deployment, &all);
        return Outcome::Settled;
    }
    let paused = deployment.pointer("/spec/paused") == Some(&Value::Bool(true));
    if paused {
        status::pause(desk, deployment);
    } else {
        // Old pods are to be gone before new ones come.
        let recreates = text(deployment, "/spec/strategy/type") == "Recreate";
        let waits = recreates && (all.shrink_old(desk, deployment) || old_pods_run(desk, &all));
        if !waits && !all.ensure_new(desk, deployment, sets) {
            return Outcome::Failed;
        }
    }
    if all.is_scaled(deployment) || paused {
        all.scale(desk, deployment);
    } else if text(deployment, "/spec/strategy/type") == "Recreate" {
        all.grow_new(desk, deployment, number(deployment, "/spec/replicas"));
    } else {
        rollout::advance(desk, deployment, &mut all);
    }
    // Replica sets have been changed: what they are now counts.
    let Some(deployment) = all.record_revision(desk, deployment) else {
        return Outcome::Settled;
    };
    let outcome = status::write(desk, &deployment, &all);
    all.forget_old(desk, &deployment, sets);
    outcome
}

/// Are there pods of old replica sets that have not ended?
fn old_pods_run(desk: &Desk<'_>, all: &ReplicaSets) -> bool {
    let Some(pods) = Resource::find("", "v1", "pods") else { return false };
    all.old.iter().any(|set| {
        let (found, _) = desk.cluster.store.list(pods, Some(namespace(set)));
        found.iter().any(|pod| {
            let owners = pod.pointer("/metadata/ownerReferences/0/uid").and_then(Value::as_str);
            owners == Some(crate::object::uid(set)) && !is_finished(pod)
        })
    })
}
