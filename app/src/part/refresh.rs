//! Reading again after a change. Every resource of a page tracks the page's `Refresh`, so that after any change
//! all parts of the page show the cluster as it is now, not only the part that made the change.

use leptos::prelude::*;

use super::live::Live;

/// Counts the changes; a context of every page.
#[derive(Clone, Copy, Debug)]
pub struct Refresh(RwSignal<u32>);

impl Refresh {
    /// Provides one to the page.
    pub fn provide() -> Self {
        let refresh = Self(RwSignal::new(0));
        provide_context(refresh);
        refresh
    }

    /// As [`provide`](Self::provide), for a page of a cluster: what others change is read again too, but not while it is
    /// held.
    pub fn live(held: Signal<bool>) -> Self {
        let refresh = Self::provide();
        Live::of_page().refreshes(refresh, held);
        refresh
    }

    /// The page's.
    pub fn of_page() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(0)))
    }

    /// Reads everything again.
    pub fn now(self) {
        self.0.update(|count| *count = count.wrapping_add(1));
    }

    /// For a resource's source: changes whenever everything is to be read again.
    pub fn track(self) -> u32 {
        self.0.get()
    }
}
