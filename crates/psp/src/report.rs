//! What the checks say against a pod under one policy.

use crate::containers::Container;
use crate::violation::{Problem, Violation};

/// Collects what the checks say. A quick one only wants to know whether there is anything.
pub(crate) struct Report<'a> {
    collect: bool,
    policy: &'a str,
    check: &'static str,
    container: Option<&'a Container<'a>>,
    refused: bool,
    violations: Vec<Violation>,
}

impl<'a> Report<'a> {
    /// Only asks whether the policy accepts the pod.
    pub(crate) fn quick(policy: &'a str) -> Self {
        Self { collect: false, policy, check: "", container: None, refused: false, violations: Vec::new() }
    }

    /// Collects everything.
    pub(crate) fn full(policy: &'a str) -> Self {
        Self { collect: true, ..Self::quick(policy) }
    }

    /// What follows is said by this check, about this container.
    pub(crate) fn begin(&mut self, check: &'static str, container: Option<&'a Container<'a>>) {
        self.check = check;
        self.container = container;
    }

    /// Says something against the pod. The problem is only made if somebody wants to know it.
    pub(crate) fn refuse(&mut self, problem: impl FnOnce() -> Problem) {
        self.push(self.container, problem);
    }

    /// Says something against a container out of turn.
    pub(crate) fn refuse_in(&mut self, container: &Container<'_>, problem: impl FnOnce() -> Problem) {
        self.push(Some(container), problem);
    }

    fn push(&mut self, container: Option<&Container<'_>>, problem: impl FnOnce() -> Problem) {
        self.refused = true;
        if self.collect {
            self.violations.push(Violation {
                policy: self.policy.to_owned(),
                check: self.check.into(),
                container: container.map(Container::reference),
                problem: problem(),
            });
        }
    }

    /// Is there no use in looking further?
    pub(crate) fn is_decided(&self) -> bool {
        self.refused && !self.collect
    }

    pub(crate) fn is_refused(&self) -> bool {
        self.refused
    }

    pub(crate) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}
