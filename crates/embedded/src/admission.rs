//! What happens to an object before it is stored: defaults, validation, and who may want what.

mod access;
mod account;
mod data;
mod defaults;
pub(crate) mod metadata;
mod plugins;
mod pod;
mod policy;
mod workload;

use ::access::Identity;
use serde_json::{Value, json};

use crate::apiserver;
use crate::cluster::Inner;
use crate::deletion::is_ending;
use crate::object::{as_map, map_at, name, set};
use crate::resource::{APPS, BATCH, OURS, RBAC, Resource};
use crate::status::{Cause, Failure};
use crate::store::Key;

/// A new object, as it will be stored.
pub(crate) fn create(
    cluster: &Inner,
    who: &Identity,
    resource: &Resource,
    namespace: &str,
    mut object: Value,
) -> Result<Value, Failure> {
    match (resource.group, resource.kind) {
        ("", "Pod") => object = pod::create(cluster, who, namespace, object)?,
        ("policy", _) => object = policy::create(object)?,
        (RBAC, _) => object = access::create(cluster, who, resource, namespace, object)?,
        (APPS | BATCH, _) => object = workload::create(resource, object)?,
        ("", "Secret" | "ConfigMap") => data::create(resource, &mut object)?,
        _ => metadata::check(resource, &mut object)?,
    }
    match (resource.group, resource.kind) {
        ("", "Namespace") => {
            let fields = as_map(&mut object);
            set(map_at(fields, "spec"), "finalizers", json!(["kubernetes"]));
            set(map_at(fields, "status"), "phase", "Active");
        }
        (OURS, _) => apiserver::check(&object)?,
        _ => {}
    }
    Ok(object)
}

/// An object that is to take another's place, as it will be stored.
pub(crate) fn update(
    cluster: &Inner,
    who: &Identity,
    resource: &Resource,
    old: &Value,
    new: Value,
) -> Result<Value, Failure> {
    match (resource.group, resource.kind) {
        ("", "Pod") => pod::update(cluster, who, old, new),
        ("policy", _) => policy::update(old, &new),
        (RBAC, _) => access::update(cluster, who, resource, old, new),
        (APPS | BATCH, _) => workload::update(resource, old, new),
        ("", "Secret" | "ConfigMap") => data::update(resource, old, new),
        (OURS, _) => apiserver::check(&new).map(|()| new),
        _ => Ok(new),
    }
}

/// A status that somebody has written, as it will be stored.
pub(crate) fn complete_status(resource: &Resource, object: &mut Value) {
    if (resource.group, resource.kind) == ("", "Pod") {
        pod::complete_status(object);
    }
}

/// Nothing can be made where there is no namespace, or soon will be none.
pub(crate) fn namespace_exists(
    cluster: &Inner,
    resource: &Resource,
    namespace: &str,
    name: &str,
) -> Result<(), Failure> {
    let Some(namespaces) = Resource::find("", "v1", "namespaces") else { return Ok(()) };
    if !resource.namespaced {
        return Ok(());
    }
    match cluster.store.get(&Key::new(namespaces, "", namespace)) {
        None => Err(Failure::not_found(namespaces, namespace)),
        Some(place) if is_ending(&place) => Err(Failure::ending(resource, name, namespace)),
        Some(_) => Ok(()),
    }
}

/// Refuses an object, if there is anything against it.
fn refuse(resource: &Resource, object: &Value, causes: &[Cause]) -> Result<(), Failure> {
    if causes.is_empty() {
        return Ok(());
    }
    Err(Failure::invalid(resource.kind, resource.group, name(object), causes))
}
