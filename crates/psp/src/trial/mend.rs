//! What to change in a pod so that a policy accepts it.

use k8s_openapi::api::core::v1::Pod;
use serde_json::Value;

use super::{Outcome, outcome};
use crate::containers::PodFacts;
use crate::policy::Policies;
use crate::version::Version;
use crate::violation::apply;
use crate::workload::{Account, Workload};

/// Some changes bring to light what was hidden behind what they mend.
const ROUNDS: usize = 4;

/// The workload's pod with the smallest changes after which this policy accepts it; `None` if it does already, or if no
/// change helps.
pub fn mended(
    policies: &Policies,
    policy: &str,
    workload: &Workload,
    account: &Account,
    version: Version,
) -> Option<Pod> {
    let policy = policies.usable.iter().find(|each| each.name == policy)?;
    let mut workload = workload.clone();
    for round in 0..ROUNDS {
        let judged = workload.as_judged(account, version);
        let Outcome::Refuses(violations) = outcome(policies, policy, &PodFacts::new(&judged)) else {
            return (round > 0).then_some(workload.pod);
        };
        let changes: Option<Vec<_>> =
            violations.iter().map(|violation| violation.pod_changes(&judged)).collect();
        let mut pod: Value = serde_json::to_value(&workload.pod).ok()?;
        apply(&changes?.concat(), &mut pod);
        workload.pod = serde_json::from_value(pod).ok()?;
    }
    None
}
