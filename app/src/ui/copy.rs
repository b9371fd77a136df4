//! A button that copies a text. It is there only where a browser lets pages copy: with JavaScript, and over a connection
//! that nobody can listen to.

use leptos::prelude::*;

use super::button::ButtonKind;

/// How long it says that it is done.
const SAID: std::time::Duration = std::time::Duration::from_secs(3);

/// The button; it says so when it is done.
#[component]
pub fn CopyButton(
    label: &'static str,
    /// What it says once the text has been copied.
    done: &'static str,
    text: String,
    /// Has it been copied just now? Kept by whoever outlives the text.
    copied: RwSignal<bool>,
) -> impl IntoView {
    let can = RwSignal::new(false);
    Effect::new(move |_| can.set(is_possible()));
    let press = move |_| {
        copy(&text);
        copied.set(true);
        // The page may be another by then.
        set_timeout(move || _ = copied.try_set(false), SAID);
    };
    // Not a `Button`: a listener that a component is given stays beside its successor when the view is made anew.
    view! {
        <span class:hidden=move || !can.get()>
            <button type="button" class=ButtonKind::default().class() on:click=press>
                {move || if copied.get() { done } else { label }}
            </button>
        </span>
    }
}

#[cfg(feature = "hydrate")]
fn is_possible() -> bool {
    window().is_secure_context()
}

#[cfg(not(feature = "hydrate"))]
fn is_possible() -> bool {
    false
}

fn copy(text: &str) {
    #[cfg(feature = "hydrate")]
    drop(window().navigator().clipboard().write_text(text));
    #[cfg(not(feature = "hydrate"))]
    let _ = text;
}
