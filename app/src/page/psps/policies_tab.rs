//! The PSPs tab: the policies, and what can be done with each.

use access::{Action, Association, DefaultNames, PolicyReach};
use leptos::prelude::*;

use super::PspsPage;
use crate::api::policies::PolicyRow;
use crate::part::Failure;
use crate::route::{Dialog, Route};
use crate::text::{Texts, texts};
use crate::ui::{
    Badge, ButtonKind, Cell, CellWidth, Column, EmptyState, IconName, LinkButton, Row, RowAction, RowHeader,
    SkeletonTable, Table, TextLink, Tone,
};

fn columns(t: Texts) -> Vec<Column> {
    vec![
        Column::new(t.name()),
        Column::titled(t.privileged(), t.privileged_title()),
        Column::titled(t.host(), t.host_title()),
        Column::titled(t.run_as_user(), t.run_as_user_title()),
        Column::titled(t.volumes(), t.volumes_title()),
        Column::titled(t.rules(), t.rules_title()),
        Column::at_end(t.actions()),
    ]
}

/// The tab.
#[component]
pub(super) fn PoliciesTab() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    view! {
        <Transition fallback=move || view! { <SkeletonTable what=t.policies_what() /> }>
            {move || Suspend::new(async move {
                let refusal = Signal::stored(page.refusal(Action::UpdateClusterPodSecurityPolicy).await);
                let rules = page.rules.await.unwrap_or_default();
                match page.policies.await {
                    Err(error) => view! { <Failure error what=t.policies_what() /> }.into_any(),
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
    let t = texts();
    let create = Signal::derive(move || page.dialog(Dialog::SelectTemplate));
    let button = move || {
        let upload = Signal::derive(move || Route::Upload(page.cluster.get()).path());
        view! {
            <span class="flex flex-wrap gap-2">
            <LinkButton label=t.upload() icon=IconName::Upload href=upload disabled_because=refusal />
            <LinkButton label=t.create() icon=IconName::Plus kind=ButtonKind::Primary href=create disabled_because=refusal />
            </span>
        }
    };
    if policies.is_empty() {
        return view! {
            <EmptyState
                icon=IconName::Shield
                title=t.policies_none()
                text=t.policies_none_why()
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
            <p class="text-sm text-ink-muted">{t.policies_here(rows.len())}</p>
            {button()}
        </div>
        <Table caption=t.policies() columns=columns(t)>{rows}</Table>
    }
    .into_any()
}

fn row(page: PspsPage, rules: usize, policy: PolicyRow, refusal: Signal<Option<String>>) -> impl IntoView {
    let t = texts();
    let name = policy.name;
    let is_default = DefaultNames::is_known(&name);
    let yaml = {
        let name = name.clone();
        Signal::derive(move || {
            Route::EditYaml { cluster: page.cluster.get(), policy: name.clone(), draft: None }.path()
        })
    };
    let explained = {
        let name = name.clone();
        Signal::derive(move || Route::Policy(page.cluster.get(), name.clone()).path())
    };
    let delete = {
        let name = name.clone();
        Signal::derive(move || page.dialog(Dialog::DeletePolicy { policy: name.clone() }))
    };
    let not_deletable = Signal::derive(move || match refusal.get() {
        None if is_default => Some(t.default_not_deletable().to_owned()),
        refusal => refusal,
    });
    let badge = |yes: bool| if yes { (t.yes(), Tone::Warning) } else { (t.no(), Tone::Ok) };
    let (privileged, tone) = badge(policy.privileged);
    let list = |items: Vec<String>, none: &'static str| {
        if items.is_empty() { none.to_owned() } else { items.join(", ") }
    };
    let (host, volumes) = (list(policy.host, t.nothing()), list(policy.volumes, t.none()));
    let created = t.created_on(&policy.created);
    let label = name.clone();
    let about = name.clone();
    view! {
        <Row>
            <RowHeader>
                <span class="flex flex-wrap items-center gap-x-2" title=created>
                    <TextLink href=explained>{label}</TextLink>
                    {is_default.then(|| view! { <Badge label=t.default_badge() /> })}
                </span>
            </RowHeader>
            <Cell label=t.privileged()><Badge label=privileged tone /></Cell>
            <Cell label=t.host()>{host}</Cell>
            <Cell label=t.run_as_user()>{policy.run_as_user}</Cell>
            <Cell label=t.volumes() width=CellWidth::Wrapping>{volumes}</Cell>
            <Cell label=t.rules()>{rules}</Cell>
            <Cell label=t.actions() width=CellWidth::AtEnd>
                <span class="inline-flex gap-4">
                    <RowAction label="YAML" about href=yaml />
                    <RowAction label=t.delete() about=name href=delete disabled_because=not_deletable />
                </span>
            </Cell>
        </Row>
    }
}
