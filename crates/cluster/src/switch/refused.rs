//! What runs now and would be refused when it is made again: every workload's pod, judged by the policies before they are
//! enforced.

use access::Snapshot;
use access::switch::{Preflight, Refused};
use kube::Api;
use kube::api::{DynamicObject, ListParams};
use psp::trial::Decision;
use psp::workload::{Account, Kind, Workload};
use serde_json::Value;

use super::servers::MIRROR;
use crate::trial::{Judge, resource};
use crate::{Cluster, Error, Result};

/// So many are read at once: a cluster may have tens of thousands of pods.
const PAGE: u32 = 500;

impl Cluster {
    /// Adds to a preflight what the policies have against what makes pods as an account that may use some.
    pub(super) async fn judge_workloads(&self, snapshot: &Snapshot, preflight: &mut Preflight) -> Result<()> {
        let mut judge = self.judge().await?;
        let mut refused = Vec::new();
        for kind in Kind::ALL {
            let judged = self.each(kind, |object| {
                let workload = Workload::of_object(kind, object).ok().filter(|_| makes_pods(object));
                // A namespace that is being deleted makes nothing any more, and whoever may use nothing is told as such.
                let counts = |it: &Workload| {
                    snapshot.namespaces.contains_key(&it.namespace) && !is_stranded(preflight, it)
                };
                refused.extend(workload.filter(counts).and_then(|it| judged(&mut judge, it)));
            });
            match judged.await {
                // A cluster need not serve them all.
                Ok(()) | Err(Error::NotFound(_)) => {}
                Err(Error::Forbidden(_)) => preflight.unseen.push(kind.plural.to_owned()),
                Err(error) => return Err(error),
            }
        }
        refused.sort_by(|a, b| (&a.namespace, &a.kind, &a.name).cmp(&(&b.namespace, &b.kind, &b.name)));
        preflight.refused = refused;
        Ok(())
    }

    /// Reads all objects of a kind, a page after the other.
    async fn each(&self, kind: Kind, mut take: impl FnMut(&Value)) -> Result<()> {
        let api = Api::<DynamicObject>::all_with(self.client.clone(), &resource(kind));
        let mut page = ListParams::default().limit(PAGE);
        loop {
            let list = api.list(&page).await?;
            list.items.iter().filter_map(|object| serde_json::to_value(object).ok()).for_each(|it| take(&it));
            match list.metadata.continue_.filter(|token| !token.is_empty()) {
                Some(token) => page = page.continue_token(&token),
                None => return Ok(()),
            }
        }
    }
}

/// Does it make pods by itself, and still? What another object makes is judged with that one; a mirror pod only shows one that
/// its node runs.
fn makes_pods(object: &Value) -> bool {
    let of = |pointer: &str| object.pointer(pointer);
    let list = |pointer: &str| of(pointer).and_then(Value::as_array).into_iter().flatten();
    let is_made = list("/metadata/ownerReferences").any(|owner| owner["controller"] == true);
    let is_mirror = object["metadata"]["annotations"].get(MIRROR).is_some();
    let rests =
        of("/spec/replicas") == Some(&Value::from(0)) || of("/spec/suspend") == Some(&Value::from(true));
    let is_ending = of("/metadata/deletionTimestamp").is_some();
    // Of a pod, and of a job.
    let has_ended = matches!(of("/status/phase").and_then(Value::as_str), Some("Succeeded" | "Failed"))
        || list("/status/conditions").any(|condition| {
            matches!(condition["type"].as_str(), Some("Complete" | "Failed")) && condition["status"] == "True"
        });
    !(is_made || is_mirror || rests || is_ending || has_ended)
}

fn is_stranded(preflight: &Preflight, workload: &Workload) -> bool {
    let account = workload.account();
    let mut stranded = preflight.stranded.iter().filter(|each| each.namespace == workload.namespace);
    stranded.any(|each| each.accounts.iter().any(|name| name == account))
}

fn judged(judge: &mut Judge, workload: Workload) -> Option<Refused> {
    // Whether the account mounts its token is only known to whoever reads it; most do, and few policies forbid it.
    let account = Account { name: workload.account().to_owned(), mounts_token: true };
    match judge.decide(&workload, &workload.namespace, &account) {
        Decision::Admitted { .. } => None,
        Decision::Refused(why) => {
            let Workload { kind, name, namespace, .. } = workload;
            Some(Refused { kind: kind.name.to_owned(), namespace, name, why })
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::makes_pods;

    #[test]
    fn what_rests_has_ended_or_belongs_to_another_makes_no_pods() {
        for object in [
            json!({"metadata": {"ownerReferences": [{"kind": "ReplicaSet", "controller": true}]}}),
            json!({"metadata": {"annotations": {"kubernetes.io/config.mirror": "x"}}}),
            json!({"metadata": {"deletionTimestamp": "2026-01-02T03:04:05Z"}}),
            json!({"metadata": {}, "spec": {"replicas": 0}}),
            json!({"metadata": {}, "spec": {"suspend": true}}),
            json!({"metadata": {}, "status": {"phase": "Succeeded"}}),
            json!({"metadata": {}, "status": {"conditions": [{"type": "Failed", "status": "True"}]}}),
        ] {
            assert!(!makes_pods(&object), "{object}");
        }
    }

    #[test]
    fn what_runs_makes_pods_and_so_does_what_somebody_else_only_refers_to() {
        for object in [
            json!({"metadata": {"ownerReferences": [{"kind": "Application"}]}, "spec": {"replicas": 2}}),
            json!({"metadata": {}, "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}}),
            json!({"metadata": {}, "status": {"conditions": [{"type": "Failed", "status": "False"}]}}),
        ] {
            assert!(makes_pods(&object), "{object}");
        }
    }
}
