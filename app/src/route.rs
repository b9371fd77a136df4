//! Every URL of the console, in this one place. State lives in the URL: a tab, a dialog and the notice of what was
//! just done each have theirs, so every screen can be linked to, is rendered on the server and works without
//! JavaScript.

mod attempt;
mod dialog;
mod notice;
mod place;
mod table;
mod text;

use leptos_router::params::ParamsMap;

use crate::api::ClusterId;

pub use attempt::Attempt;
pub use dialog::Dialog;
pub use notice::Notice;
pub use place::{Page, Place};
pub use table::{Sort, TableView};

const RESET: &str = "reset-demo";

/// A page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Route {
    /// Every cluster that this console knows.
    Clusters,
    /// One cluster at a glance.
    Cluster(ClusterId),
    /// The events that tell its pages what has changed; for programs, not a page.
    Events(ClusterId),
    /// *Reset demo* over it.
    ResetDemo(ClusterId),
    /// *Security > PSPs*.
    Psps(ClusterId, PspsView),
    /// *Create YAML*, with the text of a template.
    CreateYaml {
        cluster: ClusterId,
        template: Option<String>,
        /// The policy that it begins as a copy of, in place of a template.
        from: Option<String>,
        /// The text of an attempt that failed, kept by the server.
        draft: Option<String>,
    },
    /// *Upload file*: several policies at once.
    Upload(ClusterId),
    /// *Try a Pod*: which policy it would get, and why.
    TryPod(ClusterId, Attempt),
    /// One policy, explained.
    Policy(ClusterId, String),
    /// The YAML of a policy that exists.
    EditYaml {
        cluster: ClusterId,
        policy: String,
        /// The text of an attempt that failed, kept by the server.
        draft: Option<String>,
    },
}

impl Route {
    /// The URL: path and query.
    pub fn path(&self) -> String {
        match self {
            Self::Clusters => "/clusters".to_owned(),
            Self::Cluster(cluster) => format!("/clusters/{}", text::segment(cluster.as_str())),
            Self::Events(cluster) => format!("/api/clusters/{}/events", text::segment(cluster.as_str())),
            Self::ResetDemo(cluster) => {
                format!("/clusters/{}?dialog={RESET}", text::segment(cluster.as_str()))
            }
            Self::Psps(cluster, view) => {
                format!(
                    "/clusters/{}/security/psps{}",
                    text::segment(cluster.as_str()),
                    text::query(&view.query())
                )
            }
            // `-` can be no policy's name.
            Self::CreateYaml { cluster, template, from, draft } => format!(
                "/clusters/{}/security/psps/-/create{}",
                text::segment(cluster.as_str()),
                text::query(&[
                    ("template", template.clone()),
                    ("from", from.clone()),
                    ("draft", draft.clone())
                ])
            ),
            Self::Upload(cluster) => {
                format!("/clusters/{}/security/psps/-/upload", text::segment(cluster.as_str()))
            }
            Self::TryPod(cluster, attempt) => format!(
                "/clusters/{}/security/psps/-/try{}",
                text::segment(cluster.as_str()),
                text::query(&attempt.query())
            ),
            Self::Policy(cluster, policy) => format!(
                "/clusters/{}/security/psps/{}",
                text::segment(cluster.as_str()),
                text::segment(policy)
            ),
            Self::EditYaml { cluster, policy, draft } => format!(
                "/clusters/{}/security/psps/{}/yaml{}",
                text::segment(cluster.as_str()),
                text::segment(policy),
                text::query(&[("draft", draft.clone())])
            ),
        }
    }
}

/// The URL of *Clusters*, its table shown like this.
pub fn clusters(table: &TableView) -> String {
    Route::Clusters.path() + &text::query(&table.query())
}

/// Reads the cluster out of its segment of a path.
pub fn cluster_in(segment: &str) -> ClusterId {
    ClusterId::new(text::from_segment(segment))
}

/// Is *Reset demo* open over the cluster's page?
pub fn is_reset_open(query: &ParamsMap) -> bool {
    query.get_str("dialog") == Some(RESET)
}

/// The two tabs of the PSPs page.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Tab {
    #[default]
    Policies,
    AssociationRules,
}

impl Tab {
    fn value(self) -> Option<String> {
        match self {
            Self::Policies => None,
            Self::AssociationRules => Some("association-rules".to_owned()),
        }
    }

    fn parse(text: Option<&str>) -> Self {
        if text == Some("association-rules") { Self::AssociationRules } else { Self::Policies }
    }
}

/// What the PSPs page shows: a tab, perhaps a dialog over it, perhaps the notice of what was just done.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PspsView {
    pub tab: Tab,
    pub dialog: Option<Dialog>,
    pub notice: Option<Notice>,
    /// How the server can undo that, if it can.
    pub undo: Option<String>,
    /// How the tab's table is shown.
    pub table: TableView,
}

impl PspsView {
    /// This tab, nothing over it.
    pub fn tab(tab: Tab) -> Self {
        Self { tab, ..Self::default() }
    }

    /// The same tab with this dialog over it.
    #[must_use]
    pub fn with_dialog(&self, dialog: Dialog) -> Self {
        Self { dialog: Some(dialog), ..self.bare() }
    }

    /// The same tab without a dialog, saying what was just done.
    #[must_use]
    pub fn with_notice(&self, notice: Notice) -> Self {
        Self { notice: Some(notice), ..self.bare() }
    }

    /// The same tab, nothing over it.
    #[must_use]
    pub fn bare(&self) -> Self {
        Self { table: self.table.clone(), ..Self::tab(self.tab) }
    }

    /// The same tab, its table shown like this, nothing over it.
    #[must_use]
    pub fn with_table(&self, table: TableView) -> Self {
        Self { table, ..Self::tab(self.tab) }
    }

    /// Reads a URL's query. What it does not know it ignores: an old link still opens the page.
    pub fn from_query(query: &ParamsMap) -> Self {
        Self {
            tab: Tab::parse(query.get_str("tab")),
            dialog: Dialog::from_query(query),
            notice: Notice::from_query(query),
            undo: query.get("undo"),
            table: TableView::from_query(query),
        }
    }

    fn query(&self) -> Vec<(&'static str, Option<String>)> {
        let mut query = vec![("tab", self.tab.value())];
        query.extend(self.table.query());
        query.extend(self.dialog.iter().flat_map(Dialog::query));
        query.extend(self.notice.iter().flat_map(Notice::query));
        query.push(("undo", self.undo.clone()));
        query
    }
}

#[cfg(test)]
mod tests;
