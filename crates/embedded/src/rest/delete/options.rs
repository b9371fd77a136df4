//! `DeleteOptions`: in the body, or without one in the query.

use serde::Deserialize;
use serde_json::Value;

use crate::api::Call;
use crate::deletion::{Deletion, Propagation};
use crate::rest::body;
use crate::rest::options::{check_dry_run, number};
use crate::status::{Cause, Failure};

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Options {
    grace_period_seconds: Option<i64>,
    orphan_dependents: Option<bool>,
    propagation_policy: Option<String>,
    preconditions: Option<Preconditions>,
    dry_run: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Preconditions {
    uid: Option<String>,
    resource_version: Option<String>,
}

/// How the request wants the deletion.
pub(super) fn of(call: &Call) -> Result<Deletion, Failure> {
    let options = if call.body.is_empty() { from_query(call)? } else { from_body(call)? };
    let mut causes = Vec::new();
    let policy = options.propagation_policy.as_deref().unwrap_or_default();
    let propagation = match policy {
        "" => options
            .orphan_dependents
            .map(|orphan| if orphan { Propagation::Orphan } else { Propagation::Background }),
        "Background" => Some(Propagation::Background),
        "Foreground" => Some(Propagation::Foreground),
        "Orphan" => Some(Propagation::Orphan),
        other => {
            let known = ["Foreground", "Background", "Orphan", "nil"];
            causes.push(Cause::unsupported("propagationPolicy", other, &known));
            None
        }
    };
    if options.orphan_dependents.is_some() && !policy.is_empty() {
        let why = "orphanDependents and deletionPropagation cannot be both set";
        causes.insert(0, Cause::invalid("propagationPolicy", &policy.into(), why));
    }
    let dry_run = options.dry_run.unwrap_or_default();
    causes.extend(check_dry_run(&dry_run));
    if !causes.is_empty() {
        return Err(Failure::invalid("DeleteOptions", "meta.k8s.io", "", &causes));
    }
    let preconditions = options.preconditions.unwrap_or_default();
    Ok(Deletion {
        grace: options.grace_period_seconds,
        propagation,
        uid: preconditions.uid.unwrap_or_default(),
        version: preconditions.resource_version.unwrap_or_default(),
        dry_run: !dry_run.is_empty(),
    })
}

fn from_body(call: &Call) -> Result<Options, Failure> {
    let wrong = |error: serde_json::Error| Failure::bad_request(error.to_string());
    let options: Value = serde_json::from_slice(&body::json(call)?).map_err(wrong)?;
    Options::deserialize(options).map_err(wrong)
}

fn from_query(call: &Call) -> Result<Options, Failure> {
    let given = |name: &str| Some(call.query.get(name)).filter(|value| !value.is_empty());
    Ok(Options {
        grace_period_seconds: number(call, "gracePeriodSeconds")?,
        orphan_dependents: given("orphanDependents").map(|text| text != "false" && text != "0"),
        propagation_policy: given("propagationPolicy").map(str::to_owned),
        preconditions: None,
        dry_run: given("dryRun").map(|value| vec![value.to_owned()]),
    })
}
