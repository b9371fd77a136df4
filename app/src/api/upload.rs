//! Several policies of one text: what each will do, and doing it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::wire::Wire;
use super::{ApiError, ClusterId};

/// One document of the text.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Planned {
    /// The line in which it begins.
    pub line: usize,
    /// What it calls itself.
    pub name: String,
    /// What it will do, or why it would be refused.
    pub plan: Result<Plan, ApiError>,
}

/// What a document will do.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Plan {
    /// Create a policy.
    Create,
    /// Replace the one that has this version and text.
    Replace {
        /// The version that was seen.
        version: String,
        /// Its text now.
        now: String,
        /// Its text then.
        then: String,
    },
    /// Nothing: it is there already.
    Nothing,
}

/// What became of a document.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Outcome {
    /// The policy.
    pub name: String,
    /// Done, or why not.
    pub done: Result<(), ApiError>,
}

/// What each document of the text would do, by dry runs.
#[server(output = Wire)]
pub async fn plan_upload(cluster: ClusterId, yaml: String) -> Result<Vec<Planned>, ApiError> {
    let asked = super::context::cluster(&cluster)?;
    let mut planned = Vec::new();
    for document in psp::yaml::parse_all(&yaml).map_err(ApiError::yaml)? {
        let plan = match document.policy {
            Err(errors) => Err(ApiError::yaml(errors)),
            Ok(policy) => {
                asked.plan_upload(&policy).await.map(|plan| planned_as(&policy, plan)).map_err(ApiError::from)
            }
        };
        planned.push(Planned { line: document.line, name: document.name.unwrap_or_default(), plan });
    }
    Ok(planned)
}

/// Carries out what was planned: `seen` has, in the order of the documents, the version that each replaces, empty for one
/// that is created. Those that nothing is to be done about are not in the text. One that is refused stops no other.
#[server(input = leptos::server_fn::codec::Json, output = Wire)]
pub async fn upload_policies(
    cluster: ClusterId,
    yaml: String,
    seen: Vec<(String, String)>,
) -> Result<Vec<Outcome>, ApiError> {
    let asked = super::context::cluster(&cluster)?;
    let documents = psp::yaml::parse_all(&yaml).map_err(ApiError::yaml)?;
    let mut outcomes = Vec::new();
    for policy in documents.into_iter().filter_map(|document| document.policy.ok()) {
        let Some((name, version)) = seen.iter().find(|(name, _)| name == policy.name()) else { continue };
        let version = Some(version.clone()).filter(|version| !version.is_empty());
        let done = asked.upload(&policy, version).await.map_err(ApiError::from);
        if done.is_ok() {
            tracing::info!(%cluster, action = "UploadPolicy", what = name, "changed");
        }
        outcomes.push(Outcome { name: name.clone(), done });
    }
    Ok(outcomes)
}

#[cfg(feature = "ssr")]
fn planned_as(policy: &psp::PodSecurityPolicy, plan: cluster::Upload) -> Plan {
    match plan {
        cluster::Upload::Create => Plan::Create,
        cluster::Upload::Same => Plan::Nothing,
        cluster::Upload::Replace(there) => Plan::Replace {
            version: there.metadata.resource_version.clone().unwrap_or_default(),
            now: psp::yaml::print_own(&there),
            then: psp::yaml::print_own(policy),
        },
    }
}
