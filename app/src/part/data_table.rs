//! A table whose order, filter and columns are in the URL: as links and forms without JavaScript, as one types with it.

mod body;
mod scroll;
mod selection;
mod tools;

use leptos::html;
use leptos::prelude::*;

use crate::route::TableView;
use crate::text::texts;
use crate::ui::{Column, Table, TableSort};
use crate::view::{changing, view};
use scroll::Scrolled;

use body::{Body, CROWD};
pub use selection::{AskAboutSelected, SelectRow, Selection, select_all};
pub use tools::TableTools;

/// How the table is shown, and the URL of every other way to show it.
#[derive(Clone, Copy)]
pub struct TableState {
    pub view: Memo<TableView>,
    url: Callback<TableView, String>,
    /// Where it is scrolled to, which outlives a reading of the rows again.
    place: StoredValue<(i32, Option<Scrolled>)>,
}

impl TableState {
    /// The table of a page whose URL with another view `url` gives.
    pub fn new(view: Memo<TableView>, url: impl Fn(TableView) -> String + Send + Sync + 'static) -> Self {
        Self { view, url: Callback::new(url), place: StoredValue::new((0, None)) }
    }

    /// The URL of this view of it.
    pub fn href(self, view: TableView) -> String {
        self.url.run(view)
    }

    /// The column, its header sorting by it.
    pub fn sorting(self, id: &'static str, column: Column) -> Column {
        column.sorted(TableSort {
            href: Signal::derive(move || self.href(self.view.with(|view| view.sorted_by(id)))),
            descending: Signal::derive(move || self.view.with(|view| view.direction(id))),
        })
    }

    /// Those that are shown of the columns of these ids.
    pub fn shown(self, ids: &'static [&'static str]) -> Memo<Vec<&'static str>> {
        Memo::new(move |_| ids.iter().copied().filter(|id| self.shows(id)).collect())
    }

    /// Is the column shown?
    pub fn shows(self, id: &str) -> bool {
        self.view.with(|view| view.shows(id))
    }
}

/// The table, or that no row holds the filter's words.
#[component]
pub fn DataTable(
    #[prop(into)] caption: &'static str,
    state: TableState,
    /// The ids of the columns that are shown of those that can be hidden.
    shown: Memo<Vec<&'static str>>,
    /// Its columns as they are now.
    columns: Signal<Vec<Column>>,
    /// The places of the rows that are shown.
    order: Memo<Vec<usize>>,
    /// What a place's row is: as long as one of that name is shown, it stays in the document as it is.
    name: Callback<usize, String>,
    /// Draws the row of a place.
    row: Callback<usize, AnyView>,
) -> impl IntoView {
    let none = Memo::new(move |_| order.with(Vec::is_empty));
    let crowded = Memo::new(move |_| order.with(|order| order.len() > CROWD));
    let (frame, scrolled) = (NodeRef::<html::Div>::new(), RwSignal::new(state.place.get_value().1));
    let on_scroll = Callback::new(move |()| scroll::look(frame, scrolled, state.place));
    // Where it was before it was made anew; what is arranged otherwise begins at the top.
    Effect::new(move |before: Option<Option<TableView>>| {
        order.track();
        let arranged = state.view.with(TableView::arrangement);
        let frame = frame.get().filter(|_| crowded.get());
        if let Some(frame) = &frame {
            match before.flatten() {
                None => frame.set_scroll_top(state.place.get_value().0),
                Some(before) if before != arranged => frame.set_scroll_top(0),
                Some(_) => {}
            }
            on_scroll.run(());
        }
        frame.map(|_| arranged)
    });
    changing(move || {
        if none.try_get().unwrap_or_default() {
            return view! {
                <p class="rounded-lg border border-line bg-surface px-4 py-8 text-center text-ink-muted">
                    {texts().no_row_holds()} " "
                    <a
                        href=move || state.href(state.view.with(TableView::unfiltered))
                        data-noscroll
                        class="rounded-sm font-medium text-accent-text hover:underline"
                    >
                        {texts().show_all()}
                    </a>
                </p>
            }
            .into_any();
        }
        // The headers say by themselves how they sort: they are made anew with the columns only.
        shown.track();
        let columns = columns.try_get_untracked().unwrap_or_default();
        let count = columns.len();
        view! {
            <Table caption columns frame on_scroll crowded=crowded.try_get().unwrap_or_default()>
                <Body state order scrolled columns=count name row />
            </Table>
        }
        .into_any()
    })
}
