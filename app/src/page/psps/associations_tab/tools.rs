//! Above the rules: by what they are grouped, and only those that reach further than they look.

use leptos::prelude::*;

use super::groups::GroupBy;
use crate::part::TableState;
use crate::route::TableView;
use crate::text::{grouped, texts};
use crate::ui::{Icon, IconName};
use crate::view::view;

/// What a URL says when only wide rules are shown.
pub(super) const WIDE: &str = "wide";

/// By what the rules are grouped.
#[component]
pub(super) fn Grouping(state: TableState, by: Memo<GroupBy>) -> impl IntoView {
    const LOOK: &str = "rounded-sm px-2 py-0.5 font-medium text-ink-muted hover:text-ink pointer-coarse:py-2.5 \
                        aria-[current]:bg-accent-soft aria-[current]:text-accent-text";
    let t = texts();
    let links = GroupBy::ALL.map(|each| {
        let label = match each {
            GroupBy::Namespace => t.namespace(),
            GroupBy::Policy => t.psp(),
            GroupBy::Nothing => t.grouped_by_nothing(),
        };
        let href = move || state.href(state.view.with(|view| view.grouped(each.value())));
        let current = move || (by.try_get() == Some(each)).then_some("true");
        view! { <a href=href aria-current=current data-noscroll class=LOOK>{label}</a> }
    });
    view! {
        <nav aria-label=t.group_by() class="flex items-center gap-1.5 text-sm">
            <span aria-hidden="true" class="text-ink-muted">{t.group_by()}</span>
            <span class="inline-flex gap-0.5 rounded-md border border-line p-0.5">{links.collect_view()}</span>
        </nav>
    }
}

/// Turns the filter of wide rules on and off; says how many there are.
#[component]
pub(super) fn WideOnly(state: TableState, wide: Signal<usize>) -> impl IntoView {
    let on = move || state.view.try_with(|view| view.only == WIDE).unwrap_or_default();
    let turned = |view: &TableView| view.only(if view.only == WIDE { "" } else { WIDE });
    let href = move || state.href(state.view.with(turned));
    // With none there is nothing to be shown; but a link may ask for them all the same.
    let hidden = move || wide.try_get() == Some(0) && !on();
    view! {
        <a
            href=href
            aria-current=move || on().then_some("true")
            data-noscroll
            class:hidden=hidden
            class="inline-flex items-center gap-1.5 rounded-md border border-line px-2 py-1 text-sm font-medium text-ink-muted hover:text-ink pointer-coarse:py-3 aria-[current]:border-transparent aria-[current]:bg-warn-soft aria-[current]:text-warn-text"
        >
            <Icon name=IconName::Warning class="size-3.5" />
            {move || texts().wide_only(&grouped(wide.try_get().unwrap_or_default()))}
            {move || on().then(|| view! { <Icon name=IconName::Close class="size-3.5" /> })}
        </a>
    }
}
