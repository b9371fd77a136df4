//! The way of a request: who asks, may they, and on to what serves it.

use std::sync::Arc;

use access::Identity;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::attributes::Attributes;
use crate::authn::authenticate;
use crate::cluster::Inner;
use crate::impersonation::{self, Acting};
use crate::selector::Selector;
use crate::status::Failure;
use crate::target::{Place, Query, Target, verb};
use crate::{authz, discovery, rest, review};

/// What the API server takes (1.5 MiB of object), and what is on top of it.
const MAX_BODY: usize = 3 * 1024 * 1024;

#[derive(Clone)]
struct Door {
    cluster: Arc<Inner>,
    /// Whoever comes through this door is them.
    identity: Option<Identity>,
}

/// A request whose caller may make it.
pub(crate) struct Call {
    pub(crate) cluster: Arc<Inner>,
    pub(crate) caller: Identity,
    pub(crate) verb: &'static str,
    pub(crate) target: Target,
    pub(crate) query: Query,
    pub(crate) accept: String,
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
}

impl Call {
    /// Which objects of the collection are meant.
    pub(crate) fn selector(&self) -> Result<Selector, Failure> {
        Selector::parse(self.query.get("labelSelector"), self.query.get("fieldSelector"))
    }
}

/// The whole API, for one caller or for everybody with a token.
pub(crate) fn router(cluster: &Arc<Inner>, identity: Option<Identity>) -> Router {
    let door = Door { cluster: Arc::clone(cluster), identity };
    Router::new().fallback(handle).with_state(door)
}

async fn handle(State(door): State<Door>, request: Request) -> Response {
    let cluster = Arc::clone(&door.cluster);
    let answer = serve(door, request).await.unwrap_or_else(IntoResponse::into_response);
    // Nobody is told of a change that a crash could undo.
    match cluster.store.settled().await {
        Ok(()) => answer,
        Err(lost) => Failure::internal(&lost).into_response(),
    }
}

async fn serve(door: Door, request: Request) -> Result<Response, Failure> {
    let (parts, body) = request.into_parts();
    let cluster = door.cluster;
    if cluster.apiserver.is_restarting() {
        return Err(Failure::restarting());
    }
    let caller = door.identity.map_or_else(|| authenticate(&cluster, &parts.headers), Ok)?;
    let identity = match impersonation::apply(&cluster, caller, &parts.headers, &parts.uri.to_string())? {
        Acting::As(identity) => identity,
        Acting::AsNobody(text) => return Ok((StatusCode::INTERNAL_SERVER_ERROR, text).into_response()),
    };
    authz::authorize(&cluster, &identity, &Attributes::of(&parts.method, &parts.uri))?;
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    let Some(place) = Place::of(parts.uri.path()) else {
        return Err(Failure::no_such_path());
    };
    let accept = header_text(&parts.headers, header::ACCEPT.as_str());
    let target = match place {
        Place::Objects(target) => target,
        Place::Path(path) => {
            let read = matches!(parts.method, Method::GET | Method::HEAD);
            return if read {
                discovery::serve(&path, &parts.headers)
            } else {
                Err(Failure::method_not_allowed())
            };
        }
    };
    let verb = verb(&parts.method, &target, &query).ok_or_else(Failure::method_not_allowed)?;
    if !target.resource.verbs.contains(&verb) {
        return Err(Failure::method_not_allowed());
    }
    let call = Call {
        cluster,
        caller: identity,
        verb,
        target,
        query,
        accept,
        content_type: header_text(&parts.headers, header::CONTENT_TYPE.as_str()),
        body: read(body).await?,
    };
    match call.target.subresource.as_str() {
        "token" if call.verb == "create" => review::token(&call),
        "token" => Err(Failure::method_not_allowed()),
        _ if call.target.resource.is_review() => review::answer(&call),
        _ => rest::serve(call),
    }
}

fn header_text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn read(body: Body) -> Result<Bytes, Failure> {
    to_bytes(body, MAX_BODY)
        .await
        .map_err(|error| Failure::bad_request(format!("the body cannot be read: {error}")))
}
