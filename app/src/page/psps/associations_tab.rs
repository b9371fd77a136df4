//! The Association Rules tab: who may use which policy, whoever made the rule; in groups, and what reaches far marked.

mod columns;
mod groups;
mod row;
mod tools;

use std::sync::Arc;

use access::{Action, Association, Origin};
use leptos::prelude::*;

use super::PspsPage;
use super::without_policy::WithoutPolicy;
use crate::api::associations::Rules;
use crate::part::{AskAboutSelected, DataTable, Failure, Rows, Selection, TableTools, later};
use crate::route::Dialog;
use crate::text::{grouped, texts};
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton, SkeletonTable, Table};
use crate::view::view;
use columns::RuleRow;
use groups::{GroupBy, Groups};
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
    // Outlives a reading of the rules again.
    let selection = Selection::new();
    view! {
        <Transition fallback=move || view! { <SkeletonTable what=t.rules_what() /> }>
            {move || later(async move {
                let add = Signal::stored(page.refusal(Action::CreatePspBinding).await);
                let remove = Signal::stored(page.refusal(Action::UnbindingServiceAccountPsp).await);
                let lacking = page.default.await.map(|default| default.to_warn_of().to_vec()).unwrap_or_default();
                let content = match rules.await {
                    Err(error) => view! { <Failure error what=t.rules_what() /> }.into_any(),
                    Ok(rules) => content(page, &rules, &lacking, selection, RowActions { add, remove }),
                };
                view! {
                    <WithoutPolicy namespaces=lacking />
                    {content}
                }
            })}
        </Transition>
    }
}

fn content(
    page: PspsPage,
    rules: &Rules,
    lacking: &[String],
    selection: Selection,
    actions: RowActions,
) -> AnyView {
    let (system, rules): (Vec<_>, Vec<_>) =
        rules.iter().cloned().partition(|rule| rule.origin == Origin::System);
    let listed = if rules.is_empty() {
        let t = texts();
        view! {
            <EmptyState icon=IconName::Link title=t.rules_none() text=t.rules_none_why()>
                {add_button(page, actions)}
            </EmptyState>
        }
        .into_any()
    } else {
        table(page, rules, lacking, selection, actions)
    };
    view! {
        {listed}
        {of_kubernetes(page, system, actions)}
    }
    .into_any()
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

fn table(
    page: PspsPage,
    rules: Vec<Arc<Association>>,
    lacking: &[String],
    selection: Selection,
    actions: RowActions,
) -> AnyView {
    let (t, state, all) = (texts(), page.table, rules.len());
    let rows = Arc::new(Rows::new(rules.into_iter().map(|rule| RuleRow::new(t, rule)).collect()));
    let wide = rows.all().iter().filter(|row| row.is_wide()).count();
    selection.keep_only(rows.all().iter().map(|row| row.rule.key()));
    let by = Memo::new(move |_| state.view.with(|view| GroupBy::of(&view.group)));
    let groups = {
        let (rows, lacking) = (Arc::clone(&rows), lacking.to_vec());
        Memo::new(move |_| Groups::by(by.get(), rows.all(), &lacking))
    };
    let listed = {
        let rows = Arc::clone(&rows);
        Memo::new(move |_| {
            state.view.with(|view| {
                let mut found = rows.arrange(view);
                if view.only == WIDE {
                    found.retain(|place| rows.all().get(*place).is_some_and(RuleRow::is_wide));
                }
                let descending = view.direction(by.get().column()) == Some(true);
                // A namespace without a policy has no rule that could be found: its name may.
                let kept = |name: &str| view.only.is_empty() && holds(name, &view.filter);
                groups.with(|groups| groups.arrange(found, descending, kept))
            })
        })
    };
    let order = Memo::new(move |_| listed.with(|listed| listed.order.clone()));
    let columns = columns::headers(t, state);
    let shown = columns::shown(state);
    let row = Callback::new(move |place: usize| match rows.all().get(place) {
        Some(each) => row::row(page, shown, Some(selection), actions, each),
        None => row::heading(page, columns, by, groups, listed, place - rows.all().len(), actions.add),
    });
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
            shown=Signal::derive(move || listed.try_with(groups::Listed::rows).unwrap_or_default())
            all
            keep=KEEP.to_vec()
        >
            <AskAboutSelected state selection dialog="remove-rule" label=remove ask keep=KEEP.to_vec() refusal=actions.remove />
            {add_button(page, actions)}
        </TableTools>
        <div class="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
            <Grouping state by />
            <WideOnly state wide />
        </div>
        <DataTable caption=t.association_rules() state columns order row />
    }
    .into_any()
}

/// Does the name hold every word of the filter?
fn holds(name: &str, filter: &str) -> bool {
    filter.split_whitespace().all(|word| name.contains(&word.to_lowercase()))
}

/// Kubernetes' own rules, apart: there is nothing to be done about them.
fn of_kubernetes(
    page: PspsPage,
    rules: Vec<Arc<Association>>,
    actions: RowActions,
) -> Option<impl IntoView + use<>> {
    let (t, count) = (texts(), rules.len());
    let shown = Memo::new(move |_| columns::ids().to_vec());
    let rows: Vec<_> =
        rules.into_iter().map(|rule| row::row(page, shown, None, actions, &RuleRow::new(t, rule))).collect();
    (count > 0).then(|| {
        view! {
            <details class="mt-4">
                <summary class="inline-block rounded-sm text-sm font-medium text-ink-muted hover:text-ink">
                    {t.rules_of_kubernetes_counted(&grouped(count))}
                </summary>
                <div class="mt-2">
                    <Table caption=t.rules_of_kubernetes() columns=columns::plain(t)>{rows}</Table>
                </div>
            </details>
        }
    })
}
