//! *Try a Pod*: which policy a pod would get, and why.

#[cfg(feature = "ssr")]
mod told;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::LineProblem;
use super::wire::Wire;
use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use super::{Situation, draft::Draft};
#[cfg(feature = "ssr")]
use crate::route::{Attempt, Route};

/// What would become of a pod.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Trial {
    pub namespace: String,
    pub account: String,
    /// Who creates it, by the name that the API server knows.
    pub creator: String,
    /// Is that a controller, so that nobody can try it by hand?
    pub by_controller: bool,
    /// The text that was tried.
    pub yaml: String,
    pub verdict: Verdict,
    /// The policies that may be used, in the order in which they are tried.
    pub usable: Vec<Said>,
    /// The names of those that may not be used and would accept it.
    pub accepting: Vec<String>,
    /// The names of those that may not be used and would refuse it.
    pub refusing: Vec<String>,
}

/// The decision.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Verdict {
    Admitted {
        policy: String,
        /// The pod before and after the policy has filled something in.
        change: Option<(String, String)>,
        /// Containers that must not run as root and do.
        root: Vec<String>,
        /// Containers that must not run as root, whose image decides.
        maybe_root: Vec<String>,
    },
    /// With the API server's message.
    Refused(String),
}

/// What a policy that may be used says of the pod.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Said {
    pub policy: String,
    /// What lets it be used; empty for whoever may do everything.
    pub binding: String,
    /// Is it whoever creates the pod that may use it, and not the pod's account?
    pub by_creator: bool,
    pub outcome: Outcome,
    /// The pod as it is written, and with the smallest change after which the policy would accept it.
    pub mended: Option<(String, String)>,
}

/// What a policy says.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Outcome {
    Accepts,
    FillsIn,
    /// Each reason with its place in the text.
    Refuses(Vec<LineProblem>),
    /// It can be turned into no rules; why.
    PassedOver(Vec<String>),
}

/// The text to begin with: one that was sent without JavaScript, a workload that is there, or an example.
#[server(output = Wire)]
pub async fn describe_pod_start(
    cluster: ClusterId,
    workload: Option<String>,
    draft: Option<String>,
) -> Result<String, ApiError> {
    let text = told::text(&cluster, workload, draft).await?;
    Ok(text.unwrap_or_else(|| crate::text::say(told::EXAMPLE).to_owned()))
}

/// What would become of the pod of this text, or else of that workload or draft; nothing when there is none of them.
#[server(output = Wire)]
pub async fn explain_pod(
    cluster: ClusterId,
    namespace: Option<String>,
    account: Option<String>,
    user: Option<String>,
    workload: Option<String>,
    draft: Option<String>,
    yaml: Option<String>,
) -> Result<Option<Trial>, ApiError> {
    let yaml = match yaml {
        Some(yaml) => Some(yaml),
        None => told::text(&cluster, workload, draft).await?,
    };
    let Some(yaml) = yaml else { return Ok(None) };
    let attempt = told::attempt(&yaml, namespace, account, user)?;
    let trial = super::context::cluster(&cluster)?.try_pod(&attempt).await.map_err(told::refused)?;
    Ok(Some(Trial::of(attempt, yaml, trial)))
}

/// Without JavaScript: keeps the text, and leads to the page that tells what becomes of it.
#[server(output = Wire)]
#[allow(clippy::unused_async)] // every server function is
pub async fn send_pod(
    cluster: ClusterId,
    #[server(default)] namespace: String,
    #[server(default)] account: String,
    #[server(default)] user: String,
    yaml: String,
) -> Result<(), ApiError> {
    let yaml = super::policies::lines_of(&yaml);
    let draft = Draft { yaml, version: String::new(), error: ApiError::new(Situation::Invalid, "") };
    let draft = super::context::clusters().drafts.keep(draft);
    let given = |value: String| Some(value).filter(|value| !value.is_empty());
    let attempt = Attempt {
        namespace: given(namespace),
        account: given(account),
        user: given(user),
        workload: None,
        draft: Some(draft),
    };
    super::context::go(&Route::TryPod(cluster, attempt));
    Ok(())
}
