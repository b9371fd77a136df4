//! One cluster: the frame of its pages, and its overview.

mod reset;

use leptos::prelude::*;
use leptos_meta::Title;

use super::clusters::{PspStatus, Status};
use super::code::{self, Code, Loaded};
use super::pages::waiting;
use super::psps::{Psps, try_pod_page};
use crate::api::ClusterKind;
use crate::api::clusters::{ClusterRow, describe_cluster};
use crate::part::{Away, ClusterNav, Here, Live, Load, Reading, Refresh};
use crate::route::{Page, Route, is_reset_open};
use crate::text::{grouped, texts};
use crate::ui::{Breadcrumbs, Crumb, PageHeader, Section, SkeletonLines};
use crate::view::{changing, view};
use reset::{ResetButton, ResetDialog};

/// Around every page of a cluster.
#[component]
pub(super) fn ClusterFrame() -> impl IntoView {
    let (here, loaded) = (Here::of_page(), Loaded::of_page());
    let cluster = here.cluster;
    Live::provide(cluster);
    let page = move || match here.page.get() {
        Page::Overview => loaded.view(Code::Overview, code::overview_page, waiting),
        Page::Psps => view! { <Psps /> }.into_any(),
        Page::CreateYaml => loaded.view(Code::CreateYaml, code::create_yaml_page, waiting),
        Page::Upload => loaded.view(Code::Upload, code::upload_page, waiting),
        Page::TryPod => try_pod_page(waiting),
        Page::Policy => loaded.view(Code::Policy, code::policy_page, waiting),
        Page::EditYaml => loaded.view(Code::EditYaml, code::edit_yaml_page, waiting),
        Page::Clusters | Page::Gallery | Page::Nowhere => ().into_any(),
    };
    view! {
        <div class="md:flex">
            <ClusterNav cluster />
            <main id="content" class="mx-auto min-w-0 max-w-6xl flex-1 2xl:max-w-[110rem] px-4 py-6 md:px-8">
                {changing(page)}
            </main>
        </div>
        <Away />
    }
}

/// The overview.
#[component]
pub(super) fn Overview() -> impl IntoView {
    let t = texts();
    let refresh = Refresh::live(Signal::stored(false));
    let here = Here::of_page();
    let (cluster, query) = (here.cluster, here.query());
    let asks = Memo::new(move |_| query.with(is_reset_open));
    let row =
        Reading::new(move || (cluster.get(), refresh.track()), |(cluster, _)| describe_cluster(cluster));
    view! {
        <Title text=move || cluster.get().to_string() />
        <div class="space-y-5">
            {move || {
                let crumbs = vec![Crumb::link(t.clusters(), Route::Clusters.path()), Crumb::here(cluster.get().to_string())];
                view! {
                    <Breadcrumbs crumbs />
                    <PageHeader title=cluster.get().to_string() />
                }
            }}
            <Section id="overview" title=t.overview()>
                <Load reading=row what=t.cluster_what() fallback=move || view! { <SkeletonLines what=t.cluster_what() /> } let:row>
                    <Facts row />
                </Load>
            </Section>
        </div>
        {move || asks.get().then(|| view! { <ResetDialog cluster=cluster.get() /> })}
    }
}

#[component]
fn Facts(row: ClusterRow) -> impl IntoView {
    let t = texts();
    let version = row.state.as_ref().ok().and_then(|overview| overview.server_version.clone());
    let status = row.state.clone();
    let fact =
        |name: &'static str, fact: String| view! { <dt class="text-ink-muted">{name}</dt> <dd>{fact}</dd> };
    let overview = row.state.as_ref().ok();
    let nodes = overview.and_then(|it| it.nodes).map(|count| fact(t.nodes(), grouped(count)));
    let region = overview.and_then(|it| it.region.clone()).map(|region| fact(t.region(), region));
    let reset = (row.kind == ClusterKind::Embedded).then(|| view! { <ResetButton cluster=row.id.clone() /> });
    view! {
        <dl class="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
            <dt class="text-ink-muted">{t.source()}</dt>
            <dd>{row.kind.label()}</dd>
            <dt class="text-ink-muted">{t.server_version()}</dt>
            <dd>{version.unwrap_or_else(|| t.unknown().to_owned())}</dd>
            <dt class="text-ink-muted">{t.status()}</dt>
            <dd class="min-w-0 wrap-anywhere"><Status state=status /></dd>
            <dt class="text-ink-muted">{t.psp_status()}</dt>
            <dd class="min-w-0 wrap-anywhere"><PspStatus state=row.state /></dd>
            {nodes}
            {region}
        </dl>
        {reset.map(|button| view! { <div class="mt-4">{button}</div> })}
    }
}
