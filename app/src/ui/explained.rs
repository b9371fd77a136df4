//! A word or two that say more when they are opened: by mouse, touch and keyboard, and without JavaScript.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::icon::{Icon, IconName};
use crate::view::view;

/// A [`Badge`] with an explanation.
#[component]
pub fn Explained(
    #[prop(into)] label: String,
    #[prop(optional)] tone: Tone,
    /// Completes the name for screen readers: what is explained.
    #[prop(into)]
    about: String,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="group/explained">
            <summary class="inline-flex cursor-pointer list-none items-center gap-0.5 rounded-full pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
                <Badge label tone />
                <span class="sr-only">{format!(" {about}")}</span>
                <Icon name=IconName::ChevronDown class="size-3 text-ink-faint group-open/explained:rotate-180" />
            </summary>
            <div class="mt-1 max-w-md text-left text-sm whitespace-normal text-ink-muted wrap-anywhere">
                {children()}
            </div>
        </details>
    }
}
