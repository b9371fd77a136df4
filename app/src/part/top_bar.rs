//! The bar above every page.

use leptos::prelude::*;

use super::preferences::{LanguageSwitch, ThemeSwitch};
use super::shortcuts::Shortcuts;
use crate::route::Route;
use crate::text::texts;
use crate::view::view;

/// Whose console this is, the way to the clusters, and what the reader prefers.
#[component]
pub fn TopBar(
    /// What the keys do, as long as the signal says that it is open.
    shortcuts: Callback<RwSignal<bool>, AnyView>,
) -> impl IntoView {
    let t = texts();
    view! {
        <a
            href="#content"
            class="sr-only focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-60 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-float"
        >
            {t.skip_to_content()}
        </a>
        <header class="sticky top-0 z-20 flex h-12 items-center gap-6 whitespace-nowrap border-b border-line bg-surface px-4">
            <a href=Route::Clusters.path() class="flex items-center gap-2 rounded-sm font-semibold tracking-tight">
                <img src="/favicon.svg" alt="" width="22" height="22" />
                "PSP Console"
            </a>
            <nav aria-label=t.main_navigation() class="max-sm:hidden">
                <a href=Route::Clusters.path() class="rounded-sm text-base font-medium text-ink-muted hover:text-ink">
                    {t.clusters()}
                </a>
            </nav>
            <div class="ml-auto flex items-center gap-1 sm:gap-4">
                <Shortcuts sheet=shortcuts />
                <LanguageSwitch />
                <ThemeSwitch />
            </div>
        </header>
    }
}
