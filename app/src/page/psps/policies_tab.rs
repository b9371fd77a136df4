//! The PSPs tab: the policies, and what can be done with each, or with several at once.

mod columns;
mod row;

use access::{Action, DefaultNames};
use leptos::prelude::*;

use super::{PspsPage, on_demand};
use crate::api::policies::PolicyRow;
use crate::part::{AskAboutSelected, DataTable, Failure, Selection, TableTools, later};
use crate::route::{Attempt, Dialog, Route};
use crate::rows::Rows;
use crate::text::texts;
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton, SkeletonTable};
use crate::view::{changing, view};

/// The tab.
#[component]
pub(super) fn PoliciesTab() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let refusal = page.refused(Action::UpdateClusterPodSecurityPolicy);
    view! {
        <Transition fallback=move || view! { <SkeletonTable what=t.policies_what() /> }>
            {move || later(async move {
                page.permissions.ready().await;
                page.policies.ready().await;
                content(page, refusal)
            })}
        </Transition>
    }
}

/// Made once. Policies that were read again are exchanged in it, and what one is at stays as it is.
fn content(page: PspsPage, refusal: Signal<Option<String>>) -> AnyView {
    let t = texts();
    let failed = Memo::new(move |_| matches!(page.policies.get(), Some(Err(_))));
    let failure = move || {
        let error = page.policies.get()?.err()?;
        Some(view! { <Failure error what=t.policies_what() /> })
    };
    let none = Memo::new(move |_| rows(page).is_empty());
    changing(move || {
        if failed.get() {
            changing(failure)
        } else if none.get() {
            view! {
                <EmptyState icon=IconName::Shield title=t.policies_none() text=t.policies_none_why()>
                    <Create page refusal />
                </EmptyState>
            }
        } else {
            table(page, refusal)
        }
    })
}

/// The policies as they are now.
fn rows(page: PspsPage) -> Rows<PolicyRow> {
    page.policies.get().and_then(Result::ok).unwrap_or_default()
}

#[component]
fn Create(page: PspsPage, refusal: Signal<Option<String>>) -> impl IntoView {
    let t = texts();
    let try_pod = Signal::derive(move || Route::TryPod(page.cluster.get(), Attempt::default()).path());
    let upload = Signal::derive(move || Route::Upload(page.cluster.get()).path());
    let create = Signal::derive(move || page.dialog(Dialog::SelectTemplate));
    view! {
        <span class="flex flex-wrap gap-2">
            <LinkButton label=t.try_pod() icon=IconName::Shield href=try_pod />
            <LinkButton label=t.upload() icon=IconName::Upload href=upload disabled_because=refusal />
            <LinkButton label=t.create() icon=IconName::Plus kind=ButtonKind::Primary href=create disabled_because=refusal />
        </span>
    }
}

fn table(page: PspsPage, refusal: Signal<Option<String>>) -> AnyView {
    let (t, state, selection) = (texts(), page.table, Selection::new());
    let rows = move || rows(page);
    let order = Memo::new(move |_| state.view.with(|view| rows().arrange(view)));
    Effect::new(move || selection.keep_only(rows().iter().map(|row| row.name.clone())));
    let shown = columns::shown(state);
    let name =
        Callback::new(move |place: usize| rows().get(place).map(|row| row.name.clone()).unwrap_or_default());
    let row = Callback::new(move |place: usize| {
        let name = untrack(|| name.run(place));
        row::row(page, shown, selection, refusal, name, move |name| find(&rows(), place, name))
    });
    let deletable = Callback::new(move |()| {
        let rows = rows();
        let shown = order.with(|order| order.iter().filter_map(|place| rows.get(*place)).collect::<Vec<_>>());
        let deletable = shown.into_iter().filter(|row| !DefaultNames::is_known(&row.name));
        deletable.map(|row| row.name.clone()).collect::<Vec<_>>()
    });
    let boxes = Callback::new(move |()| on_demand::select_all(selection, deletable, refusal));
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
            all=Signal::derive(move || rows().len())
        >
            <AskAboutSelected state selection dialog="delete" label=delete ask refusal />
            <Create page refusal />
        </TableTools>
        <DataTable caption=t.policies() state shown columns=columns::headers(t, state, boxes) order name row />
    }
    .into_any()
}

/// The policy of this name, which was at this place when its row was drawn.
fn find(rows: &Rows<PolicyRow>, place: usize, name: &str) -> Option<PolicyRow> {
    let is_it = |row: &&PolicyRow| row.name == name;
    rows.get(place).filter(is_it).or_else(|| rows.iter().find(is_it)).cloned()
}
