//! Of several things some were done before one was refused: which, why, and the way back.

use leptos::prelude::*;

use super::undo::UndoForm;
use crate::api::ApiError;
use crate::api::error::UNDO;
use crate::part::FormFailure;
use crate::view::{changing, view};

/// The refusal, where something had been done before it; else the dialog's foot has it. A form cannot stand in another, so
/// this stands before that of the dialog.
#[component]
pub(super) fn Partly(error: Signal<Option<ApiError>>) -> impl IntoView {
    changing(move || {
        let error = error.get()?;
        let change = error.typed(UNDO)?.to_owned();
        Some(view! {
            <div class="space-y-2">
                <FormFailure error=Signal::stored(Some(error)) />
                <UndoForm change />
            </div>
        })
    })
}

/// The refusal, where nothing had been done.
pub(super) fn wholly(error: Signal<Option<ApiError>>) -> Signal<Option<ApiError>> {
    Signal::derive(move || error.get().filter(|error| error.typed(UNDO).is_none()))
}
