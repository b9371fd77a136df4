//! What all parts of the PSPs page share: where it is, and what was read from the cluster, once for all of them.

use access::switch::PspStatus;
use access::{Action, DefaultPolicy, Permissions};
use leptos::prelude::*;

use crate::api::ClusterId;
use crate::api::associations::{DescribeServiceAccountBindingPsp, Rules};
use crate::api::default_policy::DescribeDefaultPsp;
use crate::api::permissions::DescribePermissions;
use crate::api::policies::{ListPolicies, PolicyRow};
use crate::api::psp_state::DescribeClusterPspState;
use crate::part::{Here, Reading, Refresh, TableState};
use crate::route::{Notice, PspsView, Route};
use crate::rows::Rows;
use crate::text::texts;

/// The page's context.
#[derive(Clone, Copy)]
pub(crate) struct PspsPage {
    pub(crate) cluster: Memo<ClusterId>,
    /// Tab, dialog and notice, out of the URL.
    pub(crate) view: Memo<PspsView>,
    /// How the tab's table is shown.
    pub(crate) table: TableState,
    pub(crate) policies: Reading<Rows<PolicyRow>>,
    source: Signal<(ClusterId, u32, Option<Notice>)>,
    pub(crate) default: Reading<DefaultPolicy>,
    pub(crate) status: Reading<PspStatus>,
    pub(crate) permissions: Reading<Permissions>,
}

impl PspsPage {
    /// Provides it to the page.
    pub(super) fn provide() -> Self {
        let here = Here::of_page();
        let (cluster, query) = (here.cluster, here.query());
        let view = Memo::new(move |_| query.with(PspsView::from_query));
        // What is being filled in is not taken from under one's hand.
        let held = move || view.get().dialog.is_some_and(|dialog| dialog.is_filled_in());
        let refresh = Refresh::live(Signal::derive(held));
        // A notice says that something was changed just now, so everything is read again. Not while the API server
        // restarts: what is on the screen stays there.
        let changed = Memo::new(move |_| view.get().notice.filter(|notice| !notice.is_restart()));
        let source = move || (cluster.get(), refresh.track(), changed.get());
        let status_source = move || (cluster.get(), refresh.track(), view.get().notice);
        let page = Self {
            cluster,
            view,
            table: TableState::new(Memo::new(move |_| view.with(|view| view.table.clone())), move |table| {
                Route::Psps(cluster.get(), view.with(|view| view.with_table(table))).path()
            }),
            policies: Reading::of_cluster::<ListPolicies, _>(source, |(it, ..)| it),
            source: Signal::derive(source),
            default: Reading::of_cluster::<DescribeDefaultPsp, _>(source, |(it, ..)| it),
            status: Reading::of_cluster::<DescribeClusterPspState, _>(status_source, |(it, ..)| it),
            permissions: Reading::of_cluster::<DescribePermissions, _>(source, |(it, ..)| it),
        };
        provide_context(page);
        page
    }

    /// The page's. Only parts of the PSPs page ask.
    pub(crate) fn of_page() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// The association rules, read for the part that asks: there can be ten times as many as anything else.
    pub(crate) fn rules(&self) -> Reading<Rules> {
        let source = self.source;
        Reading::of_cluster::<DescribeServiceAccountBindingPsp, _>(move || source.get(), |(it, ..)| it)
    }

    /// The URL of this page showing that.
    pub(crate) fn url(&self, view: &PspsView) -> String {
        Route::Psps(self.cluster.get(), view.clone()).path()
    }

    /// The URL of the tab that is shown, with this dialog over it.
    pub(crate) fn dialog(&self, dialog: crate::route::Dialog) -> String {
        self.url(&self.view.get().with_dialog(dialog))
    }

    /// The URL of the tab that is shown, without dialog and notice.
    pub(crate) fn close(&self) -> String {
        self.url(&self.view.get().bare())
    }

    /// As [`refusal`](Self::refusal), for a view that is made once, after the permissions are there.
    pub(crate) fn refused(&self, action: Action) -> Signal<Option<String>> {
        let permissions = self.permissions;
        let refused = Memo::new(move |_| refusal(&permissions.get()?.ok()?, action));
        refused.into()
    }

    /// Why the caller may not do it. What could not be found out is left to the cluster to refuse.
    pub(crate) async fn refusal(&self, action: Action) -> Option<String> {
        let permissions = self.permissions.await.ok()?;
        refusal(&permissions, action)
    }
}

/// Why the caller may not do it, as a sentence.
pub(crate) fn refusal(permissions: &Permissions, action: Action) -> Option<String> {
    permissions.refusal(action).map(|why| sentence(why, action))
}

fn sentence(why: &str, action: Action) -> String {
    let mut letters = why.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    texts().needs(&format!("{first}{}", letters.as_str()), action.name())
}
