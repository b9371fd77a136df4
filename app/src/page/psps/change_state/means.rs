//! How PSP Status is changed on this cluster, or why it cannot be.

use access::switch::{ApiServer, Flags, Means, Probed, Reach};
use leptos::prelude::*;

use super::OnlyClose;
use crate::part::KubectlCommand;
use crate::text::texts;
use crate::ui::{Badge, Callout, Cell, CellWidth, Code, Column, Row, RowHeader, Table, Tone};
use crate::view::view;

/// The way, and the servers that it goes.
#[component]
pub(super) fn HowItIsChanged(means: Means) -> impl IntoView {
    let t = texts();
    let way = match &means {
        Means::StaticPods { reach: Reach::ThisNode, .. } => t.means_this_node(),
        Means::StaticPods { .. } => t.means_agent(),
        _ => t.means_embedded(),
    };
    view! {
        <section aria-label=t.means() class="space-y-2">
            <h3 class="font-medium">{t.means()}</h3>
            <p class="text-ink-muted">{way}</p>
            <Servers servers=means.servers().to_vec() />
        </section>
    }
}

/// Why it cannot be changed from here, and what else could be done.
#[component]
pub(super) fn CannotChange(means: Means, by_hand: Option<String>) -> impl IntoView {
    let t = texts();
    let (why, way) = means.obstacle().map(|obstacle| t.obstacle(&obstacle)).unwrap_or_default();
    view! {
        <Callout title=t.cannot_change() tone=Tone::Neutral>
            <p>{why}</p>
            {way.map(|way| view! { <p>{way}</p> })}
        </Callout>
        <Servers servers=means.servers().to_vec() />
        {by_hand.map(|command| view! { <KubectlCommand command label=t.show_by_hand() /> })}
        <OnlyClose />
    }
}

#[component]
fn Servers(servers: Vec<ApiServer>) -> impl IntoView {
    let t = texts();
    let columns = vec![
        Column::new(t.node()),
        Column::new(t.plugins_on()),
        Column::new(t.in_manifest()),
        Column::new(t.enforces()),
    ];
    (!servers.is_empty()).then(|| {
        view! {
            <Table caption=t.servers() columns>
                {servers.into_iter().map(server).collect_view()}
            </Table>
        }
    })
}

fn server(server: ApiServer) -> impl IntoView {
    let t = texts();
    let (plugins, in_manifest) = match server.flags {
        Flags::Read { enabled, disabled, psp } => {
            let enabled = if enabled.is_empty() {
                view! { <span class="text-ink-muted">{t.plugins_none()}</span> }.into_any()
            } else {
                view! { <Code text=enabled.join(",") /> }.into_any()
            };
            let disabled = (!disabled.is_empty()).then(|| {
                view! {
                    " "
                    {t.plugins_off()}
                    " "
                    <Code text=disabled.join(",") />
                }
            });
            (view! { {enabled} {disabled} }.into_any(), Some(psp))
        }
        Flags::NotUnderstood(why) => (why.into_any(), None),
    };
    let in_manifest = match in_manifest {
        Some(true) => (t.on(), Tone::Ok),
        Some(false) => (t.off(), Tone::Neutral),
        None => (t.not_understood(), Tone::Warning),
    };
    let (label, tone, why) = match server.probed {
        Probed::Enforces => (t.yes(), Tone::Ok, None),
        Probed::DoesNot => (t.no(), Tone::Neutral, None),
        Probed::Silent(why) => (t.not_known(), Tone::Warning, Some(why)),
    };
    view! {
        <Row>
            <RowHeader>{server.node}</RowHeader>
            <Cell label=t.plugins_on() width=CellWidth::Wrapping>{plugins}</Cell>
            <Cell label=t.in_manifest()><Badge label=in_manifest.0 tone=in_manifest.1 /></Cell>
            <Cell label=t.enforces()><span title=why><Badge label tone /></span></Cell>
        </Row>
    }
}
