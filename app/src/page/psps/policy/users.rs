//! Who may use the policy: role, binding, subject, as they lead from one to the next.

use std::collections::BTreeMap;

use access::{Association, PolicyReach, RbacRef, Scope, Subject};
use leptos::prelude::*;

use crate::text::{Texts, texts};
use crate::ui::{Badge, Code, EmptyState, IconName, Tone};
use crate::view::view;

/// The bindings of a role, and for whom each is.
type Bindings = BTreeMap<(RbacRef, Scope), Vec<Subject>>;

/// The tree.
#[component]
pub(super) fn Users(rules: Vec<Association>) -> impl IntoView {
    let t = texts();
    if rules.is_empty() {
        return view! { <EmptyState icon=IconName::Link title=t.users_none() text=t.users_none_why() /> }
            .into_any();
    }
    let mut tree: BTreeMap<(RbacRef, bool), Bindings> = BTreeMap::new();
    for rule in rules {
        let bindings = tree.entry((rule.role, rule.policy == PolicyReach::Every)).or_default();
        bindings.entry((rule.binding, rule.scope)).or_default().push(rule.subject);
    }
    let tree: Vec<_> =
        tree.into_iter().map(|((role, every), bindings)| branch(t, &role, every, bindings)).collect();
    view! { <ul class="space-y-4">{tree}</ul> }.into_any()
}

fn branch(t: Texts, role: &RbacRef, every: bool, bindings: Bindings) -> impl IntoView + use<> {
    let bindings: Vec<_> = bindings
        .into_iter()
        .map(|((binding, scope), subjects)| {
            let place = match scope {
                Scope::Cluster => t.all_namespaces().to_owned(),
                Scope::Namespace(namespace) => t.in_one_namespace(&namespace),
            };
            let subjects: Vec<_> = subjects
                .iter()
                .map(|subject| view! { <li class="wrap-anywhere">{named(t, subject)}</li> })
                .collect();
            view! {
                <li>
                    <span class="text-ink-muted">{t.binding_of_role()}</span>
                    " "
                    <Code text=binding.to_string() />
                    <ul class="mt-1 list-disc space-y-0.5 pl-6">{subjects}</ul>
                    <p class="pl-6 text-sm text-ink-muted">{place}</p>
                </li>
            }
        })
        .collect();
    view! {
        <li>
            <p class="flex flex-wrap items-center gap-2">
                <Code text=role.to_string() />
                {every.then(|| view! { <Badge label=t.every_policy() tone=Tone::Warning /> })}
            </p>
            <ul class="mt-2 space-y-2 border-l border-line pl-4">{bindings}</ul>
        </li>
    }
}

fn named(t: Texts, subject: &Subject) -> String {
    match subject {
        Subject::ServiceAccount { namespace, name } => t.account_in(name, namespace),
        Subject::Group(name) => match name.strip_prefix("system:serviceaccounts:") {
            Some(namespace) => t.all_accounts_elsewhere(namespace),
            None => t.group(name),
        },
        Subject::User(name) => t.user(name),
    }
}
