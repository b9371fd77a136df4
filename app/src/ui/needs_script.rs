//! What only a script can answer. It is not there without JavaScript, as the style sheet decides, and until the page is
//! taken over it keeps its place unseen: nothing moves then.

use leptos::prelude::*;

use crate::view::view;

/// Its children, which only a script can answer.
#[component]
pub fn NeedsScript(children: Children) -> impl IntoView {
    let is_answered = RwSignal::new(false);
    Effect::new(move |_| is_answered.set(true));
    view! {
        <span class="contents noscript:hidden" class:invisible=move || !is_answered.get()>
            {children()}
        </span>
    }
}
