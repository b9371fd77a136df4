//! The stream of events in the browser: open while the page is seen, opened again when it broke.
//!
//! `web_sys` and not `gloo_net`, which does not tell of a connection that broke as long as the browser itself tries again.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use super::{Link, Live};
use crate::api::live::{self, Pulse};
use crate::api::{ClusterId, wire};
use crate::route::Route;

/// Pauses before the stream is opened again: the first, and the longest.
const RETRY: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(4));
/// Something is heard every ten seconds. A connection that is silent for longer is dead, even if nobody says so.
const SILENCE: Duration = Duration::from_secs(25);

/// A stream that is closed when it is dropped.
struct Stream {
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _broke: Closure<dyn FnMut()>,
}

impl Stream {
    fn open(
        url: &str,
        heard: impl FnMut(MessageEvent) + 'static,
        broke: impl FnMut() + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(url).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(heard);
        let broke = Closure::<dyn FnMut()>::new(broke);
        source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        source.set_onerror(Some(broke.as_ref().unchecked_ref()));
        Some(Self { source, _heard: heard, _broke: broke })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// What keeps a stream open.
#[derive(Clone, Copy)]
struct Keeper {
    live: Live,
    /// How often it has been opened.
    attempt: RwSignal<u32>,
    /// When it broke; nothing while it works.
    broken: StoredValue<Option<f64>>,
    pause: StoredValue<Duration>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// Follows the cluster while the page is seen.
pub(super) fn follow(live: Live, cluster: Memo<ClusterId>) {
    let keeper = Keeper {
        live,
        attempt: RwSignal::new(0),
        broken: StoredValue::new(None),
        pause: StoredValue::new(RETRY.0),
        timer: StoredValue::new(None),
    };
    let seen = RwSignal::new(is_seen());
    // Browsers open six connections to a server at most, for all tabs together: a tab that nobody looks at keeps none.
    let listener = window_event_listener_untyped("visibilitychange", move |_| seen.set(is_seen()));
    let stream = StoredValue::new_local(None::<Stream>);
    Effect::new(move |before: Option<ClusterId>| {
        keeper.attempt.track();
        let cluster = cluster.get();
        if before.is_some_and(|before| before != cluster) {
            live.marks.set(None);
            live.link.set(Link::Fine);
            keeper.broken.set_value(None);
        }
        let url = Route::Events(cluster.clone()).path();
        stream.set_value(None);
        if seen.get() {
            keeper.expect_within(SILENCE);
            stream.set_value(Stream::open(&url, move |event| keeper.heard(&event), move || keeper.broke()));
        } else {
            keeper.expect_nothing();
        }
        cluster
    });
    on_cleanup(move || {
        listener.remove();
        keeper.expect_nothing();
        stream.try_set_value(None);
    });
}

impl Keeper {
    fn heard(self, event: &MessageEvent) {
        let text = event.data().as_string().unwrap_or_default();
        let Ok(Pulse { link, marks }) = wire::from_text(&text) else { return };
        self.broken.set_value(None);
        self.pause.set_value(RETRY.0);
        self.expect_within(SILENCE);
        match link {
            live::Link::Away { since } => {
                // Told again and again while it lasts; what is shown counts from the first.
                if !matches!(self.live.link.get_untracked(), Link::Away { .. }) {
                    #[allow(clippy::cast_precision_loss)] // some centuries of milliseconds fit
                    self.live.link.set(Link::Away { since: now() - since as f64 });
                }
            }
            live::Link::Starting | live::Link::Current => {
                if self.live.link.get_untracked() != Link::Fine && link == live::Link::Current {
                    self.live.link.set(Link::Fine);
                }
                if link == live::Link::Current && self.live.marks.get_untracked() != Some(marks) {
                    self.live.marks.set(Some(marks));
                }
            }
        }
    }

    /// Opens it again after a while. Only when that fails too does the page say so.
    fn broke(self) {
        match self.broken.get_value() {
            None => self.broken.set_value(Some(now())),
            Some(since) if !matches!(self.live.link.get_untracked(), Link::Lost { .. }) => {
                self.live.link.set(Link::Lost { since });
            }
            Some(_) => {}
        }
        let pause = self.pause.get_value();
        self.pause.set_value((pause * 2).min(RETRY.1));
        self.after(pause, move || self.attempt.update(|count| *count = count.wrapping_add(1)));
    }

    fn expect_within(self, time: Duration) {
        self.after(time, move || self.broke());
    }

    fn expect_nothing(self) {
        self.timer.try_update_value(Option::take).flatten().iter().for_each(TimeoutHandle::clear);
    }

    /// In place of whatever was to be done later.
    fn after(self, time: Duration, action: impl FnOnce() + 'static) {
        self.expect_nothing();
        self.timer.set_value(set_timeout_with_handle(action, time).ok());
    }
}

fn is_seen() -> bool {
    !document().hidden()
}

/// The browser's clock, which nobody turns back.
pub(in crate::part) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
