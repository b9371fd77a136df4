//! Tables: named, with headers that screen readers announce, scrolling inside their own frame. On a narrow screen each
//! row is a card, its cells with their column's name beside them.
//!
//! The roles are those that the elements have by themselves; they must be said again, because browsers take them away
//! where a table is laid out as blocks.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconName};

use crate::text::texts;
use crate::view::view;

/// How a header sorts its table.
#[derive(Clone, Copy)]
pub struct TableSort {
    /// The URL of the table sorted by it, or no longer.
    pub href: Signal<String>,
    /// Whether the table is sorted by it now, and if so, whether descending.
    pub descending: Signal<Option<bool>>,
}

/// A cell of the last column stays in sight, whatever of the others is scrolled beneath it.
const AT_END: &str = "whitespace-nowrap text-right md:sticky md:right-0 md:bg-inherit md:shadow-[inset_1px_0_var(--color-line)]";

/// One column's header.
#[derive(Clone, Copy)]
pub struct Column {
    pub label: &'static str,
    /// Shown as a tooltip, where the label is kubectl's abbreviation.
    pub title: Option<&'static str>,
    /// At the right end: for actions.
    pub at_end: bool,
    /// What stands there for its label, which is for screen readers only then.
    pub boxed: Option<Callback<(), AnyView>>,
    /// How it sorts, if it does.
    pub sort: Option<TableSort>,
}

impl Column {
    pub const fn new(label: &'static str) -> Self {
        Self { label, title: None, at_end: false, boxed: None, sort: None }
    }

    /// kubectl's abbreviation, explained.
    pub const fn titled(label: &'static str, title: &'static str) -> Self {
        Self { label, title: Some(title), at_end: false, boxed: None, sort: None }
    }

    /// Of boxes to select rows by, under one for all of them.
    pub const fn boxes(label: &'static str, all: Callback<(), AnyView>) -> Self {
        Self { label, title: None, at_end: false, boxed: Some(all), sort: None }
    }

    /// Sorted by a click on it.
    #[must_use]
    pub const fn sorted(mut self, sort: TableSort) -> Self {
        self.sort = Some(sort);
        self
    }

    /// At the right end.
    pub const fn at_end(label: &'static str) -> Self {
        Self { label, title: None, at_end: true, boxed: None, sort: None }
    }
}

/// A table. The children are [`Row`]s.
#[component]
pub fn Table(
    /// Its name for screen readers.
    #[prop(into)]
    caption: String,
    #[prop(into)] columns: Vec<Column>,
    /// Has more rows than a page should be high: it scrolls by itself, under its headers.
    #[prop(optional, into)]
    crowded: Signal<bool>,
    /// The frame in which it scrolls.
    #[prop(optional)]
    frame: NodeRef<html::Div>,
    #[prop(optional, into)] on_scroll: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let headers = columns.into_iter().map(|column| view! { <Header column /> });
    // `relative`: text for screen readers is positioned absolutely, and must scroll with the table, not the page.
    let look = move || {
        let look = "relative overflow-x-auto rounded-lg border border-line bg-surface shadow-card";
        if crowded.try_get().unwrap_or_default() {
            format!("{look} max-h-[75dvh] overflow-y-auto")
        } else {
            look.to_owned()
        }
    };
    let scrolled = move |_| {
        if let Some(on_scroll) = on_scroll {
            on_scroll.run(());
        }
    };
    let region = caption.clone();
    view! {
        <div node_ref=frame role="region" aria-label=region tabindex="0" on:scroll=scrolled class=look>
            <table role="table" class="w-full border-collapse text-sm max-md:block max-md:text-base">
                <caption class="sr-only">{caption}</caption>
                <thead role="rowgroup" class="sticky top-0 z-10 text-xs text-ink-muted max-md:static max-md:block">
                    <tr role="row" data-sort=texts().sort_by() class="bg-sunken max-md:flex max-md:not-has-[a,input]:hidden max-md:has-[a]:before:content-[attr(data-sort)] max-md:before:py-1 max-md:before:font-normal max-md:flex-wrap max-md:gap-x-3 max-md:px-3 max-md:py-1">{headers.collect_view()}</tr>
                </thead>
                <tbody role="rowgroup" class="max-md:block">{children()}</tbody>
            </table>
        </div>
    }
}

/// On a narrow screen only those that do something are seen, in one line above the cards.
#[component]
fn Header(column: Column) -> impl IntoView {
    let side = if column.at_end { AT_END } else { "text-left" };
    let narrow = if column.sort.is_some() || column.boxed.is_some() {
        "max-md:block max-md:px-0 max-md:py-1"
    } else {
        "max-md:sr-only"
    };
    let sorted = move || column.sort.and_then(|sort| sort.descending.try_get().flatten());
    let aria_sort = move || {
        column.sort.map(|_| match sorted() {
            None => "none",
            Some(false) => "ascending",
            Some(true) => "descending",
        })
    };
    let label = match column.sort {
        None => {
            let class = if column.boxed.is_some() { "sr-only" } else { "" };
            view! {
                <span class=class>{column.label}</span>
                {column.boxed.map(|all| all.run(()))}
            }
        }
        Some(sort) => view! {
            <a href=move || sort.href.try_get() data-noscroll class="group/sort inline-flex items-center gap-1 rounded-sm hover:text-ink">
                {column.label}
                {move || match sorted() {
                    None => view! { <Icon name=IconName::ChevronDown class="size-3 opacity-0 group-hover/sort:opacity-50" /> },
                    Some(false) => view! { <Icon name=IconName::ChevronUp class="size-3" /> },
                    Some(true) => view! { <Icon name=IconName::ChevronDown class="size-3" /> },
                }}
            </a>
        },
    };
    view! {
        <th
            role="columnheader"
            scope="col"
            title=column.title
            aria-sort=aria_sort
            class=format!("whitespace-nowrap px-2.5 py-2 font-medium {side} {narrow}")
        >
            {label}
        </th>
    }
}

/// A row: one [`RowHeader`], then [`Cell`]s.
#[component]
pub fn Row(children: Children) -> impl IntoView {
    view! { <tr role="row" class="border-t border-line bg-surface transition-colors hover:bg-hover max-md:block max-md:py-2 max-md:first:border-t-0">{children()}</tr> }
}

/// The heading of the rows that follow it: what they have in common, then what can be done with them.
#[component]
pub fn GroupRow(
    /// How many columns it spans.
    columns: Signal<usize>,
    children: Children,
) -> impl IntoView {
    view! {
        <tr role="row" class="border-t border-line bg-sunken max-md:block">
            <th
                role="rowheader"
                scope="row"
                colspan=move || columns.try_get()
                class="px-2.5 py-1.5 text-left font-semibold max-md:block max-md:px-3"
            >
                <div class="flex items-baseline justify-between gap-4">{children()}</div>
            </th>
        </tr>
    }
}

/// The cell that names its row.
#[component]
pub fn RowHeader(children: Children) -> impl IntoView {
    view! {
        <th role="rowheader" scope="row" class="px-2.5 py-2 text-left align-middle font-medium md:max-w-96 md:min-w-36 wrap-anywhere max-md:block max-md:px-3 max-md:py-1.5">
            {children()}
        </th>
    }
}

/// How a cell's text breaks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum CellWidth {
    /// Never: the column is as wide as its longest text.
    #[default]
    Narrow,
    /// Lists and sentences may break.
    Wrapping,
    /// Actions, at the right end.
    AtEnd,
}

/// A cell.
#[component]
pub fn Cell(
    /// Its column's name, shown beside it on a narrow screen.
    label: &'static str,
    #[prop(optional)] width: CellWidth,
    children: Children,
) -> impl IntoView {
    let class = match width {
        CellWidth::Narrow => "whitespace-nowrap max-md:whitespace-normal",
        // On a narrow screen under the column's name, not beside it.
        CellWidth::Wrapping => {
            "md:min-w-40 md:max-w-md wrap-anywhere max-md:flex-col max-md:items-stretch max-md:gap-0.5 max-md:text-left"
        }
        CellWidth::AtEnd => AT_END,
    };
    view! {
        <td
            role="cell"
            class=format!("px-2.5 py-2 align-middle max-md:px-3 max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:py-1 max-md:text-right max-md:has-[>:last-child:empty]:hidden {class}")
        >
            <span aria-hidden="true" class="shrink-0 text-left text-sm text-ink-muted md:hidden">{label}</span>
            <span class="min-w-0">{children()}</span>
        </td>
    }
}
