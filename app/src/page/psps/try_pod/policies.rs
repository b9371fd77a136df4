//! What each policy says of the pod: those that may be used with their reasons, the others by name.

use leptos::prelude::*;

use super::Trial;
use crate::api::ClusterId;
use crate::api::trial::{Outcome, Said, Verdict};
use crate::part::Diff;
use crate::route::{Dialog, PspsView, Route, Tab};
use crate::text::texts;
use crate::ui::{Badge, TextLink, Tone};
use crate::view::view;

const LIST: &str = "divide-y divide-line rounded-lg border border-line bg-surface shadow-card";

#[component]
pub(super) fn Policies(cluster: ClusterId, trial: Trial) -> impl IntoView {
    let t = texts();
    let Trial { namespace, account, verdict, usable, accepting, refusing, .. } = trial;
    let decides = match verdict {
        Verdict::Admitted { policy, .. } => policy,
        Verdict::Refused(_) => String::new(),
    };
    let rule = |policy: Option<String>| {
        let dialog =
            Dialog::AddRule { namespace: Some(namespace.clone()), account: Some(account.clone()), policy };
        Route::Psps(cluster.clone(), PspsView::tab(Tab::AssociationRules).with_dialog(dialog)).path()
    };
    let none = usable.is_empty().then(|| {
        view! {
            <p>
                {t.usable_none()} " " <TextLink href=rule(None)>{t.stranded_fix()}</TextLink>
            </p>
        }
    });
    let several =
        (usable.len() > 1).then(|| view! { <p class="text-sm text-ink-muted">{t.usable_order()}</p> });
    let entries: Vec<_> = usable
        .into_iter()
        .map(|said| {
            let is_it = said.policy == decides;
            view! { <Entry cluster=cluster.clone() said decides=is_it /> }
        })
        .collect();
    let would_accept = (!accepting.is_empty()).then(|| {
        let items: Vec<_> = accepting
            .into_iter()
            .map(|policy| {
                let (name, href) = (link(&cluster, &policy), rule(Some(policy)));
                view! { <li>{name} " · " <TextLink href>{t.stranded_fix()}</TextLink></li> }
            })
            .collect();
        view! {
            <section aria-labelledby="would-accept" class="space-y-1.5">
                <h3 id="would-accept" class="font-medium">{t.would_accept()}</h3>
                <p class="text-sm text-ink-muted">{t.would_accept_why()}</p>
                <ul class="max-h-60 list-disc space-y-0.5 overflow-y-auto pl-5">{items}</ul>
            </section>
        }
    });
    let would_refuse = (!refusing.is_empty()).then(|| {
        let names: Vec<_> =
            refusing.iter().map(|policy| view! { <li>{link(&cluster, policy)}</li> }).collect();
        view! {
            <details class="rounded-lg border border-line">
                <summary class="rounded-lg px-3 py-1.5 text-sm font-medium text-ink-muted hover:text-ink">
                    {t.would_refuse(refusing.len())}
                </summary>
                <ul class="max-h-60 list-disc space-y-0.5 overflow-y-auto border-t border-line py-2 pl-8 pr-3">{names}</ul>
            </details>
        }
    });
    view! {
        <section aria-labelledby="usable-here" class="space-y-2">
            <h3 id="usable-here" class="font-medium">{t.usable_here()}</h3>
            {several}
            {none}
            {(!entries.is_empty()).then(|| view! { <ol class=LIST>{entries}</ol> })}
        </section>
        {would_accept}
        {would_refuse}
    }
}

fn link(cluster: &ClusterId, policy: &str) -> AnyView {
    let href = Route::Policy(cluster.clone(), policy.to_owned()).path();
    let name = policy.to_owned();
    view! { <TextLink href>{name}</TextLink> }
}

#[component]
fn Entry(cluster: ClusterId, said: Said, decides: bool) -> impl IntoView {
    let t = texts();
    let Said { policy, binding, by_creator, outcome, mended } = said;
    let (label, tone) = match &outcome {
        Outcome::Accepts => (t.accepts(), Tone::Ok),
        Outcome::FillsIn => (t.fills_in(), Tone::Ok),
        Outcome::Refuses(_) => (t.refuses(), Tone::Danger),
        Outcome::PassedOver(_) => (t.passed_over(), Tone::Neutral),
    };
    let binding = if binding.is_empty() { t.by_masters().to_owned() } else { binding };
    let way = if by_creator { t.creator_by(&binding) } else { t.account_by(&binding) };
    let reasons: Vec<_> = match outcome {
        Outcome::Accepts | Outcome::FillsIn => Vec::new(),
        Outcome::PassedOver(reasons) => reasons,
        Outcome::Refuses(lines) => lines
            .into_iter()
            .map(|line| {
                let field = line.field.map(|field| format!("{field}: ")).unwrap_or_default();
                field + &line.message
            })
            .collect(),
    };
    let reasons: Vec<_> = reasons.into_iter().map(|reason| view! { <li>{reason}</li> }).collect();
    let mended = mended.map(|(before, after)| {
        view! {
            <details>
                <summary class="rounded-sm text-sm font-medium text-accent-text">{t.how_to_mend()}</summary>
                <div class="mt-2">
                    <Diff label=t.mended_pod() old=before new=after />
                </div>
            </details>
        }
    });
    view! {
        <li class="space-y-1.5 px-4 py-2.5">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span class="min-w-0 flex-1 font-medium wrap-anywhere">{link(&cluster, &policy)}</span>
                {decides.then(|| view! { <Badge label=t.decides() tone=Tone::Accent /> })}
                <Badge label tone />
            </div>
            <p class="text-sm text-ink-muted wrap-anywhere">{way}</p>
            <ul class="list-disc space-y-0.5 pl-5 text-sm wrap-anywhere empty:hidden">{reasons}</ul>
            {mended}
        </li>
    }
}
