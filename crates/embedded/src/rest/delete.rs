//! `delete` and `deletecollection`.

mod options;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::{answer, list};
use crate::api::Call;
use crate::deletion::{self, Deleted};
use crate::object::{Object, name, namespace, uid};
use crate::status::Failure;
use crate::store::Key;

/// These are never deleted.
const PROTECTED: [&str; 3] = ["default", "kube-public", "kube-system"];

pub(super) fn one(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    let options = options::of(call)?;
    if target.resource.is_namespace() && PROTECTED.contains(&target.name.as_str()) {
        return Err(Failure::forbidden(target.resource, &target.name, "this namespace may not be deleted"));
    }
    let key = Key::new(target.resource, &target.namespace, &target.name);
    match deletion::delete(&call.cluster, target.resource, &key, &options)? {
        Deleted::Gone(last) if target.resource.returned => answer(call, StatusCode::OK, &last),
        Deleted::Gone(last) => Ok(gone(call, &last)),
        Deleted::Ending(object) => answer(call, StatusCode::OK, &object),
    }
}

/// What a client is told of an object that is no more.
fn gone(call: &Call, object: &Object) -> Response {
    let resource = call.target.resource;
    let mut details = json!({ "name": name(object), "kind": resource.plural, "uid": uid(object) });
    if !resource.group.is_empty() {
        details["group"] = resource.group.into();
    }
    let status = json!({
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "details": details,
    });
    call.content.format.answer(StatusCode::OK, &status)
}

pub(super) fn collection(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    let selector = call.selector()?;
    let options = options::of(call)?;
    let (objects, revision) = call.cluster.store.list(target.resource, target.place());
    let chosen: Vec<Object> = objects.into_iter().filter(|object| selector.matches(object)).collect();
    for object in &chosen {
        let key = Key::new(target.resource, namespace(object), name(object));
        match deletion::delete(&call.cluster, target.resource, &key, &options) {
            Err(failure) if failure.code != StatusCode::NOT_FOUND => return Err(failure),
            _ => {}
        }
    }
    let metadata = [("resourceVersion".to_owned(), Value::from(revision.to_string()))];
    list::answer(call, metadata.into_iter().collect(), &chosen)
}
