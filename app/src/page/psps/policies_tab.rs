//! The PSPs tab: the policies, and what can be done with each, or with several at once.

mod columns;
mod row;

use std::sync::Arc;

use access::Action;
use leptos::prelude::*;

use super::PspsPage;
use crate::api::policies::PolicyRow;
use crate::part::{AskAboutSelected, DataTable, Failure, Rows, Selection, TableTools, later};
use crate::route::{Dialog, Route};
use crate::text::texts;
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton, SkeletonTable};
use crate::view::view;

/// The tab.
#[component]
pub(super) fn PoliciesTab() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    // Outlives a reading of the policies again.
    let selection = Selection::new();
    view! {
        <Transition fallback=move || view! { <SkeletonTable what=t.policies_what() /> }>
            {move || later(async move {
                let refusal = Signal::stored(page.refusal(Action::UpdateClusterPodSecurityPolicy).await);
                match page.policies.await {
                    Err(error) => view! { <Failure error what=t.policies_what() /> }.into_any(),
                    Ok(policies) => content(page, policies, selection, refusal),
                }
            })}
        </Transition>
    }
}

fn content(
    page: PspsPage,
    policies: Vec<PolicyRow>,
    selection: Selection,
    refusal: Signal<Option<String>>,
) -> AnyView {
    let t = texts();
    let create = Signal::derive(move || page.dialog(Dialog::SelectTemplate));
    let create = move || {
        let upload = Signal::derive(move || Route::Upload(page.cluster.get()).path());
        view! {
            <span class="flex flex-wrap gap-2">
            <LinkButton label=t.upload() icon=IconName::Upload href=upload disabled_because=refusal />
            <LinkButton label=t.create() icon=IconName::Plus kind=ButtonKind::Primary href=create disabled_because=refusal />
            </span>
        }
    };
    if policies.is_empty() {
        return view! {
            <EmptyState icon=IconName::Shield title=t.policies_none() text=t.policies_none_why()>
                {create()}
            </EmptyState>
        }
        .into_any();
    }
    let (state, all) = (page.table, policies.len());
    let rows = Arc::new(Rows::new(policies));
    let order = {
        let rows = Arc::clone(&rows);
        Memo::new(move |_| state.view.with(|view| rows.arrange(view)))
    };
    selection.keep_only(rows.all().iter().map(|row| row.name.clone()));
    let shown = columns::shown(state);
    let row = {
        let rows = Arc::clone(&rows);
        Callback::new(move |place: usize| {
            let policy = rows.all().get(place).cloned();
            policy.map(|policy| row::row(page, shown, selection, refusal, policy)).into_any()
        })
    };
    let delete = Signal::derive(move || match selection.count() {
        0 => t.delete_selected_plain().to_owned(),
        count => t.delete_selected(count),
    });
    let ask = Callback::new(move |policies: Vec<String>| {
        page.dialog(match policies.as_slice() {
            [one] => Dialog::DeletePolicy { policy: one.clone() },
            _ => Dialog::DeletePolicies { policies },
        })
    });
    view! {
        <TableTools
            state
            what=t.policies()
            columns=columns::choices(t)
            shown=Signal::derive(move || order.try_with(Vec::len).unwrap_or_default())
            all
        >
            <AskAboutSelected state selection dialog="delete" label=delete ask refusal />
            {create()}
        </TableTools>
        <DataTable caption=t.policies() state columns=columns::headers(t, state) order row />
    }
    .into_any()
}
