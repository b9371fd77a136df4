//! Several rows of a table at once. The boxes and the button belong to a form of their own, so they work without JavaScript.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::TableState;
use crate::route::TableView;
use crate::text::texts;
use crate::ui::{NeedsScript, WITHOUT_SCRIPT};
use crate::view::{changing, view};

const LOOK: &str = "h-8 rounded-md border border-line-strong bg-raised px-3 text-base font-medium text-danger-text shadow-card hover:bg-hover disabled:opacity-50";
/// The form that the boxes and the button belong to, wherever they stand.
const FORM: &str = "selection";
/// Bytes of a URL that a reload still gets an answer for: a server reads 64 KiB of it at most.
const LONGEST_URL: usize = 60_000;

/// The keys of the rows that are selected, in order: a set's code would be a hundredth of what every visitor loads.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<Vec<String>>);

impl Selection {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Forgets those that are no more.
    pub fn keep_only(self, there: impl Iterator<Item = String>) {
        if self.0.with_untracked(Vec::is_empty) {
            return;
        }
        self.0.update(|keys| {
            let mut is_there = vec![false; keys.len()];
            for at in there.filter_map(|key| place(keys, &key).ok()) {
                if let Some(each) = is_there.get_mut(at) {
                    *each = true;
                }
            }
            let mut is_there = is_there.into_iter();
            keys.retain(|_| is_there.next() == Some(true));
        });
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.0.try_with(Vec::len).unwrap_or_default()
    }

    fn has(self, key: &str) -> bool {
        self.0.try_with(|keys| place(keys, key).is_ok()).unwrap_or_default()
    }

    /// Selects these, or selects them no more.
    fn turn(self, on: bool, these: &[String]) {
        self.0.update(|keys| {
            for key in these {
                match place(keys, key) {
                    Ok(at) if !on => _ = keys.remove(at),
                    Err(at) if on => keys.insert(at, key.clone()),
                    _ => {}
                }
            }
        });
    }
}

fn place(keys: &[String], key: &str) -> Result<usize, usize> {
    keys.binary_search_by(|each| each.as_str().cmp(key))
}

/// The cell with a row's box.
#[component]
pub fn SelectRow(
    selection: Selection,
    /// What the dialog's URL calls a row.
    field: &'static str,
    key: String,
    /// What the row is, for screen readers.
    name: String,
    disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    let (has, turned) = (key.clone(), key.clone());
    let why = move || disabled_because.try_get().flatten();
    view! {
        <td role="cell" class="w-8 pl-3 max-md:float-right max-md:w-auto max-md:px-3 max-md:py-2">
            <input
                type="checkbox"
                name=field
                form=FORM
                value=key
                aria-label=texts().select_row(&name)
                title=why
                disabled=move || why().is_some()
                prop:checked=move || selection.has(&has)
                on:change=move |event| selection.turn(event_target_checked(&event), std::slice::from_ref(&turned))
                class="block size-3.5 accent-accent disabled:opacity-40"
            />
        </td>
    }
}

/// The box that selects every row that is shown, or none of them; something between while some are. `keys` are those of the
/// rows that are shown and may be selected.
pub fn select_all(
    selection: Selection,
    keys: Callback<(), Vec<String>>,
    refusal: Signal<Option<String>>,
) -> AnyView {
    let selected = move || {
        if selection.count() == 0 {
            return (0, 1);
        }
        let keys = keys.run(());
        (keys.iter().filter(|key| selection.has(key)).count(), keys.len())
    };
    let turned = move |event: ev::Event| {
        selection.turn(event_target_checked(&event), &keys.run(()));
    };
    view! {
        <NeedsScript>
            <input
                type="checkbox"
                aria-label=texts().select_all()
                title=move || refusal.try_get().flatten()
                disabled=move || refusal.try_get().flatten().is_some()
                prop:checked=move || matches!(selected(), (some, all) if some == all)
                prop:indeterminate=move || matches!(selected(), (some, all) if some > 0 && some < all)
                on:change=turned
                class="block size-3.5 accent-accent disabled:opacity-40 md:ml-0.5"
            />
        </NeedsScript>
    }
}

/// The button that opens a dialog about all that are selected.
#[component]
pub fn AskAboutSelected(
    state: TableState,
    selection: Selection,
    /// What the dialog's URL calls it.
    dialog: &'static str,
    #[prop(into)] label: Signal<String>,
    /// The URL of the dialog about these.
    ask: Callback<Vec<String>, String>,
    /// Further fields that the form must keep, e.g. which tab.
    #[prop(optional)]
    keep: Vec<(&'static str, &'static str)>,
    refusal: Signal<Option<String>>,
) -> impl IntoView {
    let navigate = use_navigate();
    let open = move |event: ev::MouseEvent| {
        event.prevent_default();
        let keys = selection.0.get_untracked();
        if !keys.is_empty() {
            navigate(&ask.run(keys), NavigateOptions { scroll: false, ..Default::default() });
        }
    };
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value /> };
    let kept = keep.into_iter().map(|(name, value)| hidden(name, value.to_owned())).collect_view();
    let fields = move || {
        let fields = state.view.with(TableView::fields).into_iter();
        fields.map(|(name, value)| hidden(name, value)).collect_view()
    };
    let too_many = move || {
        // Most have no need to be counted.
        selection.count() > 200 && selection.0.try_get().is_some_and(|keys| ask.run(keys).len() > LONGEST_URL)
    };
    // There is nothing to ask until something is selected; without JavaScript nobody can tell.
    let shown = move || match refusal.try_get().flatten() {
        Some(_) => "hidden",
        None if selection.count() == 0 => WITHOUT_SCRIPT,
        None => "",
    };
    view! {
        <form id=FORM method="get" class="hidden">{kept} {changing(fields)}</form>
        <button
            type="submit"
            form=FORM
            name="dialog"
            value=dialog
            on:click=open
            disabled=too_many
            class=move || format!("{LOOK} {}", shown())
        >
            {move || if too_many() { texts().select_fewer().to_owned() } else { label.try_get().unwrap_or_default() }}
        </button>
    }
}
