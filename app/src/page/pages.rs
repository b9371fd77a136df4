//! Which page is shown: the one that the URL leads to. A table of our own in place of the router's: that one has code for
//! each of its routes, and every visitor loads all of it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::cluster::ClusterFrame;
use super::code::{self, Code, Loaded};
use crate::part::Here;
use crate::route::Page;
use crate::ui::SkeletonLines;
use crate::view::{changing, view};

/// The pages.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    provide_refusal();
    let (here, loaded) = (Here::provide(), Loaded::of_page());
    complete_navigation(here);
    let frame = Memo::new(move |_| match here.page.get() {
        outside @ (Page::Clusters | Page::Gallery | Page::Nowhere) => Some(outside),
        _ => None,
    });
    changing(move || match frame.get() {
        Some(Page::Clusters) => loaded.view(Code::Clusters, code::clusters_page, waiting),
        #[cfg(debug_assertions)]
        Some(Page::Gallery) => view! { <super::Gallery /> },
        Some(_) => loaded.view(Code::NotFound, code::not_found_page, waiting),
        None => view! { <ClusterFrame /> }.into_any(),
    })
}

/// A form that was sent without JavaScript and refused comes back, with why in its URL. The router's own table would see to
/// it.
fn provide_refusal() {
    use_query_map().with_untracked(|query| {
        if let (Some(path), Some(why)) = (query.get_str("__path"), query.get_str("__err")) {
            provide_context(ServerActionError::new(path, why));
        }
    });
}

/// What stands there while the code of a page is on its way.
pub(super) fn waiting() -> AnyView {
    view! { <div class="p-6"><SkeletonLines what="" /></div> }.into_any()
}

/// The browser's address becomes that of the page that was gone to as soon as it is shown.
#[cfg(feature = "hydrate")]
fn complete_navigation(here: Here) {
    use leptos_router::location::{BrowserUrl, LocationProvider};

    let Some(location) = use_context::<BrowserUrl>() else { return };
    let path = leptos_router::hooks::use_location().pathname;
    Effect::new(move |_| {
        path.track();
        here.page.track();
        location.ready_to_complete();
    });
}

#[cfg(not(feature = "hydrate"))]
fn complete_navigation(_: Here) {}

/// Loads the code of what the server has rendered, which must be there before the page is taken over. Is it there?
#[cfg(feature = "hydrate")]
pub(crate) async fn load_what_is_shown() -> bool {
    use leptos_router::location::{BrowserUrl, LocationProvider};

    let Ok(url) = BrowserUrl::current() else { return true };
    let code = match crate::route::Place::at(url.path()).page {
        Page::Clusters => Code::Clusters,
        Page::Overview => Code::Overview,
        Page::CreateYaml => Code::CreateYaml,
        Page::Upload => Code::Upload,
        Page::TryPod => Code::PspsOnDemand,
        Page::Policy => Code::Policy,
        Page::EditYaml => Code::EditYaml,
        Page::Psps if super::psps::asks_for_more(url.search_params()) => Code::PspsOnDemand,
        #[cfg(not(debug_assertions))]
        Page::Gallery => Code::NotFound,
        Page::Nowhere => Code::NotFound,
        _ => return true,
    };
    let further = super::psps::asks_for_differences(url.search_params()).then_some(Code::Differences);
    for code in [Some(code), further].into_iter().flatten() {
        if code::load(code).await.is_err() {
            return false;
        }
    }
    true
}
