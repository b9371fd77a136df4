//! The pages of PSP Console and the server functions behind them.

use leptos::prelude::*;

pub mod api;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! { <main>"PSP Console"</main> }
}
