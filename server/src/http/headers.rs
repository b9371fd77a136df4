//! The headers that every answer carries: what a browser may do with it.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use leptos::nonce::Nonce;

/// The same for every answer.
const ALWAYS: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The same for everything that a browser may show as a document.
const OF_DOCUMENTS: [(HeaderName, &str); 4] = [
    // Not `no-referrer`: with that, browsers send `Origin: null` with forms, and a form without JavaScript could
    // not be told from a forged one, nor be sent back to where it was.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // `frame-ancestors` for browsers that do not know it.
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What is no document, whatever is asked for: a browser reads no policy with it, and half a kilobyte with each file
/// adds up. Everything else counts as one.
const NO_DOCUMENTS: [&str; 5] =
    ["text/css", "text/javascript", "application/wasm", "application/octet-stream", "text/event-stream"];

/// Adds them, and a Content-Security-Policy with a nonce that `pages` hands to leptos.
///
/// Pages and answers of server functions say what a cluster holds: unless something inside decided otherwise (as
/// `files` does), nothing of it is kept by the browser.
pub(super) async fn add(mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    let policy = content_security_policy(&nonce);
    request.extensions_mut().insert(nonce);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_document(headers) {
        for (name, value) in OF_DOCUMENTS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Ok(policy) = HeaderValue::try_from(policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn is_document(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    !NO_DOCUMENTS.contains(&kind.split(';').next().unwrap_or_default().trim())
}

/// Nothing that is not listed here, and no inline script or style but those that carry the nonce.
fn content_security_policy(nonce: &Nonce) -> String {
    // `cargo leptos watch` tells the page over a socket of its own when to reload.
    let live_reload = if std::env::var_os("LEPTOS_WATCH").is_some() { " ws:" } else { "" };
    [
        "default-src 'none'",
        &format!("script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'"),
        &format!("style-src 'self' 'nonce-{nonce}'"),
        &format!("connect-src 'self'{live_reload}"),
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::is_document;

    fn counts_as_document(kind: Option<&str>) -> bool {
        is_document(
            &kind
                .map(|kind| (header::CONTENT_TYPE, kind.parse().unwrap()))
                .into_iter()
                .collect::<HeaderMap>(),
        )
    }

    #[test]
    fn whatever_may_be_shown_comes_with_a_policy() {
        for kind in [
            None,
            Some("text/html; charset=utf-8"),
            Some("image/svg+xml"),
            Some("text/plain"),
            Some("nonsense"),
        ] {
            assert!(counts_as_document(kind), "{kind:?}");
        }
    }

    #[test]
    fn programs_styles_and_answers_come_without() {
        for kind in
            ["text/css", "text/javascript; charset=utf-8", "application/wasm", "application/octet-stream"]
        {
            assert!(!counts_as_document(Some(kind)), "{kind}");
        }
    }
}
