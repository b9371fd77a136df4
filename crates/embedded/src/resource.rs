//! What the cluster serves: one row for each resource.

mod rows;
mod shape;

use psp::validation::NameRule;

use crate::deletion::Propagation;

pub(crate) use rows::RESOURCES;
pub(crate) use shape::{Definition, Shape};

/// One row.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) group: &'static str,
    pub(crate) version: &'static str,
    pub(crate) plural: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) short: &'static [&'static str],
    /// Names for many resources at once: `kubectl get all`.
    pub(crate) categories: &'static [&'static str],
    pub(crate) namespaced: bool,
    pub(crate) verbs: &'static [&'static str],
    pub(crate) subresources: &'static [&'static str],
    pub(crate) names: NameRule,
    /// What becomes of what it owns, unless a deletion says.
    pub(crate) dependents: Propagation,
    /// Is a deletion answered with the object? Most are with a status.
    pub(crate) returned: bool,
    /// Are the changes of its specification counted?
    pub(crate) counted: bool,
    pub(crate) shape: Shape,
}

pub(crate) const RBAC: &str = "rbac.authorization.k8s.io";
pub(crate) const APPS: &str = "apps";
pub(crate) const BATCH: &str = "batch";
const REVIEWS: &str = "authorization.k8s.io";
const AUTHENTICATION: &str = "authentication.k8s.io";
/// The group by which the console recognises an embedded cluster.
pub(crate) const OURS: &str = "embedded.psp-console";

impl Resource {
    /// The row of a plural name.
    pub(crate) fn find(group: &str, version: &str, plural: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|row| (row.group, row.version, row.plural) == (group, version, plural))
    }

    /// The row of a kind.
    pub(crate) fn of_kind(api_version: &str, kind: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|row| row.kind == kind && row.api_version() == api_version)
    }

    /// As in an object's `apiVersion`.
    pub(crate) fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.to_owned()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// As in messages: `roles.rbac.authorization.k8s.io`.
    pub(crate) fn qualified(&self) -> String {
        qualified(self.plural, self.group)
    }

    /// Where a real cluster stores an object, as some messages say.
    pub(crate) fn storage_path(&self, namespace: &str, name: &str) -> String {
        let folder = match self.plural {
            "nodes" => "minions",
            "podsecuritypolicies" => "podsecuritypolicy",
            plural => plural,
        };
        if namespace.is_empty() {
            format!("/registry/{folder}/{name}")
        } else {
            format!("/registry/{folder}/{namespace}/{name}")
        }
    }

    /// What the API server calls its kind in some messages: `*core.Pod`.
    pub(crate) fn go_type(&self) -> String {
        format!("*{}", go_type(self.group, self.kind))
    }

    /// Is it the place of others?
    pub(crate) fn is_namespace(&self) -> bool {
        self.kind == "Namespace"
    }

    /// Is it asked, and answered at once, but never stored?
    pub(crate) fn is_review(&self) -> bool {
        matches!(self.group, REVIEWS | AUTHENTICATION)
    }
}

/// Compared by what they are called: there is one row for each.
impl PartialEq for Resource {
    fn eq(&self, other: &Self) -> bool {
        (self.group, self.plural) == (other.group, other.plural)
    }
}

/// A resource or kind with its group, as messages have it.
pub(crate) fn qualified(name: &str, group: &str) -> String {
    if group.is_empty() { name.to_owned() } else { format!("{name}.{group}") }
}

/// A kind as the API server calls it inside: `core.Pod`.
pub(crate) fn go_type(group: &str, kind: &str) -> String {
    let package = match group {
        "" => "core",
        group => group.split('.').next().unwrap_or(group),
    };
    format!("{package}.{kind}")
}
