//! What *Try a Pod* is asked, as far as its URL holds it.

use leptos_router::params::ParamsMap;

/// Where a pod is tried, and as whom. What is not given the pod's own text says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Attempt {
    pub namespace: Option<String>,
    pub account: Option<String>,
    /// The user who creates it.
    pub user: Option<String>,
    /// A workload that is there, to begin with: kind, namespace and name, with slashes between.
    pub workload: Option<String>,
    /// A text that was sent without JavaScript, kept by the server.
    pub draft: Option<String>,
}

impl Attempt {
    /// Begins with a workload that is there.
    pub fn of_workload(kind: &str, namespace: &str, name: &str) -> Self {
        Self { workload: Some(format!("{kind}/{namespace}/{name}")), ..Self::default() }
    }

    /// Reads a URL's query.
    pub fn from_query(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).filter(|value| !value.is_empty());
        Self {
            namespace: get("namespace"),
            account: get("account"),
            user: get("user"),
            workload: get("workload"),
            draft: get("draft"),
        }
    }

    pub(super) fn query(&self) -> [(&'static str, Option<String>); 5] {
        [
            ("namespace", self.namespace.clone()),
            ("account", self.account.clone()),
            ("user", self.user.clone()),
            ("workload", self.workload.clone()),
            ("draft", self.draft.clone()),
        ]
    }
}
