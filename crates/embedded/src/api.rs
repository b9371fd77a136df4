//! The way of a request: who asks, may they, and on to what serves it.

use std::sync::Arc;

use access::Identity;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};

use crate::authn::{authenticate, impersonated};
use crate::cluster::Inner;
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
    let identity = who(&cluster, door.identity, &parts.headers)?;
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    let Some(place) = Place::of(parts.uri.path()) else {
        return Err(Failure::no_such_path());
    };
    let accept = header_text(&parts.headers, header::ACCEPT.as_str());
    let target = match place {
        Place::Objects(target) => target,
        Place::Path(path) => {
            authz::authorize_path(&cluster, &identity, &parts.method.as_str().to_lowercase(), &path)?;
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
    // One who may read an object of this name may also list and watch it alone.
    let alone =
        if target.name.is_empty() && verb != "create" { name_in_selector(&query) } else { String::new() };
    let asked = if alone.is_empty() { target.clone() } else { Target { name: alone, ..target.clone() } };
    authz::authorize(&cluster, &identity, verb, &asked)?;
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
    if call.target.resource.is_review() { review::answer(&call) } else { rest::serve(call) }
}

fn who(cluster: &Inner, known: Option<Identity>, headers: &HeaderMap) -> Result<Identity, Failure> {
    let identity = known.map_or_else(|| authenticate(cluster, headers), Ok)?;
    let Some(whom) = impersonated(headers)? else { return Ok(identity) };
    authz::authorize_impersonation(cluster, &identity, &whom)?;
    Ok(whom.identity())
}

fn name_in_selector(query: &Query) -> String {
    let mut terms = query.get("fieldSelector").split(',');
    terms
        .find_map(|term| term.strip_prefix("metadata.name="))
        .unwrap_or_default()
        .trim_start_matches('=')
        .to_owned()
}

fn header_text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn read(body: Body) -> Result<Bytes, Failure> {
    to_bytes(body, MAX_BODY)
        .await
        .map_err(|error| Failure::bad_request(format!("the body cannot be read: {error}")))
}
