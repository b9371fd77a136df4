//! The way of a request: who asks, may they, and on to what serves it.

use std::sync::Arc;

use access::Identity;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::json;
use tower_http::compression::{CompressionLayer, Predicate};

use crate::attributes::{About, Attributes};
use crate::authn::authenticate;
use crate::cluster::Inner;
use crate::content::Content;
use crate::impersonation::{self, Acting};
use crate::selector::Selector;
use crate::status::Failure;
use crate::target::{Place, Query, Target, verb};
use crate::{authz, discovery, rest, review};

/// What the API server takes (1.5 MiB of object), and what is on top of it.
const MAX_BODY: usize = 3 * 1024 * 1024;

/// Answers larger than this are compressed for those who take that.
const COMPRESSED: u64 = 128 * 1024;

/// A POST here makes the cluster what it was at first.
const RESET: &str = "/apis/embedded.psp-console/reset";

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
    pub(crate) content: Content,
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
}

impl Call {
    /// Which objects of the collection are meant.
    pub(crate) fn selector(&self) -> Result<Selector, Failure> {
        let query = &self.query;
        Selector::parse(self.target.resource, query.get("labelSelector"), query.get("fieldSelector"))
    }
}

/// What is worth compressing. A watch has no size, and must not wait for more.
#[derive(Clone, Copy)]
struct Large;

impl Predicate for Large {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        response.body().size_hint().exact().is_some_and(|size| size > COMPRESSED)
    }
}

/// The whole API, for one caller or for everybody with a token.
pub(crate) fn router(cluster: &Arc<Inner>, identity: Option<Identity>) -> Router {
    let door = Door { cluster: Arc::clone(cluster), identity };
    let compression = CompressionLayer::new().compress_when(Large);
    Router::new().fallback(handle).with_state(door).layer(compression)
}

async fn handle(State(door): State<Door>, request: Request) -> Response {
    let cluster = Arc::clone(&door.cluster);
    let (parts, body) = request.into_parts();
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    let format = Content::of_failure(&parts.headers, &query);
    let answer = serve(door, parts, query, body).await;
    // Nobody is told of a change that a crash could undo.
    let settled = cluster.store.settled().await.map_err(|lost| Failure::internal(&lost));
    match settled.and(answer) {
        Ok(response) => response,
        Err(failure) => format.answer(failure.code, &failure.to_json()),
    }
}

async fn serve(door: Door, parts: Parts, query: Query, body: Body) -> Result<Response, Failure> {
    let cluster = door.cluster;
    if cluster.apiserver.is_restarting() {
        return Err(Failure::restarting());
    }
    let caller = door.identity.map_or_else(|| authenticate(&cluster, &parts.headers), Ok)?;
    let identity = match impersonation::apply(&cluster, caller, &parts.headers, &parts.uri.to_string())? {
        Acting::As(identity) => identity,
        Acting::AsNobody(text) => return Ok((StatusCode::INTERNAL_SERVER_ERROR, text).into_response()),
    };
    let attributes = Attributes::of(&parts.method, &parts.uri);
    authz::authorize(&cluster, &identity, &attributes)?;
    if let About::Object(asked) = &attributes.about
        && let Some(refusal) = rest::containers::refusal(&cluster, asked)
    {
        return Err(refusal);
    }
    let Some(place) = Place::of(parts.uri.path()) else {
        return discovery::missing(parts.uri.path());
    };
    let target = match place {
        Place::Objects(target) => target,
        Place::Path(path) => {
            return match parts.method {
                Method::GET | Method::HEAD => {
                    let query = parts.uri.query().unwrap_or_default();
                    Ok(discovery::serve(&path, query, &parts.headers))
                }
                Method::POST if path == RESET => {
                    cluster.reset();
                    let done = json!({ "kind": "Status", "apiVersion": "v1", "status": "Success" });
                    Ok(Json(done).into_response())
                }
                _ => Err(Failure::method_not_allowed()),
            };
        }
    };
    if target.resource.is_review() && !review::is_asked_at(&target) {
        return Err(Failure::no_such_path());
    }
    let verb = verb(&parts.method, &target, &query).ok_or_else(Failure::method_not_allowed)?;
    if !target.resource.verbs.contains(&verb) {
        return Err(Failure::method_not_allowed());
    }
    let content = Content::negotiate(&parts.headers, &query, verb == "watch")?;
    let call = Call {
        cluster,
        caller: identity,
        verb,
        target,
        query,
        content,
        content_type: header_text(&parts.headers, header::CONTENT_TYPE.as_str()),
        body: read(body).await?,
    };
    match call.target.subresource.as_str() {
        "token" if call.verb == "create" => review::token(&call),
        "token" => Err(Failure::method_not_allowed()),
        _ if call.target.resource.is_review() => review::answer(&call),
        _ => rest::serve(call).await,
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
