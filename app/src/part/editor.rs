//! The YAML editor: a text field with line numbers, what is wrong with which line, and what the parameter at the cursor
//! means.
//!
//! It is a plain text field, as high as its text, so it works without JavaScript and line numbers need no scrolling of
//! their own. With JavaScript the text is checked as it is typed, by the same code as on the server. Once its bundle has
//! arrived (`app/editor`, loaded by no other page), `CodeMirror` takes the field's place: [`bridge`] is between the two.

#[cfg(feature = "hydrate")]
mod answers;
#[cfg(feature = "hydrate")]
mod bridge;
mod panel;
mod problems;

use leptos::html;
use leptos::prelude::*;
use psp::language::{Cursor, Note, Severity};

use crate::text::texts;
use crate::view::view;

pub use panel::{ParameterPanel, explain};
pub use problems::YamlProblems;

/// The text that is edited, and everything that the parts of an editor share about it.
#[derive(Clone, Copy)]
pub struct Editor {
    pub text: RwSignal<String>,
    /// Where the cursor is; not known before it was moved.
    pub cursor: RwSignal<Option<Cursor>>,
    /// What is known of what is written there.
    #[cfg(feature = "hydrate")]
    assistance: Option<answers::Assistance>,
    node: NodeRef<html::Textarea>,
}

impl Editor {
    /// With this text, a policy.
    pub fn new(text: String) -> Self {
        Self {
            #[cfg(feature = "hydrate")]
            assistance: Some(answers::OF_A_POLICY),
            ..Self::of_another_kind(text)
        }
    }

    /// With this text, of which nothing is known: whoever asks for it does not load what is known of policies.
    pub fn of_another_kind(text: String) -> Self {
        Self {
            text: RwSignal::new(text),
            cursor: RwSignal::new(None),
            #[cfg(feature = "hydrate")]
            assistance: None,
            node: NodeRef::new(),
        }
    }

    fn follow_field(self) {
        #[cfg(feature = "hydrate")]
        bridge::follow_field(self);
        #[cfg(not(feature = "hydrate"))]
        let _ = self;
    }

    /// Puts the cursor there.
    fn go_to(self, at: Cursor) {
        #[cfg(feature = "hydrate")]
        bridge::go_to(self, at);
        #[cfg(not(feature = "hydrate"))]
        let _ = (self, at);
    }
}

/// The field.
#[component]
pub fn YamlEditor(
    editor: Editor,
    notes: Signal<Vec<Note>>,
    /// It can be read and copied only.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
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
    #[cfg(feature = "hydrate")]
    bridge::connect(editor, notes);
    view! {
        <yaml-editor data-keys=texts().editor_keys() class="group flex max-h-[70dvh] overflow-hidden rounded-lg border border-field bg-surface font-mono text-sm shadow-card focus-within:border-accent [&>.cm-editor]:min-w-0 [&>.cm-editor]:flex-1">
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
        </yaml-editor>
    }
}
