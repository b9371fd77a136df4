//! Tables: named, with headers that screen readers announce, scrolling inside their own frame. On a narrow screen each
//! row is a card, its cells with their column's name beside them.
//!
//! The roles are those that the elements have by themselves; they must be said again, because browsers take them away
//! where a table is laid out as blocks.

use leptos::prelude::*;

/// One column's header.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub label: &'static str,
    /// Shown as a tooltip, where the label is kubectl's abbreviation.
    pub title: Option<&'static str>,
    /// At the right end: for actions.
    pub at_end: bool,
}

impl Column {
    pub const fn new(label: &'static str) -> Self {
        Self { label, title: None, at_end: false }
    }

    /// kubectl's abbreviation, explained.
    pub const fn titled(label: &'static str, title: &'static str) -> Self {
        Self { label, title: Some(title), at_end: false }
    }

    /// At the right end.
    pub const fn at_end(label: &'static str) -> Self {
        Self { label, title: None, at_end: true }
    }
}

/// A table. The children are [`Row`]s.
#[component]
pub fn Table(
    /// Its name for screen readers.
    #[prop(into)]
    caption: String,
    #[prop(into)] columns: Vec<Column>,
    children: Children,
) -> impl IntoView {
    let headers = columns.into_iter().map(|column| {
        let side = if column.at_end { "text-right" } else { "text-left" };
        view! {
            <th role="columnheader" scope="col" title=column.title class=format!("whitespace-nowrap px-4 py-2 font-medium {side}")>
                {column.label}
            </th>
        }
    });
    // `relative`: text for screen readers is positioned absolutely, and must scroll with the table, not the page.
    let region = caption.clone();
    view! {
        <div
            role="region"
            aria-label=region
            tabindex="0"
            class="relative overflow-x-auto rounded-lg border border-line bg-surface shadow-card"
        >
            <table role="table" class="w-full border-collapse text-base max-md:block">
                <caption class="sr-only">{caption}</caption>
                <thead role="rowgroup" class="bg-sunken text-xs text-ink-muted max-md:sr-only">
                    <tr role="row">{headers.collect_view()}</tr>
                </thead>
                <tbody role="rowgroup" class="max-md:block">{children()}</tbody>
            </table>
        </div>
    }
}

/// A row: one [`RowHeader`], then [`Cell`]s.
#[component]
pub fn Row(children: Children) -> impl IntoView {
    view! { <tr role="row" class="border-t border-line transition-colors hover:bg-hover max-md:block max-md:py-2 max-md:first:border-t-0">{children()}</tr> }
}

/// The cell that names its row.
#[component]
pub fn RowHeader(children: Children) -> impl IntoView {
    view! {
        <th role="rowheader" scope="row" class="px-4 py-2.5 text-left align-middle font-medium max-md:block max-md:py-1.5">
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
        CellWidth::Wrapping => "md:min-w-40 md:max-w-md wrap-anywhere",
        CellWidth::AtEnd => "whitespace-nowrap text-right",
    };
    view! {
        <td
            role="cell"
            class=format!("px-4 py-2.5 align-middle max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:py-1 max-md:text-right {class}")
        >
            <span aria-hidden="true" class="shrink-0 text-left text-sm text-ink-muted md:hidden">{label}</span>
            <span class="min-w-0">{children()}</span>
        </td>
    }
}
