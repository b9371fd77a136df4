//! The left-side navigation of a cluster. On a narrow screen it lies above the page, in one line.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::api::ClusterId;
use crate::route::{PspsView, Route};
use crate::text::texts;
use crate::ui::{Icon, IconName};
use crate::view::view;

/// *Overview*, and *Security > PSPs*.
#[component]
pub fn ClusterNav(#[prop(into)] cluster: Signal<ClusterId>) -> impl IntoView {
    let t = texts();
    let overview = Signal::derive(move || Route::Cluster(cluster.get()).path());
    let psps = Signal::derive(move || Route::Psps(cluster.get(), PspsView::default()).path());
    let path = use_location().pathname;
    view! {
        <aside aria-label=t.cluster_navigation() class="flex items-center gap-4 overflow-x-auto border-b border-line bg-surface px-4 py-2 md:sticky md:top-12 md:h-[calc(100dvh-3rem)] md:w-56 md:shrink-0 md:flex-col md:items-stretch md:gap-5 md:overflow-y-auto md:border-b-0 md:border-r md:px-3 md:py-4">
            <p class="flex min-w-0 items-center gap-2 md:px-2">
                <Icon name=IconName::Cluster class="text-ink-muted" />
                <span class="max-w-36 truncate font-semibold md:max-w-none" title=move || cluster.get().to_string()>
                    {move || cluster.get().to_string()}
                </span>
            </p>
            <nav aria-label=t.cluster()>
                <NavLink href=overview label=t.overview() icon=IconName::Info current=Signal::derive(move || path.get() == overview.get()) />
            </nav>
            <nav aria-labelledby="nav-security" class="flex items-center gap-2 md:flex-col md:items-stretch md:gap-1">
                <p id="nav-security" class="hidden px-2 text-xs font-medium text-ink-faint md:block">{t.security()}</p>
                <NavLink href=psps label=t.psps() icon=IconName::Shield current=Signal::derive(move || path.get().starts_with(&psps.get())) />
            </nav>
        </aside>
    }
}

#[component]
fn NavLink(
    href: Signal<String>,
    label: &'static str,
    icon: IconName,
    current: Signal<bool>,
) -> impl IntoView {
    let look = move || {
        if current.get() {
            "bg-accent-soft text-accent-text"
        } else {
            "text-ink-muted hover:bg-hover hover:text-ink"
        }
    };
    view! {
        <a
            href=href
            aria-current=move || current.get().then_some("page")
            class=move || {
                format!("flex items-center gap-2 whitespace-nowrap rounded-md px-2 py-1.5 pointer-coarse:py-3 text-base font-medium transition-colors {}", look())
            }
        >
            <Icon name=icon />
            {label}
        </a>
    }
}
