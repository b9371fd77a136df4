//! What only a script can answer. It is not there without JavaScript, as the style sheet decides, and until the page is
//! taken over it keeps its place unseen: nothing moves then.

use leptos::prelude::*;

use crate::view::view;

/// Its children, which only a script can answer.
#[component]
pub fn NeedsScript(children: Children) -> impl IntoView {
    let is_answered = taken_over();
    view! {
        <span class="contents noscript:hidden" class:invisible=move || !is_answered.get()>
            {children()}
        </span>
    }
}

/// Has the browser taken the page over? What the server has not rendered may stand there only then.
pub fn taken_over() -> RwSignal<bool> {
    let is_taken_over = RwSignal::new(false);
    Effect::new(move |_| is_taken_over.set(true));
    is_taken_over
}
