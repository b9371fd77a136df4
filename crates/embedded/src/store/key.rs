//! Which object.

use crate::resource::{RESOURCES, Resource};

/// Which object.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Key {
    group: &'static str,
    plural: &'static str,
    /// Empty for a cluster-scoped object.
    pub(crate) namespace: String,
    pub(crate) name: String,
}

impl Key {
    pub(crate) fn new(resource: &Resource, namespace: &str, name: &str) -> Self {
        Self {
            group: resource.group,
            plural: resource.plural,
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The row of the object's resource.
    pub(crate) fn resource(&self) -> Option<&'static Resource> {
        RESOURCES.iter().find(|row| (row.group, row.plural) == (self.group, self.plural))
    }

    /// Group and plural of its resource.
    pub(crate) fn kind(&self) -> (&'static str, &'static str) {
        (self.group, self.plural)
    }

    /// Is it one of this resource, in this namespace if one is given?
    pub(crate) fn is_in(&self, resource: &Resource, namespace: Option<&str>) -> bool {
        (self.group, self.plural) == (resource.group, resource.plural)
            && namespace.is_none_or(|namespace| self.namespace == namespace)
    }
}
