//! The Association Rules tab: who may use which policy, whoever made the rule.

use access::{Action, Association, Origin, PolicyReach, Scope, Subject};
use leptos::prelude::*;

use super::PspsPage;
use super::delete_policy::in_words;
use crate::part::{Failure, later};
use crate::route::Dialog;
use crate::text::{Texts, texts};
use crate::ui::{
    Badge, ButtonKind, Cell, CellWidth, Column, EmptyState, IconName, LinkButton, Row, RowAction, RowHeader,
    SkeletonTable, Table, Tone,
};
use crate::view::view;

fn columns(t: Texts) -> Vec<Column> {
    vec![
        Column::new(t.namespace()),
        Column::new(t.account()),
        Column::new(t.psp()),
        Column::titled(t.made_by(), t.made_by_title()),
        Column::at_end(t.actions()),
    ]
}

/// The tab.
#[component]
pub(super) fn AssociationsTab() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let rules = page.rules();
    view! {
        <Transition fallback=move || view! { <SkeletonTable what=t.rules_what() /> }>
            {move || later(async move {
                let add = page.refusal(Action::CreatePspBinding).await;
                let remove = Signal::stored(page.refusal(Action::UnbindingServiceAccountPsp).await);
                match rules.await {
                    Err(error) => view! { <Failure error what=t.rules_what() /> }.into_any(),
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
    let t = texts();
    let (system, rules): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.origin == Origin::System);
    let button = move || {
        let href = Signal::derive(move || page.dialog(Dialog::add_rule()));
        view! {
            <LinkButton label=t.add_rule() icon=IconName::Plus kind=ButtonKind::Primary href disabled_because=add />
        }
    };
    let count = rules.len();
    let listed = if rules.is_empty() {
        view! {
            <EmptyState
                icon=IconName::Link
                title=t.rules_none()
                text=t.rules_none_why()
            >
                {button()}
            </EmptyState>
        }
        .into_any()
    } else {
        let rows: Vec<_> = rules.into_iter().map(|rule| row(page, rule, remove)).collect();
        view! {
            <div class="mb-3 flex items-center justify-between gap-3">
                <p class="text-sm text-ink-muted">{t.rules_here(count)}</p>
                {button()}
            </div>
            <Table caption=t.association_rules() columns=columns(t)>{rows}</Table>
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
                    {t.rules_of_kubernetes_counted(count)}
                </summary>
                <div class="mt-2">
                    <Table caption=t.rules_of_kubernetes() columns=columns(t)>{system}</Table>
                </div>
            </details>
        })}
    }
}

fn row(page: PspsPage, rule: Association, refusal: Signal<Option<String>>) -> impl IntoView {
    let t = texts();
    let key = rule.key();
    let origin = rule.origin;
    let href = Signal::derive(move || page.dialog(Dialog::RemoveRule { rule: key.clone() }));
    let because =
        Signal::derive(move || refusal.get().or_else(|| not_removable(t, origin).map(str::to_owned)));
    let (made_by, tone) = made_by(t, origin);
    let namespace = match &rule.scope {
        Scope::Cluster => t.all_namespaces().to_owned(),
        Scope::Namespace(namespace) => namespace.clone(),
    };
    let policy = match &rule.policy {
        PolicyReach::Named(name) => name.clone(),
        PolicyReach::Every => t.every_policy().to_owned(),
    };
    let account = account(t, &rule);
    let about = format!("{policy}: {}", in_words(t, &rule));
    let objects = format!("{} → {}", rule.binding, rule.role);
    view! {
        <Row>
            <RowHeader>{namespace}</RowHeader>
            <Cell label=t.account() width=CellWidth::Wrapping>{account}</Cell>
            <Cell label=t.psp() width=CellWidth::Wrapping>{policy}</Cell>
            <Cell label=t.made_by()>
                <span title=objects>
                    <Badge label=made_by tone />
                </span>
            </Cell>
            <Cell label=t.actions() width=CellWidth::AtEnd>
                <RowAction label=t.remove() about href disabled_because=because />
            </Cell>
        </Row>
    }
}

/// The subject as the page calls it, where it stands in its namespace's row.
pub(super) fn account(t: Texts, rule: &Association) -> String {
    let here = |namespace: &str| rule.scope == Scope::Namespace(namespace.to_owned());
    match &rule.subject {
        Subject::ServiceAccount { namespace, name } if here(namespace) => name.clone(),
        Subject::ServiceAccount { namespace, name } => t.account_elsewhere(name, namespace),
        Subject::Group(name) => match name.strip_prefix("system:serviceaccounts:") {
            Some(namespace) if here(namespace) => t.all_accounts().to_owned(),
            Some(namespace) => t.all_accounts_elsewhere(namespace),
            None => t.group(name),
        },
        Subject::User(name) => t.user(name),
    }
}

fn made_by(t: Texts, origin: Origin) -> (&'static str, Tone) {
    match origin {
        Origin::Console => (t.by_this_console(), Tone::Accent),
        Origin::DefaultKept => (t.disassociate_default(), Tone::Neutral),
        Origin::Default => (t.by_default_policy(), Tone::Neutral),
        Origin::System => ("Kubernetes", Tone::Neutral),
        Origin::Elsewhere => (t.by_somebody(), Tone::Warning),
    }
}

fn not_removable(t: Texts, origin: Origin) -> Option<&'static str> {
    match origin {
        Origin::System => Some(t.not_removable_system()),
        Origin::Default => Some(t.not_removable_default()),
        Origin::Console | Origin::DefaultKept | Origin::Elsewhere => None,
    }
}
