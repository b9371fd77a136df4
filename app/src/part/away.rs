//! Says that the page is not current, why, and for how long. It lies over the page, which stays as it was.

use leptos::prelude::*;

use super::live::{Link, Live};
use crate::text::texts;
use crate::ui::{Icon, IconName};
use crate::view::view;

/// Nothing while the page is current.
#[component]
pub fn Away() -> impl IntoView {
    let (live, t) = (Live::of_page(), texts());
    let words = move || match live.link() {
        Link::Fine => None,
        Link::Away { since } => Some((t.server_away(), since)),
        Link::Lost { since } => Some((t.console_lost(), since)),
    };
    view! {
        <div
            role="status"
            aria-label=t.connection()
            class="pointer-events-none fixed inset-x-4 top-14 z-50 flex justify-center md:bottom-4 md:right-auto md:top-auto md:left-60"
        >
            {move || {
                words().map(|(what, since)| view! {
                    <p class="pointer-events-auto flex max-w-md animate-appear items-start gap-2.5 rounded-lg bg-raised px-3.5 py-2.5 shadow-float">
                        <Icon name=IconName::Refresh class="mt-0.5 text-warn-text" />
                        <span>
                            <span class="font-medium">{what}</span>
                            " "
                            {t.shown_from_before()}
                            " "
                            <Elapsed since />
                        </span>
                    </p>
                })
            }}
        </div>
    }
}

/// `away for 12 s`, counting. Not read out: a screen reader would say nothing else.
#[component]
fn Elapsed(since: f64) -> impl IntoView {
    let t = texts();
    let seconds = RwSignal::new(0_u64);
    count(since, seconds);
    let text = move || match seconds.get() {
        seconds @ 0..120 => t.away_seconds(seconds),
        seconds => t.away_minutes(seconds / 60),
    };
    view! { <span aria-hidden="true" class="whitespace-nowrap tabular-nums text-ink-muted">{text}</span> }
}

#[cfg(feature = "hydrate")]
fn count(since: f64, seconds: RwSignal<u64>) {
    const STEP: std::time::Duration = std::time::Duration::from_secs(1);

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // neither negative nor large
    let show = move || seconds.set(((super::live::now() - since).max(0.0) / 1000.0) as u64);
    show();
    if let Ok(timer) = set_interval_with_handle(show, STEP) {
        on_cleanup(move || timer.clear());
    }
}

#[cfg(not(feature = "hydrate"))]
fn count(_: f64, _: RwSignal<u64>) {}
