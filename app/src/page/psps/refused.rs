//! A text that was not taken: why, and what is wrong with which of its lines.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::part::FormFailure;
use crate::text::texts;
use crate::view::view;

#[component]
pub(super) fn Refused(error: ApiError) -> impl IntoView {
    let lines = error.lines.iter().map(|line| {
        let field = line.field.as_ref().map(|field| format!("{field}: ")).unwrap_or_default();
        let said = texts().problem_at(line.place.0, line.place.1) + &field + &line.message;
        view! { <li class="wrap-anywhere">{said}</li> }
    });
    let lines: Vec<_> = lines.collect();
    view! {
        <FormFailure error=Signal::stored(Some(error)) />
        <ul class="list-disc space-y-0.5 pl-5 text-sm empty:hidden">{lines}</ul>
    }
}
