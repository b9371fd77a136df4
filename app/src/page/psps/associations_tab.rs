//! The Association Rules tab: who may use which policy, whoever made the rule; in groups, and what reaches far marked.

mod columns;
mod groups;
mod listed;
mod row;
mod tools;

use std::sync::Arc;

use access::Action;
use leptos::prelude::*;

use super::PspsPage;
use super::without_policy::WithoutPolicy;
use crate::part::{AskAboutSelected, DataTable, Failure, Selection, TableTools, later, select_all};
use crate::route::Dialog;
use crate::text::{grouped, texts};
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton, SkeletonTable, Table};
use crate::view::{changing, view};
use columns::RuleRow;
use groups::{GroupBy, Groups};
use listed::Listed;
use row::RowActions;
use tools::{Grouping, WIDE, WideOnly};

pub(super) use columns::account;

/// What every form of the tab keeps of its URL.
const KEEP: [(&str, &str); 1] = [("tab", "association-rules")];

/// The tab.
#[component]
pub(super) fn AssociationsTab() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let rules = page.rules();
    let actions = RowActions {
        add: page.refused(Action::CreatePspBinding),
        remove: page.refused(Action::UnbindingServiceAccountPsp),
    };
    view! {
        <Transition fallback=move || view! { <SkeletonTable what=t.rules_what() /> }>
            {move || later(async move {
                page.permissions.ready().await;
                page.default.ready().await;
                rules.ready().await;
                content(page, Listed::of(page, rules), actions)
            })}
        </Transition>
    }
}

/// Made once. Rules that were read again are exchanged in it, and what one is at stays as it is.
fn content(page: PspsPage, listed: Listed, actions: RowActions) -> AnyView {
    let t = texts();
    let none = Memo::new(move |_| {
        listed.rules.with(|read| read.as_ref().map(|read| read.rows.is_empty()).map_err(Clone::clone))
    });
    let rules = move || match none.get() {
        Err(error) => view! { <Failure error what=t.rules_what() /> },
        Ok(true) => view! {
            <EmptyState icon=IconName::Link title=t.rules_none() text=t.rules_none_why()>
                {add_button(page, actions)}
            </EmptyState>
        },
        Ok(false) => table(page, listed, actions),
    };
    view! {
        {changing(move || view! { <WithoutPolicy namespaces=listed.lacking.get() /> })}
        {changing(rules)}
        {of_kubernetes(page, listed, actions)}
    }
}

fn add_button(page: PspsPage, actions: RowActions) -> impl IntoView {
    let href = Signal::derive(move || page.dialog(Dialog::add_rule()));
    view! {
        <LinkButton
            label=texts().add_rule()
            icon=IconName::Plus
            kind=ButtonKind::Primary
            href
            disabled_because=actions.add
        />
    }
}

fn table(page: PspsPage, listed: Listed, actions: RowActions) -> AnyView {
    let (t, state, selection) = (texts(), page.table, Selection::new());
    let read = move || listed.rules();
    Effect::new(move || selection.keep_only(read().rows.iter().map(|row| row.rule.key())));
    let by = Memo::new(move |_| state.view.with(|view| GroupBy::of(&view.group)));
    let groups =
        Memo::new(move |_| listed.lacking.with(|lacking| Groups::by(by.get(), &read().rows, lacking)));
    let shown = Memo::new(move |_| {
        let read = read();
        state.view.with(|view| {
            let mut found = read.rows.arrange(view);
            if view.only == WIDE {
                found.retain(|place| read.rows.get(*place).is_some_and(RuleRow::is_wide));
            }
            let descending = view.direction(by.get().column()) == Some(true);
            // A namespace without a policy has no rule that could be found: its name may.
            let kept = |name: &str| view.only.is_empty() && holds(name, &view.filter);
            groups.with(|groups| groups.arrange(found, descending, kept))
        })
    });
    let order = Memo::new(move |_| shown.with(|shown| shown.order.clone()));
    let columns = columns::shown(state);
    let heading = move |place: usize| {
        groups.with(|groups| Some((by.get(), groups.get(place.checked_sub(groups.rules())?)?.clone())))
    };
    let name = Callback::new(move |place: usize| match read().rows.get(place) {
        Some(row) => row.name(),
        None => heading(place).map(|(by, group)| group.name(by)).unwrap_or_default(),
    });
    let row = Callback::new(move |place: usize| {
        untrack(|| match (read().rows.get(place), heading(place)) {
            (Some(row), _) => row::row(page, columns, Some(selection), actions, row),
            (None, Some((by, group))) => row::heading(page, columns, by, group, groups, shown, actions.add),
            (None, None) => ().into_any(),
        })
    });
    let removable = Callback::new(move |()| {
        let read = read();
        let shown =
            order.with(|order| order.iter().filter_map(|place| read.rows.get(*place)).collect::<Vec<_>>());
        shown.into_iter().filter(|row| row::is_removable(row)).map(|row| row.rule.key()).collect::<Vec<_>>()
    });
    let boxes = Callback::new(move |()| select_all(selection, removable, actions.remove));
    let wide = Signal::derive(move || read().rows.iter().filter(|row| row.is_wide()).count());
    let remove = Signal::derive(move || match selection.count() {
        0 => t.remove_selected_plain().to_owned(),
        count => t.remove_selected(count),
    });
    let ask = Callback::new(move |rules| page.dialog(Dialog::RemoveRules { rules }));
    view! {
        <TableTools
            state
            what=t.association_rules()
            columns=columns::choices(t)
            shown=Signal::derive(move || shown.try_with(groups::Shown::rows).unwrap_or_default())
            all=Signal::derive(move || read().rows.len())
            keep=KEEP.to_vec()
        >
            <AskAboutSelected state selection dialog="remove-rule" label=remove ask keep=KEEP.to_vec() refusal=actions.remove />
            {add_button(page, actions)}
        </TableTools>
        <div class="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
            <Grouping state by />
            <WideOnly state wide />
        </div>
        <DataTable caption=t.association_rules() state shown=columns columns=columns::headers(t, state, boxes) order name row />
    }
}

/// Does the name hold every word of the filter?
fn holds(name: &str, filter: &str) -> bool {
    filter.split_whitespace().all(|word| name.contains(&word.to_lowercase()))
}

/// Kubernetes' own rules, apart: there is nothing to be done about them.
fn of_kubernetes(page: PspsPage, listed: Listed, actions: RowActions) -> AnyView {
    let t = texts();
    let count = Memo::new(move |_| listed.rules().of_kubernetes.len());
    let shown = Memo::new(move |_| columns::ids().to_vec());
    let rows = move || {
        let read = listed.rules();
        let rules = read.of_kubernetes.iter().map(|rule| RuleRow::new(t, Arc::clone(rule)));
        rules.map(|rule| row::row(page, shown, None, actions, &rule)).collect_view()
    };
    changing(move || {
        (count.get() > 0).then(|| {
            view! {
                <details class="mt-4">
                    <summary class="rounded-sm text-sm font-medium text-ink-muted hover:text-ink">
                        {move || t.rules_of_kubernetes_counted(&grouped(count.try_get().unwrap_or_default()))}
                    </summary>
                    <div class="mt-2">
                        <Table caption=t.rules_of_kubernetes() columns=columns::plain(t)>{changing(rows)}</Table>
                    </div>
                </details>
            }
        })
    })
}
