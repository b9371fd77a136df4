//! `watch`: what is there (unless the client knows it), then every change, as it happens.

mod event;

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use tokio::sync::watch::Receiver;
use tokio::time::Instant;

use crate::api::Call;
use crate::apiserver::Life;
use crate::rest::{check_match, fresh, options};
use crate::status::Failure;

use event::Writer;

/// A watch ends after a while, as a real one does; clients begin again.
const LONGEST: Duration = Duration::from_mins(30);
/// The last bookmark is sent this long before a watch's time is over.
const BEFORE_END: Duration = Duration::from_secs(2);

struct Watch {
    call: Call,
    writer: Writer,
    changed: Receiver<u64>,
    seen: u64,
    /// What is to be told before any change.
    first: String,
    end: Instant,
    /// It does not outlive a restart of the API server.
    life: Life,
    /// When the client is told next how far it has come, if it wants to know.
    bookmark: Option<Instant>,
    ended: bool,
}

pub(crate) fn serve(call: Call) -> Result<Response, Failure> {
    check_match(&call)?;
    let selector = call.selector()?;
    let life = call.cluster.apiserver.life();
    let from = fresh::parse(call.query.get("resourceVersion")).map_err(Failure::unexplained)?;
    let timeout = options::number(&call, "timeoutSeconds")?.and_then(|seconds| u64::try_from(seconds).ok());
    let timeout = timeout.filter(|seconds| *seconds > 0).map_or(LONGEST, Duration::from_secs).min(LONGEST);
    let changed = call.cluster.store.subscribe();
    let mut writer = Writer::new(call.target.resource, call.content.view, selector);
    let (seen, first) = match from {
        0 => {
            let (objects, revision) = call.cluster.store.list(call.target.resource, call.target.place());
            (revision, objects.iter().filter_map(|object| writer.there(object)).collect())
        }
        from => (from, String::new()),
    };
    let end = Instant::now() + timeout;
    let bookmark = call.query.is_true("allowWatchBookmarks").then(|| next_bookmark(&call, end));
    let watch = Watch { call, writer, changed, seen, first, end, life, bookmark, ended: false };
    let lines = stream::unfold(watch, |mut watch| async move {
        let lines = watch.next().await?;
        // Nobody is told of a change that a crash could undo.
        watch.call.cluster.store.settled().await.ok()?;
        Some((Ok::<_, std::convert::Infallible>(lines), watch))
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], Body::from_stream(lines)).into_response())
}

/// At intervals, and once more shortly before the end.
fn next_bookmark(call: &Call, end: Instant) -> Instant {
    let now = Instant::now();
    let last = end.checked_sub(BEFORE_END).filter(|last| *last > now);
    let next = now + call.cluster.bookmarks;
    last.map_or(next, |last| last.min(next))
}

impl Watch {
    /// The next events, one a line; `None` at the end.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if self.ended {
                return None;
            }
            let lines = std::mem::take(&mut self.first);
            if !lines.is_empty() {
                return Some(lines.into());
            }
            match self.call.cluster.store.since(self.seen) {
                Ok(changes) => {
                    self.seen = changes.last().map_or(self.seen, |last| last.revision);
                    let place = self.call.target.place();
                    let lines: String =
                        changes.iter().filter_map(|change| self.writer.change(change, place)).collect();
                    if !lines.is_empty() {
                        return Some(lines.into());
                    }
                }
                Err(forgotten) => {
                    self.ended = true;
                    let why = format!("too old resource version: {} ({})", self.seen, forgotten.oldest);
                    return Some(event::error(&Failure::expired(why)).into());
                }
            }
            let bookmark = self.bookmark.unwrap_or(self.end);
            tokio::select! {
                changed = self.changed.changed() => changed.ok()?,
                () = tokio::time::sleep_until(bookmark.min(self.end)) => {
                    if bookmark >= self.end {
                        return None;
                    }
                    self.bookmark = Some(next_bookmark(&self.call, self.end));
                    return Some(self.writer.bookmark(self.seen).into());
                }
                () = self.life.ended() => return None,
            }
        }
    }
}
