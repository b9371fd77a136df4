//! Whose cluster a request is about, where each visitor has one: a cookie says so.
//!
//! The cookie is the visitor's only secret: it is never logged, scripts cannot read it, other sites cannot make a
//! browser send it with a form, and under TLS no other host can set it (`__Host-`). One that was not given out here
//! opens nothing.

use app::TurnedAway;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::visitors::{Admitted, Session, Visitors};

/// Gives the request the clusters of its visitor.
pub(super) async fn admit(State(visitors): State<Visitors>, mut request: Request, next: Next) -> Response {
    let name = name(request.headers());
    let claimed = cookie(request.headers(), name);
    let (clusters, given) = match visitors.admit(claimed.as_ref()) {
        Admitted::Again(clusters) => (clusters, None),
        Admitted::New(session, clusters) => (clusters, Some(session)),
        Admitted::Full => {
            tracing::warn!("a visitor was turned away: the demo is full");
            let why = TurnedAway::DemoIsFull.told(request.headers());
            return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")], why).into_response();
        }
    };
    request.extensions_mut().insert(clusters);
    let mut response = next.run(request).await;
    if let Some(mut cookie) = given.and_then(|session| set(name, &session)) {
        cookie.set_sensitive(true);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Gives the request the clusters of its visitor, if there is one. It makes no cluster and is no use of one: an open
/// page listens by itself.
pub(super) async fn recognise(
    State(visitors): State<Visitors>,
    mut request: Request,
    next: Next,
) -> Response {
    let claimed = cookie(request.headers(), name(request.headers()));
    if let Some(clusters) = claimed.and_then(|session| visitors.recognise(&session)) {
        request.extensions_mut().insert(clusters);
    }
    next.run(request).await
}

fn name(headers: &HeaderMap) -> &'static str {
    if is_https(headers) { "__Host-psp-demo" } else { "psp-demo" }
}

/// Only a proxy in front speaks TLS. Whoever lies here gets a cookie that their own browser does not keep.
fn is_https(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|scheme| scheme.as_bytes().starts_with(b"https"))
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<Session> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = all.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(each, _)| *each == name).map(|(_, value)| Session::claimed(value))
}

/// For as long as the browser is open: the visit itself ends sooner.
fn set(name: &str, session: &Session) -> Option<HeaderValue> {
    let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
    let secret = session.secret();
    HeaderValue::try_from(format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}")).ok()
}
