//! The rows of a table. All of them, or of many a page of a hundred, with links to the others; in the browser then those
//! that can be seen where it is scrolled to.

use leptos::prelude::*;

use super::TableState;
use super::scroll::{Scrolled, VISIBLE};
use crate::text::texts;
use crate::view::{changing, view};

/// More rows than these are not shown at once.
pub const CROWD: usize = 100;

/// The part of the rows that is in the document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Window {
    first: usize,
    count: usize,
}

/// The rows.
#[component]
pub fn Body(
    state: TableState,
    order: Memo<Vec<usize>>,
    /// Absent until the browser has taken the page over.
    scrolled: RwSignal<Option<Scrolled>>,
    /// How many columns there are.
    columns: usize,
    name: Callback<usize, String>,
    row: Callback<usize, AnyView>,
) -> impl IntoView {
    let crowded = Memo::new(move |_| order.with(|order| order.len() > CROWD));
    let window = Memo::new(move |_| match scrolled.get().filter(|_| crowded.get()) {
        Some(scrolled) => Window { first: scrolled.first, count: VISIBLE },
        None => Window { first: state.view.with(|view| view.page) * CROWD, count: CROWD },
    });
    let places = Memo::new(move |_| {
        let Window { first, count } = window.get();
        order.with(|order| order.iter().skip(first).take(count).copied().collect::<Vec<_>>())
    });
    // Other rows may have taken these places since.
    let named = move || {
        let places = places.try_get().unwrap_or_default().into_iter();
        places.map(|place| (place, name.run(place))).collect::<Vec<_>>()
    };
    let height = move || scrolled.try_get().flatten().map_or(0, |scrolled| scrolled.row_height);
    let before = move || window.try_get().map_or(0, |window| window.first) * height();
    let after = move || {
        let end = window.try_get().map_or(0, |Window { first, count }| first + count);
        order.try_with(Vec::len).unwrap_or_default().saturating_sub(end) * height()
    };
    let gap = move |pixels: usize| {
        (pixels > 0).then(|| {
            view! {
                <tr aria-hidden="true" data-gap="">
                    <td colspan=columns style:height=format!("{pixels}px") class="p-0"></td>
                </tr>
            }
        })
    };
    let pages = move || {
        let pages = order.try_with(Vec::len).unwrap_or_default().div_ceil(CROWD);
        if scrolled.try_get().flatten().is_some() || pages < 2 {
            return None;
        }
        Some(view! {
            <tr role="row" class="border-t border-line">
                <td role="cell" colspan=columns class="px-3 py-2">
                    <Pages state pages />
                </td>
            </tr>
        })
    };
    view! {
        {move || gap(before())}
        <For each=named key=|(_, name)| name.clone() children=move |(place, _)| row.run(place) />
        {move || gap(after())}
        {changing(pages)}
    }
}

/// Links to the pages of the rows.
#[component]
fn Pages(state: TableState, pages: usize) -> impl IntoView {
    const LOOK: &str = "rounded-sm px-1.5 py-0.5 tabular-nums text-accent-text hover:underline aria-[current]:bg-accent-soft";
    let links = (0..pages).map(move |page| {
        let href = move || state.href(state.view.with(|view| view.at_page(page)));
        let current = move || state.view.with(|view| view.page == page).then_some("page");
        view! { <a href=href aria-current=current class=LOOK>{page + 1}</a> }
    });
    view! { <nav aria-label=texts().pages() class="flex flex-wrap gap-1 text-sm">{links.collect_view()}</nav> }
}
