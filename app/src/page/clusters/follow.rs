//! Asks again and again how the clusters are, as long as the page is seen: to watch each of them would take eight
//! connections for each, for one page of which one sees a line.

use std::time::Duration;

use leptos::prelude::*;

use super::Shown;
use crate::api::clusters::{ClusterRow, describe_clusters};
use crate::api::{ApiError, Situation};
use crate::part::{Live, Refresh};

/// So long after the last answer it is asked again.
const PAUSE: Duration = Duration::from_secs(5);
/// And so long after there was none.
const RETRY: Duration = Duration::from_secs(1);

#[derive(Clone, Copy)]
struct Follower {
    shown: Shown,
    live: Live,
    refresh: Refresh,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Was the last question left unanswered?
    unanswered: StoredValue<bool>,
}

/// From now on what is shown is at most as old as an answer takes, and the pause before it.
pub(super) fn keep_current(shown: Shown) {
    let follower = Follower {
        shown,
        live: Live::of_page(),
        refresh: Refresh::of_page(),
        timer: StoredValue::new(None),
        unanswered: StoredValue::new(false),
    };
    let listener = window_event_listener_untyped("visibilitychange", move |_| follower.after(Duration::ZERO));
    on_cleanup(move || {
        listener.remove();
        follower.stop();
    });
    follower.after(PAUSE);
}

impl Follower {
    /// Asks then, in place of when it was to; nothing while nobody looks.
    fn after(self, pause: Duration) {
        self.stop();
        if !document().hidden() {
            let timer = set_timeout_with_handle(move || self.ask(), pause).ok();
            // Nowhere to keep it when the page has been left meanwhile.
            if let Some(Some(timer)) = self.timer.try_set_value(timer) {
                timer.clear();
            }
        }
    }

    fn stop(self) {
        self.timer.try_update_value(Option::take).flatten().iter().for_each(TimeoutHandle::clear);
    }

    fn ask(self) {
        leptos::task::spawn_local(async move { self.heard(describe_clusters().await) });
    }

    fn heard(self, answer: Result<Vec<ClusterRow>, ApiError>) {
        // Nobody to tell when the page has been left meanwhile.
        let Some(was_unanswered) = self.unanswered.try_get_value() else { return };
        let is_unanswered = matches!(&answer, Err(error) if error.situation == Situation::Offline);
        self.unanswered.set_value(is_unanswered);
        match answer {
            Ok(clusters) => {
                self.live.answered();
                if self.shown.with_untracked(|shown| *shown != clusters) {
                    self.shown.set(clusters);
                }
                self.after(PAUSE);
            }
            // A single one may have been lost on the way.
            Err(_) if is_unanswered => {
                if was_unanswered {
                    self.live.unanswered();
                }
                self.after(RETRY);
            }
            // Read once more, it stands in place of the table with what can be done.
            Err(_) => self.refresh.now(),
        }
    }
}
