//! The parts of the program that the browser loads when they are needed, so that the page that most come for is there
//! sooner. The server renders them like everything else.
//!
//! The browser loads a part when somebody reaches for what leads to it, so it is there when they click, and before it
//! takes the page over when the URL asks for it already: what the server rendered must find its code then.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::lazy;
use leptos::prelude::*;

use super::psps::{self, CreateYaml, EditYaml, PolicyPage, Upload};
use super::{NotFound, cluster, clusters};
use crate::part::ShortcutsSheet;

use crate::view::{changing, view};

/// A part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Code {
    Clusters,
    Overview,
    /// The dialogs and the second tab of the PSPs page.
    PspsOnDemand,
    CreateYaml,
    Upload,
    Policy,
    EditYaml,
    NotFound,
    /// What the keys do.
    Shortcuts,
}

impl Code {
    const fn bit(self) -> u16 {
        1 << self as u8
    }
}

#[lazy]
pub(super) fn clusters_page() -> AnyView {
    view! { <clusters::Clusters /> }.into_any()
}

#[lazy]
pub(super) fn overview_page() -> AnyView {
    view! { <cluster::Overview /> }.into_any()
}

#[lazy]
pub(super) fn create_yaml_page() -> AnyView {
    view! { <CreateYaml /> }.into_any()
}

#[lazy]
pub(super) fn upload_page() -> AnyView {
    view! { <Upload /> }.into_any()
}

#[lazy]
pub(super) fn policy_page() -> AnyView {
    view! { <PolicyPage /> }.into_any()
}

#[lazy]
pub(super) fn edit_yaml_page() -> AnyView {
    view! { <EditYaml /> }.into_any()
}

#[lazy]
pub(super) fn not_found_page() -> AnyView {
    view! { <NotFound /> }
}

#[lazy]
fn shortcuts_sheet(is_open: RwSignal<bool>) -> AnyView {
    view! { <ShortcutsSheet is_open /> }
}

/// What the keys do, for as long as `is_open` says.
pub(crate) fn shortcuts(is_open: RwSignal<bool>) -> AnyView {
    Loaded::of_page().view(Code::Shortcuts, move || shortcuts_sheet(is_open), || ().into_any())
}

#[lazy]
pub(super) fn part_of_psps(part: psps::Part) -> AnyView {
    part.view()
}

/// Loads a part, if it has not been loaded.
#[cfg(feature = "hydrate")]
async fn fetched(code: Code) {
    match code {
        Code::Clusters => __preload_clusters_page().await,
        Code::Overview => __preload_overview_page().await,
        Code::PspsOnDemand => __preload_part_of_psps().await,
        Code::CreateYaml => __preload_create_yaml_page().await,
        Code::Upload => __preload_upload_page().await,
        Code::Policy => __preload_policy_page().await,
        Code::EditYaml => __preload_edit_yaml_page().await,
        Code::NotFound => __preload_not_found_page().await,
        Code::Shortcuts => __preload_shortcuts_sheet().await,
    }
}

/// Which parts are there? A context of all pages.
#[derive(Clone, Copy)]
pub(crate) struct Loaded(RwSignal<u16>);

impl Loaded {
    /// Provides it to all pages.
    pub(crate) fn provide() -> Self {
        let loaded = Self(RwSignal::new(browser::loaded()));
        provide_context(loaded);
        loaded
    }

    /// The page's.
    pub(crate) fn of_page() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Lets the browser load a part, if it has not.
    pub(crate) fn fetch(self, code: Code) {
        if self.0.get_untracked() & code.bit() == 0 {
            browser::load_into(self.0, code);
        }
    }

    /// What the part renders, as soon as it is there; `meanwhile` until then.
    pub(crate) fn view<F>(
        self,
        code: Code,
        part: impl Fn() -> F + Send + 'static,
        meanwhile: impl Fn() -> AnyView + Send + 'static,
    ) -> AnyView
    where
        F: Future<Output = AnyView>,
    {
        let is_there = Memo::new(move |_| self.0.get() & code.bit() != 0);
        changing(move || {
            if is_there.get() {
                now(part())
            } else {
                self.fetch(code);
                meanwhile()
            }
        })
    }
}

/// What a part renders that is there: a lazy function waits for nothing then, nor on the server.
fn now(view: impl Future<Output = AnyView>) -> AnyView {
    match pin!(view).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view,
        Poll::Pending => ().into_any(),
    }
}

#[cfg(feature = "hydrate")]
pub(super) use browser::load;

/// Loading, which only the browser must.
#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::atomic::{AtomicU16, Ordering};

    use leptos::prelude::{RwSignal, Update};

    use super::Code;

    static LOADED: AtomicU16 = AtomicU16::new(0);

    pub(super) fn loaded() -> u16 {
        LOADED.load(Ordering::Relaxed)
    }

    pub(in crate::page) async fn load(code: Code) {
        super::fetched(code).await;
        LOADED.fetch_or(code.bit(), Ordering::Relaxed);
    }

    pub(super) fn load_into(loaded: RwSignal<u16>, code: Code) {
        leptos::task::spawn_local(async move {
            load(code).await;
            // Nothing to tell when the page has been left meanwhile.
            let _ = loaded.try_update(|loaded| *loaded |= code.bit());
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::prelude::RwSignal;

    use super::Code;

    pub(super) fn loaded() -> u16 {
        u16::MAX
    }

    pub(super) fn load_into(_: RwSignal<u16>, _: Code) {}
}
