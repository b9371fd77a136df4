//! No such page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::route::Route;
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton};

#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text="Not found" />
        <main id="content" class="mx-auto max-w-3xl px-4 py-16">
            <h1 class="sr-only">"Not found"</h1>
            <EmptyState icon=IconName::Info title="There is no such page" text="The address may be mistyped, or from another version of this console.">
                <LinkButton label="To the clusters" href=Route::Clusters.path() kind=ButtonKind::Primary />
            </EmptyState>
        </main>
    }
}
