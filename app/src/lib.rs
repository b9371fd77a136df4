//! The pages of PSP Console and the server functions behind them.

// The type of a page nests as deeply as its view.
#![recursion_limit = "512"]

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;

use crate::view::view;

pub mod api;
mod page;
mod part;
mod preference;
pub mod route;
pub mod rows;
#[cfg(feature = "ssr")]
mod shell;
mod text;
#[cfg(feature = "ssr")]
mod turned_away;
#[cfg(feature = "hydrate")]
mod typed_early;
mod ui;
mod view;

#[cfg(feature = "ssr")]
pub use shell::shell;
#[cfg(feature = "ssr")]
pub use turned_away::TurnedAway;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(text::Language::of_page());
    page::Loaded::provide();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "PSP Console".to_owned() } else { format!("{title} · PSP Console") } />
        <Router>
            <part::TopBar shortcuts=Callback::new(page::shortcuts) />
            <page::Pages />
        </Router>
    }
}

/// Takes over, in the browser, the page that the server has rendered.
#[cfg(feature = "hydrate")]
pub async fn hydrate() {
    // Else it stays as the server has rendered it, which works as without JavaScript.
    if page::load_what_is_shown().await {
        let typed = typed_early::TypedEarly::look();
        leptos::mount::hydrate_body(App);
        if let Some(typed) = typed {
            typed.tell();
        }
    }
}
