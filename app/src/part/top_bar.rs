//! The bar above every page.

use leptos::prelude::*;

use crate::route::Route;

/// Whose console this is, and the way to the clusters.
#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <a
            href="#content"
            class="sr-only focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-60 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-float"
        >
            "Skip to the content"
        </a>
        <header class="sticky top-0 z-20 flex h-12 items-center gap-6 border-b border-line bg-surface px-4">
            <a href=Route::Clusters.path() class="flex items-center gap-2 rounded-sm font-semibold tracking-tight">
                <img src="/favicon.svg" alt="" width="22" height="22" />
                "PSP Console"
            </a>
            <nav aria-label="Main">
                <a href=Route::Clusters.path() class="rounded-sm text-base font-medium text-ink-muted hover:text-ink">
                    "Clusters"
                </a>
            </nav>
        </header>
    }
}
