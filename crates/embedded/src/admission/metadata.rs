//! What every object has: names, uid, times.

use jiff::Timestamp;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use psp::FieldError;
use psp::validation::{finalizer_errors, mark_errors, metadata_errors};
use serde::Deserialize;
use serde_json::Value;

use crate::deletion::is_ending;
use crate::object::{self, default, items, metadata, new_uid, now, set, suffix, text};
use crate::resource::{RBAC, Resource};
use crate::status::{Cause, Failure};

/// The system's fields of a new object.
pub(crate) fn prepare(resource: &Resource, place: &str, object: &mut Value) -> Result<(), Failure> {
    let given = object::namespace(object);
    if resource.namespaced && !given.is_empty() && given != place {
        return Err(Failure::bad_request(
            "the namespace of the provided object does not match the namespace sent on the request",
        ));
    }
    let fields = metadata(object);
    for field in ["selfLink", "managedFields", "deletionTimestamp", "deletionGracePeriodSeconds"] {
        fields.remove(field);
    }
    if resource.counted {
        set(fields, "generation", 1);
    }
    if resource.namespaced {
        set(fields, "namespace", place);
    } else {
        fields.remove("namespace");
    }
    set(fields, "uid", new_uid());
    set(fields, "creationTimestamp", now());
    Ok(())
}

/// Makes a name of `generateName`, if there is no name.
pub(crate) fn generate(object: &mut Value) {
    let prefix = text(object, "/metadata/generateName").to_owned();
    if object::name(object).is_empty() && !prefix.is_empty() {
        set(metadata(object), "name", psp::validation::generate_name(&prefix, &suffix()));
    }
}

/// Names the object, and checks its metadata.
pub(crate) fn check(resource: &Resource, object: &mut Value) -> Result<(), Failure> {
    let causes = causes(resource, object);
    if causes.is_empty() {
        return Ok(());
    }
    Err(Failure::invalid(resource.kind, resource.group, object::name(object), &causes))
}

/// Names the object, and tells what is wrong with its metadata.
pub(super) fn causes(resource: &Resource, object: &mut Value) -> Vec<Cause> {
    generate(object);
    let mut metadata = read(object);
    // The place is the one of the path, which has been looked at.
    metadata.namespace = None;
    as_causes(&metadata_errors(&metadata, resource.names))
}

/// Its types have been checked when it was decoded.
fn read(object: &Value) -> ObjectMeta {
    object.get("metadata").and_then(|fields| ObjectMeta::deserialize(fields).ok()).unwrap_or_default()
}

fn as_causes(errors: &[FieldError]) -> Vec<Cause> {
    errors.iter().map(Cause::from).collect()
}

/// Gives a replacement what only the system may change.
pub(crate) fn keep(resource: &Resource, old: &Value, new: &mut Value) -> Result<(), Failure> {
    let given = read(new);
    let marks = as_causes(&mark_errors(&given));
    let mut causes = marks.clone();
    let fields = metadata(new);
    fields.remove("selfLink");
    fields.remove("managedFields");
    for (field, rule) in KEPT {
        let (before, after) = (old.pointer(&format!("/metadata/{field}")), fields.get(field));
        let changed = after.is_some_and(|after| Some(after) != before && !after.is_null() && after != "");
        if changed && (rule == Rule::Immutable || rule == Rule::OnceSet && before.is_none()) {
            let why = "field is immutable";
            let path = format!("metadata.{field}");
            causes.push(
                match after.and_then(Value::as_str).and_then(|text| text.parse::<Timestamp>().ok()) {
                    Some(time) => Cause::invalid_text(
                        &path,
                        &time.strftime("%Y-%m-%d %H:%M:%S +0000 UTC").to_string(),
                        why,
                    ),
                    None => Cause::invalid(&path, after.unwrap_or(&Value::Null), why),
                },
            );
        }
        match before {
            Some(value) => set(fields, field, value.clone()),
            None => drop(fields.remove(field)),
        }
    }
    default(fields, "resourceVersion", object::version(old));
    causes.extend(check_finalizers(old, new));
    // The API server looks at a change of metadata twice, and then as often at the whole; it says everything each time.
    let whole = [marks, as_causes(&finalizer_errors(&given))].concat();
    let mut all = [causes.clone(), causes].concat();
    for _ in 0..times_looked_at(resource) {
        all.extend(whole.iter().cloned());
    }
    if all.is_empty() {
        return Ok(());
    }
    Err(Failure::invalid(resource.kind, resource.group, object::name(old), &all))
}

fn times_looked_at(resource: &Resource) -> usize {
    match (resource.group, resource.kind) {
        (_, "Deployment" | "PodSecurityPolicy") => 1,
        (RBAC, _) => 3,
        _ => 2,
    }
}

/// Counts a change of what is wanted.
pub(crate) fn count(resource: &Resource, old: &Value, new: &mut Value) {
    let differs = |pointer: &str| old.pointer(pointer) != new.pointer(pointer);
    if resource.counted
        && (differs("/spec") || resource.kind == "Deployment" && differs("/metadata/annotations"))
    {
        let generation = old.pointer("/metadata/generation").and_then(Value::as_i64).unwrap_or_default();
        set(metadata(new), "generation", generation + 1);
    }
}

/// How a field of metadata follows an update.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    /// What is sent does not matter.
    Ignored,
    /// Nothing else may be sent.
    Immutable,
    /// Nothing may be sent while it is not set; after that, what is sent does not matter.
    OnceSet,
}

const KEPT: [(&str, Rule); 8] = [
    ("name", Rule::Ignored),
    ("generateName", Rule::Ignored),
    ("namespace", Rule::Ignored),
    ("uid", Rule::Immutable),
    ("generation", Rule::Ignored),
    ("creationTimestamp", Rule::Ignored),
    ("deletionTimestamp", Rule::OnceSet),
    ("deletionGracePeriodSeconds", Rule::Immutable),
];

/// What is to go can only be let go.
fn check_finalizers(old: &Value, new: &Value) -> Option<Cause> {
    let pointer = "/metadata/finalizers";
    let known: Vec<&Value> = items(old, pointer).collect();
    let more: Vec<String> =
        items(new, pointer).filter(|each| !known.contains(each)).map(ToString::to_string).collect();
    if !is_ending(old) || more.is_empty() {
        return None;
    }
    let why = format!(
        "no new finalizers can be added if the object is being deleted, found new finalizers []string{{{}}}",
        more.join(", ")
    );
    Some(Cause::forbidden("metadata.finalizers", &why))
}
