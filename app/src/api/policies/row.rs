//! Policies as rows of the PSPs tab.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use psp::{Freedom, PodSecurityPolicy};

use super::PolicyRow;
use crate::text::{Texts, texts};

/// A row for each, with how many rules name it.
pub(super) fn all(policies: &[PodSecurityPolicy], rules: Option<&BTreeMap<String, usize>>) -> Vec<PolicyRow> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
    let now = i64::try_from(now).unwrap_or_default();
    let count = |name: &str| rules.map(|rules| rules.get(name).copied().unwrap_or_default());
    policies.iter().map(|policy| row(policy, now, count(policy.name()))).collect()
}

fn row(policy: &PodSecurityPolicy, now: i64, rules: Option<usize>) -> PolicyRow {
    let (metadata, spec) = (&policy.metadata, &policy.spec);
    let created = metadata.creation_timestamp.as_ref().map_or(now, |time| time.0.as_second());
    PolicyRow {
        name: policy.name().to_owned(),
        version: metadata.resource_version.clone().unwrap_or_default(),
        created,
        age: age(texts(), now - created),
        privileged: spec.privileged,
        capabilities: spec.allowed_capabilities.clone(),
        se_linux: spec.se_linux.rule.clone(),
        run_as_user: spec.run_as_user.rule.clone(),
        fs_group: spec.fs_group.rule.clone(),
        supplemental_groups: spec.supplemental_groups.rule.clone(),
        read_only: spec.read_only_root_filesystem,
        volumes: spec.volumes.clone(),
        allows: Freedom::of(spec),
        rules,
    }
}

/// How long ago, as kubectl says it but in one unit only: the longer, the coarser.
fn age(t: Texts, seconds: i64) -> String {
    match seconds.max(0) {
        seconds @ ..120 => t.seconds(seconds),
        seconds @ 120..10_800 => t.minutes(seconds / 60),
        seconds @ 10_800..172_800 => t.hours(seconds / 3600),
        seconds @ 172_800..63_072_000 => t.days(seconds / 86_400),
        seconds => t.years(seconds / 31_536_000),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{age, all};
    use crate::text::{Language, Texts};

    #[test]
    fn a_policy_that_no_rule_names_has_none_and_nothing_is_said_where_rules_cannot_be_seen() {
        let policies = [psp::template::default_policy("a"), psp::template::default_policy("b")];
        let counts = |rules: Option<&BTreeMap<String, usize>>| {
            all(&policies, rules).into_iter().map(|row| row.rules).collect::<Vec<_>>()
        };
        assert_eq!(counts(Some(&BTreeMap::from([("a".to_owned(), 2)]))), [Some(2), Some(0)]);
        assert_eq!(counts(None), [None, None]);
    }

    #[test]
    fn a_longer_time_is_told_in_a_larger_unit() {
        let times = [-5, 119, 120, 10_799, 10_800, 172_799, 172_800, 63_072_000];
        let ages = |language| times.map(|time| age(Texts::in_language(language), time));
        assert_eq!(ages(Language::English), ["0s", "119s", "2m", "179m", "3h", "47h", "2d", "2y"]);
        let chinese = ["0 秒", "119 秒", "2 分钟", "179 分钟", "3 小时", "47 小时", "2 天", "2 年"];
        assert_eq!(ages(Language::Chinese), chinese);
    }
}
