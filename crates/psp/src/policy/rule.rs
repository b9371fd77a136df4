//! Strategies as rules: a value of these types is one that can be followed.

use k8s_openapi::api::core::v1::SELinuxOptions;

use super::DeadReason;
use crate::object::{GroupStrategy, IdRange, SeLinuxStrategy, UserStrategy};

/// Ranges of ids, at least one.
#[derive(Clone, Debug)]
pub(crate) struct Ranges {
    /// What is filled in where a pod says nothing: the lowest id of the first range.
    pub(crate) first: i64,
    pub(crate) all: Vec<(i64, i64)>,
}

impl Ranges {
    fn new(ranges: Option<&Vec<IdRange>>) -> Option<Self> {
        let ranges = ranges?;
        let first = ranges.first()?.min;
        Some(Self { first, all: ranges.iter().map(|range| (range.min, range.max)).collect() })
    }

    pub(crate) fn contain(&self, id: i64) -> bool {
        self.all.iter().any(|(min, max)| (*min..=*max).contains(&id))
    }
}

/// `runAsUser`.
#[derive(Clone, Debug)]
pub(crate) enum UserRule {
    Any,
    NonRoot,
    Must(Ranges),
}

/// `runAsGroup`, `supplementalGroups`, `fsGroup`.
#[derive(Clone, Debug)]
pub(crate) enum GroupRule {
    Any,
    /// None, or out of these.
    May(Ranges),
    /// At least one, and out of these; one is filled in.
    Must(Ranges),
}

impl GroupRule {
    /// What is filled in where a pod says nothing.
    pub(crate) fn default(&self) -> Option<i64> {
        match self {
            Self::Must(ranges) => Some(ranges.first),
            Self::Any | Self::May(_) => None,
        }
    }
}

pub(super) fn user(strategy: &UserStrategy, reasons: &mut Vec<DeadReason>) -> UserRule {
    match strategy.rule.as_str() {
        "RunAsAny" => return UserRule::Any,
        "MustRunAsNonRoot" => return UserRule::NonRoot,
        "MustRunAs" => match Ranges::new(strategy.ranges.as_ref()) {
            Some(ranges) => return UserRule::Must(ranges),
            None => reasons.push(DeadReason::UserWithoutRanges),
        },
        other => reasons.push(DeadReason::UnknownRule { strategy: "RunAsUser", rule: other.to_owned() }),
    }
    UserRule::Any
}

pub(super) fn group(
    name: &'static str,
    strategy: &GroupStrategy,
    reasons: &mut Vec<DeadReason>,
) -> GroupRule {
    let ranges = Ranges::new(strategy.ranges.as_ref());
    match (strategy.rule.as_str(), ranges) {
        ("RunAsAny", _) => return GroupRule::Any,
        ("MayRunAs", Some(ranges)) => return GroupRule::May(ranges),
        ("MustRunAs", Some(ranges)) => return GroupRule::Must(ranges),
        (rule @ ("MayRunAs" | "MustRunAs"), None) => {
            reasons.push(DeadReason::GroupWithoutRanges { rule: rule.to_owned() });
        }
        (other, _) => reasons.push(DeadReason::UnknownRule { strategy: name, rule: other.to_owned() }),
    }
    GroupRule::Any
}

pub(super) fn se_linux(strategy: &SeLinuxStrategy, reasons: &mut Vec<DeadReason>) -> Option<SELinuxOptions> {
    match (strategy.rule.as_str(), &strategy.se_linux_options) {
        ("RunAsAny", _) => {}
        ("MustRunAs", Some(options)) => return Some(options.into()),
        ("MustRunAs", None) => reasons.push(DeadReason::SeLinuxWithoutOptions),
        (other, _) => {
            reasons.push(DeadReason::UnknownRule { strategy: "SELinuxContext", rule: other.to_owned() });
        }
    }
    None
}
