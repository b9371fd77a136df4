//! `delete` and `deletecollection`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::read::list_of;
use super::{answer, body};
use crate::api::Call;
use crate::controllers;
use crate::object::{Object, name, namespace, text, uid, version};
use crate::status::Failure;
use crate::store::{Key, Refused};

pub(super) fn one(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    let options: Value = if call.body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&body::json(call)?).map_err(|error| Failure::bad_request(error.to_string()))?
    };
    let missing = || Failure::not_found(target.resource, &target.name);
    let key = Key::new(target.resource, &target.namespace, &target.name);
    let dry_run = call.query.is_dry_run() || options.pointer("/dryRun/0") == Some(&json!("All"));
    loop {
        let object = call.cluster.store.get(&key).ok_or_else(missing)?;
        check_preconditions(call, &options, &object)?;
        if dry_run {
            return Ok(gone(call, &object));
        }
        match call.cluster.store.delete(&key, version(&object)) {
            Ok(last) => {
                controllers::deleted(&call.cluster, target.resource, &last);
                return Ok(gone(call, &last));
            }
            Err(Refused::Missing) => return Err(missing()),
            // Somebody changed it in between: look at it again.
            Err(Refused::Changed | Refused::Exists) => {}
        }
    }
}

fn check_preconditions(call: &Call, options: &Value, object: &Value) -> Result<(), Failure> {
    let target = &call.target;
    let (wanted, found) = (text(options, "/preconditions/uid"), uid(object));
    if !wanted.is_empty() && wanted != found {
        let why = format!("Precondition failed: UID in precondition: {wanted}, UID in object meta: {found}");
        return Err(Failure::conflict(target.resource, &target.name, &why));
    }
    let (wanted, found) = (text(options, "/preconditions/resourceVersion"), version(object));
    if !wanted.is_empty() && wanted != found {
        let why = format!(
            "the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record \
             ({found}). The object might have been modified"
        );
        return Err(Failure::conflict(target.resource, &target.name, &why));
    }
    Ok(())
}

/// What a client is told of an object that is no more.
fn gone(call: &Call, object: &Object) -> Response {
    let resource = call.target.resource;
    if resource.kind == "Pod" {
        return answer(call, StatusCode::OK, object);
    }
    Json(json!({
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "details": { "name": name(object), "group": resource.group, "kind": resource.plural, "uid": uid(object) },
    }))
    .into_response()
}

pub(super) fn collection(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    let selector = call.selector()?;
    let (objects, revision) = call.cluster.store.list(target.resource, target.place());
    let chosen: Vec<Object> = objects.into_iter().filter(|object| selector.matches(object)).collect();
    if !call.query.is_dry_run() {
        for object in &chosen {
            let key = Key::new(target.resource, namespace(object), name(object));
            controllers::remove(&call.cluster, target.resource, &key);
        }
    }
    let items: Vec<Value> = chosen.iter().map(|object| Value::clone(object)).collect();
    Ok(list_of(call, revision, &items))
}
