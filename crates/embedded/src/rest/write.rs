//! `create`, `update` and `patch`.

use std::borrow::Cow;
use std::sync::Arc;

use access::Identity;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::{answer, body, options, scale};
use crate::api::Call;
use crate::cluster::Inner;
use crate::object::{Object, as_map, map_at, metadata, name, namespace, set, uid, version};
use crate::resource::Resource;
use crate::status::Failure;
use crate::store::{Key, Refused};
use crate::target::Target;
use crate::{admission, apiserver, controllers, deletion, empties, patch};

/// How often a patch is made again when somebody else's change came between.
const TRIES: usize = 5;

const MODIFIED: &str =
    "the object has been modified; please apply your changes to the latest version and try again";

pub(super) fn create(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    if !target.name.is_empty() {
        return Err(Failure::method_not_allowed());
    }
    let object = body::object(call)?;
    let dry_run = options::is_dry_run(call, "CreateOptions")?;
    let created =
        create_in(&call.cluster, &call.caller, target.resource, &target.namespace, object, dry_run)?;
    answer(call, StatusCode::CREATED, &created)
}

/// Admits and stores a new object, whoever wants it.
pub(crate) fn create_in(
    cluster: &Arc<Inner>,
    who: &Identity,
    resource: &'static Resource,
    place: &str,
    mut object: Value,
    dry_run: bool,
) -> Result<Object, Failure> {
    admission::metadata::prepare(resource, place, &mut object)?;
    admission::namespace_exists(cluster, resource, place, name(&object))?;
    let mut object = admission::create(cluster, who, resource, place, object)?;
    empties::leave_out(resource, &mut object);
    let key = Key::new(resource, namespace(&object), name(&object));
    let there = cluster.store.get(&key);
    let taken = || match &there {
        Some(there) if deletion::is_ending(there) => Failure::still_exists(resource, name(&object)),
        _ => Failure::already_exists(resource, name(&object)),
    };
    if dry_run {
        return if there.is_some() { Err(taken()) } else { Ok(Arc::new(object)) };
    }
    // What is tried only never comes to the store, whose complaint this is.
    if !version(&object).is_empty() {
        return Err(Failure::unexplained("resourceVersion should not be set on objects to be created"));
    }
    let created = cluster.store.create(key, object.clone()).map_err(|refused| match refused {
        Refused::Full(exceeded) => Failure::forbidden(resource, name(&object), &exceeded.to_string()),
        Refused::Exists | Refused::Missing | Refused::Changed => taken(),
    })?;
    controllers::created(cluster, resource, &created);
    Ok(created)
}

pub(super) fn update(call: &Call) -> Result<Response, Failure> {
    let dry_run = options::is_dry_run(call, "UpdateOptions")?;
    let json = body::json(call)?;
    let kind = if is_scale(call) { scale::KIND } else { call.target.resource.kind };
    let new = decode(call, &json).map_err(|why| why.refusal(kind, &json))?;
    check_address(call, &new)?;
    let old = stored(call)?;
    let given = uid(&new);
    if !given.is_empty() && given != uid(&old) {
        let why = format!(
            "StorageError: invalid object, Code: 4, Key: {}, ResourceVersion: 0, AdditionalErrorMsg: Precondition \
             failed: UID in precondition: {given}, UID in object meta: {}",
            call.target.resource.storage_path(namespace(&old), name(&old)),
            uid(&old)
        );
        return Err(Failure::conflict(call.target.resource, &call.target.name, &why));
    }
    let updated = replace(call, &old, new, dry_run)?;
    answer(call, StatusCode::OK, &shown(call, &updated))
}

pub(super) fn patch(call: &Call) -> Result<Response, Failure> {
    let dry_run = options::is_dry_run(call, "PatchOptions")?;
    let mut tries = 0;
    loop {
        tries += 1;
        let old = stored(call)?;
        let patched = patch::apply(&call.content_type, &shown(call, &old), &call.body)?;
        let json = serde_json::to_vec(&patched).map_err(|error| Failure::bad_request(error.to_string()))?;
        let new = decode(call, &json).map_err(|why| Failure::unreadable_patch(&patched, &why))?;
        check_address(call, &new)?;
        // A patch that names the version it is for must not be made to another.
        let bound = version(&new) != version(&old);
        match replace(call, &old, new, dry_run) {
            Err(failure) if failure.code == StatusCode::CONFLICT && !bound && tries < TRIES => {}
            result => return answer(call, StatusCode::OK, &shown(call, &*result?)),
        }
    }
}

/// What the subresource shows of an object.
fn shown<'a>(call: &Call, object: &'a Value) -> Cow<'a, Value> {
    if is_scale(call) { Cow::Owned(scale::of(object)) } else { Cow::Borrowed(object) }
}

fn is_scale(call: &Call) -> bool {
    call.target.subresource == scale::SCALE
}

/// Reads what the subresource takes.
fn decode(call: &Call, json: &[u8]) -> Result<Value, body::Unreadable> {
    if is_scale(call) { scale::decode(json) } else { body::decode(call.target.resource, json) }
}

/// The object must be the one that the path leads to.
fn check_address(call: &Call, new: &Value) -> Result<(), Failure> {
    let target = &call.target;
    let wrong = |what: String| Err(Failure::bad_request(format!("the {what}")));
    match name(new) {
        "" => wrong(format!(
            "name of the object ({} based on URL) was undeterminable: name must be provided",
            target.name
        )),
        given if given != target.name => wrong(format!(
            "name of the object ({given}) does not match the name on the URL ({})",
            target.name
        )),
        _ => match namespace(new) {
            given if target.resource.namespaced && !given.is_empty() && given != target.namespace => {
                wrong(format!(
                    "namespace of the object ({given}) does not match the namespace on the request ({})",
                    target.namespace
                ))
            }
            _ => Ok(()),
        },
    }
}

fn stored(call: &Call) -> Result<Object, Failure> {
    let target = &call.target;
    let key = Key::new(target.resource, &target.namespace, &target.name);
    call.cluster.store.get(&key).ok_or_else(|| Failure::not_found(target.resource, &target.name))
}

/// Admits the new object and puts it where the old one is, if that is still the one that was read.
fn replace(call: &Call, old: &Object, new: Value, dry_run: bool) -> Result<Object, Failure> {
    let target = &call.target;
    let resource = target.resource;
    let conflict = || Failure::conflict(resource, &target.name, MODIFIED);
    let mut new = if is_scale(call) { scale::apply(old, &new)? } else { new };
    let seen = version(&new).to_owned();
    if !seen.is_empty() && seen.parse::<u64>().is_err() {
        let seen = psp::GoQuoted(&seen);
        return Err(Failure::unexplained(format!("strconv.ParseUint: parsing {seen}: invalid syntax")));
    }
    if !seen.is_empty() && seen != version(old) {
        return Err(conflict());
    }
    admission::metadata::keep(resource, old, &mut new)?;
    keep_others_part(target, old, &mut new);
    if target.subresource.is_empty() || is_scale(call) {
        new = admission::update(&call.cluster, &call.caller, resource, old, new)?;
        empties::leave_out(resource, &mut new);
        admission::metadata::count(resource, old, &mut new);
    }
    if target.subresource == "status" {
        admission::complete_status(resource, &mut new);
    }
    set(metadata(&mut new), "resourceVersion", version(old));
    if dry_run {
        return Ok(Arc::new(new));
    }
    let key = Key::new(resource, namespace(old), name(old));
    let updated =
        deletion::put(&call.cluster, resource, key, version(old), new).map_err(|refused| match refused {
            Refused::Missing => Failure::not_found(resource, &target.name),
            Refused::Full(exceeded) => Failure::forbidden(resource, &target.name, &exceeded.to_string()),
            Refused::Changed | Refused::Exists => conflict(),
        })?;
    if resource.group == crate::resource::OURS {
        apiserver::follow(&call.cluster, &updated);
    }
    Ok(updated)
}

/// What belongs to a subresource is changed there only, and nothing else is.
fn keep_others_part(target: &Target, old: &Value, new: &mut Value) {
    let own = |field: &str| match target.subresource.as_str() {
        "status" => field == "status",
        "finalize" => field == "spec",
        _ => field != "status" || !target.resource.subresources.contains(&"status"),
    };
    let fields = as_map(new);
    fields.retain(|field, _| field == "metadata" || own(field));
    for (field, value) in old.as_object().into_iter().flatten() {
        if field != "metadata" && !own(field) {
            set(fields, field, value.clone());
        }
    }
    if target.resource.is_namespace() && target.subresource.is_empty() {
        match old.pointer("/spec/finalizers") {
            Some(finalizers) => set(map_at(fields, "spec"), "finalizers", finalizers.clone()),
            None => drop(map_at(fields, "spec").remove("finalizers")),
        }
    }
}
