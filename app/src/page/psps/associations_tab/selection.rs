//! Several rules at once. The boxes belong to a form of their own, so they work without JavaScript.

use std::collections::BTreeSet;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::super::PspsPage;
use super::columns::RuleRow;
use crate::route::{Dialog, TableView};
use crate::text::texts;
use crate::ui::WITHOUT_SCRIPT;
use crate::view::view;

const LOOK: &str = "h-8 rounded-md border border-line-strong bg-raised px-3 text-base font-medium text-danger-text shadow-card hover:bg-hover";
/// The form that the boxes and the button belong to, wherever they stand.
const FORM: &str = "selection";

/// The keys of the rules that are selected.
#[derive(Clone, Copy)]
pub(super) struct Selection(RwSignal<BTreeSet<String>>);

impl Selection {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    /// Forgets those that are no more.
    pub(super) fn keep_only(self, rows: &[RuleRow]) {
        if self.0.with_untracked(BTreeSet::is_empty) {
            return;
        }
        let there: BTreeSet<_> = rows.iter().map(|row| row.rule.key()).collect();
        self.0.update(|keys| keys.retain(|key| there.contains(key)));
    }

    fn has(self, key: &str) -> bool {
        self.0.try_with(|keys| keys.contains(key)).unwrap_or_default()
    }

    fn turn(self, key: &str) {
        self.0.update(|keys| {
            if !keys.remove(key) {
                keys.insert(key.to_owned());
            }
        });
    }

    fn count(self) -> usize {
        self.0.try_with(BTreeSet::len).unwrap_or_default()
    }
}

/// The cell with a rule's box.
#[component]
pub(super) fn SelectRule(
    selection: Selection,
    /// Its key.
    rule: String,
    /// What it is, for screen readers.
    name: String,
    disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    let (has, turned) = (rule.clone(), rule.clone());
    let why = move || disabled_because.try_get().flatten();
    view! {
        <td role="cell" class="w-8 pl-3 max-md:float-right max-md:w-auto max-md:px-3 max-md:py-2">
            <input
                type="checkbox"
                name="rule"
                form=FORM
                value=rule
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

/// Asks whether all that are selected are to be removed.
#[component]
pub(super) fn RemoveSelected(selection: Selection, refusal: Signal<Option<String>>) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let navigate = use_navigate();
    let label = move || match selection.count() {
        0 => t.remove_selected_plain().to_owned(),
        count => t.remove_selected(count),
    };
    let ask = move |event: ev::MouseEvent| {
        event.prevent_default();
        let rules: Vec<_> = selection.0.get_untracked().into_iter().collect();
        if !rules.is_empty() {
            let options = NavigateOptions { scroll: false, ..Default::default() };
            navigate(&page.dialog(Dialog::RemoveRules { rules }), options);
        }
    };
    let fields = move || {
        let fields = page.table.view.with(TableView::fields).into_iter();
        fields.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()
    };
    // There is nothing to remove together until something is selected; without JavaScript nobody can tell.
    let shown = move || match refusal.try_get().flatten() {
        Some(_) => "hidden",
        None if selection.count() == 0 => WITHOUT_SCRIPT,
        None => "",
    };
    view! {
        <form id=FORM method="get" class="hidden">
            <input type="hidden" name="tab" value="association-rules" />
            {fields}
        </form>
        <button
            type="submit"
            form=FORM
            name="dialog"
            value="remove-rule"
            on:click=ask
            class=move || format!("{LOOK} {}", shown())
        >
            {label}
        </button>
    }
}
