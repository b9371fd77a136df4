//! The bar above every page.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::preferences::ChooseLanguage;
use crate::route::Route;
use crate::text::texts;

/// Whose console this is, the way to the clusters, and the language.
#[component]
pub fn TopBar() -> impl IntoView {
    let t = texts();
    view! {
        <a
            href="#content"
            class="sr-only focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-60 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-float"
        >
            {t.skip_to_content()}
        </a>
        <header class="sticky top-0 z-20 flex h-12 items-center gap-6 border-b border-line bg-surface px-4">
            <a href=Route::Clusters.path() class="flex items-center gap-2 rounded-sm font-semibold tracking-tight">
                <img src="/favicon.svg" alt="" width="22" height="22" />
                "PSP Console"
            </a>
            <nav aria-label=t.main_navigation()>
                <a href=Route::Clusters.path() class="rounded-sm text-base font-medium text-ink-muted hover:text-ink">
                    {t.clusters()}
                </a>
            </nav>
            <LanguageSwitch />
        </header>
    }
}

/// The other language. A plain form, with JavaScript too: another language is another document.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let other = texts().language().other();
    view! {
        <form method="post" action=ChooseLanguage::url() class="ml-auto flex">
            <input type="hidden" name="language" value=other.tag() />
            <button type="submit" lang=other.tag() class="rounded-sm px-2 py-1 text-base font-medium text-ink-muted hover:text-ink">
                {other.own_name()}
            </button>
        </form>
    }
}
