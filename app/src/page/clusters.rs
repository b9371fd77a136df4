//! *Clusters*: every cluster that this console knows, and how it is, kept current as long as the page is seen.

mod columns;
#[cfg(feature = "hydrate")]
mod follow;
mod state;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::clusters::{ClusterRow, describe_clusters};
use crate::part::{Away, DataTable, Here, Live, Load, Reading, Refresh, TableState, TableTools};
use crate::route::{self, Route, TableView};
use crate::rows::Rows;
use crate::text::texts;
use crate::ui::{
    Cell, CellWidth, EmptyState, IconName, PageHeader, Row, RowAction, RowHeader, SkeletonTable, TextLink,
};
use crate::view::{changing, view};

pub(super) use state::{PspStatus, Status};

/// How every cluster is, as far as it is known.
type Shown = RwSignal<Vec<ClusterRow>>;

/// The page.
#[component]
pub(super) fn Clusters() -> impl IntoView {
    let t = texts();
    let (refresh, query) = (Refresh::provide(), Here::of_page().query());
    Live::by_asking();
    let view = Memo::new(move |_| query.with(TableView::from_query));
    let table = TableState::new(view, |view| route::clusters(&view));
    let clusters = Reading::new(move || refresh.track(), |_| describe_clusters());
    view! {
        <Title text=t.clusters() />
        <main id="content" class="mx-auto max-w-6xl space-y-5 2xl:max-w-[110rem] px-4 py-6">
            <PageHeader title=t.clusters() subtitle=t.clusters_subtitle() />
            <Load reading=clusters what=t.clusters_what() fallback=move || view! { <SkeletonTable what=t.clusters_what() /> } let:rows>
                {content(table, rows)}
            </Load>
        </main>
        <Away />
    }
}

fn content(state: TableState, clusters: Vec<ClusterRow>) -> AnyView {
    let shown = RwSignal::new(clusters);
    #[cfg(feature = "hydrate")]
    follow::keep_current(shown);
    // How a cluster is changes within its row; only a console that knows others has another table.
    let known =
        Memo::new(move |_| shown.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()));
    changing(move || match known.with(Vec::len) {
        0 => view! { <NoClusters /> }.into_any(),
        count => listed(state, shown, count),
    })
}

fn listed(state: TableState, shown: Shown, all: usize) -> AnyView {
    let t = texts();
    let order = Memo::new(move |_| {
        let rows = Rows::from(shown.get());
        state.view.with(|view| rows.arrange(view))
    });
    let cells = columns::shown(state);
    let name = Callback::new(move |place: usize| {
        shown.with(|rows| rows.get(place).map(|row| row.id.to_string())).unwrap_or_default()
    });
    let row = Callback::new(move |place| row(shown, cells, place));
    view! {
        <TableTools
            state
            what=t.clusters()
            columns=columns::choices(t)
            shown=Signal::derive(move || order.try_with(Vec::len).unwrap_or_default())
            all
        >
            ""
        </TableTools>
        <DataTable caption=t.clusters() state shown=cells columns=columns::headers(t, state) order name row />
    }
    .into_any()
}

#[component]
fn NoClusters() -> impl IntoView {
    let t = texts();
    view! {
        <EmptyState
            icon=IconName::Info
            title=t.clusters_none()
            text=t.clusters_none_why()
         />
    }
}

fn row(shown: Shown, columns: Memo<Vec<&'static str>>, place: usize) -> AnyView {
    let t = texts();
    let each = Memo::new(move |_| shown.with(|rows| rows.get(place).cloned()));
    let Some(id) = each.get_untracked().map(|row| row.id) else { return ().into_any() };
    let name = id.to_string();
    let href = Route::Cluster(id).path();
    let (label, target) = (name.clone(), href.clone());
    let cells = move || {
        let columns = columns.try_get().unwrap_or_default().into_iter();
        match each.try_get().flatten() {
            Some(row) => columns.map(|id| columns::cell(t, id, &row)).collect_view(),
            None => Vec::new(),
        }
    };
    view! {
        <Row>
            <RowHeader><TextLink href=target>{label}</TextLink></RowHeader>
            {changing(cells)}
            <Cell label=t.actions() width=CellWidth::AtEnd><RowAction label=t.details() href about=name /></Cell>
        </Row>
    }
    .into_any()
}
