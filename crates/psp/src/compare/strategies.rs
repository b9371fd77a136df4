//! Users and groups: may one be what the other refuses?

use super::lists::ranges;
use crate::object::{GroupStrategy, IdRange, UserStrategy};

pub(super) fn user(own: &UserStrategy, than: &UserStrategy) -> bool {
    let own_ranges = plain(own.ranges.as_ref());
    match (own.rule.as_str(), than.rule.as_str()) {
        (_, "RunAsAny") | ("MustRunAsNonRoot", "MustRunAsNonRoot") => false,
        ("MustRunAs", "MustRunAsNonRoot") => own_ranges.iter().any(|(min, max)| *min <= 0 && 0 <= *max),
        ("MustRunAs", "MustRunAs") => ranges(&own_ranges, &plain(than.ranges.as_ref())),
        _ => true,
    }
}

/// No strategy allows any group.
pub(super) fn group(own: Option<&GroupStrategy>, than: Option<&GroupStrategy>) -> bool {
    let rule =
        |strategy: Option<&GroupStrategy>| strategy.map_or("RunAsAny".to_owned(), |it| it.rule.clone());
    let of = |strategy: Option<&GroupStrategy>| plain(strategy.and_then(|it| it.ranges.as_ref()));
    match (rule(own).as_str(), rule(than).as_str()) {
        (_, "RunAsAny") => false,
        ("RunAsAny", _) | ("MayRunAs", "MustRunAs") => true,
        _ => ranges(&of(own), &of(than)),
    }
}

fn plain(list: Option<&Vec<IdRange>>) -> Vec<(i64, i64)> {
    list.into_iter().flatten().map(|range| (range.min, range.max)).collect()
}

#[cfg(test)]
mod tests {
    use super::{group, user};
    use crate::object::{GroupStrategy, IdRange, UserStrategy};

    fn a_group(rule: &str, min: i64, max: i64) -> GroupStrategy {
        let ranges = Some(vec![IdRange::new(min, max)]);
        GroupStrategy { rule: rule.to_owned(), ranges, ..GroupStrategy::default() }
    }

    #[test]
    fn a_group_that_may_be_left_out_is_more_than_one_that_must_be_there() {
        let (may, must) = (a_group("MayRunAs", 1, 9), a_group("MustRunAs", 1, 9));
        assert!(group(Some(&may), Some(&must)));
        assert!(!group(Some(&must), Some(&may)));
        assert!(group(None, Some(&may)));
        assert!(group(Some(&a_group("MustRunAs", 0, 9)), Some(&must)));
    }

    #[test]
    fn users_who_are_not_root_are_more_than_users_in_ranges() {
        let strategy =
            |rule: &str, ranges| UserStrategy { rule: rule.to_owned(), ranges, ..UserStrategy::default() };
        let non_root = strategy("MustRunAsNonRoot", None);
        let some = strategy("MustRunAs", Some(vec![IdRange::new(1000, 2000)]));
        assert!(user(&non_root, &some));
        assert!(!user(&some, &non_root));
    }
}
