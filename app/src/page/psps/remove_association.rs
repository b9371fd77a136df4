//! *Remove* in a rule's row, or of several rules: asks first, and says who loses what.

use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use super::delete_policy::in_words;
use super::partly::{Partly, wholly};
use crate::api::associations::{Rules, UnbindingServiceAccountPsp};
use crate::part::{Command, Failure, KubectlCommand, SendForm, Sending, later};
use crate::text::{Texts, texts};
use crate::ui::{ButtonKind, Code, Dialog, SkeletonLines, around};
use crate::view::{changing, view};

/// The dialog, about the rules of these keys.
#[component]
pub(super) fn RemoveAssociations(rules: Vec<String>) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let all = page.rules();
    let action = Sending::to::<UnbindingServiceAccountPsp>();
    let error = action.error();
    let refused = wholly(error);
    let title = if rules.len() == 1 { t.remove_rule() } else { t.remove_rules() };
    let fields = rules.iter().enumerate().map(|(number, rule)| {
        view! { <input type="hidden" name=format!("rules[{number}]") value=rule.clone() /> }
    });
    let fields = fields.collect_view();
    let rules = StoredValue::new(rules);
    let gone = Signal::derive(move || {
        let all = all.get()?.ok()?;
        let is_gone = rules.with_value(|keys| !all.iter().any(|rule| keys.contains(&rule.key())));
        is_gone.then(|| t.rule_gone().to_owned())
    });
    let losses = move || {
        Some(match all.get()? {
            Err(error) => view! { <Failure error what=t.rule_what() /> },
            Ok(all) => rules.with_value(|keys| losses(t, &all, keys)),
        })
    };
    view! {
        <Dialog title close=page.close()>
            <Partly error />
            <SendForm sending=action>
                {fields}
                <Transition fallback=move || view! { <SkeletonLines what=t.rule_what() /> }>
                    {move || later(async move {
                        all.ready().await;
                        view! {
                            {changing(losses)}
                            <Confirm error=refused label=t.remove() kind=ButtonKind::Danger pending=action.pending() disabled_because=gone />
                        }
                    })}
                </Transition>
            </SendForm>
        </Dialog>
    }
}

/// Who loses which policy, and what one would type.
fn losses(t: Texts, all: &Rules, keys: &[String]) -> AnyView {
    let rules: Vec<_> = all.iter().filter(|rule| keys.contains(&rule.key())).collect();
    let gone = (rules.len() < keys.len())
        .then(|| view! { <p class="text-ink-muted">{t.rules_gone(keys.len() - rules.len())}</p> });
    if rules.is_empty() {
        return view! { <p>{t.rule_gone()}</p> }.into_any();
    }
    let command = rules.iter().map(|rule| Command::remove_rule(rule)).collect::<Vec<_>>().join("\n");
    let items = rules.iter().map(|rule| {
        let policy = match &rule.policy {
            access::PolicyReach::Named(name) => view! { <Code text=name.clone() /> }.into_any(),
            access::PolicyReach::Every => t.every_policy().into_any(),
        };
        view! {
            <li>
                <p>{in_words(t, rule)} ": " {policy}</p>
                <p class="text-sm text-ink-muted">
                    {around(t.remove_rule_binding(), view! { <Code text=rule.binding.to_string() /> })}
                </p>
            </li>
        }
    });
    let items: Vec<_> = items.collect();
    view! {
        <p>{t.remove_rule_effect()}</p>
        <ul class="list-disc space-y-2 pl-5">{items}</ul>
        {gone}
        <KubectlCommand command />
    }
    .into_any()
}
