//! The events that an open page listens to: how the console stands with the cluster, and what has changed there
//! (`app::api::live`).

use std::convert::Infallible;
use std::time::Duration;

use app::TurnedAway;
use app::api::context::Clusters;
use app::api::live::Pulse;
use app::api::wire;
use app::route;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use cluster::Viewer;
use futures::future::OptionFuture;
use futures::{Stream, StreamExt, stream};
use tokio::time::{sleep, timeout};

use super::{Known, guard, visit};
use crate::shutdown::Stop;

/// Something is said this often, so that either side finds a dead connection.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// What changes together is told together: so long after the first change, and no sooner after the last message.
const SETTLE: Duration = Duration::from_millis(20);
const PAUSE: Duration = Duration::from_millis(300);
/// How long a visitor's stream lasts at most, so that none keeps a cluster whose visit is over. Pages begin again.
const VISIT: Duration = Duration::from_mins(2);
/// The answer must not be kept, nor held back by a proxy.
const HEADERS: [(HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];

/// What the streams of all clusters have in common.
#[derive(Clone)]
struct Streams {
    /// Everybody's clusters.
    shared: Clusters,
    /// How long a stream lasts at most.
    longest: Option<Duration>,
}

/// One stream for each cluster (`Route::Events`). Not compressed: that would hold events back.
pub(super) fn router(known: Known) -> Router {
    let serving =
        |streams| Router::new().route("/api/clusters/{cluster}/events", get(events)).with_state(streams);
    match known {
        Known::Shared(shared) => serving(Streams { shared, longest: None }),
        Known::PerVisitor(visitors) => {
            serving(Streams { shared: Clusters::new(Vec::new()), longest: Some(VISIT) })
                .route_layer(from_fn_with_state(visitors, visit::recognise))
        }
    }
}

async fn events(
    State(streams): State<Streams>,
    own: Option<Extension<Clusters>>,
    stop: Option<Extension<Stop>>,
    Path(segment): Path<String>,
    request: Request,
) -> Response {
    // Another site learns nothing from the stream, but could make a browser hold many of them open.
    let host = guard::host_of(&request).unwrap_or_default();
    if !guard::is_same_origin(request.headers(), host) {
        return (StatusCode::FORBIDDEN, TurnedAway::NotOurs.told(request.headers())).into_response();
    }
    let clusters = own.map_or(streams.shared, |Extension(own)| own);
    let Some(entry) = clusters.find(&route::cluster_in(&segment)) else {
        return (StatusCode::NOT_FOUND, "This console knows no such cluster.\n").into_response();
    };
    let Some(viewer) = entry.cluster.as_ref().ok().and_then(cluster::Cluster::watch) else {
        let text = "This cluster cannot be watched, or too many watch it.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")], text).into_response();
    };
    let end = async move {
        let stopped = OptionFuture::from(stop.map(|Extension(stop)| stop.requested()));
        let over = OptionFuture::from(streams.longest.map(sleep));
        tokio::select! {
            Some(()) = stopped => {}
            Some(()) = over => {}
            else => std::future::pending().await
        }
    };
    (HEADERS, Sse::new(pulses(viewer).take_until(Box::pin(end)))).into_response()
}

/// How it is, at once; then whenever that changes.
fn pulses(viewer: Viewer) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((viewer, true), |(mut viewer, first)| async move {
        if !first {
            sleep(PAUSE).await;
            if timeout(HEARTBEAT, viewer.changed()).await.is_ok() {
                sleep(SETTLE).await;
            }
        }
        let event = Event::default().data(wire::to_text(&Pulse::of(viewer.news())));
        Some((Ok(event), (viewer, false)))
    })
}
