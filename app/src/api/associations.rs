//! Association rules: who may use which policy.

mod rules;

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use psp::{Accounts, AssociationRule};

#[cfg(feature = "ssr")]
use super::Situation;
use super::wire::Wire;
use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Tab};
#[cfg(feature = "ssr")]
use crate::text::texts;

pub use rules::Rules;

/// The form's value for all service accounts of a namespace; no account can be called that.
pub const ALL_ACCOUNTS: &str = "*";

/// Every rule, whoever made it.
#[server(output = Wire)]
pub async fn describe_service_account_binding_psp(cluster: ClusterId) -> Result<Rules, ApiError> {
    Ok(super::context::reading(&cluster)?.associations().await?.into())
}

/// Lets each of these accounts of a namespace use each of these policies there.
#[server(output = Wire)]
pub async fn create_psp_binding(
    cluster: ClusterId,
    #[server(default)] namespace: String,
    #[server(default)] account: Vec<String>,
    #[server(default)] policy: Vec<String>,
) -> Result<(), ApiError> {
    let (accounts, policies) = (account.join(" "), policy.join(" "));
    let typed = [("namespace", namespace.as_str()), ("account", &accounts), ("policy", &policies)];
    let rules = rules(&namespace, &account, &policy).map_err(|error| error.keeping(typed))?;
    let outcomes = super::context::cluster(&cluster)?.add_associations(&rules).await;
    let outcomes = outcomes.map_err(|error| ApiError::from(error).keeping(typed))?;
    let created = |(rule, outcome): &(AssociationRule, _)| {
        matches!(outcome, Ok(cluster::Added::Created)).then(|| rule.clone())
    };
    let created: Vec<_> = outcomes.iter().filter_map(created).collect();
    let named = outcomes.into_iter().map(|(rule, outcome)| (in_words(&rule), outcome)).collect();
    let added = all_or_told(named, |added| match added {
        "" => texts().rules_not_added().to_owned(),
        added => texts().rules_added_before(added),
    });
    let what = format!("{policies} for {accounts} in {namespace}");
    let (tab, action) = (Tab::AssociationRules, "CreatePSPBinding");
    let (count, undo) = (created.len(), cluster::Undo::TakeOut(created));
    match (added.map_err(|error| error.keeping(typed)), count) {
        (Err(error), 0) => return Err(error),
        (Err(error), _) => {
            return Err(error.undoable(super::context::undoable(&cluster, action, &what, tab, undo)));
        }
        (Ok(_), 0) => super::context::done(&cluster, action, &what, tab, Notice::RuleAlreadyThere),
        (Ok(_), 1) => super::context::done_undoably(&cluster, action, &what, tab, Notice::RuleAdded, undo),
        (Ok(_), _) => {
            super::context::done_undoably(&cluster, action, &what, tab, Notice::RulesAdded(count), undo);
        }
    }
    Ok(())
}

/// Removes rules, each named by `Association::key`.
#[server(output = Wire)]
pub async fn unbinding_service_account_psp(cluster: ClusterId, rules: Vec<String>) -> Result<(), ApiError> {
    let asked = super::context::cluster(&cluster)?;
    let undo = asked.before_removal(&rules).await?;
    let outcomes = asked.remove_associations(&rules).await?;
    let removed = outcomes.iter().filter(|(_, outcome)| outcome.is_ok());
    let removed: Vec<_> = removed.map(|(rule, _)| rule.clone()).collect();
    let (what, tab, action) = (removed.join(", "), Tab::AssociationRules, "UnbindingServiceAccountPSP");
    let all = all_or_told(outcomes, |removed| match removed {
        "" => texts().rules_not_removed().to_owned(),
        removed => texts().rules_removed_before(removed),
    });
    match all {
        Err(error) if removed.is_empty() => Err(error),
        Err(error) => {
            let undo = undo.of_rules(&removed);
            Err(error.undoable(super::context::undoable(&cluster, action, &what, tab, undo)))
        }
        Ok(_) => {
            let notice = match removed.len() {
                1 => Notice::RuleRemoved,
                count => Notice::RulesRemoved(count),
            };
            super::context::done_undoably(&cluster, action, &what, tab, notice, undo);
            Ok(())
        }
    }
}

/// Of several things each is done by itself. If some were not: which were, and which were not and why.
#[cfg(feature = "ssr")]
fn all_or_told<T>(
    outcomes: Vec<(String, Result<T, cluster::Error>)>,
    words: impl FnOnce(&str) -> String,
) -> Result<Vec<T>, ApiError> {
    let (mut done, mut names, mut failed, several) = (Vec::new(), Vec::new(), Vec::new(), outcomes.len() > 1);
    for (name, outcome) in outcomes {
        match outcome {
            Ok(it) => {
                done.push(it);
                names.push(name);
            }
            Err(error) => failed.push((name, ApiError::from(error))),
        }
    }
    let Some((_, first)) = failed.first() else { return Ok(done) };
    if !several {
        return Err(first.clone());
    }
    let told = ApiError::new(first.situation, words(&names.join(", ")));
    Err(failed.iter().fold(told, |told, (name, error)| told.at(name, error.why())))
}

/// Every account with every policy; or what is wrong with which field.
#[cfg(feature = "ssr")]
fn rules(
    namespace: &str,
    accounts: &[String],
    policies: &[String],
) -> Result<Vec<AssociationRule>, ApiError> {
    let mut wrong = ApiError::new(Situation::Invalid, "");
    let namespace = match namespace {
        "" => Err(texts().choose_namespace().to_owned()),
        name => name.parse::<psp::Namespace>().map_err(told),
    };
    let accounts = some_of(accounts, texts().choose_account(), |account| match account {
        ALL_ACCOUNTS => Ok(Accounts::AllInNamespace),
        account => account.parse().map(Accounts::One).map_err(told),
    });
    let policies = some_of(policies, texts().choose_policy(), |policy| policy.parse().map_err(told));
    let problems = [
        ("namespace", namespace.as_ref().err()),
        ("account", accounts.as_ref().err()),
        ("policy", policies.as_ref().err()),
    ];
    for (field, problem) in problems {
        if let Some(problem) = problem {
            wrong = wrong.at(field, problem);
        }
    }
    let (Ok(namespace), Ok(accounts), Ok(policies)) = (namespace, accounts, policies) else {
        return Err(wrong);
    };
    let of = |accounts: Accounts| {
        let namespace = namespace.clone();
        policies.clone().into_iter().map(move |policy| AssociationRule {
            namespace: namespace.clone(),
            accounts: accounts.clone(),
            policy,
        })
    };
    Ok(accounts.into_iter().flat_map(of).collect())
}

#[cfg(feature = "ssr")]
#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn told(error: psp::InvalidName) -> String {
    texts().bad_name(&error)
}

/// Each of these; none is asked for.
#[cfg(feature = "ssr")]
fn some_of<T>(
    values: &[String],
    none: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let given: Vec<_> = values.iter().filter(|value| !value.is_empty()).collect();
    if given.is_empty() {
        Err(none.to_owned())
    } else {
        given.into_iter().map(|value| parse(value)).collect()
    }
}

#[cfg(feature = "ssr")]
fn in_words(rule: &AssociationRule) -> String {
    let accounts = match &rule.accounts {
        Accounts::One(account) => account.as_str(),
        Accounts::AllInNamespace => texts().all_accounts(),
    };
    format!("{}: {accounts} → {}", rule.namespace, rule.policy)
}
