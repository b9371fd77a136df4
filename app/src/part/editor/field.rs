//! A plain text field with line numbers, as high as its text, so that the numbers need no scrolling of their own.

use leptos::prelude::*;
use psp::language::{Note, Severity};

use super::Editor;
use crate::view::view;

/// Around the field; it scrolls in here.
pub(super) const FRAME: &str = "flex max-h-[70dvh] overflow-hidden rounded-lg border border-field bg-surface font-mono text-sm shadow-card focus-within:border-accent";

/// The field by itself: for texts that are no policies.
#[component]
pub fn TextEditor(editor: Editor, notes: Signal<Vec<Note>>) -> impl IntoView {
    view! {
        <div class=FRAME>
            <NumberedField editor notes readonly=false />
        </div>
    }
}

/// Line numbers, those of wrong lines marked, and the text.
#[component]
pub(super) fn NumberedField(editor: Editor, notes: Signal<Vec<Note>>, readonly: bool) -> impl IntoView {
    let text = editor.text;
    let lines = Memo::new(move |_| text.with(|text| text.split('\n').count()));
    let wrong = Memo::new(move |_| {
        let errors = |notes: &Vec<Note>| {
            let errors = notes.iter().filter(|note| note.severity == Severity::Error);
            errors.map(|note| note.from.line).collect::<Vec<_>>()
        };
        notes.with(errors)
    });
    let numbers = move || {
        let wrong = wrong.get();
        let number = |line: usize| {
            let look = if wrong.contains(&line) { "bg-danger text-on-accent" } else { "text-ink-faint" };
            view! { <span class=format!("block rounded-sm px-1.5 {look}")>{line}</span> }
        };
        (1..=lines.get()).map(number).collect_view()
    };
    view! {
        <div class="flex flex-1 overflow-y-auto group-data-ready:hidden">
            <div aria-hidden="true" class="select-none border-r border-line bg-sunken px-1 py-2 text-right">{numbers}</div>
            <textarea
                node_ref=editor.node
                id="yaml"
                name="yaml"
                aria-label="YAML"
                aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                aria-describedby="yaml-problems"
                readonly=readonly
                wrap="off"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                rows=move || lines.get()
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keyup=move |_| editor.follow_field()
                on:click=move |_| editor.follow_field()
                class="min-w-0 flex-1 resize-none overflow-x-auto overflow-y-hidden whitespace-pre bg-transparent px-3 py-2 text-ink outline-none"
            >
                {text.get_untracked()}
            </textarea>
        </div>
    }
}
