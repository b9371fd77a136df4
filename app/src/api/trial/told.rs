//! A trial as the page is told it, and what the page asks as the cluster is asked it.

use cluster::{Attempt, Error, Missing, PodTrial, TriedPolicy, Way};
use psp::Namespace;
use psp::language::Words;
use psp::trial::{self, Decision, Root, never_as_root};
use psp::workload::{Kind, Workload};
use psp::yaml::print_pod;

use super::{Outcome, Said, Trial, Verdict};
use crate::api::error::LineProblem;
use crate::api::{ApiError, ClusterId, Situation, context};
use crate::text::texts;

/// A pod that the stricter templates refuse.
pub(super) const EXAMPLE: Words =
    Words { en: include_str!("example.yaml"), zh: include_str!("example.zh.yaml") };

/// The text of the draft or the workload, if one is named.
pub(super) async fn text(
    cluster: &ClusterId,
    workload: Option<String>,
    draft: Option<String>,
) -> Result<Option<String>, ApiError> {
    if let Some(draft) = draft.and_then(|draft| context::clusters().drafts.get(&draft)) {
        return Ok(Some(draft.yaml));
    }
    let Some(workload) = workload else { return Ok(None) };
    let parts: Vec<_> = workload.split('/').collect();
    let found = match parts.as_slice() {
        [kind, namespace, name] => {
            Kind::named(kind).zip(namespace.parse::<Namespace>().ok()).zip(Some(*name))
        }
        _ => None,
    };
    let Some(((kind, namespace), name)) = found else {
        return Err(ApiError::new(Situation::NotFound, texts().no_such_workload(&workload)));
    };
    Ok(Some(context::cluster(cluster)?.workload_text(kind, &namespace, name).await?))
}

/// What is asked of the cluster; what the page does not say, the text does.
pub(super) fn attempt(
    yaml: &str,
    namespace: Option<String>,
    account: Option<String>,
    user: Option<String>,
) -> Result<Attempt, ApiError> {
    let workload = Workload::read(yaml).map_err(ApiError::yaml)?;
    let given =
        |value: Option<String>| value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let namespace = given(namespace).unwrap_or_else(|| match workload.namespace.as_str() {
        "" => "default".to_owned(),
        own => own.to_owned(),
    });
    let account = given(account).unwrap_or_else(|| workload.account().to_owned());
    Ok(Attempt {
        namespace: at_field("namespace", &namespace)?,
        account: at_field("account", &account)?,
        user: given(user),
        workload,
    })
}

fn at_field<T: std::str::FromStr<Err = psp::InvalidName>>(field: &str, name: &str) -> Result<T, ApiError> {
    name.parse().map_err(|why| ApiError::new(Situation::Invalid, "").at(field, texts().bad_name(&why)))
}

/// An account that is not there is wrong at its field.
pub(super) fn refused(error: Error) -> ApiError {
    match &error {
        Error::NotFound(Missing::ServiceAccount { .. }) => {
            ApiError::new(Situation::Invalid, "").at("account", texts().refusal(&error))
        }
        _ => error.into(),
    }
}

impl Trial {
    pub(super) fn of(attempt: Attempt, yaml: String, found: PodTrial) -> Self {
        let kind = attempt.workload.kind;
        let (before, written) = (print_pod(&found.pod), print_pod(&attempt.workload.pod));
        let verdict = verdict(before, found.decision);
        let mut trial = Self {
            namespace: attempt.namespace.to_string(),
            account: attempt.account.to_string(),
            creator: found.creator,
            by_controller: !kind.controller.is_empty(),
            verdict,
            usable: Vec::new(),
            accepting: Vec::new(),
            refusing: Vec::new(),
            yaml,
        };
        for tried in found.policies {
            let accepts = matches!(tried.outcome, trial::Outcome::Accepts | trial::Outcome::FillsIn);
            if let Some(said) = said(kind, &trial.yaml, &written, &tried) {
                trial.usable.push(said);
            } else if accepts {
                trial.accepting.push(tried.policy);
            } else {
                trial.refusing.push(tried.policy);
            }
        }
        trial
    }
}

fn verdict(before: String, decision: Decision) -> Verdict {
    match decision {
        Decision::Refused(message) => Verdict::Refused(message),
        Decision::Admitted { policy, is_changed, pod: stored } => {
            let not_as_root = never_as_root(&stored);
            let of = |root: Root| {
                let those = not_as_root.iter().filter(|(_, why)| *why == root);
                those.map(|(container, _)| container.clone()).collect()
            };
            Verdict::Admitted {
                policy,
                change: is_changed.then(|| (before, print_pod(&stored))),
                root: of(Root::Certain),
                maybe_root: of(Root::AsItsImageSays),
            }
        }
    }
}

/// What a policy says that may be used.
fn said(kind: Kind, yaml: &str, written: &str, tried: &TriedPolicy) -> Option<Said> {
    let by_creator = tried.by_account.is_none();
    let way = tried.by_account.as_ref().or(tried.by_creator.as_ref())?;
    let outcome = match &tried.outcome {
        trial::Outcome::Accepts => Outcome::Accepts,
        trial::Outcome::FillsIn => Outcome::FillsIn,
        trial::Outcome::Dead(reasons) => {
            Outcome::PassedOver(reasons.iter().map(ToString::to_string).collect())
        }
        trial::Outcome::Refuses(violations) => {
            let line = |violation: &psp::Violation| {
                let error = violation.error();
                let field = kind.path(error.path.as_str());
                LineProblem {
                    place: psp::yaml::place_of(yaml, &field).unwrap_or((1, 1)),
                    message: error.message(),
                    field: Some(field),
                }
            };
            Outcome::Refuses(violations.iter().map(line).collect())
        }
    };
    let binding = match way {
        Way::Binding(binding) => binding.to_string(),
        Way::Master => String::new(),
    };
    let mended = tried.mended.as_ref().map(|mended| (written.to_owned(), print_pod(mended)));
    Some(Said { policy: tried.policy.clone(), binding, by_creator, outcome, mended })
}
