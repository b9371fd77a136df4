//! A switch whose change is asked about first: it is a link to the dialog that asks.

use leptos::{ev, prelude::*};

use super::button::Reason;

use crate::view::view;

/// A switch. Without JavaScript it is a plain link; with it, Space works as well as Enter.
#[component]
pub fn SwitchLink(
    /// What it switches, and is called.
    #[prop(into)]
    label: String,
    checked: bool,
    /// The state in a word or two, shown beside it, e.g. `On`.
    #[prop(into)]
    state: String,
    /// The dialog that asks.
    #[prop(into)]
    href: String,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    disabled_because: Option<String>,
) -> impl IntoView {
    let checked_text = if checked { "true" } else { "false" };
    let name = label.clone();
    let control = match disabled_because {
        Some(why) => view! {
            <Reason why=why.clone()>
                <button
                    type="button"
                    role="switch"
                    aria-label=name
                    aria-checked=checked_text
                    aria-disabled="true"
                    aria-description=why
                    class="inline-flex cursor-not-allowed items-center gap-2 rounded-full opacity-70"
                >
                    <Track checked />
                    <span class="text-base font-medium">{state}</span>
                </button>
            </Reason>
        },
        None => view! {
            <a
                role="switch"
                aria-label=name
                aria-checked=checked_text
                href=href
                data-noscroll
                on:keydown=click_on_space
                class="inline-flex items-center gap-2 rounded-full"
            >
                <Track checked />
                <span class="text-base font-medium">{state}</span>
            </a>
        },
    };
    view! {
        <div class="inline-flex items-center gap-3">
            <span aria-hidden="true" class="text-base text-ink-muted">{label}</span>
            {control}
        </div>
    }
}

#[component]
fn Track(checked: bool) -> impl IntoView {
    let (track, thumb) = if checked { ("bg-ok", "translate-x-4") } else { ("bg-field", "translate-x-0") };
    view! {
        <span aria-hidden="true" class=format!("inline-flex h-5 w-9 items-center rounded-full px-0.5 transition-colors {track}")>
            <span class=format!("size-4 rounded-full bg-on-accent shadow-card transition-transform {thumb}")></span>
        </span>
    }
}

fn click_on_space(event: ev::KeyboardEvent) {
    #[cfg(feature = "hydrate")]
    if event.key() == " " {
        use wasm_bindgen::JsCast;
        event.prevent_default();
        if let Some(link) =
            event.current_target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
        {
            link.click();
        }
    }
    #[cfg(not(feature = "hydrate"))]
    drop(event);
}
