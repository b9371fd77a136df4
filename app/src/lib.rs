//! The pages of PSP Console and the server functions behind them.

use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! { <main>"PSP Console"</main> }
}
