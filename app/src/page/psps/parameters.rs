//! *Parameters*: what each parameter of a policy decides, to look up below the editor.

use leptos::prelude::*;
use psp::language::{PARAMETERS, Parameter};

use crate::part::explain;
use crate::text::{say, texts};
use crate::ui::TextLink;
use crate::view::view;

/// The list, closed until it is asked for.
#[component]
pub(super) fn Parameters() -> impl IntoView {
    let items = PARAMETERS.iter().copied().flatten().map(|parameter| view! { <Entry parameter /> });
    view! {
        <details class="rounded-lg border border-line bg-surface shadow-card">
            <summary class="rounded-lg px-4 py-2.5 font-semibold">{texts().parameters()}</summary>
            <dl class="divide-y divide-line border-t border-line px-4">{items.collect_view()}</dl>
        </details>
    }
}

#[component]
fn Entry(parameter: &'static Parameter) -> impl IntoView {
    let facts = explain(parameter).map(|(label, text)| {
        view! {
            <p class="text-sm text-ink-muted">
                <span class="font-medium">{label}": "</span>
                {text}
            </p>
        }
    });
    view! {
        <div class="gap-x-6 py-2.5 md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
            <dt class="font-mono text-sm wrap-anywhere">
                <TextLink href=parameter.link>{parameter.name()}</TextLink>
            </dt>
            <dd class="space-y-0.5">
                <p>{say(parameter.decides)}</p>
                {facts.collect_view()}
            </dd>
        </div>
    }
}
