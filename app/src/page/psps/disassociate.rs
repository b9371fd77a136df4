//! *Disassociate*: shows what will happen, namespace by namespace, before it does.

use access::{DisassociationPlan, DisassociationStep};
use leptos::prelude::*;

use super::PspsPage;
use super::associations_tab::account;
use super::confirm::{Confirm, error_of};
use crate::api::default_policy::{DisassociateDefaultPsp, describe_disassociation};
use crate::part::Failure;
use crate::ui::{Badge, ButtonKind, Callout, Code, Dialog, DialogWidth, SkeletonLines, Tone};

/// The dialog.
#[component]
pub(super) fn Disassociate() -> impl IntoView {
    let page = PspsPage::of_page();
    let plan = Resource::new(move || page.cluster.get(), describe_disassociation);
    view! {
        <Dialog title="Disassociate" close=page.close() width=DialogWidth::Wide>
            <Transition fallback=|| view! { <SkeletonLines what="what will happen" /> }>
                {move || Suspend::new(async move {
                    match plan.await {
                        Err(error) => view! { <Failure error what="what will happen" /> }.into_any(),
                        Ok(plan) => view! { <Plan plan /> }.into_any(),
                    }
                })}
            </Transition>
        </Dialog>
    }
}

#[component]
fn Plan(plan: DisassociationPlan) -> impl IntoView {
    let action = ServerAction::<DisassociateDefaultPsp>::new();
    let error = error_of(action);
    let effective = plan.steps.iter().any(|step| matches!(step, DisassociationStep::TakesEffect { .. }));
    let steps: Vec<_> = plan.steps.into_iter().map(step).collect();
    view! {
        <ActionForm action attr:class="space-y-4">
            <p>
                "Takes the default policy "
                <Code text=plan.policy />
                " away from everybody, in this order. No account is without a policy at any moment that had one before and \
                 should keep one. If it is interrupted, simply do it again."
            </p>
            {(!effective).then(|| view! {
                <Callout title="No namespace has an association rule of its own" tone=Tone::Warning>
                    "So every namespace keeps the default policy, and nothing changes but for namespaces that are created later."
                </Callout>
            })}
            <ol class="divide-y divide-line rounded-lg border border-line">{steps}</ol>
            <Confirm error kind=ButtonKind::Danger pending=action.pending() />
        </ActionForm>
    }
}

fn step(step: DisassociationStep) -> impl IntoView {
    let (place, words, label, tone) = match step {
        DisassociationStep::Keep { namespace, group, done, .. } => {
            let who = match group.strip_prefix("system:serviceaccounts:") {
                Some(_) => "All its service accounts keep the default policy.".to_owned(),
                None => format!("The group {group} keeps the default policy here."),
            };
            (namespace, who, if done { "Done" } else { "Keeps default" }, Tone::Neutral)
        }
        DisassociationStep::TakesEffect { namespace, rules, left_without } => {
            let rules: Vec<String> = rules.iter().map(account).collect();
            let mut words = format!("Its own rules take effect: {}.", rules.join(", "));
            if !left_without.is_empty() {
                words = format!("{words} Left without a policy: {}.", left_without.join(", "));
            }
            let tone = if left_without.is_empty() { Tone::Ok } else { Tone::Warning };
            (namespace, words, "Own rules", tone)
        }
        DisassociationStep::RemoveClusterBinding { binding, done } => (
            "All namespaces".to_owned(),
            format!("Last, the cluster-wide binding {} is removed.", binding.name),
            if done { "Done" } else { "Removed last" },
            Tone::Danger,
        ),
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
            <span class="w-40 font-medium wrap-anywhere">{place}</span>
            <span class="min-w-48 flex-1 text-ink-muted wrap-anywhere">{words}</span>
            <Badge label tone />
        </li>
    }
}
