//! Replica sets: as many pods of a template as they ask for.

use serde_json::{Value, json};

use super::condition::{self, Condition, Times};
use super::template::{self, is_active, is_ready, number};
use super::{Desk, Outcome, claim};
use crate::deletion::is_ending;
use crate::edit::set_status;
use crate::event::Type;
use crate::labels;
use crate::object::{Object, as_map, name, namespace, set, text};
use crate::resource::Resource;
use crate::status::Failure;

/// How many pods are made or removed in one go.
const BURST: usize = 500;

pub(super) fn sync(desk: &Desk<'_>, set: &Object) -> Outcome {
    let Some(pods) = Resource::find("", "v1", "pods") else { return Outcome::Settled };
    let mut owned = claim::owned(desk.cluster, set, pods);
    owned.retain(|pod| is_active(pod));
    let wanted = usize::try_from(number(set, "/spec/replicas")).unwrap_or_default();
    let ended = if is_ending(set) {
        Ok(())
    } else if owned.len() < wanted {
        grow(desk, set, pods, wanted - owned.len())
    } else {
        shrink(desk, set, pods, &mut owned, wanted);
        Ok(())
    };
    let status = status(set, &owned, ended.as_ref().err());
    set_status(desk.cluster, set, &status);
    if ended.is_ok() { Outcome::Settled } else { Outcome::Failed }
}

/// Makes pods: one, then twice as many each time, until one is refused. So a template that is always refused costs one
/// request and not hundreds.
fn grow(desk: &Desk<'_>, set: &Value, pods: &'static Resource, missing: usize) -> Result<(), Failure> {
    let mut left = missing.min(BURST);
    let mut batch = 1;
    while left > 0 {
        let mut refused = None;
        for _ in 0..batch.min(left) {
            match desk.make(pods, namespace(set), template::unnamed_pod(set)) {
                Ok(pod) => {
                    desk.tell(set, Type::Normal, "SuccessfulCreate", &format!("Created pod: {}", name(&pod)));
                }
                Err(failure) => {
                    let message = format!("Error creating: {}", failure.message);
                    desk.tell(set, Type::Warning, "FailedCreate", &message);
                    refused = Some(failure);
                }
            }
        }
        if let Some(failure) = refused {
            return Err(failure);
        }
        left -= batch.min(left);
        batch *= 2;
    }
    Ok(())
}

fn shrink(desk: &Desk<'_>, set: &Value, pods: &'static Resource, owned: &mut Vec<Object>, wanted: usize) {
    let surplus = (owned.len() - wanted).min(BURST);
    // Those first whose loss is felt least, and of equal ones the youngest.
    let rank = |pod: &Object| {
        let placed = !text(pod, "/spec/nodeName").is_empty();
        (placed, text(pod, "/status/phase") == "Running", is_ready(pod))
    };
    let made = |pod: &Object| text(pod, "/metadata/creationTimestamp").to_owned();
    owned.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| made(other).cmp(&made(one))));
    for pod in owned.drain(..surplus) {
        desk.remove(pods, &pod);
        desk.tell(set, Type::Normal, "SuccessfulDelete", &format!("Deleted pod: {}", name(&pod)));
    }
}

fn status(replicas: &Value, pods: &[Object], refused: Option<&Failure>) -> Value {
    let of_template = json!({ "matchLabels": template::labels(replicas) });
    let labeled =
        pods.iter().filter(|pod| labels::selects(Some(&of_template), pod.pointer("/metadata/labels")));
    let labeled = labeled.count();
    let ready = pods.iter().filter(|pod| is_ready(pod)).count();
    let mut status = json!({
        "replicas": pods.len(),
        "observedGeneration": number(replicas, "/metadata/generation"),
    });
    let fields = as_map(&mut status);
    for (field, count) in
        [("fullyLabeledReplicas", labeled), ("readyReplicas", ready), ("availableReplicas", ready)]
    {
        if count > 0 {
            set(fields, field, count);
        }
    }
    let mut conditions = condition::all(replicas);
    if let Some(failure) = refused {
        let failed = Condition {
            kind: "ReplicaFailure",
            status: "True",
            reason: "FailedCreate",
            message: &failure.message,
        };
        condition::put(&mut conditions, failed, Times::Transition);
    } else {
        conditions.retain(|condition| text(condition, "/type") != "ReplicaFailure");
    }
    if !conditions.is_empty() {
        set(fields, "conditions", conditions);
    }
    status
}
