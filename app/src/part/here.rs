//! Where the reader is, as the URL says: which page, of which cluster, about which policy.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use leptos_router::params::ParamsMap;

use crate::api::ClusterId;
use crate::route::{Page, Place};

/// A context of all pages.
#[derive(Clone, Copy)]
pub(crate) struct Here {
    pub(crate) page: Memo<Page>,
    /// The cluster; on a page of no cluster, the last one.
    pub(crate) cluster: Memo<ClusterId>,
    /// The policy; on a page of no policy, the last one.
    pub(crate) policy: Memo<String>,
}

impl Here {
    /// Provides it to all pages.
    pub(crate) fn provide() -> Self {
        let path = use_location().pathname;
        let place = Memo::new(move |_| path.with(|path| Place::at(path)));
        let here = Self {
            page: Memo::new(move |_| place.with(|place| place.page)),
            cluster: Memo::new(move |last: Option<&ClusterId>| {
                place
                    .with(|place| place.cluster.clone())
                    .or(last.cloned())
                    .unwrap_or_else(|| ClusterId::new(""))
            }),
            policy: Memo::new(move |last: Option<&String>| {
                place.with(|place| place.policy.clone()).or(last.cloned()).unwrap_or_default()
            }),
        };
        provide_context(here);
        here
    }

    /// The page's.
    pub(crate) fn of_page() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// The query of the page that asks. When the reader goes to another one, the page that is left keeps the last: it must
    /// not read the other's as its own in the moment before it is gone.
    pub(crate) fn query(self) -> Memo<ParamsMap> {
        let (asking, query) = (self.page.get_untracked(), use_query_map());
        Memo::new(move |last: Option<&ParamsMap>| match last {
            Some(last) if self.page.get() != asking => last.clone(),
            _ => query.get(),
        })
    }
}
