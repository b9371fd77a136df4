//! Static files: compressed ahead of time by the build, and kept by browsers as long as is right for them.

use std::path::Path;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower_http::services::ServeDir;

use super::site::Site;

/// For names that change with their content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For icons: an old one does no harm.
const A_WHILE: HeaderValue = HeaderValue::from_static("public, max-age=3600");
/// For names that stay: keep it, and ask each time whether it is still the same (`Last-Modified`).
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// The page's program and style sheet, under `/pkg`.
pub(super) fn packages(site: &Site) -> Router {
    let caching = if site.is_hashed() { FOREVER } else { ASK_FIRST };
    Router::new().nest_service("/pkg", folder(&site.packages())).layer(from_fn_with_state(caching, keep))
}

/// The bundle of the YAML editor, under `/editor`: its name always has a hash.
pub(super) fn editor(site: &Site) -> Router {
    Router::new()
        .nest_service("/editor", folder(&site.root().join("editor")))
        .layer(from_fn_with_state(FOREVER, keep))
}

/// Icons and whatever else lies at the root of the site; `otherwise` answers for what does not.
pub(super) fn public(site: &Site, otherwise: Router) -> Router {
    let files = folder(site.root()).call_fallback_on_method_not_allowed(true).fallback(otherwise);
    Router::new().fallback_service(files).layer(from_fn_with_state(A_WHILE, keep))
}

fn folder(path: &Path) -> ServeDir {
    ServeDir::new(path).append_index_html_on_directories(false).precompressed_br().precompressed_gzip()
}

/// Only what is there is kept: a file that is missing during an upgrade may be there a moment later.
async fn keep(State(caching): State<HeaderValue>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == axum::http::StatusCode::NOT_MODIFIED {
        let headers = response.headers_mut();
        if caching == FOREVER {
            // Nobody asks again, or for a part; with forty small files it adds up.
            headers.remove(header::LAST_MODIFIED);
            headers.remove(header::ACCEPT_RANGES);
        }
        headers.entry(header::CACHE_CONTROL).or_insert(caching);
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn what_is_kept_forever_says_no_more_than_that() {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        let headers = async |caching: HeaderValue| {
            let files = Router::new().fallback_service(folder(&site));
            let request = Request::get("/favicon.svg").body(Body::empty()).unwrap();
            let response = files.layer(from_fn_with_state(caching, keep)).oneshot(request).await.unwrap();
            response.headers().clone()
        };
        let asked_first = headers(ASK_FIRST).await;
        assert_eq!(asked_first[header::CACHE_CONTROL], ASK_FIRST);
        assert!(asked_first.contains_key(header::LAST_MODIFIED), "by which it is asked for");
        let kept = headers(FOREVER).await;
        let names: Vec<_> = kept.keys().map(axum::http::HeaderName::as_str).collect();
        assert_eq!(names, ["content-type", "content-length", "cache-control"]);
    }
}
