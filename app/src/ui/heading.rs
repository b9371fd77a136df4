//! Headings: the page's one `h1`, and its sections.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::view::view;

/// The page's heading, with what belongs to the whole page in the upper right corner.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    #[prop(optional, into)] subtitle: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
            <div class="min-w-0">
                <h1 class="text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
                {subtitle.map(|text| view! { <p class="mt-0.5 max-w-prose text-ink-muted">{text}</p> })}
            </div>
            {children.map(|children| view! { <div class="flex min-h-8 items-center gap-3">{children()}</div> })}
        </header>
    }
}

/// A part of the page under its own heading.
#[component]
pub fn Section(
    /// Its element's id; `{id}-title` is the heading's.
    id: &'static str,
    #[prop(into)] title: String,
    children: Children,
) -> impl IntoView {
    view! {
        <section id=id aria-labelledby=format!("{id}-title") class="rounded-lg border border-line bg-surface shadow-card">
            <h2 id=format!("{id}-title") class="border-b border-line px-4 py-2.5 text-base font-semibold">
                {title}
            </h2>
            <div class="p-4">{children()}</div>
        </section>
    }
}

/// The same, and it folds away.
#[component]
pub fn Folding(
    /// Its element's id; `{id}-title` is the heading's.
    id: &'static str,
    #[prop(into)] title: String,
    /// A few words that are seen while it is folded.
    #[prop(into)]
    note: String,
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section id=id aria-labelledby=format!("{id}-title")>
            <details open=open class="group/folding rounded-lg border border-line bg-surface shadow-card">
                <summary class="flex items-center gap-2 rounded-lg px-4 py-2.5">
                    <Icon name=IconName::ChevronRight class="text-ink-muted group-open/folding:rotate-90" />
                    <h2 id=format!("{id}-title") class="text-base font-semibold">{title}</h2>
                    <span class="ml-auto text-sm text-ink-muted">{note}</span>
                </summary>
                <div class="border-t border-line p-4">{children()}</div>
            </details>
        </section>
    }
}
