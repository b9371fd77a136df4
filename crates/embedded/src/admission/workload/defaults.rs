//! What the API server fills in of what makes pods.

use serde_json::{Map, Value, json};

use super::super::defaults;
use crate::object::{as_map, default, map_at, set};

pub(super) fn fill_in(kind: &str, object: &mut Value) {
    let spec = map_at(as_map(object), "spec");
    match kind {
        "Deployment" => deployment(spec),
        "DaemonSet" => daemon_set(spec),
        "StatefulSet" => stateful_set(spec),
        "Job" => job(spec),
        _ => default(spec, "replicas", 1),
    }
    let template = map_at(spec, "template");
    // A template is never made, and says so.
    set(map_at(template, "metadata"), "creationTimestamp", Value::Null);
    defaults::specification(map_at(template, "spec"));
}

fn deployment(spec: &mut Map<String, Value>) {
    default(spec, "replicas", 1);
    default(spec, "revisionHistoryLimit", 10);
    default(spec, "progressDeadlineSeconds", 600);
    let strategy = map_at(spec, "strategy");
    default(strategy, "type", "RollingUpdate");
    if strategy.get("type") == Some(&json!("RollingUpdate")) {
        let rolling = map_at(strategy, "rollingUpdate");
        default(rolling, "maxUnavailable", "25%");
        default(rolling, "maxSurge", "25%");
    }
}

fn daemon_set(spec: &mut Map<String, Value>) {
    default(spec, "revisionHistoryLimit", 10);
    let strategy = map_at(spec, "updateStrategy");
    default(strategy, "type", "RollingUpdate");
    if strategy.get("type") == Some(&json!("RollingUpdate")) {
        default(map_at(strategy, "rollingUpdate"), "maxUnavailable", 1);
    }
}

fn stateful_set(spec: &mut Map<String, Value>) {
    default(spec, "replicas", 1);
    default(spec, "revisionHistoryLimit", 10);
    default(spec, "podManagementPolicy", "OrderedReady");
    let strategy = map_at(spec, "updateStrategy");
    default(strategy, "type", "RollingUpdate");
    if strategy.get("type") == Some(&json!("RollingUpdate")) {
        default(map_at(strategy, "rollingUpdate"), "partition", 0);
    }
    for claim in spec.get_mut("volumeClaimTemplates").and_then(Value::as_array_mut).into_iter().flatten() {
        let claim = as_map(claim);
        default(claim, "apiVersion", "v1");
        default(claim, "kind", "PersistentVolumeClaim");
        default(map_at(claim, "spec"), "volumeMode", "Filesystem");
        default(map_at(claim, "status"), "phase", "Pending");
    }
}

fn job(spec: &mut Map<String, Value>) {
    let unset = |spec: &Map<String, Value>, field: &str| spec.get(field).is_none_or(Value::is_null);
    if unset(spec, "parallelism") && unset(spec, "completions") {
        default(spec, "completions", 1);
    }
    default(spec, "parallelism", 1);
    default(spec, "backoffLimit", 6);
}

/// A job without labels takes its pods', those by which it selects them too.
pub(super) fn labels_of_template(job: &mut Value) {
    let labels = job.pointer("/spec/template/metadata/labels").cloned();
    if let Some(labels) = labels.filter(|labels| labels.as_object().is_some_and(|labels| !labels.is_empty()))
    {
        let metadata = crate::object::metadata(job);
        if metadata.get("labels").and_then(Value::as_object).is_none_or(Map::is_empty) {
            metadata.insert("labels".to_owned(), labels);
        }
    }
}
