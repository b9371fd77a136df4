//! Association rules: who may use which policy.

use access::Association;
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

/// The form's value for all service accounts of a namespace; no account can be called that.
pub const ALL_ACCOUNTS: &str = "*";

/// Every rule, whoever made it.
#[server(output = Wire)]
pub async fn describe_service_account_binding_psp(cluster: ClusterId) -> Result<Vec<Association>, ApiError> {
    Ok(super::context::cluster(&cluster)?.associations().await?)
}

/// Lets accounts of a namespace use a policy there.
#[server(output = Wire)]
pub async fn create_psp_binding(
    cluster: ClusterId,
    namespace: String,
    account: String,
    policy: String,
) -> Result<(), ApiError> {
    let typed =
        [("namespace", namespace.as_str()), ("account", account.as_str()), ("policy", policy.as_str())];
    let rule = rule(&namespace, &account, &policy).map_err(|error| error.keeping(typed))?;
    let added = super::context::cluster(&cluster)?.add_association(&rule).await;
    let notice = match added.map_err(|error| ApiError::from(error).keeping(typed))? {
        cluster::Added::Created => Notice::RuleAdded,
        cluster::Added::AlreadyThere => Notice::RuleAlreadyThere,
    };
    let what = format!("{policy} for {account} in {namespace}");
    super::context::done(&cluster, "CreatePSPBinding", &what, Tab::AssociationRules, notice);
    Ok(())
}

/// Removes a rule, named by [`Association::key`].
#[server(output = Wire)]
pub async fn unbinding_service_account_psp(cluster: ClusterId, rule: String) -> Result<(), ApiError> {
    let asked = super::context::cluster(&cluster)?;
    let found = asked.associations().await?.into_iter().find(|each| each.key() == rule);
    let found = found.ok_or_else(|| ApiError::new(Situation::NotFound, texts().rule_gone()))?;
    asked.remove_association(&found).await?;
    super::context::done(
        &cluster,
        "UnbindingServiceAccountPSP",
        &rule,
        Tab::AssociationRules,
        Notice::RuleRemoved,
    );
    Ok(())
}

#[cfg(feature = "ssr")]
fn rule(namespace: &str, account: &str, policy: &str) -> Result<AssociationRule, ApiError> {
    let mut wrong = ApiError::new(Situation::Invalid, "");
    let mut problem =
        |field: &str, error: psp::InvalidName| wrong = wrong.clone().at(field, format!("{error}."));
    let namespace = namespace.parse().map_err(|error| problem("namespace", error));
    let accounts = match account {
        ALL_ACCOUNTS => Ok(Accounts::AllInNamespace),
        account => account.parse().map(Accounts::One).map_err(|error| problem("account", error)),
    };
    let policy = policy.parse().map_err(|error| problem("policy", error));
    match (namespace, accounts, policy) {
        (Ok(namespace), Ok(accounts), Ok(policy)) => Ok(AssociationRule { namespace, accounts, policy }),
        _ => Err(wrong),
    }
}
