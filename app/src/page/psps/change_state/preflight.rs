//! What enforcing would do to what runs now, each finding with the way to mend it.

use access::switch::{Preflight, Refused, Stranded};
use leptos::prelude::*;

use super::PspsPage;
use crate::route::{Attempt, Dialog, PspsView, Route, Tab};
use crate::text::texts;
use crate::ui::{Code, Icon, IconName, TextLink};
use crate::view::view;

/// How bad a finding is.
#[derive(Clone, Copy)]
enum Weight {
    Good,
    Notable,
    Grave,
}

/// The list.
#[component]
pub(super) fn Findings(preflight: Preflight) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let nodes = if preflight.nodes_may_use_a_policy {
        finding(Weight::Good, t.found_nodes()).into_any()
    } else {
        let fix = page.dialog(Dialog::Associate);
        finding(
            Weight::Grave,
            view! {
                {t.nodes_stranded()}
                " "
                <TextLink href=fix>{t.associate_default()}</TextLink>
            },
        )
        .into_any()
    };
    let accounts = preflight.stranded.is_empty().then(|| finding(Weight::Good, t.found_accounts()));
    let workloads = (preflight.refused.is_empty() && preflight.unseen.is_empty())
        .then(|| finding(Weight::Good, t.found_workloads()));
    let unseen = (!preflight.unseen.is_empty())
        .then(|| finding(Weight::Notable, t.unseen_workloads(&t.list(&preflight.unseen))));
    let refused = (!preflight.refused.is_empty()).then(|| refused(preflight.refused));
    let stranded: Vec<_> = preflight.stranded.into_iter().map(namespace).collect();
    view! {
        <section aria-label=t.preflight() class="space-y-2">
            <h3 class="font-medium">{t.preflight()}</h3>
            <ul class="divide-y divide-line rounded-lg border border-line">
                {finding(Weight::Good, t.found_default())} {nodes} {accounts} {stranded} {workloads}
                {refused} {unseen}
            </ul>
        </section>
    }
}

/// So many are shown at once; a cluster may have hundreds.
const SHOWN: usize = 8;

/// What would not be admitted again, each with the way to why.
fn refused(workloads: Vec<Refused>) -> impl IntoView {
    let t = texts();
    let count = workloads.len();
    let mut first: Vec<_> = workloads.into_iter().map(workload).collect();
    let more = first.split_off(first.len().min(SHOWN));
    let rest = (!more.is_empty()).then(|| {
        view! {
            <details>
                <summary class="inline-block cursor-pointer rounded-sm font-medium text-accent-text">{t.and_more(more.len())}</summary>
                <ul class="space-y-1.5">{more}</ul>
            </details>
        }
    });
    finding(
        Weight::Grave,
        view! {
            {t.refused_workloads(count)}
            <ul class="mt-1.5 space-y-1.5">{first}</ul>
            {rest}
        },
    )
}

fn workload(it: Refused) -> AnyView {
    let (t, page) = (texts(), PspsPage::of_page());
    let Refused { kind, namespace, name, why } = it;
    let attempt = Attempt::of_workload(&kind, &namespace, &name);
    let href = Route::TryPod(page.cluster.get_untracked(), attempt).path();
    view! {
        <li>
            {kind}
            " "
            <Code text=format!("{namespace}/{name}") />
            " "
            <TextLink href>{t.try_why()}</TextLink>
            <p class="font-mono text-xs text-ink-muted">{why}</p>
        </li>
    }
}

fn namespace(stranded: Stranded) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let weight = if stranded.is_grave() { Weight::Grave } else { Weight::Notable };
    let pods = match stranded.pods {
        0 => t.stranded_no_pods().to_owned(),
        count => t.stranded_pods(count),
    };
    let account = match stranded.accounts.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let rule = Dialog::AddRule { namespace: Some(stranded.namespace.clone()), account, policy: None };
    let fix = page.url(&PspsView::tab(Tab::AssociationRules).with_dialog(rule));
    let accounts = t.stranded_accounts(&t.list(&stranded.accounts));
    let name = stranded.namespace;
    finding(
        weight,
        view! {
            <Code text=name />
            " "
            {accounts}
            " "
            {pods}
            " "
            <TextLink href=fix>{t.stranded_fix()}</TextLink>
        },
    )
}

fn finding(weight: Weight, words: impl IntoView) -> impl IntoView {
    let (name, class) = match weight {
        Weight::Good => (IconName::CheckCircle, "mt-0.5 text-ok-text"),
        Weight::Notable => (IconName::Info, "mt-0.5 text-warn-text"),
        Weight::Grave => (IconName::Warning, "mt-0.5 text-danger-text"),
    };
    view! {
        <li class="flex gap-2.5 px-3 py-2">
            <Icon name class />
            <span class="min-w-0 flex-1 wrap-anywhere">{words}</span>
        </li>
    }
}
