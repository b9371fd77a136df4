//! The columns of the rules, and what a rule says in each.

use std::borrow::Cow;
use std::sync::Arc;

use access::reach::{Wide, reasons};
use access::{Association, Origin, PolicyReach, Scope, Subject};
use leptos::prelude::*;

use crate::part::TableState;
use crate::rows::{Arranged, Rank};
use crate::text::Texts;
use crate::ui::Column;

/// A rule, and why it reaches further than it looks.
#[derive(Clone)]
pub(super) struct RuleRow {
    pub(super) rule: Arc<Association>,
    pub(super) wide: Vec<Wide>,
    t: Texts,
}

impl RuleRow {
    pub(super) fn new(t: Texts, rule: Arc<Association>) -> Self {
        Self { wide: reasons(&rule), rule, t }
    }

    pub(super) fn is_wide(&self) -> bool {
        !self.wide.is_empty()
    }

    pub(super) fn namespace(&self) -> &str {
        match &self.rule.scope {
            Scope::Cluster => self.t.all_namespaces(),
            Scope::Namespace(namespace) => namespace,
        }
    }

    pub(super) fn policy(&self) -> &str {
        match &self.rule.policy {
            PolicyReach::Named(name) => name,
            PolicyReach::Every => self.t.every_policy(),
        }
    }

    /// What its row is: everything that stands in it.
    pub(super) fn name(&self) -> String {
        let reasons = self.wide.iter().map(|why| label(self.t, *why)).collect::<String>();
        format!("{} {} {} {reasons}", self.rule.key(), self.rule.role, made_by(self.t, self.rule.origin))
    }

    /// Through which objects.
    pub(super) fn objects(&self) -> String {
        format!("{} → {}", self.rule.binding, self.rule.role)
    }
}

impl Arranged for RuleRow {
    const COLUMNS: &'static [&'static str] = &["namespace", "account", "policy", "reach", "origin"];

    fn text(&self, column: &str) -> Cow<'_, str> {
        let t = self.t;
        match column {
            "namespace" => self.namespace().into(),
            "account" => account(t, &self.rule).into(),
            "policy" => self.policy().into(),
            "reach" => self.wide.iter().map(|why| label(t, *why)).collect::<Vec<_>>().join(" ").into(),
            "origin" => format!("{} {}", made_by(t, self.rule.origin), self.objects()).into(),
            _ => "".into(),
        }
    }

    fn rank(&self, column: &str) -> Rank {
        match column {
            // What reaches furthest is at the top, whatever it is called in the reader's language.
            "namespace" if self.rule.scope == Scope::Cluster => Rank::Text(String::new()),
            "policy" if self.rule.policy == PolicyReach::Every => Rank::Text(String::new()),
            "reach" => Rank::Number(i64::try_from(self.wide.len()).unwrap_or(i64::MAX)),
            _ => Rank::Text(self.text(column).to_lowercase()),
        }
    }
}

/// A column: its id, its label, what it means.
fn all(t: Texts) -> [(&'static str, Column); 5] {
    [
        ("namespace", Column::new(t.namespace())),
        ("account", Column::new(t.account())),
        ("policy", Column::new(t.psp())),
        ("reach", Column::titled(t.reach(), t.reach_title())),
        ("origin", Column::titled(t.made_by(), t.made_by_title())),
    ]
}

/// Those that can be hidden: what a rule is about always stands there.
pub(super) fn choices(t: Texts) -> Vec<(&'static str, &'static str)> {
    all(t).into_iter().skip(3).map(|(id, column)| (id, column.label)).collect()
}

/// The ids of those that can be hidden.
pub(super) fn ids() -> &'static [&'static str] {
    RuleRow::COLUMNS.get(3..).unwrap_or_default()
}

/// The ids of those that are shown of them.
pub(super) fn shown(state: TableState) -> Memo<Vec<&'static str>> {
    state.shown(ids())
}

/// The headers: of the boxes to select, of what is shown, of the actions.
pub(super) fn headers(t: Texts, state: TableState, all_boxes: Callback<(), AnyView>) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let shown = all(t).into_iter().filter(|(id, _)| !ids().contains(id) || state.shows(id));
        let boxes = std::iter::once(Column::boxes(t.select(), all_boxes));
        let actions = std::iter::once(Column::at_end(t.actions()));
        boxes.chain(shown.map(|(id, column)| state.sorting(id, column))).chain(actions).collect()
    })
}

/// The headers of a table in which nothing is selected, sorted or hidden.
pub(super) fn plain(t: Texts) -> Vec<Column> {
    all(t).into_iter().map(|(_, column)| column).chain(std::iter::once(Column::at_end(t.actions()))).collect()
}

/// The subject as the page calls it, where it stands in its namespace's row.
pub(crate) fn account(t: Texts, rule: &Association) -> String {
    let here = |namespace: &str| rule.scope == Scope::Namespace(namespace.to_owned());
    match &rule.subject {
        Subject::ServiceAccount { namespace, name } if here(namespace) => name.clone(),
        Subject::ServiceAccount { namespace, name } => t.account_elsewhere(name, namespace),
        Subject::Group(name) => match name.strip_prefix("system:serviceaccounts:") {
            Some(namespace) if here(namespace) => t.all_accounts().to_owned(),
            Some(namespace) => t.all_accounts_elsewhere(namespace),
            None => t.group(name),
        },
        Subject::User(name) => t.user(name),
    }
}

pub(super) fn made_by(t: Texts, origin: Origin) -> &'static str {
    match origin {
        Origin::Console => t.by_this_console(),
        Origin::DefaultKept => t.disassociate_default(),
        Origin::Default => t.by_default_policy(),
        Origin::System => "Kubernetes",
        Origin::Elsewhere => t.by_somebody(),
    }
}

/// What reaches further, in a word or two.
pub(super) fn label(t: Texts, why: Wide) -> &'static str {
    match why {
        Wide::Administrator => t.wide_administrator(),
        Wide::Anybody => t.wide_anybody(),
        Wide::Everybody => t.wide_everybody(),
        Wide::EveryAccount => t.wide_every_account(),
        Wide::Controllers => t.wide_controllers(),
        Wide::EveryPolicy => t.every_policy(),
        Wide::Wildcard => t.wide_wildcard(),
        Wide::EveryNamespace => t.all_namespaces(),
        Wide::Group => t.wide_group(),
    }
}

/// How far, and why that is more than one may think.
pub(super) fn explanation(t: Texts, why: Wide) -> &'static str {
    match why {
        Wide::Administrator => t.wide_administrator_why(),
        Wide::Anybody => t.wide_anybody_why(),
        Wide::Everybody => t.wide_everybody_why(),
        Wide::EveryAccount => t.wide_every_account_why(),
        Wide::Controllers => t.wide_controllers_why(),
        Wide::EveryPolicy => t.wide_every_policy_why(),
        Wide::Wildcard => t.wide_wildcard_why(),
        Wide::EveryNamespace => t.wide_every_namespace_why(),
        Wide::Group => t.wide_group_why(),
    }
}
