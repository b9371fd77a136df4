//! Policies: list, read, create, change, delete.

use leptos::prelude::*;
use psp::PodSecurityPolicy;
use serde::{Deserialize, Serialize};

use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use super::{Situation, draft::Draft};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Route, Tab};
use crate::text::texts;

/// One row of the PSPs tab.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct PolicyRow {
    pub name: String,
    /// For a deletion of exactly this one.
    pub version: String,
    /// The day on which it was made.
    pub created: String,
    pub privileged: bool,
    /// What of the host pods may use, in words.
    pub host: Vec<String>,
    pub run_as_user: String,
    pub volumes: Vec<String>,
}

/// A policy as the editor shows it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct PolicyText {
    pub yaml: String,
    pub version: String,
}

impl PolicyRow {
    /// The row of a policy.
    pub fn of(policy: &PodSecurityPolicy) -> Self {
        let (metadata, spec) = (&policy.metadata, &policy.spec);
        let host = [
            (spec.host_network, texts().host_network()),
            (spec.host_pid, "PID"),
            (spec.host_ipc, "IPC"),
            (!spec.host_ports.is_empty(), texts().host_ports()),
        ];
        let created = metadata.creation_timestamp.as_ref().map(|time| time.0.to_string()).unwrap_or_default();
        Self {
            name: policy.name().to_owned(),
            version: metadata.resource_version.clone().unwrap_or_default(),
            created: created.get(..10).unwrap_or_default().to_owned(),
            privileged: spec.privileged,
            host: host.iter().filter(|(allowed, _)| *allowed).map(|(_, what)| (*what).to_owned()).collect(),
            run_as_user: spec.run_as_user.rule.clone(),
            volumes: spec.volumes.clone(),
        }
    }
}

/// All policies.
#[server]
pub async fn list_policies(cluster: ClusterId) -> Result<Vec<PolicyRow>, ApiError> {
    Ok(super::context::cluster(&cluster)?.policies().await?.iter().map(PolicyRow::of).collect())
}

/// One policy.
#[server]
pub async fn describe_policy(cluster: ClusterId, policy: String) -> Result<PolicyText, ApiError> {
    let found = super::context::cluster(&cluster)?.policy(&named(&policy)?).await?;
    let version = found.metadata.resource_version.clone().unwrap_or_default();
    Ok(PolicyText { yaml: psp::yaml::print(&found), version })
}

/// One policy under another name, to begin a new one with: without its labels, by which somebody else may look after it.
#[server]
pub async fn describe_copy(cluster: ClusterId, policy: String) -> Result<String, ApiError> {
    let found = super::context::cluster(&cluster)?.policy(&named(&policy)?).await?;
    let mut copy = psp::PodSecurityPolicy::new(&format!("{policy}-copy"), found.spec.clone());
    copy.metadata.annotations = found.metadata.annotations.clone().map(|mut annotations| {
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        annotations
    });
    Ok(psp::yaml::print_own(&copy))
}

/// Creates the policy that the text says.
#[server]
pub async fn create_policy(cluster: ClusterId, template: String, yaml: String) -> Result<(), ApiError> {
    let yaml = lines_of(&yaml);
    let create = async {
        let policy = psp::yaml::parse(&yaml).map_err(ApiError::yaml)?;
        Ok(super::context::cluster(&cluster)?.create_policy(&policy).await?)
    };
    let back = |draft| Route::CreateYaml {
        cluster: cluster.clone(),
        template: Some(template.clone()),
        from: None,
        draft,
    };
    let created = create.await.map_err(|error| refused(&yaml, "", error, back))?;
    let name = created.name().to_owned();
    super::context::done(&cluster, "CreatePolicy", &name, Tab::Policies, Notice::PolicyCreated(name.clone()));
    Ok(())
}

/// Replaces a policy by what the text says, if it still has the version that the text was made from; `over` is the
/// newer version that is to be replaced knowingly.
#[server]
pub async fn update_policy(
    cluster: ClusterId,
    policy: String,
    version: String,
    over: Option<String>,
    yaml: String,
) -> Result<(), ApiError> {
    let yaml = lines_of(&yaml);
    let seen = over.filter(|over| !over.is_empty()).unwrap_or_else(|| version.clone());
    let update = async {
        let mut changed = psp::yaml::parse(&yaml).map_err(ApiError::yaml)?;
        if changed.name() != policy {
            return Err(ApiError::new(Situation::Invalid, texts().name_must_stay(&policy)));
        }
        changed.metadata.resource_version = Some(seen.clone());
        Ok(super::context::cluster(&cluster)?.replace_policy(&changed).await?)
    };
    let back = |draft| Route::EditYaml { cluster: cluster.clone(), policy: policy.clone(), draft };
    update.await.map_err(|error| refused(&yaml, &seen, error, back))?;
    super::context::done(
        &cluster,
        "UpdatePolicy",
        &policy,
        Tab::Policies,
        Notice::PolicySaved(policy.clone()),
    );
    Ok(())
}

/// Deletes a policy, if it still is the one that was seen.
#[server]
pub async fn delete_policy(cluster: ClusterId, policy: String, version: String) -> Result<(), ApiError> {
    let seen = Some(version.as_str()).filter(|version| !version.is_empty());
    super::context::cluster(&cluster)?.delete_policy(&named(&policy)?, seen).await?;
    super::context::done(
        &cluster,
        "DeletePolicy",
        &policy,
        Tab::Policies,
        Notice::PolicyDeleted(policy.clone()),
    );
    Ok(())
}

#[cfg(feature = "ssr")]
pub(super) fn named(policy: &str) -> Result<psp::PolicyName, ApiError> {
    policy.parse().map_err(|_| ApiError::new(Situation::NotFound, texts().no_such_policy(policy)))
}

/// Forms send lines with carriage returns.
#[cfg(feature = "ssr")]
pub(super) fn lines_of(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Without JavaScript the browser goes back to the form, which finds the text again.
#[cfg(feature = "ssr")]
fn refused(
    yaml: &str,
    version: &str,
    error: ApiError,
    back: impl FnOnce(Option<String>) -> Route,
) -> ApiError {
    if super::context::is_plain_form() {
        let draft = Draft { yaml: yaml.to_owned(), version: version.to_owned(), error: error.clone() };
        super::context::go(&back(Some(super::context::clusters().drafts.keep(draft))));
    }
    error
}
