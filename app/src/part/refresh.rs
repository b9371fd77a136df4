//! Reading again after a change. Every resource of a page tracks the page's `Refresh`, so that after any change
//! all parts of the page show the cluster as it is now, not only the part that made the change.

use leptos::prelude::*;

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
