//! No such page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::route::Route;
use crate::text::texts;
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton};
use crate::view::view;

#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    let t = texts();
    view! {
        <Title text=t.not_found() />
        <main id="content" class="mx-auto max-w-3xl px-4 py-16">
            <h1 class="sr-only">{t.not_found()}</h1>
            <EmptyState icon=IconName::Info title=t.no_such_page() text=t.no_such_page_why()>
                <LinkButton label=t.to_the_clusters() href=Route::Clusters.path() kind=ButtonKind::Primary />
            </EmptyState>
        </main>
    }
}
