//! The verbs.

pub(crate) mod body;
mod delete;
mod options;
mod read;
mod write;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::api::Call;
use crate::status::Failure;
use crate::{table, watch};

pub(crate) use write::create_in;

pub(crate) fn serve(call: Call) -> Result<Response, Failure> {
    match call.verb {
        "get" => read::get(&call),
        "list" => read::list(&call),
        "watch" => watch::serve(call),
        "create" => write::create(&call),
        "update" => write::update(&call),
        "patch" => write::patch(&call),
        "delete" => delete::one(&call),
        _ => delete::collection(&call),
    }
}

/// An object as the client wants it: as it is, or as a row of a table.
fn answer(call: &Call, code: StatusCode, object: &Value) -> Response {
    if table::is_wanted(&call.accept) {
        let table = table::of(call.target.resource, std::iter::once(object), None);
        return (code, Json(table)).into_response();
    }
    (code, Json(object)).into_response()
}
