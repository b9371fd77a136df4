//! Everything that is wrong with a text, and what is worth knowing about it, line by line.

use leptos::prelude::*;
use psp::language::{Note, Severity};

use super::Editor;
use crate::text::texts;
use crate::ui::{Icon, IconName};
use crate::view::view;

/// The lists. With JavaScript a click leads to the line.
#[component]
pub fn YamlProblems(editor: Editor, notes: Signal<Vec<Note>>) -> impl IntoView {
    let of = move |severity: Severity| {
        let notes = notes.get().into_iter().filter(move |note| note.severity == severity);
        notes.map(|note| view! { <Line editor note /> }).collect::<Vec<_>>()
    };
    let list = |items: Vec<_>, icon: IconName, look: &'static str| {
        (!items.is_empty()).then(|| {
            view! {
                <div class=format!("flex gap-2.5 rounded-lg px-3.5 py-3 {look}")>
                    <Icon name=icon class="mt-0.5" />
                    <ul class="min-w-0 flex-1 space-y-1 text-sm">{items}</ul>
                </div>
            }
        })
    };
    view! {
        <div id="yaml-problems" role="alert" class="empty:hidden">
            {move || list(of(Severity::Error), IconName::XCircle, "bg-danger-soft text-danger-text")}
        </div>
        <div role="status" class="empty:hidden">
            {move || list(of(Severity::Warning), IconName::Warning, "bg-warn-soft text-warn-text")}
        </div>
    }
}

#[component]
fn Line(editor: Editor, note: Note) -> impl IntoView {
    let Note { from, field, message, .. } = note;
    let field = field.map(|field| format!("{field}: ")).unwrap_or_default();
    view! {
        <li>
            <button
                type="button"
                on:click=move |_| editor.go_to(from)
                class="w-full rounded-sm text-left wrap-anywhere hover:underline"
            >
                <span class="font-medium">{texts().problem_at(from.line, from.column)}</span>
                {field}
                {message}
            </button>
        </li>
    }
}
