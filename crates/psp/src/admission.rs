//! The decision: which policy admits a pod, and what it fills in; or what all of them have against it.

use std::fmt;

use k8s_openapi::api::core::v1::Pod;

use crate::annotation::POD_POLICY;
use crate::check;
use crate::containers::PodFacts;
use crate::draft::Draft;
use crate::field::GoQuoted;
use crate::policy::{Policies, Policy};
use crate::report::Report;
use crate::version::Version;
use crate::violation::Violation;

/// In which of its two passes the plugin is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// A pod is created: the policy may fill in what the pod does not say, and is noted in an annotation.
    Create,
    /// The pod is judged as it will be stored, after every other plugin: on create, and on update if
    /// [`is_judged`](crate::update::is_judged). Nothing may be filled in any more. The policy that is noted in the
    /// pod's annotation is tried first.
    Validate,
}

/// What becomes of the pod.
#[derive(Clone, Debug)]
pub enum Verdict<'p> {
    /// It is admitted.
    Admitted(Admitted<'p>),
    /// It is refused.
    Forbidden(Forbidden),
}

/// The policy that admits a pod, and what it fills in.
#[derive(Clone, Debug)]
pub struct Admitted<'p> {
    /// The policy's name.
    pub policy: &'p str,
    mode: Mode,
    draft: Draft<'p>,
}

impl Admitted<'_> {
    /// Does the policy fill in anything, its annotation aside?
    pub fn is_mutated(&self) -> bool {
        self.draft.changes()
    }

    /// Writes into the pod what the policy fills in and, on create, which policy it was.
    pub fn apply(&self, pod: &mut Pod) {
        if self.draft.changes() {
            self.draft.apply(pod);
        }
        if self.mode == Mode::Create {
            let annotations = pod.metadata.annotations.get_or_insert_default();
            annotations.insert(POD_POLICY.to_owned(), self.policy.to_owned());
        }
    }
}

/// Why no policy admits a pod.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Forbidden {
    /// What the policies that may be used have against it, policy by policy in the order of their names. Empty when
    /// no policy may be used, or when those that may would only have to fill something in, which is too late.
    pub violations: Vec<Violation>,
    /// Is there no usable policy in the whole cluster?
    pub no_policies: bool,
    mode: Mode,
    version: Version,
}

/// What the API server says after `pods "NAME" is forbidden: `.
impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let old = self.version.has_old_wording();
        if !old {
            f.write_str("PodSecurityPolicy: ")?;
        }
        if self.no_policies {
            return f.write_str("no providers available to validate pod request");
        }
        f.write_str(match self.mode {
            _ if old => "unable to validate against any pod security policy: [",
            Mode::Create => "unable to admit pod: [",
            Mode::Validate => "unable to validate pod: [",
        })?;
        for (index, violation) in self.violations.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{}", violation.error())?;
        }
        f.write_str("]")
    }
}

impl Forbidden {
    /// The whole message of the API server's answer (403).
    pub fn message(&self, pod: &Pod) -> String {
        format!("pods {} is forbidden: {self}", GoQuoted(name_in_messages(pod)))
    }
}

/// What a message calls a pod: its name, else what its name will begin with.
pub fn name_in_messages(pod: &Pod) -> &str {
    let given = |name: &'_ Option<String>| name.as_deref().filter(|name| !name.is_empty()).map(str::len);
    match (given(&pod.metadata.name), given(&pod.metadata.generate_name)) {
        (Some(_), _) => pod.metadata.name.as_deref(),
        (None, Some(_)) => pod.metadata.generate_name.as_deref(),
        (None, None) => None,
    }
    .unwrap_or("Unknown")
}

/// Decides about a pod as kube-apiserver does.
///
/// The pod should have the API server's defaults. `may_use` says whether the pod's service account or the requesting
/// user may `use` the policy of this name in the pod's namespace.
///
/// A policy that admits the pod as it is comes before one that would fill something in; among equals, the first by
/// name wins.
pub fn admit<'p>(
    policies: &'p Policies,
    may_use: impl Fn(&str) -> bool,
    pod: &Pod,
    mode: Mode,
) -> Verdict<'p> {
    let facts = PodFacts::new(pod);
    let version = policies.version;
    let mut first_to_fill_in = None;
    for policy in in_order(policies, &facts, mode) {
        let draft = check::defaults(version, policy, &facts);
        let changes = draft.changes();
        if changes && (mode == Mode::Validate || first_to_fill_in.is_some()) {
            continue;
        }
        let mut report = Report::quick(&policy.name);
        check::validate(version, policy, &facts, &draft, &mut report);
        if report.is_refused() || !may_use(&policy.name) {
            continue;
        }
        let admitted = Admitted { policy: &policy.name, mode, draft };
        if !changes {
            return Verdict::Admitted(admitted);
        }
        first_to_fill_in = Some(admitted);
    }
    match first_to_fill_in {
        Some(admitted) => Verdict::Admitted(admitted),
        None => Verdict::Forbidden(Forbidden {
            violations: violations(policies, may_use, &facts),
            no_policies: policies.usable.is_empty(),
            mode,
            version,
        }),
    }
}

/// By name; but in the validating pass the policy that is noted in the pod comes first.
fn in_order<'p>(
    policies: &'p Policies,
    pod: &PodFacts<'_>,
    mode: Mode,
) -> impl Iterator<Item = &'p Policy> + use<'p> {
    let all = policies.usable.as_slice();
    let hint = pod.annotation(POD_POLICY).filter(|_| mode == Mode::Validate);
    let hinted = hint.and_then(|hint| all.iter().position(|policy| policy.name == hint));
    let rest = all.iter().enumerate().filter(move |(index, _)| Some(*index) != hinted);
    hinted.and_then(|index| all.get(index)).into_iter().chain(rest.map(|(_, policy)| policy))
}

/// Everything that the policies that may be used have against the pod.
fn violations(policies: &Policies, may_use: impl Fn(&str) -> bool, pod: &PodFacts<'_>) -> Vec<Violation> {
    let version = policies.version;
    let usable = policies.usable.iter().filter(|policy| may_use(&policy.name));
    usable
        .flat_map(|policy| {
            let draft = check::defaults(version, policy, pod);
            let mut report = Report::full(&policy.name);
            check::validate(version, policy, pod, &draft, &mut report);
            report.into_violations()
        })
        .collect()
}
