//! *Copy*: a text into the clipboard.

use leptos::prelude::*;

use crate::text::texts;
use crate::ui::{Button, IconName, NeedsScript};
use crate::view::view;

/// The button. It says when it is done. Without JavaScript it is not there: the text can be selected.
#[component]
pub fn CopyButton(
    #[prop(into)] label: Signal<String>,
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let words = Signal::derive(move || if copied.get() { texts().copied().to_owned() } else { label.get() });
    view! {
        <NeedsScript>
            <span aria-live="polite">
                {move || {
                    let icon = if copied.get() { IconName::Check } else { IconName::Copy };
                    view! { <Button label=words icon on:click=move |_| copy(text.get_untracked(), copied) /> }
                }}
            </span>
        </NeedsScript>
    }
}

fn copy(text: String, copied: RwSignal<bool>) {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(async move {
        /// Long enough to be read.
        const SAID: std::time::Duration = std::time::Duration::from_secs(3);

        if crate::part::browser::copy(&text).await {
            copied.set(true);
            // The button may have left the page by then.
            set_timeout(move || _ = copied.try_set(false), SAID);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (text, copied);
}
