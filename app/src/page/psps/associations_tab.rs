//! The Association Rules tab: who may use which policy, whoever made the rule.

use access::{Action, Association, Origin, PolicyReach, Scope, Subject};
use leptos::prelude::*;

use super::PspsPage;
use crate::part::Failure;
use crate::route::Dialog;
use crate::ui::{
    Badge, ButtonKind, Cell, CellWidth, Column, EmptyState, IconName, LinkButton, Row, RowAction, RowHeader,
    SkeletonTable, Table, Tone,
};

const COLUMNS: [Column; 5] = [
    Column::new("Namespace"),
    Column::new("Account"),
    Column::new("PSP"),
    Column::titled("Made by", "Who made the binding that this rule stands in"),
    Column::at_end("Actions"),
];

/// The tab.
#[component]
pub(super) fn AssociationsTab() -> impl IntoView {
    let page = PspsPage::of_page();
    view! {
        <Transition fallback=|| view! { <SkeletonTable what="the association rules" /> }>
            {move || Suspend::new(async move {
                let add = page.refusal(Action::CreatePspBinding).await;
                let remove = Signal::stored(page.refusal(Action::UnbindingServiceAccountPsp).await);
                match page.rules.await {
                    Err(error) => view! { <Failure error what="the association rules" /> }.into_any(),
                    Ok(rules) => content(page, rules, Signal::stored(add), remove).into_any(),
                }
            })}
        </Transition>
    }
}

fn content(
    page: PspsPage,
    rules: Vec<Association>,
    add: Signal<Option<String>>,
    remove: Signal<Option<String>>,
) -> impl IntoView {
    let (system, rules): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.origin == Origin::System);
    let button = move || {
        let href = Signal::derive(move || page.dialog(Dialog::add_rule()));
        view! {
            <LinkButton label="Add Association Rule" icon=IconName::Plus kind=ButtonKind::Primary href disabled_because=add />
        }
    };
    let count = rules.len();
    let listed = if rules.is_empty() {
        view! {
            <EmptyState
                icon=IconName::Link
                title="No association rules yet"
                text="A rule lets service accounts of a namespace use a policy. Without one, a policy has no effect."
            >
                {button()}
            </EmptyState>
        }
        .into_any()
    } else {
        let rows: Vec<_> = rules.into_iter().map(|rule| row(page, rule, remove)).collect();
        view! {
            <div class="mb-3 flex items-center justify-between gap-3">
                <p class="text-sm text-ink-muted">{count} " in this cluster"</p>
                {button()}
            </div>
            <Table caption="Association rules" columns=COLUMNS.to_vec()>{rows}</Table>
        }
        .into_any()
    };
    let count = system.len();
    let system: Vec<_> = system.into_iter().map(|rule| row(page, rule, remove)).collect();
    view! {
        {listed}
        {(count > 0).then(|| view! {
            <details class="mt-4">
                <summary class="inline-block rounded-sm text-sm font-medium text-ink-muted hover:text-ink">
                    {format!("Rules of Kubernetes itself ({count})")}
                </summary>
                <div class="mt-2">
                    <Table caption="Rules of Kubernetes itself" columns=COLUMNS.to_vec()>{system}</Table>
                </div>
            </details>
        })}
    }
}

fn row(page: PspsPage, rule: Association, refusal: Signal<Option<String>>) -> impl IntoView {
    let key = rule.key();
    let origin = rule.origin;
    let href = {
        let key = key.clone();
        Signal::derive(move || page.dialog(Dialog::RemoveRule { rule: key.clone() }))
    };
    let because = Signal::derive(move || refusal.get().or_else(|| not_removable(origin).map(str::to_owned)));
    let (made_by, tone) = made_by(origin);
    let namespace = match &rule.scope {
        Scope::Cluster => "All namespaces".to_owned(),
        Scope::Namespace(namespace) => namespace.clone(),
    };
    let policy = match &rule.policy {
        PolicyReach::Named(name) => name.clone(),
        PolicyReach::Every => "Every policy".to_owned(),
    };
    let account = account(&rule);
    let objects = format!("{} → {}", rule.binding, rule.role);
    view! {
        <Row>
            <RowHeader>{namespace}</RowHeader>
            <Cell label="Account" width=CellWidth::Wrapping>{account}</Cell>
            <Cell label="PSP" width=CellWidth::Wrapping>{policy}</Cell>
            <Cell label="Made by">
                <span title=objects>
                    <Badge label=made_by tone />
                </span>
            </Cell>
            <Cell label="Actions" width=CellWidth::AtEnd>
                <RowAction label="Remove" about=key href disabled_because=because />
            </Cell>
        </Row>
    }
}

/// The subject as the page calls it, where it stands in its namespace's row.
pub(super) fn account(rule: &Association) -> String {
    let here = |namespace: &str| rule.scope == Scope::Namespace(namespace.to_owned());
    match &rule.subject {
        Subject::ServiceAccount { namespace, name } if here(namespace) => name.clone(),
        Subject::ServiceAccount { namespace, name } => format!("{name} (of namespace {namespace})"),
        Subject::Group(name) => match name.strip_prefix("system:serviceaccounts:") {
            Some(namespace) if here(namespace) => "All service accounts".to_owned(),
            Some(namespace) => format!("All service accounts (of namespace {namespace})"),
            None => format!("Group {name}"),
        },
        Subject::User(name) => format!("User {name}"),
    }
}

fn made_by(origin: Origin) -> (&'static str, Tone) {
    match origin {
        Origin::Console => ("This console", Tone::Accent),
        Origin::DefaultKept => ("Disassociate Default PSP", Tone::Neutral),
        Origin::Default => ("Default policy", Tone::Neutral),
        Origin::System => ("Kubernetes", Tone::Neutral),
        Origin::Elsewhere => ("Elsewhere", Tone::Warning),
    }
}

fn not_removable(origin: Origin) -> Option<&'static str> {
    match origin {
        Origin::System => Some("It is part of Kubernetes itself."),
        Origin::Default => {
            Some("Disassociate Default PSP removes it, in an order that leaves nobody without a policy.")
        }
        Origin::Console | Origin::DefaultKept | Origin::Elsewhere => None,
    }
}
