//! The rules in groups. A heading is a row of the table like any other, so that the table can leave out what is not seen:
//! its place lies behind those of the rules.

use std::collections::BTreeSet;

use access::{PolicyReach, Scope};

use super::columns::RuleRow;

/// By what rules are grouped.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum GroupBy {
    Namespace,
    Policy,
    Nothing,
}

impl GroupBy {
    pub(super) const ALL: [Self; 3] = [Self::Namespace, Self::Policy, Self::Nothing];

    /// What a URL says.
    pub(super) fn of(value: &str) -> Self {
        Self::ALL.into_iter().find(|each| each.value() == value).unwrap_or(Self::Namespace)
    }

    /// What a URL says of it.
    pub(super) const fn value(self) -> &'static str {
        match self {
            Self::Namespace => "",
            Self::Policy => "policy",
            Self::Nothing => "none",
        }
    }

    /// The column whose values are the groups.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Namespace => "namespace",
            Self::Policy => "policy",
            Self::Nothing => "",
        }
    }
}

/// What rules have in common. What is about everything comes first.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Group {
    /// Every namespace, or every policy.
    Everything,
    Named(String),
}

impl Group {
    /// What its heading's row is.
    pub(super) fn name(&self, by: GroupBy) -> String {
        let name = if let Self::Named(name) = self { name } else { "*" };
        format!("{}: {name}", by.column())
    }
}

/// Which groups there are, in their order, and which of them each rule is in, by its place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Groups {
    names: Vec<Group>,
    of: Vec<usize>,
    /// The namespaces without a policy, which have a heading even without a rule.
    lacking: Vec<String>,
}

/// What the table shows, from above.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Shown {
    /// Places of rules; behind them those of the headings.
    pub(super) order: Vec<usize>,
    /// How many of them are headings.
    headings: usize,
    /// How many rules of each group are shown.
    pub(super) counts: Vec<usize>,
}

impl Shown {
    /// How many rules are shown.
    pub(super) fn rows(&self) -> usize {
        self.order.len() - self.headings
    }
}

impl Groups {
    /// Those of these rules, and of the namespaces without a policy.
    pub(super) fn by<'a>(by: GroupBy, rows: &'a [RuleRow], lacking: &[String]) -> Self {
        let group = |row: &'a RuleRow| match by {
            GroupBy::Namespace => match &row.rule.scope {
                Scope::Cluster => None,
                Scope::Namespace(namespace) => Some(namespace.as_str()),
            },
            GroupBy::Policy | GroupBy::Nothing => match &row.rule.policy {
                PolicyReach::Every => None,
                PolicyReach::Named(policy) => Some(policy.as_str()),
            },
        };
        let groups: Vec<_> =
            if by == GroupBy::Nothing { Vec::new() } else { rows.iter().map(group).collect() };
        Self::new(&groups, if by == GroupBy::Namespace { lacking } else { &[] })
    }

    /// Of the groups that the rules are in, each a name unless it is about everything.
    fn new(groups: &[Option<&str>], lacking: &[String]) -> Self {
        let mut names = BTreeSet::new();
        for name in groups.iter().copied().chain(lacking.iter().map(|name| Some(name.as_str()))) {
            names.insert(name);
        }
        let names: Vec<_> = names.into_iter().collect();
        let of = groups.iter().map(|group| names.binary_search(group).unwrap_or_default()).collect();
        let group = |name: Option<&str>| name.map_or(Group::Everything, |name| Group::Named(name.to_owned()));
        Self { names: names.into_iter().map(group).collect(), of, lacking: lacking.to_vec() }
    }

    /// How many rules are in groups; the places of the headings come after theirs.
    pub(super) fn rules(&self) -> usize {
        self.of.len()
    }

    /// The number of the group.
    pub(super) fn number(&self, group: &Group) -> Option<usize> {
        self.names.binary_search(group).ok()
    }

    /// The group of this number.
    pub(super) fn get(&self, number: usize) -> Option<&Group> {
        self.names.get(number)
    }

    /// Is this group a namespace without a policy?
    pub(super) fn lacks(&self, number: usize) -> bool {
        matches!(self.get(number), Some(Group::Named(name)) if self.lacking.contains(name))
    }

    /// The rules of these places group by group, in each in the order in which they come, under a heading. Of what lacks a
    /// policy those that are `kept` have one without a rule.
    pub(super) fn arrange(&self, places: Vec<usize>, descending: bool, kept: impl Fn(&str) -> bool) -> Shown {
        if self.names.is_empty() {
            return Shown { order: places, headings: 0, counts: Vec::new() };
        }
        let mut of_group = vec![Vec::new(); self.names.len()];
        for place in places {
            if let Some(group) = self.of.get(place).and_then(|number| of_group.get_mut(*number)) {
                group.push(place);
            }
        }
        let counts = of_group.iter().map(Vec::len).collect();
        let kept = |number: usize| {
            self.lacks(number) && matches!(self.get(number), Some(Group::Named(name)) if kept(name))
        };
        let mut shown: Vec<_> = of_group.into_iter().enumerate().collect();
        shown.retain(|(number, places)| !places.is_empty() || kept(*number));
        if descending {
            shown.reverse();
        }
        let headings = shown.len();
        let under =
            |(number, places): (usize, Vec<usize>)| std::iter::once(self.of.len() + number).chain(places);
        Shown { order: shown.into_iter().flat_map(under).collect(), headings, counts }
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, GroupBy, Groups, Shown};

    /// Rules of team-b, everywhere, team-a, team-b.
    fn groups() -> Groups {
        Groups::new(&[Some("team-b"), None, Some("team-a"), Some("team-b")], &[])
    }

    fn arrange(groups: &Groups, places: &[usize], descending: bool) -> Shown {
        groups.arrange(places.to_vec(), descending, |_| true)
    }

    #[test]
    fn what_is_about_everything_comes_first_then_the_groups_by_name() {
        let listed = arrange(&groups(), &[0, 1, 2, 3], false);
        assert_eq!(listed.order, [4, 1, 5, 2, 6, 0, 3]);
        assert_eq!((listed.counts.as_slice(), listed.rows()), ([1, 1, 2].as_slice(), 4));
        assert_eq!(groups().get(1), Some(&Group::Named("team-a".to_owned())));
    }

    #[test]
    fn within_a_group_rules_keep_the_order_they_were_sorted_in() {
        assert_eq!(arrange(&groups(), &[3, 2, 1, 0], false).order, [4, 1, 5, 2, 6, 3, 0]);
    }

    #[test]
    fn sorted_by_the_groups_own_column_the_other_way_round_the_groups_turn_round_too() {
        assert_eq!(arrange(&groups(), &[0, 3, 2, 1], true).order, [6, 0, 3, 5, 2, 4, 1]);
    }

    #[test]
    fn a_group_of_which_nothing_is_left_has_no_heading() {
        let listed = arrange(&groups(), &[3], false);
        assert_eq!((listed.order.as_slice(), listed.rows()), ([6, 3].as_slice(), 1));
        assert_eq!(arrange(&groups(), &[], false).order, [0usize; 0]);
    }

    #[test]
    fn a_namespace_without_a_policy_has_a_heading_without_a_rule_where_it_is_looked_for() {
        let groups = Groups::new(&[Some("b")], &["a".to_owned(), "b".to_owned()]);
        let kept = |name: &str| groups.arrange(vec![0], false, |each| each == name);
        assert_eq!((kept("a").order.as_slice(), kept("a").rows()), ([1, 2, 0].as_slice(), 1));
        assert_eq!(kept("c").order, [2, 0]);
        assert_eq!(groups.arrange(vec![], true, |_| true).order, [2, 1]);
        assert!(groups.lacks(0) && groups.lacks(1) && !groups.lacks(2));
    }

    #[test]
    fn without_groups_the_order_stays_as_it_is() {
        let listed = arrange(&Groups::new(&[], &[]), &[2, 0, 1], true);
        assert_eq!((listed.order.as_slice(), listed.rows()), ([2, 0, 1].as_slice(), 3));
    }

    #[test]
    fn a_url_says_by_what_they_are_grouped_and_by_namespace_if_it_says_nothing() {
        for by in GroupBy::ALL {
            assert_eq!(GroupBy::of(by.value()), by);
        }
        assert_eq!(GroupBy::of("colour"), GroupBy::Namespace);
    }
}
