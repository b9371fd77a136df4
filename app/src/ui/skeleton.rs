//! The shape of what is still loading, as high as what will come, so that nothing jumps.

use leptos::prelude::*;

use crate::text::texts;
use crate::view::view;

/// One grey bar. Its size comes as utilities, e.g. `h-4 w-32`.
#[component]
pub fn Skeleton(class: &'static str) -> impl IntoView {
    view! { <span aria-hidden="true" class=format!("block animate-pulse rounded-sm bg-line {class}")></span> }
}

/// A table on its way.
#[component]
pub fn SkeletonTable(
    /// What is loading, for screen readers, e.g. `policies`.
    what: &'static str,
    #[prop(default = 4)] rows: usize,
) -> impl IntoView {
    let rows = (0..rows).map(|_| {
        view! {
            <div class="flex h-11 items-center gap-6 border-t border-line px-4">
                <Skeleton class="h-3.5 w-40" />
                <Skeleton class="h-3.5 w-16" />
                <Skeleton class="h-3.5 w-24" />
                <Skeleton class="ml-auto h-3.5 w-20" />
            </div>
        }
    });
    view! {
        <div role="status" aria-label=texts().loading(what) class="overflow-hidden rounded-lg border border-line bg-surface">
            <div class="h-9 bg-sunken"></div>
            {rows.collect_view()}
        </div>
    }
}

/// A few lines of text on their way.
#[component]
pub fn SkeletonLines(
    /// What is loading, for screen readers.
    what: &'static str,
) -> impl IntoView {
    view! {
        <div role="status" aria-label=texts().loading(what) class="space-y-2.5 py-1">
            <Skeleton class="h-3.5 w-3/5" />
            <Skeleton class="h-3.5 w-4/5" />
            <Skeleton class="h-3.5 w-2/5" />
        </div>
    }
}
