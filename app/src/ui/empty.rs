//! A list with nothing in it: what would stand here, and the first step.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

use crate::view::view;

/// Says what would stand here; the children are the first step.
#[component]
pub fn EmptyState(
    icon: IconName,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="flex flex-col items-center gap-1 rounded-lg border border-dashed border-line-strong bg-surface px-6 py-12 text-center">
            <span class="mb-2 rounded-lg bg-sunken p-2.5 text-ink-muted">
                <Icon name=icon class="size-5" />
            </span>
            <p class="text-lg font-semibold">{title}</p>
            <p class="max-w-prose text-ink-muted">{text}</p>
            {children.map(|children| view! { <div class="mt-4 flex flex-wrap justify-center gap-2">{children()}</div> })}
        </div>
    }
}
