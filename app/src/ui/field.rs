//! Form fields: each has its label, perhaps a hint, and its error at its place.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

use crate::view::view;

pub(super) const CONTROL: &str = "h-9 w-full pointer-coarse:h-11 rounded-md border border-field bg-surface px-3 text-base text-ink \
                       placeholder:text-ink-faint aria-invalid:border-danger disabled:bg-sunken disabled:text-ink-faint";

/// A label with its control, a hint and an error. The control's id is `id`; it refers to `{id}-hint` and `{id}-error`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="space-y-1.5">
            <label for=id class="block text-base font-medium">{label}</label>
            {children()}
            {hint.map(|text| view! { <p id=hint_id class="text-sm text-ink-muted">{text}</p> })}
            {move || {
                error.get().map(|text| view! {
                    <p id=error_id.clone() class="flex items-start gap-1.5 text-sm text-danger-text">
                        <Icon name=IconName::XCircle class="mt-0.5 size-3.5" />
                        <span class="wrap-anywhere">{text}</span>
                    </p>
                })
            }}
        </div>
    }
}

/// What `aria-describedby` of a control in a [`Field`] says.
pub(super) fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let ids = [(has_error, "error"), (has_hint, "hint")];
    let ids: Vec<_> =
        ids.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{id}-{part}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A line to type something into.
#[component]
pub fn TextField(
    /// The form's name for it, and the control's id.
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What is in it; without one it is only for the form.
    #[prop(optional)]
    value: RwSignal<String>,
    /// May it be left empty?
    #[prop(optional)]
    optional: bool,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let has_hint = hint.is_some();
    view! {
        <Field id=name label hint error>
            <input
                id=name
                name=name
                required=!optional
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value=value.get_untracked()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=move || described_by(name, has_hint, error.get().is_some())
                class=CONTROL
            />
        </Field>
    }
}
