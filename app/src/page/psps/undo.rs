//! *Undo* in the notice of what was just done.

use leptos::prelude::*;

use super::PspsPage;
use crate::api::undo::UndoChange;
use crate::part::{FormFailure, SendForm, Sending};
use crate::text::texts;
use crate::ui::SubmitButton;
use crate::view::{changing, view};

/// A button, and why it could not be done.
#[component]
pub(super) fn UndoForm(
    /// The id that the server keeps it by.
    change: String,
) -> impl IntoView {
    let page = PspsPage::of_page();
    let action = Sending::to::<UndoChange>();
    let error = action.error();
    let button = move || {
        let fine = error.with(Option::is_none);
        fine.then(|| view! { <SubmitButton label=texts().undo() pending=action.pending() /> })
    };
    view! {
        <SendForm sending=action class="space-y-2">
            <input type="hidden" name="cluster" value=page.cluster.get_untracked().to_string() />
            <input type="hidden" name="undo" value=change />
            <FormFailure error />
            {changing(button)}
        </SendForm>
    }
}
