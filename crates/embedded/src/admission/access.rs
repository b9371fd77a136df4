//! RBAC objects: nobody hands out rights that they do not have, and what is no role or binding is not stored.

mod escalation;
mod selector;
mod validation;

use ::access::Identity;
use serde_json::{Map, Value};

use super::metadata;
use crate::cluster::Inner;
use crate::object::{as_map, default, name, namespace, set};
use crate::resource::{RBAC, Resource};
use crate::status::{Cause, Failure};
use escalation::Change;

/// A new role or binding. Whether it may be made comes before whether it is one, as on the API server.
pub(super) fn create(
    cluster: &Inner,
    who: &Identity,
    resource: &Resource,
    place: &str,
    mut object: Value,
) -> Result<Value, Failure> {
    defaults(resource, &mut object);
    escalation::check(cluster, who, resource, place, &Change { old: None, new: &object })?;
    let mut causes = metadata::causes(resource, &mut object);
    causes.extend(validation::causes(resource, &object)?);
    refuse(resource, &object, &causes)?;
    Ok(object)
}

/// A role or binding that is to take another's place.
pub(super) fn update(
    cluster: &Inner,
    who: &Identity,
    resource: &Resource,
    old: &Value,
    mut new: Value,
) -> Result<Value, Failure> {
    defaults(resource, &mut new);
    if without_ownership(old) != without_ownership(&new) {
        let change = Change { old: Some(old), new: &new };
        escalation::check(cluster, who, resource, namespace(&new), &change)?;
    }
    // The API server validates an update twice: as an object, and as a change.
    let mut causes = validation::causes(resource, &new)?;
    causes.extend(causes.clone());
    causes.extend(validation::role_changed(old, &new)?);
    refuse(resource, &new, &causes)?;
    Ok(new)
}

fn refuse(resource: &Resource, object: &Value, causes: &[Cause]) -> Result<(), Failure> {
    if causes.is_empty() {
        return Ok(());
    }
    Err(Failure::invalid(resource.kind, RBAC, name(object), causes))
}

/// Garbage collection changes these, and needs no right to what the role gives.
fn without_ownership(object: &Value) -> Value {
    let mut rest = object.clone();
    let metadata = crate::object::metadata(&mut rest);
    for field in ["finalizers", "ownerReferences", "resourceVersion"] {
        metadata.remove(field);
    }
    rest
}

/// Users, groups and roles are of the RBAC group unless they say otherwise. What is stored knows no empty lists; a role
/// without rules says so.
fn defaults(resource: &Resource, object: &mut Value) {
    let fields = as_map(object);
    if let Some(role) = fields.get_mut("roleRef").and_then(Value::as_object_mut) {
        default_group(role);
    }
    for subject in items_mut(fields, "subjects") {
        if matches!(subject.get("kind").and_then(Value::as_str), Some("User" | "Group")) {
            default_group(subject);
        }
    }
    for rule in items_mut(fields, "rules") {
        rule.retain(|field, list| field == "verbs" || !is_empty(list));
    }
    fields.retain(|field, list| !matches!(field.as_str(), "rules" | "subjects") || !is_empty(list));
    if !resource.kind.ends_with("Binding") {
        default(fields, "rules", Value::Null);
    }
}

fn items_mut<'a>(
    fields: &'a mut Map<String, Value>,
    list: &str,
) -> impl Iterator<Item = &'a mut Map<String, Value>> {
    let items = fields.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
    items.filter_map(Value::as_object_mut)
}

fn is_empty(list: &Value) -> bool {
    list.is_null() || list.as_array().is_some_and(Vec::is_empty)
}

fn default_group(fields: &mut Map<String, Value>) {
    if fields.get("apiGroup").and_then(Value::as_str).is_none_or(str::is_empty) {
        set(fields, "apiGroup", RBAC);
    }
}
