//! The lists of *Upload file*: what each document will do, and what became of it.

use leptos::prelude::*;

use super::refused::Refused;
use crate::api::upload::{Outcome, Plan, Planned};
use crate::part::Diff;
use crate::text::texts;
use crate::ui::{Badge, Tone};
use crate::view::view;

/// What each document will do.
#[component]
pub(super) fn PlannedList(planned: Vec<Planned>) -> impl IntoView {
    let t = texts();
    let entry = move |planned: Planned| {
        let Planned { line, name, plan } = planned;
        let (label, tone) = match &plan {
            Ok(Plan::Create) => (t.plan_create(), Tone::Ok),
            Ok(Plan::Replace { .. }) => (t.plan_replace(), Tone::Warning),
            Ok(Plan::Nothing) => (t.plan_nothing(), Tone::Neutral),
            Err(_) => (t.plan_refused(), Tone::Danger),
        };
        let more = match plan {
            Ok(Plan::Replace { now, then, .. }) => {
                let label = t.plan_diff(&name);
                view! { <Diff label old=now new=then /> }.into_any()
            }
            Ok(_) => ().into_any(),
            Err(error) => view! { <Refused error /> }.into_any(),
        };
        view! { <Entry name place=t.plan_line(line) label tone>{more}</Entry> }
    };
    let entries = planned.into_iter().map(entry).collect_view();
    view! {
        <ol aria-label=t.plan_list() class="divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
            {entries}
        </ol>
    }
}

/// What became of each document.
#[component]
pub(super) fn Outcomes(outcomes: Vec<Outcome>) -> impl IntoView {
    let t = texts();
    let entry = move |outcome: Outcome| {
        let (label, tone, more) = match outcome.done {
            Ok(()) => (t.outcome_done(), Tone::Ok, ().into_any()),
            Err(error) => (t.outcome_refused(), Tone::Danger, view! { <Refused error /> }.into_any()),
        };
        view! { <Entry name=outcome.name place=String::new() label tone>{more}</Entry> }
    };
    let entries = outcomes.into_iter().map(entry).collect_view();
    view! {
        <div role="status">
            <ol aria-label=t.outcome_list() class="divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
                {entries}
            </ol>
        </div>
    }
}

#[component]
fn Entry(name: String, place: String, label: &'static str, tone: Tone, children: Children) -> impl IntoView {
    let name = if name.is_empty() { texts().plan_unnamed().to_owned() } else { name };
    view! {
        <li class="space-y-2 px-4 py-2.5">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span class="font-mono text-sm font-medium wrap-anywhere">{name}</span>
                <span class="flex-1 text-sm text-ink-muted">{place}</span>
                <Badge label tone />
            </div>
            {children()}
        </li>
    }
}
