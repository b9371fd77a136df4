//! A field to choose from a list by typing, one or several. Without JavaScript it is the browser's own list.
//!
//! The pattern is that of a combobox with a listbox: <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>.

mod list;

use leptos::prelude::*;

use super::field::{CONTROL, Field, described_by};
use super::icon::{Icon, IconName};
use super::needs_script::taken_over;
use crate::text::texts;
use crate::view::view;
use list::Combobox;

/// One entry of a list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// What else is to be known of it; empty if nothing.
    pub note: String,
}

impl Choice {
    /// An entry that shows its own value.
    pub fn plain(value: impl Into<String>) -> Self {
        let value = value.into();
        Self { label: value.clone(), value, note: String::new() }
    }

    /// An entry.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: String::new() }
    }

    /// With what else is to be known of it.
    #[must_use]
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// How many may be chosen. Of several the form sends `name[]`.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Picks {
    #[default]
    One,
    /// One, and one may choose it away again.
    OneOrNone,
    Several,
}

/// The field.
#[component]
pub fn Picker(
    /// The form's name for it, and the control's id.
    name: &'static str,
    #[prop(into)] label: String,
    /// What is said while nothing is chosen.
    placeholder: &'static str,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// The values that are chosen.
    chosen: RwSignal<Vec<String>>,
    #[prop(optional)] picks: Picks,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Called when something else is chosen.
    #[prop(optional, into)]
    on_choose: Option<Callback<()>>,
) -> impl IntoView {
    let hydrated = taken_over();
    let has_hint = hint.is_some();
    let described = Signal::derive(move || described_by(name, has_hint, error.get().is_some()));
    let invalid = Signal::derive(move || error.get().is_some());
    let field = if picks == Picks::Several { format!("{name}[]") } else { name.to_owned() };
    let listed = label.clone();
    view! {
        <Field id=name label hint error>
            {move || {
                let (field, label) = (field.clone(), listed.clone());
                if hydrated.get() {
                    view! {
                        <Chosen choices chosen picks field />
                        <Combobox id=name label placeholder choices chosen picks described invalid on_choose />
                    }
                } else {
                    view! {
                        <Native id=name field placeholder choices chosen picks described invalid />
                    }
                }
            }}
        </Field>
    }
}

/// What is chosen, for the form; of several each can be taken out again.
#[component]
fn Chosen(
    choices: Signal<Vec<Choice>>,
    chosen: RwSignal<Vec<String>>,
    picks: Picks,
    field: String,
) -> impl IntoView {
    let hidden = move || {
        let field = field.clone();
        let values = chosen.get().into_iter();
        values
            .map(move |value| view! { <input type="hidden" name=field.clone() value=value /> })
            .collect_view()
    };
    let marks = move || {
        let values = chosen.get().into_iter().filter(|_| picks == Picks::Several);
        let marks = values.map(|value| {
            let label = label_of(choices, &value);
            let take_out = move |_| chosen.update(|values| values.retain(|each| *each != value));
            view! {
                <li class="inline-flex items-center gap-1 rounded-md bg-accent-soft py-0.5 pl-2 pr-1 text-sm text-accent-text">
                    <span class="wrap-anywhere">{label.clone()}</span>
                    <button
                        type="button"
                        aria-label=texts().take_out(&label)
                        on:click=take_out
                        class="rounded-sm p-1 hover:bg-hover pointer-coarse:p-3"
                    >
                        <Icon name=IconName::Close class="size-3" />
                    </button>
                </li>
            }
        });
        let marks: Vec<_> = marks.collect();
        (!marks.is_empty()).then(|| view! { <ul class="flex flex-wrap gap-1.5">{marks}</ul> })
    };
    view! { {hidden} {marks} }
}

/// The browser's own list.
#[component]
fn Native(
    id: &'static str,
    field: String,
    placeholder: &'static str,
    choices: Signal<Vec<Choice>>,
    chosen: RwSignal<Vec<String>>,
    picks: Picks,
    described: Signal<Option<String>>,
    invalid: Signal<bool>,
) -> impl IntoView {
    let several = picks == Picks::Several;
    let options = move || {
        let option = |choice: Choice| {
            let selected = chosen.with(|chosen| chosen.contains(&choice.value));
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    let first = (!several).then(|| view! { <option value="">{placeholder}</option> });
    view! {
        <select
            id=id
            name=field
            required=picks != Picks::OneOrNone
            multiple=several
            size=several.then_some("5")
            aria-invalid=move || invalid.get().then_some("true")
            aria-describedby=described
            class=if several { CONTROL.replace("h-9 ", "").replace("pointer-coarse:h-11 ", "") } else { CONTROL.to_owned() }
        >
            {first}
            {options}
        </select>
    }
}

/// How an entry is shown; a value that is in no list shows itself.
fn label_of(choices: Signal<Vec<Choice>>, value: &str) -> String {
    let label = choices.with(|choices| {
        choices.iter().find(|choice| choice.value == value).map(|choice| choice.label.clone())
    });
    label.unwrap_or_else(|| value.to_owned())
}
