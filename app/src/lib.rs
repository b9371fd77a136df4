//! The pages of PSP Console and the server functions behind them.

// The type of a page nests as deeply as its view.
#![recursion_limit = "512"]

use leptos::prelude::*;
use leptos_meta::{Link, Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

pub mod api;
mod page;
mod part;
mod preference;
pub mod route;
#[cfg(feature = "ssr")]
mod shell;
mod text;
mod ui;

#[cfg(feature = "ssr")]
pub use shell::shell;

/// The whole page. Every route waits for its data on the server, so that the HTML is complete without JavaScript.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(text::Language::of_page());
    view! {
        <Title formatter=|title: String| if title.is_empty() { "PSP Console".to_owned() } else { format!("{title} · PSP Console") } />
        <Link rel="icon" type_="image/svg+xml" href="/favicon.svg" />
        <Router>
            <part::TopBar />
            <Routes fallback=page::NotFound>
                <Route path=path!("/clusters") view={Lazy::<page::ClustersRoute>::new()} ssr=SsrMode::Async />
                <ParentRoute path=path!("/clusters/:cluster") view=page::ClusterFrame ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<page::ClusterRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/security/psps") view={Lazy::<page::PspsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/security/psps/-/create") view={Lazy::<page::CreateYamlRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/security/psps/-/upload") view={Lazy::<page::UploadRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/security/psps/:policy") view={Lazy::<page::PolicyRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/security/psps/:policy/yaml") view={Lazy::<page::EditYamlRoute>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <Route path=path!("/ui") view=page::Gallery ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
