//! The HTTP in front of the pages.
//!
//! A request passes, from the outside in: the log, the headers that every answer carries (`headers`), the refusal
//! of foreign hosts and origins (`guard`), then either a static file (`files`) or a page or server function
//! (`pages`).

mod files;
mod guard;
mod headers;
mod hosts;
mod pages;
mod site;

use app::api::context::Clusters;
use axum::Router;
use axum::middleware::from_fn_with_state;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::trace::TraceLayer;

pub use hosts::{AllowedHost, Hosts, InvalidHost};
pub use site::Site;

/// Larger than the largest object that an API server takes (1.5 MiB), with room for a form's encoding of it.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Everything that the console serves.
pub fn router(site: &Site, clusters: Clusters, hosts: Hosts) -> Router {
    pages::router(site, clusters)
        .merge(files::packages(site))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(from_fn_with_state(hosts, guard::refuse_foreign))
        .layer(axum::middleware::from_fn(headers::add))
        .layer(TraceLayer::new_for_http())
}
