//! The HTTP in front of the pages.
//!
//! A request passes, from the outside in: the log, the headers that every answer carries (`headers`), the refusal
//! of foreign hosts and origins (`guard`), then either a static file (`files`) or a page or server function
//! (`pages`) or the events that an open page listens to (`events`), where each visitor has a cluster of their own after
//! the question whose (`visit`).

mod events;
mod files;
mod guard;
mod headers;
mod hosts;
mod pages;
mod site;
mod visit;

use app::api::context::Clusters;
use axum::Router;
use axum::middleware::from_fn_with_state;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::trace::TraceLayer;

use crate::visitors::Visitors;

pub use hosts::{AllowedHost, Hosts, InvalidHost};
pub use site::Site;

/// Larger than the largest object that an API server takes (1.5 MiB), with room for a form's encoding of it.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Which clusters a request is about.
#[derive(Clone)]
pub enum Known {
    /// The same for everybody.
    Shared(Clusters),
    /// Each visitor's own.
    PerVisitor(Visitors),
}

impl From<Clusters> for Known {
    fn from(clusters: Clusters) -> Self {
        Self::Shared(clusters)
    }
}

/// Everything that the console serves.
pub fn router(site: &Site, known: impl Into<Known>, hosts: Hosts) -> Router {
    let known = known.into();
    pages::router(site, known.clone())
        .merge(files::packages(site))
        .merge(events::router(known))
        .merge(files::editor(site))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(from_fn_with_state(hosts, guard::refuse_foreign))
        .layer(axum::middleware::from_fn(headers::add))
        .layer(TraceLayer::new_for_http())
}
