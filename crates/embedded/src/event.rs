//! Events: what happened to an object, as the system's components record it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::Inner;
use crate::deletion;
use crate::object::{as_map, name, namespace, now, set, text, uid, version};
use crate::resource::Resource;
use crate::store::Key;
use crate::{authn, rest};

/// Who tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) component: &'static str,
    /// The node, if it tells from one; else empty.
    pub(crate) host: &'a str,
}

/// Is it as it should be?
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Type {
    Normal,
    Warning,
}

/// What is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct News<'a> {
    pub(crate) kind: Type,
    pub(crate) reason: &'a str,
    pub(crate) message: &'a str,
    /// The part of the object, e.g. `spec.containers{main}`; else empty.
    pub(crate) part: &'a str,
}

/// Records it. The same news again is the same event, which counts.
pub(crate) fn record(cluster: &Arc<Inner>, source: Source<'_>, about: &Value, news: News<'_>) {
    let Some(events) = Resource::find("", "v1", "events") else { return };
    let place = match namespace(about) {
        "" => "default",
        place => place,
    };
    let named = name_of(source, about, news);
    let again = deletion::edit(cluster, events, &Key::new(events, place, &named), |event| {
        let count = event.get("count").and_then(Value::as_i64).unwrap_or(1);
        let fields = as_map(event);
        set(fields, "count", count + 1);
        set(fields, "lastTimestamp", now());
    });
    if again.is_none() {
        // In a namespace that ends, nothing is told any more.
        let _ = rest::create_in(
            cluster,
            &authn::admin(),
            events,
            place,
            first(source, about, news, place, &named),
            false,
        );
    }
}

fn first(source: Source<'_>, about: &Value, news: News<'_>, place: &str, named: &str) -> Value {
    let mut involved = json!({
        "kind": text(about, "/kind"),
        "apiVersion": text(about, "/apiVersion"),
        "name": name(about),
        "uid": uid(about),
        "resourceVersion": version(about),
    });
    for (field, value) in [("namespace", namespace(about)), ("fieldPath", news.part)] {
        if !value.is_empty() {
            set(as_map(&mut involved), field, value);
        }
    }
    let mut from = json!({ "component": source.component });
    if !source.host.is_empty() {
        set(as_map(&mut from), "host", source.host);
    }
    json!({
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": { "name": named, "namespace": place },
        "involvedObject": involved,
        "type": match news.kind { Type::Normal => "Normal", Type::Warning => "Warning" },
        "reason": news.reason,
        "message": news.message,
        "source": from,
        "firstTimestamp": now(),
        "lastTimestamp": now(),
        "count": 1,
        "reportingComponent": "",
        "reportingInstance": "",
    })
}

/// The object's name and sixteen hexadecimal digits, like a real one's, which are a time. Here they are what is told:
/// so the event is found again without looking at all of them.
fn name_of(source: Source<'_>, about: &Value, news: News<'_>) -> String {
    let mut hasher = DefaultHasher::new();
    (source.component, source.host, uid(about), text(about, "/kind")).hash(&mut hasher);
    (news.kind == Type::Warning, news.reason, news.message, news.part).hash(&mut hasher);
    format!("{}.{:016x}", name(about), hasher.finish())
}
