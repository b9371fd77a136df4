//! *Clusters*: every cluster that this console knows, and how it is.

use access::status::{Overview, PspSupport, Reach};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::clusters::{ClusterRow, describe_clusters};
use crate::part::{Load, Refresh};
use crate::route::Route;
use crate::ui::{
    Badge, Cell, CellWidth, Column, EmptyState, IconName, PageHeader, Row, RowAction, RowHeader,
    SkeletonTable, Table, TextLink, Tone,
};

const COLUMNS: [Column; 6] = [
    Column::new("Name"),
    Column::new("Source"),
    Column::new("Server version"),
    Column::new("Status"),
    Column::new("PSPs"),
    Column::at_end("Actions"),
];

/// The page.
#[component]
pub(crate) fn Clusters() -> impl IntoView {
    let refresh = Refresh::provide();
    let clusters = Resource::new(move || refresh.track(), |_| describe_clusters());
    view! {
        <Title text="Clusters" />
        <main id="content" class="mx-auto max-w-6xl space-y-5 px-4 py-6">
            <PageHeader title="Clusters" subtitle="The contexts of this console's kubeconfig, or the cluster in which it runs." />
            <Load resource=clusters what="the clusters" fallback=|| view! { <SkeletonTable what="clusters" /> } let:rows>
                {if rows.is_empty() {
                    view! { <NoClusters /> }.into_any()
                } else {
                    view! {
                        <Table caption="Clusters" columns=COLUMNS.to_vec()>
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
    view! {
        <EmptyState
            icon=IconName::Info
            title="This console knows no cluster"
            text="Start it with --kubeconfig PATH, or set KUBECONFIG; each context of the file is a cluster here."
         />
    }
}

#[component]
fn ClusterLine(row: ClusterRow) -> impl IntoView {
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
            <Cell label="Source">{row.kind.label()}</Cell>
            <Cell label="Server version">{version.unwrap_or_else(|| "unknown".to_owned())}</Cell>
            <Cell label="Status" width=CellWidth::Wrapping><Status state=status /></Cell>
            <Cell label="PodSecurityPolicies"><Support state=row.state /></Cell>
            <Cell label="Actions" width=CellWidth::AtEnd><RowAction label="Details" href about=name /></Cell>
        </Row>
    }
}

/// Reachable, or what is wrong.
#[component]
pub(crate) fn Status(state: Result<Overview, String>) -> impl IntoView {
    let (label, tone, why) = match state.map(|overview| overview.reach) {
        Ok(Reach::Reachable) => ("Running", Tone::Ok, None),
        Ok(Reach::Unreachable(why)) => ("Unreachable", Tone::Danger, Some(why)),
        Ok(Reach::Unauthorized(why)) => ("Credentials refused", Tone::Danger, Some(why)),
        Ok(Reach::Forbidden(why)) => ("Forbidden", Tone::Warning, Some(why)),
        Err(why) => ("Not configured", Tone::Danger, Some(why)),
    };
    view! {
        <Badge label tone />
        {why.map(|why| view! { <span class="ml-2 text-sm text-ink-muted">{why}</span> })}
    }
}

/// Does it serve policies?
#[component]
pub(crate) fn Support(state: Result<Overview, String>) -> impl IntoView {
    let (label, tone) = match state.map(|overview| overview.psp) {
        Ok(PspSupport::Served) => ("Supported", Tone::Ok),
        Ok(PspSupport::Removed) => ("Removed in 1.25", Tone::Neutral),
        Ok(PspSupport::Unknown) | Err(_) => ("Unknown", Tone::Neutral),
    };
    view! { <Badge label tone /> }
}
