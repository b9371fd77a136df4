//! What `fsGroup`, `supplementalGroups` and `runAsGroup` have in common.

use crate::policy::GroupRule;
use crate::report::Report;
use crate::violation::{GroupField, Problem};

/// Each group must be in one of the ranges, and under `MustRunAs` there must be one.
pub(super) fn validate(rule: &GroupRule, field: GroupField, given: Option<&[i64]>, report: &mut Report<'_>) {
    let (ranges, needed) = match rule {
        GroupRule::Any => return,
        GroupRule::May(ranges) => (ranges, false),
        GroupRule::Must(ranges) => (ranges, true),
    };
    let groups = given.unwrap_or_default();
    if needed && groups.is_empty() {
        report.refuse(|| Problem::NoGroups {
            field,
            given: given.map(<[_]>::to_vec),
            ranges: ranges.all.clone(),
        });
    }
    for group in groups.iter().filter(|group| !ranges.contain(**group)) {
        report.refuse(|| Problem::GroupOutsideRanges {
            field,
            group: *group,
            given: groups.to_vec(),
            ranges: ranges.all.clone(),
        });
    }
}
