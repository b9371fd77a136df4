//! *Disassociate*: shows what will happen, namespace by namespace, before it does.

use access::{DisassociationPlan, DisassociationStep};
use leptos::prelude::*;

use super::PspsPage;
use super::associations_tab::account;
use super::confirm::Confirm;
use crate::api::default_policy::{DisassociateDefaultPsp, describe_disassociation};
use crate::part::{Command, Failure, Reading, SendForm, Sending, later};
use crate::text::{Texts, texts};
use crate::ui::{Badge, ButtonKind, Callout, Code, Dialog, DialogWidth, SkeletonLines, Tone, around};
use crate::view::view;

/// The dialog.
#[component]
pub(super) fn Disassociate() -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let plan = Reading::new(move || page.cluster.get(), describe_disassociation);
    view! {
        <Dialog title=t.disassociate() close=page.close() width=DialogWidth::Wide>
            <Transition fallback=move || view! { <SkeletonLines what=t.plan_what() /> }>
                {move || later(async move {
                    match plan.await {
                        Err(error) => view! { <Failure error what=t.plan_what() /> }.into_any(),
                        Ok(plan) => view! { <Plan plan /> }.into_any(),
                    }
                })}
            </Transition>
        </Dialog>
    }
}

#[component]
fn Plan(plan: DisassociationPlan) -> impl IntoView {
    let t = texts();
    let action = Sending::to::<DisassociateDefaultPsp>();
    let error = action.error();
    let effective = plan.steps.iter().any(|step| matches!(step, DisassociationStep::TakesEffect { .. }));
    let command = Command::disassociate(&plan);
    let leaves = plan.steps.iter().map(|step| match step {
        DisassociationStep::TakesEffect { left_without, .. } => left_without.len(),
        _ => 0,
    });
    let leaves: usize = leaves.sum();
    let mut steps = plan.steps;
    // What hurts is seen first; the others keep their order.
    steps.sort_by_key(|step| {
        !matches!(step, DisassociationStep::TakesEffect { left_without, .. } if !left_without.is_empty())
    });
    let steps: Vec<_> = steps.into_iter().map(|each| step(t, each)).collect();
    view! {
        <SendForm sending=action>
            <p>{around(t.plan_order(), view! { <Code text=plan.policy /> })}</p>
            {(!effective).then(|| view! {
                <Callout title=t.plan_without_effect() tone=Tone::Warning>
                    {t.plan_without_effect_why()}
                </Callout>
            })}
            {(leaves > 0).then(|| view! {
                <Callout title=t.plan_leaves(leaves) tone=Tone::Warning>{t.plan_leaves_why()}</Callout>
            })}
            <ol class="divide-y divide-line rounded-lg border border-line">{steps}</ol>
            <Confirm error kind=ButtonKind::Danger pending=action.pending() command />
        </SendForm>
    }
}

fn step(t: Texts, step: DisassociationStep) -> AnyView {
    let (place, words, label, tone) = match step {
        DisassociationStep::Keep { namespace, group, done, .. } => {
            let who = match group.strip_prefix("system:serviceaccounts:") {
                Some(_) => t.step_keep_accounts().to_owned(),
                None => t.step_keep_group(&group),
            };
            (namespace, who, if done { t.step_done() } else { t.step_keeps() }, Tone::Neutral)
        }
        DisassociationStep::TakesEffect { namespace, rules, left_without } => {
            let rules: Vec<String> = rules.iter().map(|rule| account(t, rule)).collect();
            let mut words = t.step_takes_effect(&t.list(&rules));
            if left_without.is_empty() {
                return line(namespace, words, t.step_own_rules(), Tone::Ok);
            }
            words = format!("{} {words}", t.step_left_without(&t.list(&left_without)));
            return line(namespace, words, t.step_leaves(left_without.len()), Tone::Danger);
        }
        DisassociationStep::RemoveClusterBinding { binding, done } => (
            t.all_namespaces().to_owned(),
            t.step_remove_binding(&binding.name),
            if done { t.step_done() } else { t.step_last() },
            Tone::Danger,
        ),
    };
    line(place, words, label, tone)
}

fn line(place: String, words: String, label: impl Into<String>, tone: Tone) -> AnyView {
    let label = label.into();
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
            <span class="w-40 font-medium wrap-anywhere">{place}</span>
            <span class="min-w-48 flex-1 text-ink-muted wrap-anywhere">{words}</span>
            <Badge label tone />
        </li>
    }
}
