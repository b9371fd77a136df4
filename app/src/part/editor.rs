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
mod field;
mod panel;
mod problems;

use leptos::html;
use leptos::prelude::*;
use psp::language::{Cursor, Note};

use crate::text::texts;
use crate::view::view;

pub use field::TextEditor;
use field::{FRAME, NumberedField};
pub use panel::{ParameterPanel, explain};
pub use problems::YamlProblems;

/// The text that is edited, and everything that the parts of an editor share about it.
#[derive(Clone, Copy)]
pub struct Editor {
    pub text: RwSignal<String>,
    /// Where the cursor is; not known before it was moved.
    pub cursor: RwSignal<Option<Cursor>>,
    node: NodeRef<html::Textarea>,
}

impl Editor {
    /// With this text.
    pub fn new(text: String) -> Self {
        Self { text: RwSignal::new(text), cursor: RwSignal::new(None), node: NodeRef::new() }
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

/// The field of a policy. Once `CodeMirror` is there it takes the text field's place, with what is known of policies.
#[component]
pub fn YamlEditor(
    editor: Editor,
    notes: Signal<Vec<Note>>,
    /// It can be read and copied only.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    bridge::connect(editor, notes);
    view! {
        <yaml-editor data-keys=texts().editor_keys() class=format!("group {FRAME} [&>.cm-editor]:min-w-0 [&>.cm-editor]:flex-1")>
            <NumberedField editor notes readonly />
        </yaml-editor>
    }
}
