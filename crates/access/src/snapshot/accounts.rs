//! Which service accounts an association reaches.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Snapshot;
use crate::association::{Association, PolicyReach, Scope, Subject};
use crate::objects::{AUTHENTICATED, accounts_of};

impl Association {
    /// Does it let this service account create pods in its namespace under the policy?
    ///
    /// `system:authenticated` counts: the admission controller asks for the pod's account without that group, but
    /// also for whoever creates the pod, and that is somebody who has authenticated.
    pub fn reaches(&self, namespace: &str, account: &str) -> bool {
        if matches!(&self.scope, Scope::Namespace(own) if own != namespace) {
            return false;
        }
        match &self.subject {
            Subject::ServiceAccount { namespace: home, name } => home == namespace && name == account,
            Subject::Group(group) => is_group_of(group, namespace),
            Subject::User(user) => *user == format!("system:serviceaccount:{namespace}:{account}"),
        }
    }

    /// Is it made for some service account of this namespace, whether or not that exists yet?
    pub fn concerns_accounts_of(&self, namespace: &str) -> bool {
        match &self.subject {
            Subject::ServiceAccount { namespace: home, .. } => home == namespace,
            Subject::Group(group) => is_group_of(group, namespace),
            Subject::User(user) => user.starts_with(&format!("system:serviceaccount:{namespace}:")),
        }
    }

    /// Does a policy exist that it allows?
    pub fn is_usable(&self, policies: &BTreeSet<String>) -> bool {
        match &self.policy {
            PolicyReach::Named(name) => policies.contains(name),
            PolicyReach::Every => !policies.is_empty(),
        }
    }
}

impl Snapshot {
    /// The accounts of the namespace that none of these associations lets use an existing policy. A namespace
    /// without accounts is judged by the account `default`, which every namespace gets. The associations are in the order
    /// in which [`associations`](Self::associations) gives them.
    pub(crate) fn without_policy(&self, namespace: &str, associations: &[Arc<Association>]) -> Vec<String> {
        let listed = self.namespaces.get(namespace).filter(|accounts| !accounts.is_empty()).cloned();
        let accounts = listed.unwrap_or_else(|| vec!["default".to_owned()]);
        let everywhere = within(associations, &Scope::Cluster);
        let here = within(associations, &Scope::Namespace(namespace.to_owned()));
        let served = |account: &str| {
            let mut all = everywhere.iter().chain(here);
            all.any(|each| each.reaches(namespace, account) && each.is_usable(&self.policies))
        };
        accounts.into_iter().filter(|account| !served(account)).collect()
    }
}

/// Those of this scope, of associations that are sorted by it: there may be thousands of them, and hundreds of namespaces.
pub(super) fn within<'a>(associations: &'a [Arc<Association>], scope: &Scope) -> &'a [Arc<Association>] {
    let before = associations.partition_point(|each| each.scope < *scope);
    let rest = associations.get(before..).unwrap_or_default();
    rest.get(..rest.partition_point(|each| each.scope == *scope)).unwrap_or_default()
}

fn is_group_of(group: &str, namespace: &str) -> bool {
    group == AUTHENTICATED || group == "system:serviceaccounts" || group == accounts_of(namespace)
}
