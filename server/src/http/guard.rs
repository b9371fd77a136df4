//! Who may ask: refuses requests that other sites make a browser send.
//!
//! The console acts on clusters with the rights of whoever runs it, and has no login of its own on loopback. So a
//! page elsewhere must be able neither to address it by a name of its own (DNS rebinding) nor to make a browser post
//! to it (request forgery).

use app::TurnedAway;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::hosts::Hosts;

/// Passes on what is addressed to this console and, if it may change something, comes from its own pages.
pub(super) async fn refuse_foreign(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let turned_away =
        |status: StatusCode, why: TurnedAway| (status, why.told(request.headers())).into_response();
    let Some(host) = host_of(&request) else {
        return turned_away(StatusCode::BAD_REQUEST, TurnedAway::NoHost);
    };
    if !hosts.include(host) {
        tracing::warn!(host, "refused a request for a host that is not this console's");
        return turned_away(StatusCode::MISDIRECTED_REQUEST, TurnedAway::OtherName);
    }
    if may_change_something(request.method()) && !is_same_origin(request.headers(), host) {
        tracing::warn!(path = request.uri().path(), "refused a request that another site made");
        return turned_away(StatusCode::FORBIDDEN, TurnedAway::NotOurs);
    }
    next.run(request).await
}

/// HTTP/1.1 has it in a header, HTTP/2 in the URI.
pub(super) fn host_of(request: &Request) -> Option<&str> {
    match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers().get(header::HOST)?.to_str().ok(),
    }
}

fn may_change_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers say where a request comes from in two headers; what sends neither is no browser, and cannot be tricked.
pub(super) fn is_same_origin(headers: &HeaderMap, host: &str) -> bool {
    let site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let origin = headers.get(header::ORIGIN).is_none_or(|origin| {
        // The scheme may differ: a proxy in front may speak TLS.
        let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        origin.is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
    });
    site && origin
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::is_same_origin;

    fn same_origin(headers: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_same_origin(&headers, "localhost:3000")
    }

    #[test]
    fn takes_requests_of_own_pages_and_of_what_is_no_browser() {
        assert!(same_origin(&[("origin", "http://localhost:3000"), ("sec-fetch-site", "same-origin")]));
        assert!(same_origin(&[("origin", "https://localhost:3000")]));
        assert!(same_origin(&[]));
    }

    #[test]
    fn refuses_requests_of_other_pages() {
        assert!(!same_origin(&[("origin", "http://localhost:3001"), ("sec-fetch-site", "same-site")]));
        assert!(!same_origin(&[("origin", "https://evil.example")]));
        assert!(!same_origin(&[("origin", "null")]));
        assert!(!same_origin(&[("sec-fetch-site", "cross-site")]));
    }
}
