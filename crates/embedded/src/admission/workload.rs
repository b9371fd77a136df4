//! What makes pods: defaults, generations, and the rules that keep a controller from other controllers' pods.

mod defaults;
mod validation;

use serde_json::{Value, json};

use super::{metadata, refuse};
use crate::object::{as_map, default, map_at, set, text, uid};
use crate::resource::Resource;
use crate::status::Failure;

const GENERATION: &str = "/metadata/generation";
/// Daemon sets count their templates in an annotation.
const TEMPLATE_GENERATION: &str = "deprecated.daemonset.template.generation";

/// A new one, as it will be stored.
pub(super) fn create(resource: &Resource, mut object: Value) -> Result<Value, Failure> {
    metadata::generate(&mut object);
    defaults::fill_in(resource.kind, &mut object);
    match resource.kind {
        "Job" => {
            generate_selector(&mut object);
            defaults::labels_of_template(&mut object);
        }
        "DaemonSet" => count_template(&mut object, 1),
        _ => {}
    }
    set(as_map(&mut object), "status", first_status(resource.kind));
    // Jobs are the only ones that count no generations.
    if resource.kind != "Job" {
        set(crate::object::metadata(&mut object), "generation", 1);
    }
    metadata::check(resource, &mut object)?;
    refuse(resource, &object, &validation::causes(resource.kind, &object))?;
    Ok(object)
}

/// One that is to take another's place.
pub(super) fn update(resource: &Resource, old: &Value, mut new: Value) -> Result<Value, Failure> {
    defaults::fill_in(resource.kind, &mut new);
    let differs = |pointer: &str| old.pointer(pointer) != new.pointer(pointer);
    let counts = match resource.kind {
        "Job" => false,
        "Deployment" => differs("/spec") || differs("/metadata/annotations"),
        _ => differs("/spec"),
    };
    let other_template = differs("/spec/template");
    let generation = old.pointer(GENERATION).and_then(Value::as_i64).unwrap_or_default() + i64::from(counts);
    if resource.kind != "Job" {
        set(crate::object::metadata(&mut new), "generation", generation);
    }
    if resource.kind == "DaemonSet" {
        let count = old.pointer("/metadata/annotations").and_then(|all| all.get(TEMPLATE_GENERATION));
        let count = count.and_then(Value::as_str).and_then(|text| text.parse::<i64>().ok()).unwrap_or(1);
        count_template(&mut new, count + i64::from(other_template));
    }
    let mut causes = validation::causes_of_update(resource.kind, &new);
    causes.extend(validation::changes(resource.kind, old, &new));
    refuse(resource, &new, &causes)?;
    Ok(new)
}

/// What a status has before any controller has seen the object.
fn first_status(kind: &str) -> Value {
    match kind {
        "DaemonSet" => json!({
            "currentNumberScheduled": 0,
            "desiredNumberScheduled": 0,
            "numberMisscheduled": 0,
            "numberReady": 0,
        }),
        "ReplicaSet" | "StatefulSet" => json!({ "replicas": 0 }),
        _ => json!({}),
    }
}

fn count_template(object: &mut Value, count: i64) {
    let annotations = map_at(crate::object::metadata(object), "annotations");
    set(annotations, TEMPLATE_GENERATION, count.to_string());
}

/// A job selects its pods by its own uid, unless it says otherwise.
fn generate_selector(job: &mut Value) {
    if job.pointer("/spec/manualSelector") == Some(&json!(true)) {
        return;
    }
    let (name, uid) = (text(job, "/metadata/name").to_owned(), uid(job).to_owned());
    let spec = map_at(as_map(job), "spec");
    let labels = map_at(map_at(map_at(spec, "template"), "metadata"), "labels");
    default(labels, "job-name", name);
    default(labels, "controller-uid", uid.as_str());
    default(map_at(map_at(spec, "selector"), "matchLabels"), "controller-uid", uid);
}
