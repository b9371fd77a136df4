//! Reviews: questions about rights and tokens, answered at once and never stored. So are requests for tokens.

mod access;
mod rules;
mod token;
mod token_request;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::api::Call;
use crate::object::{as_map, map_at, set};
use crate::rest::body;
use crate::status::Failure;
use crate::target::Target;

/// Reviews are collections without objects; local ones are in a namespace.
pub(crate) fn is_asked_at(target: &Target) -> bool {
    target.name.is_empty() && target.resource.namespaced != target.namespace.is_empty()
}

pub(crate) fn answer(call: &Call) -> Result<Response, Failure> {
    let mut review = body::object(call)?;
    match call.target.resource.kind {
        "SelfSubjectRulesReview" => rules::answer(call, &mut review)?,
        "TokenReview" => token::answer(call, &mut review)?,
        _ => access::answer(call, &mut review)?,
    }
    Ok(created(review, &call.target.resource.api_version(), call.target.resource.kind))
}

/// A token for the service account.
pub(crate) fn token(call: &Call) -> Result<Response, Failure> {
    let answered = token_request::answer(call, token_request::read(&body::json(call)?)?)?;
    Ok(created(answered, "authentication.k8s.io/v1", "TokenRequest"))
}

fn created(mut object: Value, api_version: &str, kind: &str) -> Response {
    let fields = as_map(&mut object);
    set(fields, "apiVersion", api_version);
    set(fields, "kind", kind);
    set(map_at(fields, "metadata"), "creationTimestamp", Value::Null);
    (StatusCode::CREATED, Json(object)).into_response()
}
