//! *Delete*: asks first, and says who uses the policy.

use access::{Association, PolicyReach, Scope, Subject};
use leptos::prelude::*;

use super::PspsPage;
use super::confirm::{Confirm, error_of};
use crate::api::policies::DeletePolicy as Delete;
use crate::part::Command;
use crate::text::{Texts, texts};
use crate::ui::{ButtonKind, Callout, Code, Dialog, SkeletonLines, Tone, around};

/// The dialog.
#[component]
pub(super) fn DeletePolicy(policy: String) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let action = ServerAction::<Delete>::new();
    let error = error_of(action);
    let policy = StoredValue::new(policy);
    let command = policy.with_value(|policy| Command::delete_policy(policy));
    view! {
        <Dialog title=t.delete_policy() close=page.close()>
            <ActionForm action attr:class="space-y-4">
                <p>{around(t.delete_policy_ask(), view! { <Code text=policy.get_value() /> })}</p>
                <Transition fallback=move || view! { <SkeletonLines what=t.who_uses_it_what() /> }>
                    {move || Suspend::new(async move {
                        let rules = page.rules.await.unwrap_or_default();
                        let rows = page.policies.await.unwrap_or_default();
                        let seen = rows.into_iter().find(|row| row.name == policy.get_value());
                        let version = seen.map(|row| row.version).unwrap_or_default();
                        view! {
                            {policy.with_value(|policy| users(t, &rules, policy))}
                            <input type="hidden" name="version" value=version />
                        }
                    })}
                </Transition>
                <input type="hidden" name="policy" value=policy.get_value() />
                <Confirm error label=t.delete() kind=ButtonKind::Danger pending=action.pending() command />
            </ActionForm>
        </Dialog>
    }
}

fn users(t: Texts, rules: &[Association], policy: &str) -> Option<impl IntoView + use<>> {
    let named =
        rules.iter().filter(|rule| matches!(&rule.policy, PolicyReach::Named(name) if name == policy));
    let items: Vec<_> = named.map(|rule| view! { <li>{in_words(t, rule)}</li> }).collect();
    (!items.is_empty()).then(|| {
        view! {
            <Callout title=t.rules_left_without() tone=Tone::Warning>
                <ul class="list-disc space-y-0.5 pl-5">{items}</ul>
            </Callout>
        }
    })
}

/// Who may use it where.
pub(super) fn in_words(t: Texts, rule: &Association) -> String {
    let who = match &rule.subject {
        Subject::ServiceAccount { namespace, name } => t.service_account_words(namespace, name),
        Subject::Group(name) => t.group_words(name),
        Subject::User(name) => t.user_words(name),
    };
    match &rule.scope {
        Scope::Cluster => t.in_every_namespace(&who),
        Scope::Namespace(namespace) => t.in_namespace(&who, namespace),
    }
}
