//! Refusals that are about the exchange rather than the objects: media types, versions, patches.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Cause, Failure};

/// What bodies can be.
const MEDIA_TYPES: &str = "application/json, application/yaml, application/vnd.kubernetes.protobuf";

impl Failure {
    /// 410: the moment that a list shows is forgotten; with this token it goes on with what there is now.
    pub(crate) fn continue_expired(token: &str) -> Self {
        let message = "The provided continue parameter is too old to display a consistent list result. You can start \
                       a new list without the continue parameter, or use the continue token in this response to \
                       retrieve the remainder of the results. Continuing with the provided token results in an \
                       inconsistent list - objects that were created, modified, or deleted between the time the \
                       first chunk was returned and now may show up in the list.";
        Self { token: Some(token.to_owned()), ..Self::expired(message) }
    }

    /// 504: there is no such version yet.
    pub(crate) fn too_large_version(wanted: u64, newest: u64, again: bool) -> Self {
        let message = format!("Timeout: Too large resource version: {wanted}, current: {newest}");
        let mut failure = Self::new(StatusCode::GATEWAY_TIMEOUT, "Timeout", message);
        let cause = json!({ "reason": "ResourceVersionTooLarge", "message": "Too large resource version" });
        failure.details = json!({ "causes": [cause] });
        if again {
            failure.details["retryAfterSeconds"] = 1.into();
        }
        failure
    }

    /// 406: not even for a status.
    pub(crate) fn not_acceptable_at_all() -> Self {
        Self::bare(StatusCode::NOT_ACCEPTABLE, "NotAcceptable", "406: Not Acceptable")
    }

    /// 406.
    pub(crate) fn not_acceptable(watch: bool) -> Self {
        let types = if watch {
            "application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch"
        } else {
            MEDIA_TYPES
        };
        let message = format!("only the following media types are accepted: {types}");
        Self::new(StatusCode::NOT_ACCEPTABLE, "NotAcceptable", message)
    }

    /// 406: an object cannot be shown as a list, nor the other way round.
    pub(crate) fn wrong_shape(wanted: &str) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "NotAcceptable", format!("you requested {wanted}"))
    }

    /// 415 for a body.
    pub(crate) fn unsupported_media_type() -> Self {
        let message = format!(
            "the body of the request was in an unknown format - accepted media types include: {MEDIA_TYPES}"
        );
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", message)
    }

    /// 415 for a patch.
    pub(crate) fn unsupported_patch(message: &str) -> Self {
        Self::bare(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", message)
    }

    /// 422: what a patch makes of the object is none of its kind.
    pub(crate) fn unreadable_patch(patched: &Value, why: &dyn std::fmt::Display) -> Self {
        let cause = Cause::invalid("patch", &patched.to_string().into(), &why.to_string());
        Self::invalid("", "", "", &[cause])
    }

    /// 422: a patch that does not fit the object.
    pub(crate) fn unfit_patch() -> Self {
        let message = "the server rejected our request due to an error in our request";
        Self::bare(StatusCode::UNPROCESSABLE_ENTITY, "Invalid", message)
    }

    /// 503, as while the API server restarts.
    pub(crate) fn restarting() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "ServiceUnavailable", "the API server is restarting")
    }
}
