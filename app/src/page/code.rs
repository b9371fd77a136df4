//! The parts of the program that the browser loads when they are needed, so that the page that most come for is there
//! sooner. The server renders them like everything else.
//!
//! The browser loads a part when somebody reaches for what leads to it, so it is there when they click, and before it
//! takes the page over when the URL asks for it already: what the server rendered must find its code then.

#[cfg(feature = "hydrate")]
use std::pin::Pin;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::psps::{self, CreateYaml, EditYaml, PolicyPage, Upload};
use super::{NotFound, cluster, clusters};
use crate::api::{ApiError, Situation};
use crate::part::{FormFailure, ShortcutsSheet};
use crate::view::{changing, view};

/// A part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Code {
    Clusters,
    Overview,
    /// The dialogs and the second tab of the PSPs page, and *Try a pod*, which is made of the same: by itself it would cut what
    /// it shares with others into more files, which are larger together.
    PspsOnDemand,
    CreateYaml,
    Upload,
    Policy,
    EditYaml,
    /// What an editor compares.
    Differences,
    NotFound,
    /// What the keys do.
    Shortcuts,
}

impl Code {
    const fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// Its file could not be loaded.
pub(crate) struct NotThere;

#[cfg(feature = "hydrate")]
impl From<SplitLoaderError> for NotThere {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Parts: how each is loaded, and what it renders. As leptos' `lazy`, whose parts end the whole program where one cannot be
/// loaded, as after an update of the console: its files are others then.
macro_rules! parts {
    ($($load:ident: $vis:vis fn $name:ident($($arg:ident: $type:ty)?) => $view:expr;)+) => { $(
        #[cfg(feature = "hydrate")]
        #[wasm_split($name, wasm_split_path = leptos::wasm_split, preload($load), fallible)]
        $vis fn $name($($arg: $type)?) -> Result<AnyView, NotThere> {
            Ok($view)
        }

        #[cfg(not(feature = "hydrate"))]
        #[allow(clippy::unused_async)] // as in the browser
        $vis async fn $name($($arg: $type)?) -> Result<AnyView, NotThere> {
            leptos::prefetch_lazy_fn_on_server(stringify!($name));
            Ok($view)
        }
    )+ };
}

parts! {
    load_clusters: pub(super) fn clusters_page() => view! { <clusters::Clusters /> }.into_any();
    load_overview: pub(super) fn overview_page() => view! { <cluster::Overview /> }.into_any();
    load_create_yaml: pub(super) fn create_yaml_page() => view! { <CreateYaml /> }.into_any();
    load_upload: pub(super) fn upload_page() => view! { <Upload /> }.into_any();
    load_policy: pub(super) fn policy_page() => view! { <PolicyPage /> }.into_any();
    load_edit_yaml: pub(super) fn edit_yaml_page() => view! { <EditYaml /> }.into_any();
    load_differences: pub(super) fn differences(between: psps::Differences) => between.view();
    load_not_found: pub(super) fn not_found_page() => view! { <NotFound /> };
    load_shortcuts: fn shortcuts_sheet(is_open: RwSignal<bool>) => view! { <ShortcutsSheet is_open /> };
    load_psps_on_demand: pub(super) fn part_of_psps(part: psps::Part) => part.view();
}

/// What the keys do, for as long as `is_open` says.
pub(crate) fn shortcuts(is_open: RwSignal<bool>) -> AnyView {
    Loaded::of_page().view(Code::Shortcuts, move || shortcuts_sheet(is_open), || ().into_any())
}

/// Loads a part, if it has not been loaded. In a box, so that whoever waits for it does not hold the code for all of them.
#[cfg(feature = "hydrate")]
fn fetched(code: Code) -> Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>> {
    match code {
        Code::Clusters => Box::pin(load_clusters()),
        Code::Overview => Box::pin(load_overview()),
        Code::PspsOnDemand => Box::pin(load_psps_on_demand()),
        Code::CreateYaml => Box::pin(load_create_yaml()),
        Code::Upload => Box::pin(load_upload()),
        Code::Policy => Box::pin(load_policy()),
        Code::EditYaml => Box::pin(load_edit_yaml()),
        Code::Differences => Box::pin(load_differences()),
        Code::NotFound => Box::pin(load_not_found()),
        Code::Shortcuts => Box::pin(load_shortcuts()),
    }
}

type Draw = Box<dyn Fn() -> AnyView + Send>;

/// Which parts are there? A context of all pages.
#[derive(Clone, Copy)]
pub(crate) struct Loaded {
    parts: RwSignal<u16>,
    /// Why one could not be loaded.
    failure: RwSignal<Option<Situation>>,
}

impl Loaded {
    /// Provides it to all pages.
    pub(crate) fn provide() -> Self {
        let loaded = Self { parts: RwSignal::new(browser::loaded()), failure: RwSignal::new(None) };
        provide_context(loaded);
        loaded
    }

    /// The page's.
    pub(crate) fn of_page() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Is the part there? Does not load it.
    pub(crate) fn has(self, code: Code) -> bool {
        self.parts.get() & code.bit() != 0
    }

    /// Lets the browser load a part, if it has not.
    pub(crate) fn fetch(self, code: Code) {
        if self.parts.get_untracked() & code.bit() == 0 {
            browser::load_into(self, code);
        }
    }

    /// What the part renders, as soon as it is there; `meanwhile` until then. If it cannot be loaded the page says so.
    pub(crate) fn view<F>(
        self,
        code: Code,
        part: impl Fn() -> F + Send + 'static,
        meanwhile: impl Fn() -> AnyView + Send + 'static,
    ) -> AnyView
    where
        F: Future<Output = Result<AnyView, NotThere>>,
    {
        self.once_there(code, Box::new(move || now(part())), Box::new(meanwhile))
    }

    fn once_there(self, code: Code, part: Draw, meanwhile: Draw) -> AnyView {
        let is_there = Memo::new(move |_| self.has(code));
        changing(move || {
            if is_there.get() {
                part()
            } else {
                self.fetch(code);
                view! {
                    {meanwhile()}
                    {changing(move || self.failure.get().map(failed))}
                }
            }
        })
    }
}

/// What a part renders that is there: a lazy function waits for nothing then, nor on the server.
fn now(view: impl Future<Output = Result<AnyView, NotThere>>) -> AnyView {
    match pin!(view).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(NotThere)) | Poll::Pending => ().into_any(),
    }
}

/// Says over the page, wherever the part would stand, why it is not there.
fn failed(why: Situation) -> AnyView {
    view! {
        <div class="fixed inset-x-4 bottom-4 z-60 mx-auto max-w-md rounded-lg bg-raised shadow-float">
            <FormFailure error=Signal::stored(Some(ApiError::new(why, ""))) />
        </div>
    }
}

#[cfg(feature = "hydrate")]
pub(super) use browser::load;

/// Loading, which only the browser must.
#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::atomic::{AtomicU16, Ordering};

    use gloo_net::http::Request;
    use leptos::prelude::{Set, Update};

    use super::{Code, Loaded, NotThere};
    use crate::api::Situation;

    static LOADED: AtomicU16 = AtomicU16::new(0);

    pub(super) fn loaded() -> u16 {
        LOADED.load(Ordering::Relaxed)
    }

    pub(in crate::page) async fn load(code: Code) -> Result<(), NotThere> {
        super::fetched(code).await?;
        LOADED.fetch_or(code.bit(), Ordering::Relaxed);
        Ok(())
    }

    pub(super) fn load_into(loaded: Loaded, code: Code) {
        leptos::task::spawn_local(async move {
            // Nothing to tell when the page has been left meanwhile.
            let _ = match load(code).await {
                Ok(()) => loaded.parts.try_update(|parts| *parts |= code.bit()),
                Err(NotThere) => loaded.failure.try_set(Some(why().await)).map(drop),
            };
        });
    }

    /// A console that answers has other files than this page asks for.
    async fn why() -> Situation {
        match Request::get("/favicon.svg").send().await {
            Ok(_) => Situation::Outdated,
            Err(_) => Situation::Offline,
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use super::{Code, Loaded};

    pub(super) fn loaded() -> u16 {
        u16::MAX
    }

    pub(super) fn load_into(_: Loaded, _: Code) {}
}
