//! What a server function finds around it: the clusters that this console knows.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::use_context;

use super::draft::Draft;
use super::kept::Kept;
use super::undo::Undoable;
use super::{ApiError, ClusterId, ClusterKind, Situation};
use crate::route::{Notice, PspsView, Route, Tab};
use crate::text::texts;

/// One cluster of the configuration, whether it can be worked with or not.
#[derive(Clone)]
pub struct ClusterEntry {
    /// Its name.
    pub id: ClusterId,
    /// Where it was found.
    pub kind: ClusterKind,
    /// The cluster, or why its configuration is of no use.
    pub cluster: Result<cluster::Cluster, cluster::Unusable>,
}

/// Every cluster that this console knows, in the order of the configuration; the forms that came back, and what can be
/// undone.
#[derive(Clone)]
pub struct Clusters {
    entries: Arc<[ClusterEntry]>,
    pub(super) drafts: Kept<Draft>,
    pub(super) undo: Kept<Undoable>,
}

impl Clusters {
    /// These.
    pub fn new(entries: Vec<ClusterEntry>) -> Self {
        Self { entries: entries.into(), drafts: Kept::default(), undo: Kept::default() }
    }

    /// The one of this name.
    pub fn find(&self, id: &ClusterId) -> Option<&ClusterEntry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// Each of them.
    pub fn entries(&self) -> &[ClusterEntry] {
        &self.entries
    }
}

/// The clusters; the server provides them to every request.
pub(super) fn clusters() -> Clusters {
    use_context().unwrap_or_else(|| Clusters::new(Vec::new()))
}

/// The entry of this name.
pub(super) fn entry(id: &ClusterId) -> Result<ClusterEntry, ApiError> {
    let found = clusters().find(id).cloned();
    found.ok_or_else(|| ApiError::new(Situation::NotFound, texts().no_such_cluster(id.as_str())))
}

/// The cluster of this name, to be asked something.
pub(super) fn cluster(id: &ClusterId) -> Result<cluster::Cluster, ApiError> {
    entry(id)?.cluster.map_err(|why| ApiError::new(Situation::Unreachable, texts().unusable(&why)))
}

/// The cluster of this name, for reading: the parts of a page that is made read each thing once.
pub(super) fn reading(id: &ClusterId) -> Result<cluster::Cluster, ApiError> {
    let Some(PageReads(read)) = use_context() else { return cluster(id) };
    let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = read.iter().find(|(known, _)| known == id) {
        return Ok(known.clone());
    }
    let found = cluster(id)?.at_one_moment();
    read.push((id.clone(), found.clone()));
    Ok(found)
}

/// The clusters that the parts of one page have asked. The server provides one to each page that it makes.
#[derive(Clone, Default)]
pub struct PageReads(Arc<Mutex<Vec<(ClusterId, cluster::Cluster)>>>);

/// A change has been made: the log says so, and the browser goes to the page that says so.
pub(super) fn done(cluster: &ClusterId, action: &str, what: &str, tab: Tab, notice: Notice) {
    tracing::info!(%cluster, action, what, "changed");
    go(&Route::Psps(cluster.clone(), as_before(cluster, tab).with_notice(notice)));
}

/// The same, of a change that can be undone.
pub(super) fn done_undoably(
    cluster: &ClusterId,
    action: &str,
    what: &str,
    tab: Tab,
    notice: Notice,
    change: cluster::Undo,
) {
    let undo = Some(undoable(cluster, action, what, tab, change));
    go(&Route::Psps(cluster.clone(), PspsView { undo, ..as_before(cluster, tab).with_notice(notice) }));
}

/// A change has been made that can be undone: the log says so, and this is its id.
pub(super) fn undoable(
    cluster: &ClusterId,
    action: &str,
    what: &str,
    tab: Tab,
    change: cluster::Undo,
) -> String {
    tracing::info!(%cluster, action, what, "changed");
    clusters().undo.keep(Undoable { cluster: cluster.clone(), tab, change })
}

/// The tab, its table as it was shown to whoever asked.
pub(super) fn as_before(cluster: &ClusterId, tab: Tab) -> PspsView {
    PspsView::tab(tab).with_table(super::came_from::table(cluster, tab))
}

/// The browser goes there, with JavaScript and without.
pub(super) fn go(route: &Route) {
    leptos_axum::redirect(&route.path());
}

/// Was this sent by a form, without JavaScript?
pub(super) fn is_plain_form() -> bool {
    let accept = use_context::<axum::http::request::Parts>().and_then(|parts| {
        parts.headers.get("accept").and_then(|accept| accept.to_str().ok().map(str::to_owned))
    });
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The answer of the server function that was asked has this status. A page that reads several things has its own, and a
/// form without JavaScript is sent back.
pub(super) fn answer_with(status: u16) {
    let is_asked = use_context::<axum::http::request::Parts>()
        .is_some_and(|parts| parts.uri.path().starts_with("/api/") && !is_plain_form());
    if let (true, Some(response), Ok(status)) =
        (is_asked, use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}
