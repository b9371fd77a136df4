//! *Delete*: asks first, and says who uses the policy.

use access::{Association, PolicyReach, Scope, Subject};
use leptos::prelude::*;

use super::PspsPage;
use super::confirm::{Confirm, error_of};
use crate::api::policies::DeletePolicy as Delete;
use crate::ui::{ButtonKind, Callout, Code, Dialog, SkeletonLines, Tone};

/// The dialog.
#[component]
pub(super) fn DeletePolicy(policy: String) -> impl IntoView {
    let page = PspsPage::of_page();
    let action = ServerAction::<Delete>::new();
    let error = error_of(action);
    let policy = StoredValue::new(policy);
    view! {
        <Dialog title="Delete policy" close=page.close()>
            <ActionForm action attr:class="space-y-4">
                <p>"Delete the policy " <Code text=policy.get_value() /> "? Pods that run already go on."</p>
                <Transition fallback=|| view! { <SkeletonLines what="who uses it" /> }>
                    {move || Suspend::new(async move {
                        let rules = page.rules.await.unwrap_or_default();
                        let rows = page.policies.await.unwrap_or_default();
                        let seen = rows.into_iter().find(|row| row.name == policy.get_value());
                        let version = seen.map(|row| row.version).unwrap_or_default();
                        view! {
                            {policy.with_value(|policy| users(&rules, policy))}
                            <input type="hidden" name="version" value=version />
                        }
                    })}
                </Transition>
                <input type="hidden" name="policy" value=policy.get_value() />
                <Confirm error label="Delete" kind=ButtonKind::Danger pending=action.pending() />
            </ActionForm>
        </Dialog>
    }
}

fn users(rules: &[Association], policy: &str) -> Option<impl IntoView + use<>> {
    let named =
        rules.iter().filter(|rule| matches!(&rule.policy, PolicyReach::Named(name) if name == policy));
    let items: Vec<_> = named.map(|rule| view! { <li>{in_words(rule)}</li> }).collect();
    (!items.is_empty()).then(|| {
        view! {
            <Callout title="These rules name it and will allow nothing any more" tone=Tone::Warning>
                <ul class="list-disc space-y-0.5 pl-5">{items}</ul>
            </Callout>
        }
    })
}

/// Who may use it where.
pub(super) fn in_words(rule: &Association) -> String {
    let who = match &rule.subject {
        Subject::ServiceAccount { namespace, name } => format!("service account {namespace}/{name}"),
        Subject::Group(name) => format!("group {name}"),
        Subject::User(name) => format!("user {name}"),
    };
    match &rule.scope {
        Scope::Cluster => format!("{who}, in every namespace"),
        Scope::Namespace(namespace) => format!("{who}, in namespace {namespace}"),
    }
}
