//! A failure in words: what happened, what to do, and a way to try again.

use leptos::prelude::*;

use super::refresh::Refresh;
use crate::api::{ApiError, Situation};
use crate::text::texts;
use crate::ui::{Button, Callout, IconName, Tone};
use crate::view::{changing, view};

/// In place of what could not be read.
#[component]
pub fn Failure(
    error: ApiError,
    /// What could not be shown, e.g. `the policies`.
    what: &'static str,
) -> impl IntoView {
    let tone = match error.situation {
        Situation::NoPspApi | Situation::NotFound => Tone::Neutral,
        Situation::Forbidden | Situation::Unauthorized | Situation::Unreachable | Situation::Offline => {
            Tone::Warning
        }
        _ => Tone::Danger,
    };
    #[cfg(feature = "ssr")]
    answer_with_status_of(&error);
    let retry = error.is_worth_retrying();
    let refresh = Refresh::of_page();
    view! {
        <Callout title=error.title() tone live=true>
            <Words error=error />
            {retry.then(|| view! {
                <Button label=texts().load_again(what) icon=IconName::Refresh on:click=move |_| refresh.now() />
            })}
        </Callout>
    }
}

/// A page about something that is not there is not found, for those who read the status too.
#[cfg(feature = "ssr")]
fn answer_with_status_of(error: &ApiError) {
    if let (Situation::NotFound, Some(response)) =
        (error.situation, use_context::<leptos_axum::ResponseOptions>())
    {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}

/// In a form that could not be carried out; what was typed stays.
#[component]
pub fn FormFailure(#[prop(into)] error: Signal<Option<ApiError>>) -> impl IntoView {
    changing(move || {
        error.get().map(|error| {
            view! {
                <Callout title=error.title() tone=Tone::Danger live=true>
                    <Words error=error />
                </Callout>
            }
        })
    })
}

#[component]
fn Words(error: ApiError) -> impl IntoView {
    let advice = error.advice();
    // The router leaves such a link to the browser, which loads the page anew.
    let anew = (error.situation == Situation::Outdated)
        .then(|| view! { <a href="" rel="external" class="font-medium text-accent-text underline">{texts().load_page_again()}</a> });
    let fields = error.fields.into_iter().map(|problem| {
        view! {
            <li>
                <span class="font-mono text-sm font-medium">{problem.field}</span>
                ": "
                {problem.message}
            </li>
        }
    });
    let fields: Vec<_> = fields.collect();
    view! {
        {(!error.detail.is_empty()).then(|| view! { <p>{error.detail}</p> })}
        {(!fields.is_empty()).then(|| view! { <ul class="list-disc space-y-0.5 pl-5">{fields}</ul> })}
        {(!advice.is_empty()).then(|| view! { <p class="text-ink-muted">{advice}</p> })}
        {anew}
    }
}
