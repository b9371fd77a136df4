//! Above a table: what its rows must hold, which columns it has, how many rows there are.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::TableState;
use crate::route::TableView;
use crate::text::{grouped, texts};
use crate::ui::WITHOUT_SCRIPT;
use crate::view::{changing, view};

const FIELD: &str =
    "h-8 rounded-md border border-field bg-surface px-2.5 text-base text-ink placeholder:text-ink-faint";
const BUTTON: &str =
    "h-8 rounded-md border border-line-strong bg-raised px-2.5 text-base font-medium hover:bg-hover";

/// The filter, the columns to choose from, and how many rows are shown of how many. The children stand at the right.
#[component]
pub fn TableTools(
    state: TableState,
    /// What is searched, for screen readers, e.g. `Policies`.
    #[prop(into)]
    what: &'static str,
    /// Ids and labels of the columns that can be hidden.
    columns: Vec<(&'static str, &'static str)>,
    #[prop(into)] shown: Signal<usize>,
    #[prop(into)] all: Signal<usize>,
    /// Further fields that the forms must keep, e.g. which tab.
    #[prop(optional)]
    keep: Vec<(&'static str, &'static str)>,
    children: Children,
) -> impl IntoView {
    let t = texts();
    let counted = move || {
        let (shown, all) = (shown.try_get().unwrap_or_default(), all.try_get().unwrap_or_default());
        if shown == all { t.rows(&grouped(all)) } else { t.rows_of(&grouped(shown), &grouped(all)) }
    };
    view! {
        <div class="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
            <Filter state what keep=keep.clone() />
            <Columns state columns keep />
            <p role="status" class="text-sm text-ink-muted tabular-nums">{counted}</p>
            <div class="ml-auto flex flex-wrap items-center gap-2">{children()}</div>
        </div>
    }
}

/// Filters as one types; without JavaScript when it is sent.
#[component]
fn Filter(state: TableState, what: &'static str, keep: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let t = texts();
    let navigate = use_navigate();
    let filter = move || state.view.with(|view| view.filter.clone());
    let typed = move |event: ev::Event| {
        let to = state.href(state.view.with_untracked(|view| view.filtered(&event_target_value(&event))));
        navigate(&to, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    // With JavaScript the URL has changed already.
    let sent = move |event: ev::SubmitEvent| event.prevent_default();
    view! {
        <form method="get" role="search" on:submit=sent class="flex gap-1.5">
            <Kept state keep without="q" />
            <input
                type="search"
                name="q"
                aria-label=t.filter(what)
                placeholder=t.filter(what)
                value=state.view.with_untracked(|view| view.filter.clone())
                prop:value=filter
                on:input=typed
                autocomplete="off"
                class=format!("{FIELD} w-56")
            />
            <button type="submit" class=format!("{BUTTON} {WITHOUT_SCRIPT}")>{t.filter_now()}</button>
        </form>
    }
}

/// Which columns are shown.
#[component]
fn Columns(
    state: TableState,
    columns: Vec<(&'static str, &'static str)>,
    keep: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let t = texts();
    let ids = StoredValue::new(columns.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    let navigate = use_navigate();
    let turn = move |id: &'static str| {
        let view = state.view.get_untracked();
        let mut shown: Vec<_> =
            ids.get_value().into_iter().filter(|each| view.shows(each) != (*each == id)).collect();
        if shown.len() == ids.with_value(Vec::len) {
            shown.clear();
        }
        view.with_columns(shown.into_iter().map(str::to_owned).collect())
    };
    let choices = columns.into_iter().map(move |(id, label)| {
        let navigate = navigate.clone();
        let shown = move || state.shows(id);
        let turned = move |_| {
            navigate(
                &state.href(turn(id)),
                NavigateOptions { replace: true, scroll: false, ..Default::default() },
            );
        };
        view! {
            <label class="flex items-center gap-2 whitespace-nowrap">
                <input
                    type="checkbox"
                    name="column"
                    value=id
                    checked=state.view.with_untracked(|view| view.shows(id))
                    prop:checked=shown
                    on:change=turned
                    class="size-3.5 accent-accent"
                />
                {label}
            </label>
        }
    });
    view! {
        <details class="relative">
            <summary class=format!("{BUTTON} flex cursor-pointer items-center")>{t.columns()}</summary>
            <form
                method="get"
                class="absolute z-30 mt-1 space-y-1.5 rounded-lg bg-raised p-3 text-base shadow-float"
            >
                <Kept state keep without="column" />
                {choices.collect_view()}
                <button type="submit" class=format!("{BUTTON} {WITHOUT_SCRIPT}")>{t.show_columns()}</button>
            </form>
        </details>
    }
}

/// What a form of one thing must keep of the others: it replaces the whole query.
#[component]
fn Kept(state: TableState, keep: Vec<(&'static str, &'static str)>, without: &'static str) -> impl IntoView {
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value /> };
    let fixed = keep.into_iter().map(|(name, value)| hidden(name, value.to_owned())).collect_view();
    let of_table = move || {
        let fields = state.view.with(TableView::fields);
        let kept = fields.into_iter().filter(|(name, _)| *name != without && *name != "page");
        kept.map(|(name, value)| hidden(name, value)).collect_view()
    };
    view! { {fixed} {changing(of_table)} }
}
