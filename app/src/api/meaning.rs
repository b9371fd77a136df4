//! What a policy means: in words, against the templates and the Pod Security Standards, and who may use it.
//!
//! The words are made on the server: the browser's program holds neither them nor what decides between them.

#[cfg(feature = "ssr")]
mod compared;
#[cfg(feature = "ssr")]
mod controls;
#[cfg(feature = "ssr")]
mod words;

use access::{Association, Occurrence};
use leptos::prelude::*;
use psp::explain::Relation;
use psp::standards::Level;
use serde::{Deserialize, Serialize};

use super::wire::Wire;
use super::{ApiError, ClusterId};

/// A policy, explained.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Meaning {
    /// As it is written.
    pub yaml: String,
    /// The day on which it was made.
    pub created: String,
    /// What it says, a sentence each; what means nothing here is left out.
    pub sentences: Vec<Sentence>,
    /// The strictest of the standards that it meets.
    pub level: Level,
    /// Every control of the standards.
    pub controls: Vec<ControlRow>,
    /// The templates that it is compared with, by name.
    pub templates: Vec<String>,
    /// Every field.
    pub fields: Vec<FieldRow>,
}

/// What one field says.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Sentence {
    pub field: String,
    pub text: String,
    /// Does it forbid anything, or demand it?
    pub limits: bool,
}

/// One control of the standards.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct ControlRow {
    pub name: String,
    /// What it demands.
    pub demand: String,
    pub level: Level,
    /// The fields that fall short of it, each with what is too much; none when it is met.
    pub shortfalls: Vec<String>,
}

/// One field beside the same field of each template.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FieldRow {
    pub field: String,
    pub text: String,
    /// How it stands to each template's, and what that says.
    pub against: Vec<(Relation, String)>,
}

/// What a policy means.
#[server(output = Wire)]
pub async fn explain_policy(cluster: ClusterId, policy: String) -> Result<Meaning, ApiError> {
    let found = super::context::cluster(&cluster)?.policy(&super::policies::named(&policy)?).await?;
    Ok(Meaning::of(&found))
}

/// The rules by which somebody may use the policy, those among them that are about every policy.
#[server(output = Wire)]
pub async fn describe_policy_users(cluster: ClusterId, policy: String) -> Result<Vec<Association>, ApiError> {
    let all = super::context::cluster(&cluster)?.associations().await?;
    Ok(all.iter().filter(|rule| rule.is_about(&policy)).map(|rule| Association::clone(rule)).collect())
}

/// The events about a policy, the latest first.
#[server(output = Wire)]
pub async fn list_policy_events(cluster: ClusterId, policy: String) -> Result<Vec<Occurrence>, ApiError> {
    Ok(super::context::cluster(&cluster)?.policy_events(&super::policies::named(&policy)?).await?)
}

#[cfg(feature = "ssr")]
impl Meaning {
    fn of(policy: &psp::PodSecurityPolicy) -> Self {
        let t = crate::text::texts();
        let judgements = psp::standards::judge(policy);
        let (templates, fields) = compared::with_templates(t, policy);
        let created = policy.metadata.creation_timestamp.as_ref().map(|time| time.0.to_string());
        Self {
            yaml: psp::yaml::print(policy),
            created: created.and_then(|time| Some(time.get(..10)?.to_owned())).unwrap_or_default(),
            sentences: compared::sentences(t, policy),
            level: psp::standards::level(&judgements),
            controls: judgements.into_iter().map(|judgement| controls::row(t, judgement)).collect(),
            templates,
            fields,
        }
    }
}
