//! The PSPs tab: the policies, and what can be done with each.

use access::{Action, Association, DefaultNames, PolicyReach};
use leptos::prelude::*;

use super::PspsPage;
use crate::api::policies::PolicyRow;
use crate::part::Failure;
use crate::route::{Dialog, Route};
use crate::ui::{
    Badge, ButtonKind, Cell, CellWidth, Column, EmptyState, IconName, LinkButton, Row, RowAction, RowHeader,
    SkeletonTable, Table, TextLink, Tone,
};

const COLUMNS: [Column; 7] = [
    Column::new("Name"),
    Column::titled("Privileged", "May containers run privileged?"),
    Column::titled("Host", "What of the node's own pods may use: network, process and IPC namespaces, ports"),
    Column::titled("Run as user", "Which users containers may run as"),
    Column::titled("Volumes", "Which types of volumes pods may use"),
    Column::titled("Rules", "How many association rules name it"),
    Column::at_end("Actions"),
];

/// The tab.
#[component]
pub(super) fn PoliciesTab() -> impl IntoView {
    let page = PspsPage::of_page();
    view! {
        <Transition fallback=|| view! { <SkeletonTable what="the policies" /> }>
            {move || Suspend::new(async move {
                let refusal = Signal::stored(page.refusal(Action::UpdateClusterPodSecurityPolicy).await);
                let rules = page.rules.await.unwrap_or_default();
                match page.policies.await {
                    Err(error) => view! { <Failure error what="the policies" /> }.into_any(),
                    Ok(policies) => content(page, policies, &rules, refusal).into_any(),
                }
            })}
        </Transition>
    }
}

fn content(
    page: PspsPage,
    policies: Vec<PolicyRow>,
    rules: &[Association],
    refusal: Signal<Option<String>>,
) -> impl IntoView + use<> {
    let create = Signal::derive(move || page.dialog(Dialog::SelectTemplate));
    let button = move || {
        view! {
            <LinkButton label="Create" icon=IconName::Plus kind=ButtonKind::Primary href=create disabled_because=refusal />
        }
    };
    if policies.is_empty() {
        return view! {
            <EmptyState
                icon=IconName::Shield
                title="No policies yet"
                text="A policy says which pods may be created. Begin with a template; nothing takes effect before you associate it."
            >
                {button()}
            </EmptyState>
        }
        .into_any();
    }
    let count = |name: &str| {
        rules
            .iter()
            .filter(|rule| matches!(&rule.policy, PolicyReach::Named(policy) if policy == name))
            .count()
    };
    let rows: Vec<_> =
        policies.into_iter().map(|policy| row(page, count(&policy.name), policy, refusal)).collect();
    view! {
        <div class="mb-3 flex items-center justify-between gap-3">
            <p class="text-sm text-ink-muted">{rows.len()} " in this cluster"</p>
            {button()}
        </div>
        <Table caption="Policies" columns=COLUMNS.to_vec()>{rows}</Table>
    }
    .into_any()
}

fn row(page: PspsPage, rules: usize, policy: PolicyRow, refusal: Signal<Option<String>>) -> impl IntoView {
    let name = policy.name;
    let is_default = DefaultNames::is_known(&name);
    let yaml = {
        let name = name.clone();
        Signal::derive(move || {
            Route::EditYaml { cluster: page.cluster.get(), policy: name.clone(), draft: None }.path()
        })
    };
    let delete = {
        let name = name.clone();
        Signal::derive(move || page.dialog(Dialog::DeletePolicy { policy: name.clone() }))
    };
    let not_deletable = Signal::derive(move || match refusal.get() {
        None if is_default => Some(
            "Workloads everywhere may depend on the default policy, so this console cannot delete it."
                .to_owned(),
        ),
        refusal => refusal,
    });
    let badge = |yes: bool| if yes { ("Yes", Tone::Warning) } else { ("No", Tone::Ok) };
    let (privileged, tone) = badge(policy.privileged);
    let list = |items: Vec<String>, none: &'static str| {
        if items.is_empty() { none.to_owned() } else { items.join(", ") }
    };
    let (host, volumes) = (list(policy.host, "nothing"), list(policy.volumes, "none"));
    let created = format!("Created on {}", policy.created);
    let label = name.clone();
    let about = name.clone();
    view! {
        <Row>
            <RowHeader>
                <span class="flex flex-wrap items-center gap-x-2" title=created>
                    <TextLink href=yaml>{label}</TextLink>
                    {is_default.then(|| view! { <Badge label="default" /> })}
                </span>
            </RowHeader>
            <Cell label="Privileged"><Badge label=privileged tone /></Cell>
            <Cell label="Host">{host}</Cell>
            <Cell label="Run as user">{policy.run_as_user}</Cell>
            <Cell label="Volumes" width=CellWidth::Wrapping>{volumes}</Cell>
            <Cell label="Rules">{rules}</Cell>
            <Cell label="Actions" width=CellWidth::AtEnd>
                <span class="inline-flex gap-4">
                    <RowAction label="YAML" about href=yaml />
                    <RowAction label="Delete" about=name href=delete disabled_because=not_deletable />
                </span>
            </Cell>
        </Row>
    }
}
