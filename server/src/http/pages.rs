//! The pages and the server functions behind them, as leptos serves them.

use app::api::context::{Clusters, PageReads};
use app::route::Route;
use app::shell;
use axum::Router;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{any, get};
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::LeptosRoutes;
use tower_http::compression::{CompressionLayer, CompressionLevel};

use super::site::Site;
use super::{Known, files, visit};

/// Every page of `App`, every server function, and a page that says that there is no such page.
pub(super) fn router(site: &Site, known: Known) -> Router {
    let options = site.options();
    let (shared, visitors) = match known {
        Known::Shared(clusters) => (clusters, None),
        Known::PerVisitor(visitors) => (Clusters::new(Vec::new()), Some(visitors)),
    };
    let context = move || {
        let parts = use_context::<Parts>();
        // Those that `visit` found, if they are not everybody's.
        let own = parts.as_ref().and_then(|parts| parts.extensions.get::<Clusters>().cloned());
        provide_context(own.unwrap_or_else(|| shared.clone()));
        // The nonce that `headers` put into the policy, instead of leptos' own.
        if let Some(nonce) = parts.and_then(|parts| parts.extensions.get::<Nonce>().cloned()) {
            provide_context(nonce);
        }
    };
    let page = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let of_page = {
        let context = context.clone();
        move || {
            context();
            provide_context(PageReads::default());
        }
    };
    let render = leptos_axum::render_app_async_with_context(of_page, page.clone());
    let not_found = {
        let render = render.clone();
        move |request: Request| async move {
            if !matches!(*request.method(), Method::GET | Method::HEAD) {
                return StatusCode::NOT_FOUND.into_response();
            }
            let mut response = render(request).await;
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::NOT_FOUND;
            }
            response
        }
    };
    let not_found = Router::new().fallback(any(not_found));
    // Which page a path leads to is for `App` to say; here it only matters that it may be one.
    let mut pages = Router::new()
        .leptos_routes_with_context(&options, Vec::new(), context, page)
        .with_state(options)
        .route("/clusters", get(render.clone()))
        .route("/clusters/{*page}", get(render));
    if let Some(visitors) = visitors {
        pages = pages.route_layer(from_fn_with_state(visitors, visit::admit));
    }
    // Before WASM and without it: a redirect of the page's router would need the one or the other.
    pages
        .route("/", get(|| async { Redirect::to(&Route::Clusters.path()) }))
        .fallback_service(files::public(site, not_found))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)))
}
