//! `watch`: what is there (unless the client knows it), then every change, as it happens.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde_json::{Value, json};
use tokio::sync::watch::Receiver;
use tokio::time::Instant;

use crate::api::Call;
use crate::apiserver::Life;
use crate::object::metadata;
use crate::selector::Selector;
use crate::status::Failure;
use crate::store::Change;
use crate::table;

/// A watch ends after a while, as a real one does; clients begin again.
const LONGEST: Duration = Duration::from_mins(30);

struct Watch {
    call: Call,
    selector: Selector,
    changed: Receiver<u64>,
    seen: u64,
    /// What is to be told before any change.
    first: Vec<Value>,
    end: Instant,
    /// It does not outlive a restart of the API server.
    life: Life,
    ended: bool,
}

pub(crate) fn serve(call: Call) -> Result<Response, Failure> {
    let selector = call.selector()?;
    let life = call.cluster.apiserver.life();
    let from = call.query.get("resourceVersion");
    let changed = call.cluster.store.subscribe();
    let (seen, first) = match from {
        "" | "0" => {
            let (objects, revision) = call.cluster.store.list(call.target.resource, call.target.place());
            let chosen = objects.iter().filter(|object| selector.matches(object));
            (revision, chosen.map(|object| event(&call, "ADDED", object)).collect())
        }
        given => {
            let wrong = |_| Failure::bad_request(format!("invalid resource version {given:?}"));
            (given.parse().map_err(wrong)?, Vec::new())
        }
    };
    let asked = call.query.get("timeoutSeconds").parse().ok().map(Duration::from_secs);
    let end = Instant::now() + asked.unwrap_or(LONGEST).min(LONGEST);
    let watch = Watch { call, selector, changed, seen, first, end, life, ended: false };
    let lines = stream::unfold(watch, |mut watch| async move {
        let lines = watch.next().await?;
        // Nobody is told of a change that a crash could undo.
        watch.call.cluster.store.settled().await.ok()?;
        Some((Ok::<_, std::convert::Infallible>(lines), watch))
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], Body::from_stream(lines)).into_response())
}

impl Watch {
    /// The next events, one a line; `None` at the end.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if self.ended {
                return None;
            }
            let events = std::mem::take(&mut self.first);
            if !events.is_empty() {
                return Some(lines(&events));
            }
            match self.call.cluster.store.since(self.seen) {
                Ok(changes) => {
                    if let Some(last) = changes.last() {
                        self.seen = last.revision;
                    }
                    let events: Vec<Value> = changes.iter().filter_map(|change| self.told(change)).collect();
                    if !events.is_empty() {
                        return Some(lines(&events));
                    }
                }
                Err(forgotten) => {
                    self.ended = true;
                    let why = format!("too old resource version: {} ({})", self.seen, forgotten.oldest);
                    let event = json!({ "type": "ERROR", "object": Failure::expired(why).to_json() });
                    return Some(lines(&[event]));
                }
            }
            tokio::select! {
                changed = self.changed.changed() => changed.ok()?,
                () = tokio::time::sleep_until(self.end) => return None,
                () = self.life.ended() => return None,
            }
        }
    }

    /// A change as this watch sees it: an object that begins to be selected is new to it, one that no longer is, gone.
    fn told(&self, change: &Change) -> Option<Value> {
        if !change.key.is_in(self.call.target.resource, self.call.target.place()) {
            return None;
        }
        let before = change.before.as_ref().is_some_and(|object| self.selector.matches(object));
        let after = !change.gone && self.selector.matches(&change.after);
        let kind = match (before, after) {
            (false, false) => return None,
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
        };
        let mut object = Value::clone(&change.after);
        if kind == "DELETED"
            && let Some(before) = &change.before
        {
            object = Value::clone(before);
            metadata(&mut object).insert("resourceVersion".to_owned(), change.revision.to_string().into());
        }
        Some(event(&self.call, kind, &object))
    }
}

fn event(call: &Call, kind: &str, object: &Value) -> Value {
    if table::is_wanted(&call.accept) {
        let table = table::of(call.target.resource, std::iter::once(object), None);
        return json!({ "type": kind, "object": table });
    }
    json!({ "type": kind, "object": object })
}

fn lines(events: &[Value]) -> Bytes {
    let mut text = String::new();
    for event in events {
        text.push_str(&event.to_string());
        text.push('\n');
    }
    text.into()
}
