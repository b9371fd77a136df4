//! What would become of a pod, and what each policy says of it: the admission decision, explained.

mod mend;
mod root;

use k8s_openapi::api::core::v1::Pod;

use crate::admission::{Mode, Verdict, admit};
use crate::check;
use crate::containers::PodFacts;
use crate::policy::{DeadReason, Policies, Policy};
use crate::registry;
use crate::report::Report;
use crate::violation::Violation;

pub use mend::mended;
pub use root::{Root, never_as_root};

/// What was found out.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What becomes of the pod.
    pub decision: Decision,
    /// What each policy of the cluster says of it, in the order in which they are tried.
    pub policies: Vec<Tried>,
}

/// What becomes of a pod.
#[derive(Clone, Debug)]
pub enum Decision {
    /// It is admitted.
    Admitted {
        /// By this policy.
        policy: String,
        /// Does that fill in anything?
        is_changed: bool,
        /// The pod as it is stored.
        pod: Box<Pod>,
    },
    /// It is refused, with the API server's message.
    Refused(String),
}

/// What one policy says of a pod, whether it may be used or not.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The policy.
    pub policy: String,
    /// What it says.
    pub outcome: Outcome,
}

/// What a policy says of a pod.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It accepts the pod as it is: it comes before policies that must fill something in.
    Accepts,
    /// It accepts the pod with what it fills in.
    FillsIn,
    /// It has this against it.
    Refuses(Vec<Violation>),
    /// It can be turned into no rules, so the API server passes it over.
    Dead(Vec<DeadReason>),
}

/// Tries a pod, as policies see it ([`Workload::as_judged`](crate::workload::Workload::as_judged)): both passes of admission.
/// `may_use` says whether the pod's account or whoever creates it may use the policy of this name.
pub fn try_pod(policies: &Policies, may_use: impl Fn(&str) -> bool, pod: &Pod) -> Trial {
    let facts = PodFacts::new(pod);
    let judged = policies
        .usable
        .iter()
        .map(|policy| Tried { policy: policy.name.clone(), outcome: outcome(policies, policy, &facts) });
    let is_usable = |name: &str| policies.usable.iter().any(|policy| policy.name == name);
    let dead = policies.dead().iter().filter(|dead| !is_usable(&dead.name));
    let dead =
        dead.map(|dead| Tried { policy: dead.name.clone(), outcome: Outcome::Dead(dead.reasons.clone()) });
    let mut tried: Vec<_> = judged.chain(dead).collect();
    tried.sort_by(|a, b| a.policy.cmp(&b.policy));
    Trial { decision: decide(policies, may_use, pod), policies: tried }
}

/// What becomes of a pod, without what each policy says.
pub fn decide(policies: &Policies, may_use: impl Fn(&str) -> bool, pod: &Pod) -> Decision {
    let admitted = match admit(policies, &may_use, pod, Mode::Create) {
        Verdict::Forbidden(forbidden) => return Decision::Refused(forbidden.message(pod)),
        Verdict::Admitted(admitted) => admitted,
    };
    let (policy, is_changed) = (admitted.policy.to_owned(), admitted.is_mutated());
    let mut stored = pod.clone();
    admitted.apply(&mut stored);
    registry::prepare_for_create(&mut stored);
    match admit(policies, may_use, &stored, Mode::Validate) {
        Verdict::Forbidden(forbidden) => Decision::Refused(forbidden.message(pod)),
        Verdict::Admitted(_) => Decision::Admitted { policy, is_changed, pod: Box::new(stored) },
    }
}

fn outcome(policies: &Policies, policy: &Policy, pod: &PodFacts<'_>) -> Outcome {
    let draft = check::defaults(policies.version, policy, pod);
    let mut report = Report::full(&policy.name);
    check::validate(policies.version, policy, pod, &draft, &mut report);
    if report.is_refused() {
        Outcome::Refuses(report.into_violations())
    } else if draft.changes() {
        Outcome::FillsIn
    } else {
        Outcome::Accepts
    }
}

#[cfg(test)]
mod tests;
