//! *Delete*: asks first, and says who uses the policy.

use access::{Association, PolicyReach, Scope, Subject};
use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use super::partly::{Partly, wholly};
use crate::api::associations::Rules;
use crate::api::policies::{DeletePolicies as Delete, PolicyRow};
use crate::part::{Command, Failure, SendForm, Sending, later};
use crate::text::{Texts, texts};
use crate::ui::{ButtonKind, Callout, Code, Dialog, SkeletonLines, Tone, around};
use crate::view::{changing, view};

/// The dialog, about one policy or several.
#[component]
pub(super) fn DeletePolicies(policies: Vec<String>) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let rules = page.rules();
    let action = Sending::to::<Delete>();
    let error = action.error();
    let refused = wholly(error);
    let title = if policies.len() == 1 { t.delete_policy() } else { t.delete_policies() };
    let asked = policies.len();
    let policies = StoredValue::new(policies);
    // Those of them that there still are. Others can delete some meanwhile, and so can this form before one is refused.
    let there = Memo::new(move |_| {
        let rows = page.policies.get()?;
        Some(rows.map(|rows| policies.with_value(|names| seen(names, &rows))))
    });
    let known = move || there.get().and_then(Result::ok).unwrap_or_default();
    let gone = Signal::derive(move || {
        let none = there.with(|there| matches!(there, Some(Ok(there)) if there.is_empty()));
        none.then(|| t.policies_gone(asked))
    });
    let question = move || {
        Some(match there.get()? {
            Err(error) => view! { <Failure error what=t.policy_what() /> }.into_any(),
            Ok(there) => question(t, &there, asked),
        })
    };
    let users = move || {
        let rules = rules.get().and_then(Result::ok).unwrap_or_default();
        users(t, &rules, &known())
    };
    let command =
        Signal::derive(move || Command::delete_policies(known().iter().map(|(name, _)| name.as_str())));
    view! {
        <Dialog title close=page.close()>
            <Partly error />
            <SendForm sending=action>
                <Transition fallback=move || view! { <SkeletonLines what=t.policy_what() /> }>
                    {move || later(async move {
                        page.policies.ready().await;
                        view! {
                            {changing(question)}
                            <Transition fallback=move || view! { <SkeletonLines what=t.who_uses_it_what() /> }>
                                {move || later(async move {
                                    rules.ready().await;
                                    changing(users)
                                })}
                            </Transition>
                            <Confirm error=refused label=t.delete() kind=ButtonKind::Danger pending=action.pending() command disabled_because=gone />
                        }
                    })}
                </Transition>
            </SendForm>
        </Dialog>
    }
}

/// Name and version of a policy that can be seen.
type Seen = (String, String);

fn seen(policies: &[String], rows: &[PolicyRow]) -> Vec<Seen> {
    let row = |name: &String| rows.iter().find(|row| row.name == *name);
    policies.iter().filter_map(row).map(|row| (row.name.clone(), row.version.clone())).collect()
}

/// What is to be deleted, in words and for the form, and how much of what was asked for is gone.
fn question(t: Texts, there: &[Seen], asked: usize) -> AnyView {
    let question = match there {
        [] => return view! { <p>{t.policies_gone(asked)}</p> }.into_any(),
        [(name, _)] => {
            let question = around(t.delete_policy_ask(), view! { <Code text=name.clone() /> });
            view! { <p>{question}</p> }.into_any()
        }
        several => {
            let names = several.iter().map(|(name, _)| view! { <li><Code text=name.clone() /></li> });
            let names: Vec<_> = names.collect();
            view! {
                <p>{t.delete_policies_ask()}</p>
                <ul class="max-h-48 list-disc space-y-0.5 overflow-y-auto pl-5">{names}</ul>
            }
            .into_any()
        }
    };
    let gone = asked - there.len();
    let fields = there.iter().map(|(name, version)| format!("{name}={version}")).collect::<Vec<_>>();
    view! {
        {question}
        {(gone > 0).then(|| view! { <p class="text-ink-muted">{t.policies_gone(gone)}</p> })}
        <input type="hidden" name="policies" value=fields.join(" ") />
    }
    .into_any()
}

fn users(t: Texts, rules: &Rules, there: &[Seen]) -> Option<impl IntoView + use<>> {
    let is_of_one = |rule: &&Association| match &rule.policy {
        PolicyReach::Named(policy) => there.iter().any(|(name, _)| name == policy),
        PolicyReach::Every => false,
    };
    let of_one = rules.iter().map(AsRef::as_ref).filter(is_of_one);
    let items: Vec<_> = of_one.map(|rule| view! { <li>{in_words(t, rule)}</li> }).collect();
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
