//! *Clusters*: every cluster that this console knows, and how it is.

use access::status::{Overview, PspSupport, Reach};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::clusters::{ClusterRow, describe_clusters};
use crate::part::{Load, Reading, Refresh};
use crate::route::Route;
use crate::text::{Texts, texts};
use crate::ui::{
    Badge, Cell, CellWidth, Column, EmptyState, IconName, PageHeader, Row, RowAction, RowHeader,
    SkeletonTable, Table, TextLink, Tone,
};
use crate::view::view;

fn columns(t: Texts) -> Vec<Column> {
    vec![
        Column::new(t.name()),
        Column::new(t.source()),
        Column::new(t.server_version()),
        Column::new(t.status()),
        Column::new("PodSecurityPolicy"),
        Column::at_end(t.actions()),
    ]
}

/// The page.
#[component]
pub(super) fn Clusters() -> impl IntoView {
    let t = texts();
    let refresh = Refresh::provide();
    let clusters = Reading::new(move || refresh.track(), |_| describe_clusters());
    view! {
        <Title text=t.clusters() />
        <main id="content" class="mx-auto max-w-6xl space-y-5 2xl:max-w-[110rem] px-4 py-6">
            <PageHeader title=t.clusters() subtitle=t.clusters_subtitle() />
            <Load reading=clusters what=t.clusters_what() fallback=move || view! { <SkeletonTable what=t.clusters_what() /> } let:rows>
                {if rows.is_empty() {
                    view! { <NoClusters /> }.into_any()
                } else {
                    view! {
                        <Table caption=t.clusters() columns=columns(t)>
                            {rows.into_iter().map(|row| view! { <ClusterLine row /> }).collect_view()}
                        </Table>
                    }.into_any()
                }}
            </Load>
        </main>
    }
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

#[component]
fn ClusterLine(row: ClusterRow) -> impl IntoView {
    let t = texts();
    let name = row.id.to_string();
    let href = Route::Cluster(row.id).path();
    let (label, target) = (name.clone(), href.clone());
    let status = row.state.clone();
    let version = row.state.as_ref().ok().and_then(|overview| overview.server_version.clone());
    view! {
        <Row>
            <RowHeader>
                <TextLink href=target>{label}</TextLink>
            </RowHeader>
            <Cell label=t.source()>{row.kind.label()}</Cell>
            <Cell label=t.server_version()>{version.unwrap_or_else(|| t.unknown().to_owned())}</Cell>
            <Cell label=t.status() width=CellWidth::Wrapping><Status state=status /></Cell>
            <Cell label="PodSecurityPolicy"><Support state=row.state /></Cell>
            <Cell label=t.actions() width=CellWidth::AtEnd><RowAction label=t.details() href about=name /></Cell>
        </Row>
    }
}

/// Reachable, or what is wrong.
#[component]
pub(crate) fn Status(state: Result<Overview, String>) -> impl IntoView {
    let t = texts();
    let (label, tone, why) = match state.map(|overview| overview.reach) {
        Ok(Reach::Reachable) => (t.running(), Tone::Ok, None),
        Ok(Reach::Unreachable(why)) => (t.unreachable(), Tone::Danger, Some(why)),
        Ok(Reach::Unauthorized(why)) => (t.credentials_refused(), Tone::Danger, Some(why)),
        Ok(Reach::Forbidden(why)) => (t.forbidden(), Tone::Warning, Some(why)),
        Err(why) => (t.not_configured(), Tone::Danger, Some(why)),
    };
    view! {
        <Badge label tone />
        {why.map(|why| view! { <span class="ml-2 text-sm text-ink-muted">{why}</span> })}
    }
}

/// Does it serve policies?
#[component]
pub(crate) fn Support(state: Result<Overview, String>) -> impl IntoView {
    let t = texts();
    let (label, tone) = match state.map(|overview| overview.psp) {
        Ok(PspSupport::Served) => (t.psp_supported(), Tone::Ok),
        Ok(PspSupport::Removed) => (t.psp_removed(), Tone::Neutral),
        Ok(PspSupport::Unknown) | Err(_) => (t.psp_unknown(), Tone::Neutral),
    };
    view! { <Badge label tone /> }
}
