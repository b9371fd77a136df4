//! Asking a server function in the browser by its URL: one piece of code for all of them.

use gloo_net::http::{Request, Response};
use leptos::server_fn::error::FromServerFnError;
use web_sys::UrlSearchParams;

use crate::api::{ApiError, Situation};

/// Posts what a form would; the answer, unless it says why not.
pub(super) async fn post(url: &str, fields: UrlSearchParams) -> Result<Response, ApiError> {
    let request = Request::post(url).header("Accept", "application/json").body(fields);
    let answer = request.map_err(offline)?.send().await.map_err(offline)?;
    if answer.ok() {
        return Ok(answer);
    }
    Err(ApiError::de(answer.binary().await.map_err(offline)?.into()))
}

pub(super) fn offline(_: gloo_net::Error) -> ApiError {
    ApiError::new(Situation::Offline, "")
}
