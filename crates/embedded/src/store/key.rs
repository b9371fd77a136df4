//! Which object.

use std::cmp::Ordering;

use crate::resource::{RESOURCES, Resource};

/// Which object.
#[derive(Clone, Debug, Eq, PartialEq)]
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

/// By the path under which a real cluster stores it, which is the order of its lists: `a-b/x` before `a/x`.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let row = (self.group, self.plural).cmp(&(other.group, other.plural));
        row.then_with(|| {
            if self.namespace == other.namespace {
                return self.name.cmp(&other.name);
            }
            self.namespace.bytes().chain([b'/']).cmp(other.namespace.bytes().chain([b'/']))
        })
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use crate::resource::Resource;

    #[test]
    fn keys_are_in_the_order_of_a_real_clusters_lists() {
        let pods = Resource::find("", "v1", "pods").unwrap();
        let places = [("b", "x"), ("a", "y"), ("a-b", "x"), ("a", "x"), ("", "")];
        let mut keys = places.map(|(namespace, name)| Key::new(pods, namespace, name));
        keys.sort();
        let paths = keys.map(|key| format!("{}/{}", key.namespace, key.name));
        assert_eq!(paths, ["/", "a-b/x", "a/x", "a/y", "b/x"]);
    }
}
