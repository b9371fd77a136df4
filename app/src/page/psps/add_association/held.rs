//! What accounts of a namespace may use there already, and through what.

use std::sync::Arc;

use access::{Association, PolicyReach, Scope};
use leptos::prelude::*;

use crate::api::associations::{ALL_ACCOUNTS, Rules};
use crate::text::texts;
use crate::ui::Code;
use crate::view::view;

/// The rules that may concern accounts of one namespace.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Held {
    namespace: String,
    rules: Vec<Arc<Association>>,
}

impl Held {
    /// Those of this namespace.
    pub(super) fn of(rules: &Rules, namespace: &str) -> Self {
        let concerns = |rule: &&Arc<Association>| match &rule.scope {
            Scope::Cluster => true,
            Scope::Namespace(own) => own == namespace,
        };
        Self { namespace: namespace.to_owned(), rules: rules.iter().filter(concerns).cloned().collect() }
    }

    /// The rules that let this account use a policy; of all accounts, those that let every one of them.
    fn rules(&self, account: &str) -> impl Iterator<Item = &Association> {
        // No account has an empty name, so only what is for all of them reaches it.
        let account = if account == ALL_ACCOUNTS { "" } else { account }.to_owned();
        self.rules.iter().map(Arc::as_ref).filter(move |rule| rule.reaches(&self.namespace, &account))
    }

    /// The policies that it may use.
    pub(super) fn policies(&self, account: &str) -> Vec<&str> {
        let mut policies: Vec<_> = self.rules(account).map(named).collect();
        policies.sort_unstable();
        policies.dedup();
        policies
    }

    /// May it use this policy?
    pub(super) fn has(&self, account: &str, policy: &str) -> bool {
        self.rules(account).any(|rule| rule.is_about(policy))
    }
}

fn named(rule: &Association) -> &str {
    match &rule.policy {
        PolicyReach::Named(name) => name,
        PolicyReach::Every => texts().every_policy(),
    }
}

/// Of each account that is chosen.
#[component]
pub(super) fn AlreadyHeld(held: Memo<Held>, accounts: RwSignal<Vec<String>>) -> impl IntoView {
    let t = texts();
    let of = move |account: String| {
        let rules = held.with(|held| {
            let through = |rule: &Association| (named(rule).to_owned(), rule.binding.to_string());
            held.rules(&account).map(through).collect::<Vec<_>>()
        });
        let name = if account == ALL_ACCOUNTS { t.all_accounts().to_owned() } else { account };
        let none =
            rules.is_empty().then(|| view! { <span class="text-ink-muted">{t.uses_none_yet()}</span> });
        let rules = rules.into_iter().map(|(policy, binding)| {
            view! {
                <li class="wrap-anywhere">
                    <Code text=policy /> " " <span class="text-ink-muted">{t.through(&binding)}</span>
                </li>
            }
        });
        let rules: Vec<_> = rules.collect();
        view! {
            <div class="text-sm">
                <p><span class="font-medium">{name}</span> ": " {none}</p>
                <ul class="list-disc space-y-0.5 pl-5 empty:hidden">{rules}</ul>
            </div>
        }
    };
    let each = move || accounts.get().into_iter().map(of).collect_view();
    let any = move || accounts.with(|accounts| !accounts.is_empty());
    view! {
        <section aria-label=t.may_use_already() class:hidden=move || !any() class="space-y-1.5 rounded-lg bg-sunken px-3 py-2">
            <p class="text-sm font-medium text-ink-muted">{t.may_use_already()}</p>
            {each}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use access::reach::Breadth;
    use access::{Association, Origin, PolicyReach, RbacRef, Scope, Subject};

    use super::{ALL_ACCOUNTS, Held};

    fn rule(scope: Scope, subject: Subject, policy: &str) -> Association {
        let object = RbacRef { kind: "RoleBinding".into(), namespace: None, name: "b".into() };
        Association {
            scope,
            subject,
            policy: PolicyReach::Named(policy.into()),
            binding: object.clone(),
            role: object,
            origin: Origin::Elsewhere,
            breadth: Breadth::Listed,
        }
    }

    fn held() -> Held {
        let team = || Scope::Namespace("team-a".into());
        let account = |name: &str| Subject::ServiceAccount { namespace: "team-a".into(), name: name.into() };
        let rules = vec![
            rule(team(), account("builder"), "own"),
            rule(team(), Subject::Group("system:serviceaccounts:team-a".into()), "all"),
            rule(Scope::Cluster, Subject::Group("system:authenticated".into()), "default"),
            rule(Scope::Namespace("team-b".into()), account("builder"), "elsewhere"),
        ];
        Held::of(&rules.into_iter().collect(), "team-a")
    }

    #[test]
    fn an_account_has_what_is_for_it_for_all_and_for_everybody() {
        assert_eq!(held().policies("builder"), ["all", "default", "own"]);
        assert_eq!(held().policies("deployer"), ["all", "default"]);
        assert!(held().has("builder", "own") && !held().has("deployer", "own"));
    }

    #[test]
    fn all_accounts_have_what_each_of_them_has() {
        assert_eq!(held().policies(ALL_ACCOUNTS), ["all", "default"]);
    }
}
