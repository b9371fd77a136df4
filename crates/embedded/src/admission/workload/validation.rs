//! What makes pods must select them, and only such as a controller can keep.

mod strategy;

use serde_json::{Value, json};

use super::super::pod;
use crate::labels;
use crate::object::{name, text, uid};
use crate::status::Cause;

const IMMUTABLE: &str = "field is immutable";

/// What is wrong with an object of this kind, in the API server's order.
pub(super) fn causes(kind: &str, object: &Value) -> Vec<Cause> {
    let mut causes = match kind {
        "Deployment" | "ReplicaSet" => replicated(kind, object),
        "DaemonSet" => daemons(object),
        "StatefulSet" => stateful(object),
        _ => return job(object),
    };
    causes.extend(restarts_always(kind, object));
    match kind {
        "Deployment" => {
            causes.extend(strategy::of_deployment(object));
            causes.extend(not_negative(
                object,
                &["minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"],
            ));
            causes.extend(deadline(object));
        }
        "DaemonSet" => {
            causes.extend(not_negative(object, &["minReadySeconds"]));
            causes.extend(strategy::of_daemons(object));
            causes.extend(not_negative(object, &["revisionHistoryLimit"]));
        }
        _ => {}
    }
    causes
}

/// What is wrong with an object that takes another's place. The API server looks at some of it twice, and clients see
/// each cause that it finds.
pub(super) fn causes_of_update(kind: &str, object: &Value) -> Vec<Cause> {
    let mut causes = causes(kind, object);
    causes.extend(match kind {
        "ReplicaSet" | "DaemonSet" => self::causes(kind, object),
        "StatefulSet" => not_negative(object, &["replicas"]),
        "Job" => job_spec(object),
        _ => Vec::new(),
    });
    causes
}

/// What may not be changed.
pub(super) fn changes(kind: &str, old: &Value, new: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    let differs = |field: &str| old.pointer(field) != new.pointer(field);
    if kind == "StatefulSet" {
        let changeable = ["replicas", "template", "updateStrategy"];
        let rest = |object: &Value| {
            let mut spec = object.get("spec").and_then(Value::as_object).cloned().unwrap_or_default();
            spec.retain(|field, _| !changeable.contains(&field.as_str()));
            spec
        };
        if rest(old) != rest(new) {
            let why = "updates to statefulset spec for fields other than 'replicas', 'template', and \
                       'updateStrategy' are forbidden";
            causes.push(Cause::forbidden("spec", why));
        }
        return causes;
    }
    if kind == "Job" && differs("/spec/completions") {
        let value = new.pointer("/spec/completions").unwrap_or(&Value::Null);
        causes.push(Cause::invalid("spec.completions", value, IMMUTABLE));
    }
    if differs("/spec/selector") {
        causes.push(selector_cause(new, IMMUTABLE));
    }
    if kind == "Job" && differs("/spec/template") {
        causes.push(Cause::invalid_text("spec.template", "core.PodTemplateSpec{...}", IMMUTABLE));
    }
    causes
}

/// Deployments and replica sets.
fn replicated(kind: &str, object: &Value) -> Vec<Cause> {
    let mut causes = not_negative(object, &["replicas"]);
    if kind == "ReplicaSet" {
        causes.extend(not_negative(object, &["minReadySeconds"]));
    }
    causes.extend(selector_given(object, "deployment"));
    causes.extend(selector_matches(object));
    causes.extend(template(object));
    causes
}

fn daemons(object: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    // A selector that is missing selects nothing, and that is all that is said about it.
    causes.extend(selector_matches(object));
    if object.pointer("/spec/selector").is_some_and(labels::is_empty) {
        causes.push(selector_cause(object, "empty selector is invalid for daemonset"));
    }
    causes.extend(template(object));
    causes
}

fn stateful(object: &Value) -> Vec<Cause> {
    let mut causes = Vec::from_iter(strategy::of_stateful(object));
    causes.extend(not_negative(object, &["replicas"]));
    causes.extend(selector_given(object, "statefulset"));
    causes.extend(selector_matches(object));
    causes
}

fn job(job: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    if job.pointer("/spec/selector").is_none_or(Value::is_null) {
        causes.push(Cause::required("spec.selector", ""));
    } else if job.pointer("/spec/manualSelector") != Some(&json!(true)) && !is_generated(job) {
        causes.push(selector_cause(job, "`selector` not auto-generated"));
    }
    causes.extend(job_spec(job));
    causes
}

fn job_spec(job: &Value) -> Vec<Cause> {
    let mut causes = not_negative(
        job,
        &["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"],
    );
    causes.extend(template(job));
    let field = "spec.template.spec.restartPolicy";
    match text(job, "/spec/template/spec/restartPolicy") {
        "OnFailure" | "Never" => {}
        "Always" => causes.push(Cause::required(field, "valid values: \"OnFailure\", \"Never\"")),
        other => causes.push(Cause::unsupported(field, other, &["OnFailure", "Never"])),
    }
    if job.pointer("/spec/selector").is_some() {
        causes.extend(selector_matches(job));
    }
    causes
}

/// Does the job select by nothing but its uid and name?
fn is_generated(job: &Value) -> bool {
    let own = json!({ "controller-uid": uid(job), "job-name": name(job) });
    labels::selects(job.pointer("/spec/selector"), Some(&own))
}

fn not_negative(object: &Value, fields: &[&str]) -> Vec<Cause> {
    let wrong = fields.iter().filter_map(|field| {
        let value = object.pointer(&format!("/spec/{field}"))?;
        let negative = value.as_i64().is_some_and(|number| number < 0);
        let why = "must be greater than or equal to 0";
        negative.then(|| Cause::invalid(&format!("spec.{field}"), value, why))
    });
    wrong.collect()
}

/// A rollout must have time to become available before it counts as failed.
fn deadline(deployment: &Value) -> Option<Cause> {
    let number = |field: &str| deployment.pointer(field).and_then(Value::as_i64);
    let deadline = number("/spec/progressDeadlineSeconds")?;
    let wait = number("/spec/minReadySeconds").unwrap_or_default();
    let why = "must be greater than minReadySeconds";
    (deadline <= wait).then(|| Cause::invalid("spec.progressDeadlineSeconds", &deadline.into(), why))
}

fn selector_given(object: &Value, word: &str) -> Option<Cause> {
    match object.pointer("/spec/selector").filter(|selector| !selector.is_null()) {
        None => Some(Cause::required("spec.selector", "")),
        Some(selector) if labels::is_empty(selector) => {
            Some(selector_cause(object, &format!("empty selector is invalid for {word}")))
        }
        Some(_) => None,
    }
}

/// A controller whose template makes pods that it does not select would make them without end.
fn selector_matches(object: &Value) -> Option<Cause> {
    let of_pods = object.pointer("/spec/template/metadata/labels");
    if labels::selects(object.pointer("/spec/selector"), of_pods) {
        return None;
    }
    let why = "`selector` does not match template `labels`";
    Some(Cause::invalid_text("spec.template.metadata.labels", &labels::in_go(of_pods), why))
}

fn template(object: &Value) -> Vec<Cause> {
    pod::causes(object.pointer("/spec/template/spec").unwrap_or(&Value::Null), "spec.template.spec")
}

fn restarts_always(kind: &str, object: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    let policy = text(object, "/spec/template/spec/restartPolicy");
    if policy != "Always" {
        causes.push(Cause::unsupported("spec.template.spec.restartPolicy", policy, &["Always"]));
    }
    if object.pointer("/spec/template/spec/activeDeadlineSeconds").is_some_and(|value| !value.is_null()) {
        let whose = if kind == "Deployment" { "ReplicaSet" } else { kind };
        let why = format!("activeDeadlineSeconds in {whose} is not Supported");
        causes.push(Cause::forbidden("spec.template.spec.activeDeadlineSeconds", &why));
    }
    causes
}

fn selector_cause(object: &Value, why: &str) -> Cause {
    let selector = object.pointer("/spec/selector").unwrap_or(&Value::Null);
    Cause::invalid_text("spec.selector", &labels::selector_in_go(selector), why)
}
