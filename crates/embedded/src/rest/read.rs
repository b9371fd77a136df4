//! `get` and `list`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::answer;
use crate::api::Call;
use crate::status::Failure;
use crate::store::Key;
use crate::table;

pub(super) fn get(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    let key = Key::new(target.resource, &target.namespace, &target.name);
    let object =
        call.cluster.store.get(&key).ok_or_else(|| Failure::not_found(target.resource, &target.name))?;
    Ok(answer(call, StatusCode::OK, &object))
}

pub(super) fn list(call: &Call) -> Result<Response, Failure> {
    let target = &call.target;
    let selector = call.selector()?;
    let (objects, revision) = call.cluster.store.list(target.resource, target.place());
    let chosen = objects.iter().map(AsRef::as_ref).filter(|object| selector.matches(object));
    if table::is_wanted(&call.accept) {
        return Ok(Json(table::of(target.resource, chosen, Some(revision))).into_response());
    }
    Ok(list_of(call, revision, &chosen.map(as_item).collect::<Vec<_>>()))
}

/// A list of the collection that is asked about.
pub(super) fn list_of(call: &Call, revision: u64, items: &[Value]) -> Response {
    let resource = call.target.resource;
    Json(json!({
        "kind": format!("{}List", resource.kind),
        "apiVersion": resource.api_version(),
        "metadata": { "resourceVersion": revision.to_string() },
        "items": items,
    }))
    .into_response()
}

/// The list says what its items are; they do not.
fn as_item(object: &Value) -> Value {
    let mut item = object.clone();
    if let Some(fields) = item.as_object_mut() {
        fields.remove("kind");
        fields.remove("apiVersion");
    }
    item
}
