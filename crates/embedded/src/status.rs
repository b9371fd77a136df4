//! `metav1.Status`: how the API says that something did not work.

mod cause;
mod exchange;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use psp::GoQuoted;
use serde_json::{Value, json};

use crate::resource::{Resource, qualified};

pub(crate) use cause::Cause;

/// A refusal, as the API server words it.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) code: StatusCode,
    pub(crate) reason: &'static str,
    pub(crate) message: String,
    /// Left out when null.
    pub(crate) details: Value,
    /// Where a list that cannot be continued as it was can be continued all the same.
    token: Option<String>,
}

impl Failure {
    fn new(code: StatusCode, reason: &'static str, message: impl Into<String>) -> Self {
        Self { code, reason, message: message.into(), details: Value::Null, token: None }
    }

    /// One of which nothing more is known.
    fn bare(code: StatusCode, reason: &'static str, message: impl Into<String>) -> Self {
        Self { details: json!({}), ..Self::new(code, reason, message) }
    }

    fn about(mut self, resource: &Resource, name: &str) -> Self {
        self.details = json!({ "name": name, "group": resource.group, "kind": resource.plural });
        self
    }

    /// 404 for an object.
    pub(crate) fn not_found(resource: &Resource, name: &str) -> Self {
        let message = format!("{} {} not found", resource.qualified(), GoQuoted(name));
        Self::new(StatusCode::NOT_FOUND, "NotFound", message).about(resource, name)
    }

    /// 404 for a path that means nothing here.
    pub(crate) fn no_such_path() -> Self {
        Self::bare(StatusCode::NOT_FOUND, "NotFound", "the server could not find the requested resource")
    }

    /// 409: the name is taken.
    pub(crate) fn already_exists(resource: &Resource, name: &str) -> Self {
        let message = format!("{} {} already exists", resource.qualified(), GoQuoted(name));
        Self::new(StatusCode::CONFLICT, "AlreadyExists", message).about(resource, name)
    }

    /// 409: the name is taken by one that is to go.
    pub(crate) fn still_exists(resource: &Resource, name: &str) -> Self {
        let failure = Self::already_exists(resource, name);
        Self { message: format!("object is being deleted: {}", failure.message), ..failure }
    }

    /// 409: somebody else was faster.
    pub(crate) fn conflict(resource: &Resource, name: &str, why: &str) -> Self {
        let message =
            format!("Operation cannot be fulfilled on {} {}: {why}", resource.qualified(), GoQuoted(name));
        Self::new(StatusCode::CONFLICT, "Conflict", message).about(resource, name)
    }

    /// 409 for an object that is no resource of ours by that name.
    pub(crate) fn conflict_object(kind: &str, name: &str, why: &str) -> Self {
        let message = format!("Operation cannot be fulfilled on {kind} {}: {why}", GoQuoted(name));
        let mut failure = Self::new(StatusCode::CONFLICT, "Conflict", message);
        failure.details = json!({ "name": name, "kind": kind });
        failure
    }

    /// 409 as a deletion's preconditions word it: by kind.
    pub(crate) fn conflict_of_kind(resource: &Resource, name: &str, why: &str) -> Self {
        let kind = qualified(resource.kind, resource.group);
        let message = format!("Operation cannot be fulfilled on {kind} {}: {why}", GoQuoted(name));
        let mut failure = Self::new(StatusCode::CONFLICT, "Conflict", message);
        failure.details = json!({ "name": name, "group": resource.group, "kind": resource.kind });
        failure
    }

    /// 403.
    pub(crate) fn forbidden(resource: &Resource, name: &str, why: &str) -> Self {
        Self::forbidden_object(resource.group, resource.plural, name, why)
    }

    /// 403 for an object, whether or not there is such a resource.
    pub(crate) fn forbidden_object(group: &str, plural: &str, name: &str, why: &str) -> Self {
        let subject = qualified(plural, group);
        let message = if name.is_empty() {
            format!("{subject} is forbidden: {why}")
        } else {
            format!("{subject} {} is forbidden: {why}", GoQuoted(name))
        };
        let mut failure = Self::new(StatusCode::FORBIDDEN, "Forbidden", message);
        failure.details = json!({ "name": name, "group": group, "kind": plural });
        failure
    }

    /// 403: nothing is made any more in a namespace that is to go.
    pub(crate) fn ending(resource: &Resource, name: &str, namespace: &str) -> Self {
        let why =
            format!("unable to create new content in namespace {namespace} because it is being terminated");
        let mut failure = Self::forbidden(resource, name, &why);
        failure.details["causes"] = json!([{
            "reason": "NamespaceTerminating",
            "message": format!("namespace {namespace} is being terminated"),
            "field": "metadata.namespace",
        }]);
        failure
    }

    /// 403 with its own text.
    pub(crate) fn forbidden_text(message: impl Into<String>) -> Self {
        Self::bare(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    /// 400.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// 422 with a cause for each field.
    pub(crate) fn invalid(kind: &str, group: &str, name: &str, causes: &[Cause]) -> Self {
        let mut texts: Vec<String> = Vec::new();
        for text in causes.iter().map(|cause| format!("{}: {}", cause.field, cause.message)) {
            // Some are found twice; they are said once.
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        let text = match texts.as_slice() {
            [text] => text.clone(),
            texts => format!("[{}]", texts.join(", ")),
        };
        let message = format!("{} {} is invalid: {text}", qualified(kind, group), GoQuoted(name));
        Self::invalid_text(message, kind, group, name, causes)
    }

    /// 422 with its own text.
    pub(crate) fn invalid_text(
        message: String,
        kind: &str,
        group: &str,
        name: &str,
        causes: &[Cause],
    ) -> Self {
        let causes: Vec<Value> = causes
            .iter()
            .map(|cause| json!({ "reason": cause.reason, "message": cause.message, "field": cause.field }))
            .collect();
        let mut failure = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Invalid", message);
        failure.details = json!({ "name": name, "group": group, "kind": kind, "causes": causes });
        failure
    }

    /// 401.
    pub(crate) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Unauthorized", "Unauthorized")
    }

    /// 405.
    pub(crate) fn method_not_allowed() -> Self {
        Self::bare(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource",
        )
    }

    /// 410: what the watch wants to continue from is forgotten.
    pub(crate) fn expired(message: impl Into<String>) -> Self {
        Self::new(StatusCode::GONE, "Expired", message)
    }

    /// 500.
    pub(crate) fn internal(what: &dyn std::fmt::Display) -> Self {
        let message = format!("Internal error occurred: {what}");
        let mut failure = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", message);
        failure.details = json!({ "causes": [{ "message": what.to_string() }] });
        failure
    }

    /// 500 without a reason, which is how the API server answers some mistakes of its clients.
    pub(crate) fn unexplained(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "", message)
    }

    /// As the API's object.
    pub(crate) fn to_json(&self) -> Value {
        let mut status = json!({
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": self.message,
            "code": self.code.as_u16(),
        });
        if !self.reason.is_empty() {
            status["reason"] = self.reason.into();
        }
        if let Some(token) = &self.token {
            status["metadata"]["continue"] = token.as_str().into();
        }
        if let Some(fields) = self.details.as_object() {
            status["details"] = fields
                .iter()
                .filter(|(_, value)| *value != "")
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
        }
        status
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.code, Json(self.to_json())).into_response()
    }
}
