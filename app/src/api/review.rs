//! What a change of a policy would do, before it is made.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::wire::Wire;
use super::{ApiError, ClusterId};

/// What the API server would make of a text, and what there is now.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Review {
    /// The policy as it is stored now; `None` when it is new.
    pub now: Option<String>,
    /// As it would be stored.
    pub then: String,
    /// How many association rules let somebody use it, those of Kubernetes itself aside. Not known where the caller may
    /// not read them.
    pub rules: Option<usize>,
}

/// Asks the API server what it would make of the text, by a dry run. Without a version the policy is a new one.
#[server(output = Wire)]
pub async fn review_policy(cluster: ClusterId, version: String, yaml: String) -> Result<Review, ApiError> {
    use super::policies::lines_of;

    let mut policy = psp::yaml::parse(&lines_of(&yaml)).map_err(ApiError::yaml)?;
    policy.metadata.resource_version = Some(version).filter(|version| !version.is_empty());
    let asked = super::context::cluster(&cluster)?;
    let tried = asked.try_policy(&policy).await?;
    let now = match &policy.metadata.resource_version {
        Some(_) => Some(asked.policy(&super::policies::named(policy.name())?).await?),
        None => None,
    };
    let rules = asked.associations().await.ok().map(|rules| access::rules_for(&rules, policy.name()));
    Ok(Review { now: now.as_ref().map(psp::yaml::print_own), then: psp::yaml::print_own(&tried), rules })
}
