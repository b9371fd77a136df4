//! Staying current: what others change is read again within a second, and a page that cannot be current says so.
//!
//! One stream of events for each cluster's pages (`live/stream.rs`), as long as the page is seen. It says that something
//! has changed; what is read again, and when, is for the page to say: `Refresh::live` reads everything, an editor keeps
//! its text and tells.

#[cfg(feature = "hydrate")]
mod stream;

use access::{Marks, Topic};
use leptos::prelude::*;

use super::refresh::Refresh;
use crate::api::ClusterId;
use crate::api::live;
use crate::api::wire::WireEncoding;
#[cfg(feature = "hydrate")]
pub(super) use stream::now;

/// How the page stands with its cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))] // only a browser finds out
pub enum Link {
    /// Nothing speaks against it: the page is current, or not old enough to tell.
    #[default]
    Fine,
    /// The API server does not answer; since when, on the browser's clock.
    Away { since: f64 },
    /// This console does not answer.
    Lost { since: f64 },
}

/// A context of every page of a cluster.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    link: RwSignal<Link>,
    /// What had changed when the page was last known to be current.
    marks: RwSignal<Option<Marks>>,
}

impl Live {
    /// Follows the cluster from now on, in the browser.
    pub fn provide(cluster: Memo<ClusterId>) -> Self {
        // From before anything is read on the server, and carried over in the page.
        let seen =
            SharedValue::<_, WireEncoding>::new_with_encoding(|| live::marks(&cluster.get_untracked()));
        let live = Self { link: RwSignal::default(), marks: RwSignal::new(seen.into_inner()) };
        provide_context(live);
        #[cfg(feature = "hydrate")]
        stream::follow(live, cluster);
        live
    }

    /// For a page that follows no single cluster, but asks again and again: what it hears says how it stands.
    pub fn by_asking() {
        provide_context(Self { link: RwSignal::default(), marks: RwSignal::default() });
    }

    /// This console has answered.
    #[cfg(feature = "hydrate")]
    pub fn answered(self) {
        if self.link.get_untracked() != Link::Fine {
            self.link.set(Link::Fine);
        }
    }

    /// It does not.
    #[cfg(feature = "hydrate")]
    pub fn unanswered(self) {
        if self.link.get_untracked() == Link::Fine {
            self.link.set(Link::Lost { since: now() });
        }
    }

    /// The page's; outside of a cluster's pages one that never hears anything.
    pub fn of_page() -> Self {
        use_context().unwrap_or_else(|| Self { link: RwSignal::default(), marks: RwSignal::default() })
    }

    /// How the page stands.
    pub fn link(self) -> Link {
        self.link.get()
    }

    /// Is the API server known to be away? Then nothing need be asked: its return will be told.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub fn is_away(self) -> bool {
        matches!(self.link.get(), Link::Away { .. })
    }

    /// Changes whenever something of this topic has changed on the cluster, whoever did it; `None` until that is known.
    /// For whoever must not simply read again, as an editor.
    pub fn topic(self, topic: Topic) -> Memo<Option<u64>> {
        Memo::new(move |_| self.marks.get().map(|marks| marks.of(topic)))
    }

    /// Reads everything again when anything has changed, but not while it is held: then, once it is let go.
    pub fn refreshes(self, refresh: Refresh, held: Signal<bool>) {
        Effect::new(move |seen: Option<Option<Marks>>| {
            let now = self.marks.get();
            match seen {
                Some(seen) if now.is_some() && seen != now => {
                    if held.get() {
                        return seen;
                    }
                    refresh.now();
                    now
                }
                _ => now,
            }
        });
    }
}
