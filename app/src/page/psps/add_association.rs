//! *Add Association Rule*: namespace, account, policy.

use leptos::prelude::*;

use super::PspsPage;
use super::confirm::Confirm;
use crate::api::ApiError;
use crate::api::accounts::{list_namespaces, list_service_accounts};
use crate::api::associations::{ALL_ACCOUNTS, CreatePspBinding};
use crate::part::{Command, Failure, Reading, SendForm, Sending, later};
use crate::route::{PspsView, Tab};
use crate::text::texts;
use crate::ui::{Choice, Dialog, SelectField, SkeletonLines};
use crate::view::view;

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
    let chosen = StoredValue::new([namespace, account, policy]);
    view! {
        <Dialog title=t.add_rule() close=page.close()>
            <p class="text-ink-muted">{t.add_rule_why()}</p>
            <Transition fallback=move || view! { <SkeletonLines what=t.namespaces_and_accounts_what() /> }>
                {move || later(async move {
                    let policies = page.policies.await.map(|rows| rows.into_iter().map(|row| row.name).collect());
                    match (namespaces.await, accounts.await, policies) {
                        (Ok(namespaces), Ok(accounts), Ok(policies)) => {
                            view! { <Form namespaces accounts policies chosen=chosen.get_value() /> }.into_any()
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

#[component]
fn Form(
    namespaces: Vec<String>,
    accounts: Vec<(String, String)>,
    policies: Vec<String>,
    chosen: [Option<String>; 3],
) -> impl IntoView {
    let (t, page) = (texts(), PspsPage::of_page());
    let action = Sending::to::<CreatePspBinding>();
    let error = action.error();
    let problem = move |field: &'static str| {
        Signal::derive(move || error.get().and_then(|error| error.problem(field).map(str::to_owned)))
    };
    // What was typed survives a refusal, with JavaScript and without.
    let [namespace, account, policy] = chosen;
    let typed = move |field: &'static str, first: Option<String>| {
        let of = move |error: ApiError| error.typed(field).map(str::to_owned);
        error.get_untracked().and_then(of).or(first)
    };
    let namespace = RwSignal::new(typed("namespace", namespace));
    let account = RwSignal::new(typed("account", account));
    let policy = RwSignal::new(typed("policy", policy));
    let command = Signal::derive(move || {
        let given = |field: RwSignal<Option<String>>| field.get().filter(|value| !value.is_empty());
        let (Some(namespace), Some(account), Some(policy)) =
            (given(namespace), given(account), given(policy))
        else {
            return String::new();
        };
        Command::add_rule(&namespace, Some(account.as_str()).filter(|name| *name != ALL_ACCOUNTS), &policy)
    });
    let account_choices = Signal::derive(move || {
        let here = namespace.get().unwrap_or_default();
        if here.is_empty() {
            return Vec::new();
        }
        let own = accounts.iter().filter(|(place, _)| *place == here).map(|(_, name)| Choice::plain(name));
        std::iter::once(Choice::new(ALL_ACCOUNTS, t.all_accounts())).chain(own).collect()
    });
    let plain = |names: Vec<String>| Signal::stored(names.into_iter().map(Choice::plain).collect::<Vec<_>>());
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    let here = page.url(&PspsView::tab(Tab::AssociationRules));
    let other = Signal::derive(move || error.get().filter(|error| error.fields.is_empty()));
    view! {
        <SendForm sending=action>
            <input type="hidden" name="tab" value="association-rules" />
            <SelectField
                name="namespace"
                label=t.namespace()
                placeholder=t.choose_namespace()
                choices=plain(namespaces)
                selected=Signal::stored(namespace.get_untracked())
                error=problem("namespace")
                on_choose=Callback::new(move |chosen: String| {
                    // Its accounts are other ones.
                    account.set(None);
                    namespace.set(Some(chosen));
                })
            />
            <button
                type="submit"
                formmethod="get"
                formaction=here
                formnovalidate
                name="dialog"
                value="add-rule"
                class:hidden=hydrated
                class="rounded-md border border-line-strong px-3 py-1 text-sm font-medium"
            >
                {t.show_accounts()}
            </button>
            <SelectField
                name="account"
                label=t.account()
                placeholder=t.choose_account()
                choices=account_choices
                selected=Signal::stored(account.get_untracked())
                hint=t.all_accounts_hint().to_owned()
                error=problem("account")
                on_choose=Callback::new(move |chosen: String| account.set(Some(chosen)))
            />
            <SelectField
                name="policy"
                label=t.psp()
                placeholder=t.choose_policy()
                choices=plain(policies)
                selected=Signal::stored(policy.get_untracked())
                error=problem("policy")
                on_choose=Callback::new(move |chosen: String| policy.set(Some(chosen)))
            />
            <Confirm error=other pending=action.pending() command />
        </SendForm>
    }
}
