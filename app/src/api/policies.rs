//! Policies: list, read, create, change, delete.

#[cfg(feature = "ssr")]
mod row;

use leptos::prelude::*;
use psp::Freedom;
#[cfg(feature = "ssr")]
use psp::template::find_or_restricted;
use serde::{Deserialize, Serialize};

use super::wire::Wire;
use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use super::{Situation, draft::Draft};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Route, Tab};
use crate::rows::Rows;
#[cfg(feature = "ssr")]
use crate::text::{say, texts};

/// One row of the PSPs tab: the columns of `kubectl get psp`, and what else tells policies apart.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct PolicyRow {
    pub name: String,
    /// For a deletion of exactly this one.
    pub version: String,
    /// When it was made: in seconds, to sort by, and as kubectl says how long ago.
    pub created: i64,
    pub age: String,
    pub privileged: bool,
    pub capabilities: Vec<String>,
    pub se_linux: String,
    pub run_as_user: String,
    pub fs_group: String,
    pub supplemental_groups: String,
    pub read_only: bool,
    pub volumes: Vec<String>,
    /// What of that it allows which policies are there to forbid.
    pub allows: Vec<Freedom>,
    /// How many association rules name it; absent where the caller may not see them.
    pub rules: Option<usize>,
}

/// A policy as the editor shows it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct PolicyText {
    pub yaml: String,
    pub version: String,
}

/// All policies, and how many rules name each.
#[server(output = Wire)]
pub async fn list_policies(cluster: ClusterId) -> Result<Rows<PolicyRow>, ApiError> {
    let cluster = super::context::reading(&cluster)?;
    let (policies, rules) = tokio::join!(cluster.policies(), cluster.rule_counts());
    Ok(row::all(&policies?, rules.ok().as_ref()).into())
}

/// One policy.
#[server(output = Wire)]
pub async fn describe_policy(cluster: ClusterId, policy: String) -> Result<PolicyText, ApiError> {
    let found = super::context::cluster(&cluster)?.policy(&named(&policy)?).await?;
    let version = found.metadata.resource_version.clone().unwrap_or_default();
    Ok(PolicyText { yaml: psp::yaml::print(&found), version })
}

/// The text to begin a new policy with: a template, its comments in the reader's language, or a copy of a policy.
#[server(output = Wire)]
pub async fn describe_start(
    cluster: ClusterId,
    template: String,
    from: Option<String>,
) -> Result<String, ApiError> {
    if let Some(policy) = from {
        return copy(&cluster, &policy).await;
    }
    Ok(say(find_or_restricted(&template).text()).to_owned())
}

/// The policy under another name, without its labels, by which somebody else may look after it.
#[cfg(feature = "ssr")]
async fn copy(cluster: &ClusterId, policy: &str) -> Result<String, ApiError> {
    let found = super::context::cluster(cluster)?.policy(&named(policy)?).await?;
    let mut copy = psp::PodSecurityPolicy::new(&format!("{policy}-copy"), found.spec.clone());
    copy.metadata.annotations = found.metadata.annotations.clone().map(|mut annotations| {
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        annotations
    });
    Ok(psp::yaml::print_own(&copy))
}

/// Creates the policy that the text says.
#[server(output = Wire)]
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
#[server(output = Wire)]
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
        Ok(super::context::cluster(&cluster)?.change_policy(&changed).await?)
    };
    let back = |draft| Route::EditYaml { cluster: cluster.clone(), policy: policy.clone(), draft };
    let undo = update.await.map_err(|error| refused(&yaml, &seen, error, back))?;
    let notice = Notice::PolicySaved(policy.clone());
    super::context::done_undoably(&cluster, "UpdatePolicy", &policy, Tab::Policies, notice, undo);
    Ok(())
}

/// Deletes policies, each if it still is the one that was seen: `name=version`, separated by spaces.
#[server(output = Wire)]
pub async fn delete_policies(cluster: ClusterId, policies: String) -> Result<(), ApiError> {
    let asked = super::context::cluster(&cluster)?;
    let (mut deleted, mut before) = (Vec::new(), Vec::new());
    for policy in policies.split_whitespace() {
        let (name, version) = policy.split_once('=').unwrap_or((policy, ""));
        let seen = Some(version).filter(|version| !version.is_empty());
        let done = async { Ok(asked.delete_policy(&named(name)?, seen).await?) };
        match done.await {
            Ok(policy) => before.push(policy),
            Err(error) => return Err(after(&cluster, error, &deleted, before)),
        }
        deleted.push(name);
    }
    let notice = match deleted.as_slice() {
        [one] => Notice::PolicyDeleted((*one).to_owned()),
        several => Notice::PoliciesDeleted(several.len()),
    };
    let undo = cluster::Undo::Recreate(before);
    super::context::done_undoably(&cluster, "DeletePolicy", &deleted.join(" "), Tab::Policies, notice, undo);
    Ok(())
}

/// Of several, some had been deleted before it failed, which can be undone.
#[cfg(feature = "ssr")]
fn after(
    cluster: &ClusterId,
    error: ApiError,
    deleted: &[&str],
    before: Vec<psp::PodSecurityPolicy>,
) -> ApiError {
    if deleted.is_empty() {
        return error;
    }
    let undo = cluster::Undo::Recreate(before);
    let undo = super::context::undoable(cluster, "DeletePolicy", &deleted.join(" "), Tab::Policies, undo);
    let detail = texts().deleted_before(error.why().trim_end_matches('.'), &deleted.join(", "));
    ApiError { detail, ..error }.undoable(undo)
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
