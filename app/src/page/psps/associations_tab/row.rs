//! A rule's row, and the heading of a group of them.

use access::Origin;
use access::reach::Wide;
use leptos::prelude::*;

use super::super::PspsPage;
use super::super::delete_policy::in_words;
use super::columns::{RuleRow, account, explanation, label, made_by};
use super::groups::{Group, GroupBy, Groups, Shown};
use crate::part::{SelectRow, Selection};
use crate::route::Dialog;
use crate::text::{Texts, texts};
use crate::ui::{Badge, Cell, CellWidth, Explained, GroupRow, Row, RowAction, RowHeader, Tone};
use crate::view::view;

/// Why the caller may not do what rows offer.
#[derive(Clone, Copy)]
pub(super) struct RowActions {
    pub(super) add: Signal<Option<String>>,
    pub(super) remove: Signal<Option<String>>,
}

/// The row; without a selection it has no box.
pub(super) fn row(
    page: PspsPage,
    shown: Memo<Vec<&'static str>>,
    selection: Option<Selection>,
    actions: RowActions,
    row: &RuleRow,
) -> AnyView {
    let (t, rule) = (texts(), &row.rule);
    let (key, origin) = (rule.key(), rule.origin);
    let because = Signal::derive(move || {
        actions.remove.try_get().flatten().or_else(|| not_removable(t, origin).map(str::to_owned))
    });
    let href = {
        let key = key.clone();
        Signal::derive(move || page.dialog(Dialog::RemoveRules { rules: vec![key.clone()] }))
    };
    let about = format!("{}: {}", row.policy(), in_words(t, rule));
    let name = about.clone();
    let select = selection
        .map(|selection| view! { <SelectRow selection field="rule" key name disabled_because=because /> });
    let (wide, objects) = (row.wide.clone(), row.objects());
    let (namespace, policy) = (row.namespace().to_owned(), row.policy().to_owned());
    let account = account(t, rule);
    let cells = move || {
        let shown = shown.try_get().unwrap_or_default();
        let cell = |id: &'static str| match id {
            "reach" => reach(t, &wide),
            _ => made(t, origin, objects.clone()),
        };
        shown.into_iter().map(cell).collect_view()
    };
    view! {
        <Row>
            {select}
            <RowHeader>{namespace}</RowHeader>
            <Cell label=t.account() width=CellWidth::Wrapping>{account}</Cell>
            <Cell label=t.psp() width=CellWidth::Wrapping>{policy}</Cell>
            {cells}
            <Cell label=t.actions() width=CellWidth::AtEnd>
                <RowAction label=t.remove() about href disabled_because=because />
            </Cell>
        </Row>
    }
    .into_any()
}

/// What reaches further than it looks is marked, and says why when it is opened.
fn reach(t: Texts, wide: &[Wide]) -> AnyView {
    let Some(gravest) = wide.first() else {
        return view! { <Cell label=t.reach()><span class="text-ink-muted">{t.as_it_says()}</span></Cell> }
            .into_any();
    };
    let more = wide.len() - 1;
    let first = label(t, *gravest);
    let words = if more > 0 { format!("{first} +{more}") } else { first.to_owned() };
    let tone = if *gravest == Wide::Administrator { Tone::Danger } else { Tone::Warning };
    let reasons = wide.iter().map(|why| {
        view! {
            <li>
                <strong class="font-medium">{label(t, *why)}</strong>
                ": "
                {explanation(t, *why)}
            </li>
        }
    });
    let reasons: Vec<_> = reasons.collect();
    view! {
        <Cell label=t.reach() width=CellWidth::Wrapping>
            <Explained label=words tone about=t.reaches_further()>
                <ul class="space-y-1">{reasons}</ul>
            </Explained>
        </Cell>
    }
    .into_any()
}

/// Who made it, and through which objects it is when it is opened.
fn made(t: Texts, origin: Origin, objects: String) -> AnyView {
    let tone = match origin {
        Origin::Console => Tone::Accent,
        Origin::Elsewhere => Tone::Warning,
        Origin::DefaultKept | Origin::Default | Origin::System => Tone::Neutral,
    };
    view! {
        <Cell label=t.made_by() width=CellWidth::Wrapping>
            <Explained label=made_by(t, origin) tone about=t.made_by_title()>
                <span translate="no">{objects}</span>
            </Explained>
        </Cell>
    }
    .into_any()
}

pub(super) fn is_removable(row: &RuleRow) -> bool {
    not_removable(texts(), row.rule.origin).is_none()
}

fn not_removable(t: Texts, origin: Origin) -> Option<&'static str> {
    match origin {
        Origin::System => Some(t.not_removable_system()),
        Origin::Default => Some(t.not_removable_default()),
        Origin::Console | Origin::DefaultKept | Origin::Elsewhere => None,
    }
}

/// A group's name, how many of its rules are shown, and the way to one more.
pub(super) fn heading(
    page: PspsPage,
    columns: Memo<Vec<&'static str>>,
    by: GroupBy,
    group: Group,
    groups: Memo<Groups>,
    shown: Memo<Shown>,
    add: Signal<Option<String>>,
) -> AnyView {
    let t = texts();
    let name = match &group {
        Group::Named(name) => name.clone(),
        Group::Everything if by == GroupBy::Namespace => t.all_namespaces().to_owned(),
        Group::Everything => t.every_policy().to_owned(),
    };
    let action = matches!(group, Group::Named(_)).then(|| {
        let (about, name) = (name.clone(), name.clone());
        let href = Signal::derive(move || {
            let name = Some(name.clone());
            let (namespace, policy) = if by == GroupBy::Namespace { (name, None) } else { (None, name) };
            page.dialog(Dialog::AddRule { namespace, account: None, policy })
        });
        view! { <RowAction label=t.add_here() about href disabled_because=add /> }
    });
    let number = Memo::new(move |_| groups.with(|groups| groups.number(&group)));
    let count = move || {
        let count = shown.try_with(|shown| shown.counts.get(number.try_get()??).copied()).flatten();
        t.rules_counted(count.unwrap_or_default())
    };
    let lacks = move || {
        let lacks = groups.try_with(|groups| Some(groups.lacks(number.try_get()??))).flatten();
        (lacks == Some(true)).then(|| view! { " " <Badge label=t.no_policy() tone=Tone::Warning /> })
    };
    view! {
        <GroupRow columns=Signal::derive(move || width(columns))>
            <span class="wrap-anywhere">
                {name} " " <span class="font-normal text-ink-muted">{count}</span> {lacks}
            </span>
            <span class="shrink-0">{action}</span>
        </GroupRow>
    }
}

/// How many columns there are with those that cannot be hidden.
fn width(shown: Memo<Vec<&'static str>>) -> usize {
    5 + shown.try_with(Vec::len).unwrap_or_default()
}
