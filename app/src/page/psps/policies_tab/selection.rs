//! Several policies at once. The boxes belong to a form of their own, so they work without JavaScript.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::super::PspsPage;
use crate::api::policies::PolicyRow;
use crate::route::Dialog;
use crate::text::texts;
use crate::ui::WITHOUT_SCRIPT;
use crate::view::{changing, view};

const LOOK: &str = "h-8 rounded-md border border-line-strong bg-raised px-3 text-base font-medium text-danger-text shadow-card hover:bg-hover";
/// The form that the boxes and the button belong to, wherever they stand.
const FORM: &str = "selection";

/// The names that are selected.
#[derive(Clone, Copy)]
pub(super) struct Selection(RwSignal<BTreeSet<String>>);

impl Selection {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    /// Forgets those that are no more.
    pub(super) fn keep_only(self, rows: &[PolicyRow]) {
        if self.0.with_untracked(BTreeSet::is_empty) {
            return;
        }
        self.0.update(|names| names.retain(|name| rows.iter().any(|row| row.name == *name)));
    }

    fn has(self, name: &str) -> bool {
        self.0.try_with(|names| names.contains(name)).unwrap_or_default()
    }

    fn turn(self, name: &str) {
        self.0.update(|names| {
            if !names.remove(name) {
                names.insert(name.to_owned());
            }
        });
    }

    fn names(self) -> Vec<String> {
        self.0.try_get().unwrap_or_default().into_iter().collect()
    }
}

/// The cell with a row's box.
#[component]
pub(super) fn SelectRow(
    selection: Selection,
    name: String,
    disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    let (has, turned) = (name.clone(), name.clone());
    let why = move || disabled_because.try_get().flatten();
    view! {
        <td role="cell" class="w-8 pl-3 max-md:float-right max-md:w-auto max-md:px-3 max-md:py-2">
            <input
                type="checkbox"
                name="policy"
                form=FORM
                value=name.clone()
                aria-label=texts().select_row(&name)
                title=why
                disabled=move || why().is_some()
                prop:checked=move || selection.has(&has)
                on:change=move |_| selection.turn(&turned)
                class="block size-3.5 accent-accent"
            />
        </td>
    }
}

/// Asks whether all that are selected are to be deleted.
#[component]
pub(super) fn DeleteSelected(selection: Selection, refusal: Signal<Option<String>>) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let navigate = use_navigate();
    let count = move || selection.names().len();
    let label = move || match count() {
        0 => t.delete_selected_plain().to_owned(),
        count => t.delete_selected(count),
    };
    let ask = move |event: ev::MouseEvent| {
        event.prevent_default();
        let dialog = match selection.names().as_slice() {
            [] => return,
            [one] => Dialog::DeletePolicy { policy: one.clone() },
            several => Dialog::DeletePolicies { policies: several.to_vec() },
        };
        navigate(&page.dialog(dialog), NavigateOptions { scroll: false, ..Default::default() });
    };
    let fields = move || {
        let fields = page.table.view.with(crate::route::TableView::fields);
        fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    // There is nothing to delete together until something is selected; without JavaScript nobody can tell.
    let shown = move || match refusal.try_get().flatten() {
        Some(_) => "hidden",
        None if count() == 0 => WITHOUT_SCRIPT,
        None => "",
    };
    view! {
        <form id=FORM method="get" class="hidden">{changing(fields)}</form>
        <button
            type="submit"
            form=FORM
            name="dialog"
            value="delete"
            on:click=ask
            class=move || format!("{LOOK} {}", shown())
        >
            {label}
        </button>
    }
}
