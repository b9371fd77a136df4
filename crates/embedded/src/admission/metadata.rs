//! What every object has: names, uid, times.

use serde_json::Value;

use crate::deletion::is_ending;
use crate::object::{self, default, items, metadata, new_uid, now, set, suffix, text};
use crate::resource::{NameRule, Resource};
use crate::status::{Cause, Failure};

/// The system's fields of a new object.
pub(crate) fn prepare(resource: &Resource, place: &str, object: &mut Value) -> Result<(), Failure> {
    let given = object::namespace(object);
    if resource.namespaced && !given.is_empty() && given != place {
        return Err(Failure::bad_request(
            "the namespace of the provided object does not match the namespace sent on the request",
        ));
    }
    if !object::version(object).is_empty() {
        return Err(Failure::bad_request("resourceVersion should not be set on objects to be created"));
    }
    let fields = metadata(object);
    fields.remove("selfLink");
    fields.remove("managedFields");
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

/// Names the object, and checks the name.
pub(crate) fn name(resource: &Resource, object: &mut Value) -> Result<(), Failure> {
    let causes = name_causes(resource, object);
    if causes.is_empty() {
        return Ok(());
    }
    Err(Failure::invalid(resource.kind, resource.group, object::name(object), &causes))
}

/// Names the object, and tells what is wrong with the name.
pub(super) fn name_causes(resource: &Resource, object: &mut Value) -> Vec<Cause> {
    generate(object);
    let name = object::name(object);
    if name.is_empty() {
        return vec![Cause::required("metadata.name", "name or generateName is required")];
    }
    let wrong = match resource.names {
        NameRule::Subdomain if name.parse::<psp::PolicyName>().is_err() => vec![SUBDOMAIN],
        NameRule::Label if name.parse::<psp::Namespace>().is_err() => vec![LABEL],
        NameRule::PathSegment => path_segment_errors(name),
        NameRule::Subdomain | NameRule::Label => Vec::new(),
    };
    wrong.into_iter().map(|why| Cause::invalid("metadata.name", &name.into(), why)).collect()
}

/// What keeps a name from standing in a path.
pub(super) fn path_segment_errors(name: &str) -> Vec<&'static str> {
    match name {
        "." => return vec!["may not be '.'"],
        ".." => return vec!["may not be '..'"],
        _ => {}
    }
    let illegal = [('/', "may not contain '/'"), ('%', "may not contain '%'")];
    illegal.into_iter().filter(|(sign, _)| name.contains(*sign)).map(|(_, why)| why).collect()
}

const LABEL: &str = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must \
                     start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for \
                     validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

/// The rule of most names, as the API server words it.
pub(super) const SUBDOMAIN: &str = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start \
     and end with an alphanumeric character (e.g. 'example.com', regex used for validation is \
     '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/// Gives a replacement what only the system may change.
pub(crate) fn keep(resource: &Resource, old: &Value, new: &mut Value) -> Result<(), Failure> {
    let given = object::namespace(new);
    if resource.namespaced && !given.is_empty() && given != object::namespace(old) {
        return Err(Failure::bad_request(
            "the namespace of the provided object does not match the namespace sent on the request",
        ));
    }
    let kept: Vec<(&str, Option<Value>)> = [
        "name",
        "namespace",
        "uid",
        "creationTimestamp",
        "generateName",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
    ]
    .map(|field| (field, old.pointer(&format!("/metadata/{field}")).cloned()))
    .into();
    let fields = metadata(new);
    fields.remove("selfLink");
    fields.remove("managedFields");
    for (field, value) in kept {
        match value {
            Some(value) => set(fields, field, value),
            None => {
                fields.remove(field);
            }
        }
    }
    default(fields, "resourceVersion", object::version(old));
    check_finalizers(resource, old, new)
}

/// What is to go can only be let go.
fn check_finalizers(resource: &Resource, old: &Value, new: &Value) -> Result<(), Failure> {
    let pointer = "/metadata/finalizers";
    let known: Vec<&Value> = items(old, pointer).collect();
    let more: Vec<String> =
        items(new, pointer).filter(|each| !known.contains(each)).map(ToString::to_string).collect();
    if !is_ending(old) || more.is_empty() {
        return Ok(());
    }
    let why = format!(
        "no new finalizers can be added if the object is being deleted, found new finalizers []string{{{}}}",
        more.join(", ")
    );
    let cause = Cause::forbidden("metadata.finalizers", &why);
    Err(Failure::invalid(resource.kind, resource.group, object::name(old), &[cause]))
}
