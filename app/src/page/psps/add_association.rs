//! *Add Association Rule*: namespace, accounts, policies; several at once.

mod held;

use access::DefaultNames;
use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use super::partly::{Partly, wholly};
use crate::api::ApiError;
use crate::api::accounts::{list_namespaces, list_service_accounts};
use crate::api::associations::{ALL_ACCOUNTS, CreatePspBinding, Rules};
use crate::api::policies::PolicyRow;
use crate::part::{Command, Failure, Reading, SendForm, Sending, later};
use crate::route::{PspsView, Tab};
use crate::text::texts;
use crate::ui::{Choice, Dialog, Picker, Picks, SkeletonLines, WITHOUT_SCRIPT};
use crate::view::view;
use held::{AlreadyHeld, Held};

/// What there is to choose from.
#[derive(Clone)]
struct Choices {
    namespaces: Vec<String>,
    /// Namespaces in which no account may use any policy.
    bare: Vec<String>,
    accounts: Vec<(String, String)>,
    policies: Vec<String>,
    /// The rules there are; absent where they cannot be seen.
    rules: Option<Rules>,
}

/// The dialog, with what is chosen already.
#[component]
pub(super) fn AddAssociation(
    namespace: Option<String>,
    account: Option<String>,
    policy: Option<String>,
) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let namespaces = Reading::new(move || page.cluster.get(), list_namespaces);
    let accounts = Reading::new(move || page.cluster.get(), list_service_accounts);
    let rules = page.rules();
    let chosen = StoredValue::new([namespace, account, policy]);
    view! {
        <Dialog title=t.add_rule() close=page.close()>
            <p class="text-ink-muted">{t.add_rule_why()}</p>
            <Transition fallback=move || view! { <SkeletonLines what=t.namespaces_and_accounts_what() /> }>
                {move || later(async move {
                    let policies = page.policies.await;
                    let bare = page.default.await.map(|it| it.namespaces_without_policy).unwrap_or_default();
                    let rules = rules.await.ok();
                    match (namespaces.await, accounts.await, policies) {
                        (Ok(namespaces), Ok(accounts), Ok(policies)) => {
                            let (chosen, why) = match chosen.get_value() {
                                // One click mends a namespace that has nothing.
                                [Some(namespace), None, None] if bare.contains(&namespace) => {
                                    let every = Some(ALL_ACCOUNTS.to_owned());
                                    ([Some(namespace), every, strictest(&policies)], Some(t.add_rule_prefilled()))
                                }
                                chosen => (chosen, None),
                            };
                            let policies = policies.iter().map(|row| row.name.clone()).collect();
                            let choices = Choices { namespaces, bare, accounts, policies, rules };
                            view! {
                                {why.map(|why| view! { <p class="text-ink-muted">{why}</p> })}
                                <Form choices chosen />
                            }
                                .into_any()
                        }
                        (Err(error), _, _) | (_, Err(error), _) | (_, _, Err(error)) => {
                            view! { <Failure error what=t.namespaces_and_accounts_what() /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </Dialog>
    }
}

/// What takes nothing from pods but what is dangerous; the default policy only where there is no other.
fn strictest(policies: &[PolicyRow]) -> Option<String> {
    let looseness = |row: &&PolicyRow| (DefaultNames::is_known(&row.name), row.allows.len());
    policies.iter().min_by_key(looseness).map(|row| row.name.clone())
}

#[component]
fn Form(choices: Choices, chosen: [Option<String>; 3]) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let action = Sending::to::<CreatePspBinding>();
    let error = action.error();
    let problem = move |field: &'static str| {
        Signal::derive(move || error.get().and_then(|error| error.problem(field).map(str::to_owned)))
    };
    // What was typed survives a refusal, with JavaScript and without. No name has a space in it.
    let [namespace, account, policy] = chosen;
    let typed = move |field: &'static str, first: Option<String>| {
        let of = move |error: ApiError| error.typed(field).map(str::to_owned);
        let values = error.get_untracked().and_then(of).or(first).unwrap_or_default();
        RwSignal::new(values.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    };
    let namespace = typed("namespace", namespace);
    let accounts = typed("account", account);
    let policies = typed("policy", policy);
    let here = Signal::derive(move || namespace.with(|chosen| chosen.first().cloned().unwrap_or_default()));
    let Choices { namespaces, bare, accounts: all, policies: existing, rules } = choices;
    let known = rules.is_some();
    let held = Memo::new(move |_| here.with(|here| Held::of(&rules.clone().unwrap_or_default(), here)));
    let of_namespace = move |name: &String| {
        let note = if bare.contains(name) { t.no_policy_usable() } else { "" };
        Choice::plain(name).noted(note)
    };
    let namespaces = Signal::stored(namespaces.iter().map(of_namespace).collect::<Vec<_>>());
    let of_accounts = Signal::derive(move || {
        let here = here.get();
        if here.is_empty() {
            return Vec::new();
        }
        let note = |account: &str| held.with(|held| t.list(&held.policies(account)));
        let own = all.iter().filter(|(place, _)| *place == here).map(|(_, name)| Choice::plain(name));
        let every = Choice::new(ALL_ACCOUNTS, t.all_accounts());
        std::iter::once(every)
            .chain(own)
            .map(|choice| Choice { note: note(&choice.value), ..choice })
            .collect()
    });
    let of_policies = Signal::derive(move || {
        let already = |policy: &String| {
            let has = |account: &&String| held.with(|held| held.has(account, policy));
            accounts.with(|accounts| match accounts.iter().filter(has).count() {
                0 => String::new(),
                _ => t.usable_already().to_owned(),
            })
        };
        existing.iter().map(|policy| Choice::plain(policy).noted(already(policy))).collect::<Vec<_>>()
    });
    let command = Signal::derive(move || {
        let account = |name: String| Some(name).filter(|name| name != ALL_ACCOUNTS);
        let accounts: Vec<_> = accounts.get().into_iter().map(account).collect();
        Command::add_rules(&here.get(), &accounts, &policies.get())
    });
    let form = page.url(&PspsView::tab(Tab::AssociationRules));
    let other = Signal::derive(move || {
        let of_a_field = |error: &ApiError| {
            ["namespace", "account", "policy"].iter().any(|it| error.problem(it).is_some())
        };
        wholly(error).get().filter(|error| !of_a_field(error))
    });
    view! {
        <Partly error />
        <SendForm sending=action>
            <input type="hidden" name="tab" value="association-rules" />
            <Picker
                name="namespace"
                label=t.namespace()
                placeholder=t.choose_namespace()
                choices=namespaces
                chosen=namespace
                error=problem("namespace")
                // Its accounts are other ones.
                on_choose=Callback::new(move |()| accounts.set(Vec::new()))
            />
            <button
                type="submit"
                formmethod="get"
                formaction=form
                formnovalidate
                name="dialog"
                value="add-rule"
                class=format!("rounded-md border border-line-strong px-3 py-1 text-sm font-medium {WITHOUT_SCRIPT}")
            >
                {t.show_accounts()}
            </button>
            <Picker
                name="account"
                label=t.account()
                placeholder=t.choose_account()
                choices=of_accounts
                chosen=accounts
                picks=Picks::Several
                hint=t.all_accounts_hint().to_owned()
                error=problem("account")
            />
            {known.then(|| view! { <AlreadyHeld held accounts /> })}
            <Picker
                name="policy"
                label=t.psp()
                placeholder=t.choose_policy()
                choices=of_policies
                chosen=policies
                picks=Picks::Several
                error=problem("policy")
            />
            <Confirm error=other pending=action.pending() command />
        </SendForm>
    }
}
