//! *Delete*: asks first, and says who uses the policy.

use access::{Association, PolicyReach, Scope, Subject};
use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use super::partly::{Partly, wholly};
use crate::api::associations::Rules;
use crate::api::policies::{DeletePolicies as Delete, PolicyRow};
use crate::part::{Command, SendForm, Sending, later};
use crate::text::{Texts, texts};
use crate::ui::{ButtonKind, Callout, Code, Dialog, SkeletonLines, Tone, around};
use crate::view::view;

/// The dialog, about one policy or several.
#[component]
pub(super) fn DeletePolicies(policies: Vec<String>) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let rules = page.rules();
    let action = Sending::to::<Delete>();
    let error = action.error();
    let refused = wholly(error);
    let (title, question) = match policies.as_slice() {
        [one] => {
            let question = around(t.delete_policy_ask(), view! { <Code text=one.clone() /> });
            (t.delete_policy(), view! { <p>{question}</p> }.into_any())
        }
        several => {
            let names =
                several.iter().map(|name| view! { <li><Code text=name.clone() /></li> }).collect_view();
            let question = view! {
                <p>{t.delete_policies_ask()}</p>
                <ul class="max-h-48 list-disc space-y-0.5 overflow-y-auto pl-5">{names}</ul>
            };
            (t.delete_policies(), question.into_any())
        }
    };
    let command = Command::delete_policies(&policies);
    let policies = StoredValue::new(policies);
    view! {
        <Dialog title close=page.close()>
            <Partly error />
            <SendForm sending=action>
                {question}
                <Transition fallback=move || view! { <SkeletonLines what=t.who_uses_it_what() /> }>
                    {move || later(async move {
                        let rules = rules.await.unwrap_or_default();
                        let rows = page.policies.await.unwrap_or_default();
                        policies.with_value(|policies| view! {
                            {users(t, &rules, policies)}
                            <input type="hidden" name="policies" value=seen(policies, &rows) />
                        })
                    })}
                </Transition>
                <Confirm error=refused label=t.delete() kind=ButtonKind::Danger pending=action.pending() command />
            </SendForm>
        </Dialog>
    }
}

/// Each with the version that was seen: `name=version`.
fn seen(policies: &[String], rows: &[PolicyRow]) -> String {
    let version =
        |name: &str| rows.iter().find(|row| row.name == name).map_or("", |row| row.version.as_str());
    policies.iter().map(|name| format!("{name}={}", version(name))).collect::<Vec<_>>().join(" ")
}

fn users(t: Texts, rules: &Rules, policies: &[String]) -> Option<impl IntoView + use<>> {
    let named = rules
        .iter()
        .filter(|rule| matches!(&rule.policy, PolicyReach::Named(name) if policies.contains(name)));
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
