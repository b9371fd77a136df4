//! `list`: whole, or in pages that all show the same moment.

mod token;

use axum::http::StatusCode;
use axum::response::Response;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::fresh;
use super::options::number;
use crate::api::Call;
use crate::content::{Meta, View};
use crate::object::{Object, set};
use crate::resource::Resource;
use crate::status::{Cause, Failure};
use crate::store::Key;
use crate::table::{self, Frame};

use token::Token;

/// Which moment is shown.
enum Moment {
    Now,
    At(u64),
}

/// What a list holds.
struct Page {
    objects: Vec<Object>,
    metadata: Map<String, Value>,
}

pub(super) async fn serve(call: &Call) -> Result<Response, Failure> {
    check_match(call)?;
    let page = page(call).await?;
    answer(call, page.metadata, &page.objects)
}

async fn page(call: &Call) -> Result<Page, Failure> {
    let (resource, place) = (call.target.resource, call.target.place());
    let selector = call.selector()?;
    let store = &call.cluster.store;
    let given = call.query.get("resourceVersion");
    let limit = number(call, "limit")?.and_then(|limit| usize::try_from(limit).ok()).unwrap_or_default();
    let token = match call.query.get("continue") {
        "" => None,
        text => Some(Token::decode(text)?),
    };
    if token.is_some() && !matches!(given, "" | "0") {
        return Err(Failure::bad_request("specifying resource version is not allowed when using continue"));
    }
    // A list of any version is served from what is at hand, and then whole.
    let limit = if given == "0" && token.is_none() { 0 } else { limit };
    let moment = match &token {
        Some(token) => token.revision.map_or(Moment::Now, Moment::At),
        None => moment(call, given, limit).await?,
    };
    let from = match &token {
        None => Key::new(resource, place.unwrap_or_default(), ""),
        Some(token) => token.key(resource, place),
    };
    let found = match moment {
        Moment::Now => Ok(store.list_from(resource, place, &from)),
        Moment::At(revision) => {
            store.list_at(resource, place, &from, revision).map(|found| (found, revision))
        }
    };
    let (found, revision) = found.map_err(|_| expired(token.as_ref()))?;
    let all = found.len();
    let mut objects = Vec::new();
    let mut seen = 0;
    for object in found {
        if limit > 0 && objects.len() == limit {
            break;
        }
        seen += 1;
        if selector.matches(&object) {
            objects.push(object);
        }
    }
    let mut metadata = Map::new();
    set(&mut metadata, "resourceVersion", revision.to_string());
    if let Some(last) = objects.last().filter(|_| seen < all) {
        set(&mut metadata, "continue", Token::after(place, last, revision).encode());
        if selector.is_empty() {
            set(&mut metadata, "remainingItemCount", all - seen);
        }
    }
    Ok(Page { objects, metadata })
}

/// The moment that a list without a token shows.
async fn moment(call: &Call, given: &str, limit: usize) -> Result<Moment, Failure> {
    if given.is_empty() {
        return Ok(Moment::Now);
    }
    let exact = call.query.get("resourceVersionMatch") == "Exact";
    let stored = limit > 0 || exact;
    let wrong = |what: String| {
        if stored {
            Failure::bad_request(format!("invalid resource version: {what}"))
        } else {
            Failure::unexplained(what)
        }
    };
    let revision = fresh::parse(given).map_err(wrong)?;
    let newest = call.cluster.store.revision();
    let pinned = exact || limit > 0 && revision > 0 && call.query.get("resourceVersionMatch").is_empty();
    if pinned {
        if revision > newest {
            return Err(Failure::unexplained("etcdserver: mvcc: required revision is a future revision"));
        }
        return Ok(Moment::At(revision));
    }
    if stored && revision > newest {
        return Err(Failure::too_large_version(revision, newest, false));
    }
    fresh::wait(call, revision).await?;
    Ok(Moment::Now)
}

fn expired(token: Option<&Token>) -> Failure {
    match token {
        None => Failure::expired("The resourceVersion for the provided list is too old."),
        Some(token) => Failure::continue_expired(&token.at_the_newest().encode()),
    }
}

/// How a version may be matched.
pub(crate) fn check_match(call: &Call) -> Result<(), Failure> {
    let (given, version) = (call.query.get("resourceVersionMatch"), call.query.get("resourceVersion"));
    if given.is_empty() {
        return Ok(());
    }
    let mut causes = Vec::new();
    let mut forbid = |holds: bool, why: &str| {
        if holds {
            causes.push(Cause::forbidden("resourceVersionMatch", &format!("resourceVersionMatch {why}")));
        }
    };
    forbid(call.verb == "watch", "is forbidden for watch");
    forbid(version.is_empty(), "is forbidden unless resourceVersion is provided");
    forbid(!call.query.get("continue").is_empty(), "is forbidden when continue is provided");
    forbid(given == "Exact" && version == "0", "\"exact\" is forbidden for resourceVersion \"0\"");
    if !matches!(given, "Exact" | "NotOlderThan") {
        causes.push(Cause::unsupported("resourceVersionMatch", given, &["Exact", "NotOlderThan", ""]));
    }
    if causes.is_empty() { Ok(()) } else { Err(Failure::invalid("ListOptions", "meta.k8s.io", "", &causes)) }
}

/// These objects, as the client wants a list.
pub(super) fn answer(
    call: &Call,
    mut metadata: Map<String, Value>,
    objects: &[Object],
) -> Result<Response, Failure> {
    let resource = call.target.resource;
    let (code, format) = (StatusCode::OK, call.content.format);
    match call.content.view {
        View::Whole => {
            let list = List { resource, metadata: &metadata, items: objects };
            Ok(format.answer(code, &list))
        }
        View::Table(meta, include) => {
            let frame = Frame { meta, include, metadata: Value::Object(metadata), columns: true };
            Ok(format.answer(code, &table::of(resource, objects.iter().map(AsRef::as_ref), &frame)))
        }
        View::MetadataList(meta) => {
            metadata.remove("remainingItemCount");
            let items: Vec<Value> = objects.iter().map(|object| partial(object, meta)).collect();
            let list = json!({ "kind": "PartialObjectMetadataList", "apiVersion": meta.api_version(),
                "metadata": metadata, "items": items });
            Ok(format.answer(code, &list))
        }
        View::Metadata(_) => Err(Failure::wrong_shape(&format!(
            "PartialObjectMetadata, but the requested object is a list ({}List)",
            resource.go_type()
        ))),
    }
}

/// An object's metadata alone.
pub(crate) fn partial(object: &Value, meta: Meta) -> Value {
    json!({
        "kind": "PartialObjectMetadata",
        "apiVersion": meta.api_version(),
        "metadata": object.get("metadata"),
    })
}

/// A list of objects. It says what its items are; they do not.
struct List<'a> {
    resource: &'a Resource,
    metadata: &'a Map<String, Value>,
    items: &'a [Object],
}

struct Item<'a>(&'a Value);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("kind", &format!("{}List", self.resource.kind))?;
        map.serialize_entry("apiVersion", &self.resource.api_version())?;
        map.serialize_entry("metadata", self.metadata)?;
        map.serialize_entry("items", &self.items.iter().map(|object| Item(object)).collect::<Vec<_>>())?;
        map.end()
    }
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.0.as_object().into_iter().flatten();
        serializer.collect_map(fields.filter(|(name, _)| !matches!(name.as_str(), "kind" | "apiVersion")))
    }
}
