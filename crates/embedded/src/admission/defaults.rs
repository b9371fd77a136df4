//! What the API server fills in of a pod, and of a pod's template, before anybody judges it.

use serde_json::{Map, Value, json};

use crate::object::{as_map, default, map_at, set};
use crate::quantity;

/// A pod.
pub(super) fn fill_in(pod: &mut Value) {
    let spec = map_at(as_map(pod), "spec");
    // Templates do without it until a pod is made of them.
    default(spec, "enableServiceLinks", true);
    specification(spec);
    for list in ["initContainers", "containers"] {
        for container in list_of(spec, list) {
            request_limits(map_at(as_map(container), "resources"));
        }
    }
}

/// What is limited is requested as well.
fn request_limits(resources: &mut Map<String, Value>) {
    let limits = resources.get("limits").and_then(Value::as_object).cloned().unwrap_or_default();
    if limits.is_empty() {
        return;
    }
    let requests = map_at(resources, "requests");
    for (name, limit) in limits {
        default(requests, &name, limit);
    }
}

/// What pods and templates have in common.
pub(super) fn specification(spec: &mut Map<String, Value>) {
    for (field, value) in [
        ("restartPolicy", json!("Always")),
        ("terminationGracePeriodSeconds", json!(30)),
        ("dnsPolicy", json!("ClusterFirst")),
        ("securityContext", json!({})),
        ("schedulerName", json!("default-scheduler")),
    ] {
        default(spec, field, value);
    }
    let on_host = spec.get("hostNetwork") == Some(&json!(true));
    for list in ["initContainers", "containers"] {
        for item in list_of(spec, list) {
            container(as_map(item), on_host);
        }
    }
    for item in list_of(spec, "volumes") {
        volume(as_map(item));
    }
}

fn list_of<'a>(
    map: &'a mut Map<String, Value>,
    field: &str,
) -> impl Iterator<Item = &'a mut Value> + use<'a> {
    map.get_mut(field).and_then(Value::as_array_mut).into_iter().flatten()
}

fn container(fields: &mut Map<String, Value>, on_host: bool) {
    default(fields, "terminationMessagePath", "/dev/termination-log");
    default(fields, "terminationMessagePolicy", "File");
    let resources = map_at(fields, "resources");
    for kind in ["limits", "requests"] {
        if let Some(amounts) = resources.get_mut(kind).and_then(Value::as_object_mut) {
            quantity::canonicalise(amounts);
        }
    }
    let image = fields.get("image").and_then(Value::as_str).unwrap_or_default();
    let tag = image.rsplit('/').next().unwrap_or_default();
    let newest = !image.contains('@') && tag.split_once(':').is_none_or(|(_, tag)| tag == "latest");
    default(fields, "imagePullPolicy", if newest { "Always" } else { "IfNotPresent" });
    for port in list_of(fields, "ports") {
        let port = as_map(port);
        default(port, "protocol", "TCP");
        let unset = port.get("hostPort").and_then(Value::as_i64).unwrap_or_default() == 0;
        if let Some(number) = port.get("containerPort").cloned().filter(|_| on_host && unset) {
            set(port, "hostPort", number);
        }
    }
    for variable in list_of(fields, "env") {
        if let Some(reference) = variable.pointer_mut("/valueFrom/fieldRef") {
            default(as_map(reference), "apiVersion", "v1");
        }
    }
}

fn volume(fields: &mut Map<String, Value>) {
    if fields.keys().all(|field| field == "name") {
        set(fields, "emptyDir", json!({}));
    }
    for kind in ["secret", "configMap", "downwardAPI", "projected"] {
        if let Some(source) = fields.get_mut(kind) {
            default(as_map(source), "defaultMode", 420);
        }
    }
    if let Some(source) = fields.get_mut("hostPath") {
        default(as_map(source), "type", "");
    }
}
