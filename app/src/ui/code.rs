//! Names and texts of the cluster, as they are.

use leptos::prelude::*;

use crate::view::view;

/// A name in running text.
#[component]
pub fn Code(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <code class="rounded-sm border border-line bg-sunken box-decoration-clone px-1 py-px font-mono text-[0.92em] text-ink wrap-anywhere">
            {text}
        </code>
    }
}

/// A key of the keyboard.
#[component]
pub fn Key(name: &'static str) -> impl IntoView {
    view! {
        <kbd class="min-w-6 rounded-sm border border-line-strong bg-sunken px-1.5 py-px text-center font-mono text-xs text-ink shadow-card">
            {name}
        </kbd>
    }
}

/// A sentence with more in it than text, e.g. a name or a link: it stands where the sentence says `{}`.
pub fn around(sentence: &'static str, inner: impl IntoView) -> impl IntoView {
    let (before, after) = sentence.split_once("{}").unwrap_or((sentence, ""));
    (before, inner, after)
}

/// A text of several lines, to be read and copied.
#[component]
pub fn CodeBlock(
    /// Its name for screen readers; one can scroll in it.
    #[prop(into)]
    label: String,
    #[prop(into)] text: String,
) -> impl IntoView {
    view! {
        <pre
            role="region"
            aria-label=label
            tabindex="0"
            class="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs text-ink"
        >
            {text}
        </pre>
    }
}
