//! What a request is about: its path and method, taken apart as the API server does.

use std::collections::BTreeMap;

use axum::http::Method;
use percent_encoding::percent_decode_str;

use crate::resource::Resource;

/// An object, a collection, or a subresource.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) resource: &'static Resource,
    /// Empty for all namespaces, or for a cluster-scoped resource.
    pub(crate) namespace: String,
    /// Empty for a collection.
    pub(crate) name: String,
    /// Empty for the object itself.
    pub(crate) subresource: String,
}

impl Target {
    /// The namespace of a collection; `None` is all of them.
    pub(crate) fn place(&self) -> Option<&str> {
        Some(self.namespace.as_str()).filter(|namespace| !namespace.is_empty())
    }
}

/// What a path leads to.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Objects.
    Objects(Target),
    /// Anything else, e.g. `/version`: its path.
    Path(String),
}

impl Place {
    /// `None` for a path beneath the API that names no resource.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let (group, version, rest) = match segments.as_slice() {
            ["api", version, rest @ ..] if !rest.is_empty() => ("", *version, rest),
            ["apis", group, version, rest @ ..] if !rest.is_empty() => (*group, *version, rest),
            _ => return Some(Self::Path(path.to_owned())),
        };
        let (namespace, rest) = match rest {
            // A namespace is an object of its own, and the place of others.
            ["namespaces", _] | ["namespaces", _, "status" | "finalize"] => ("", rest),
            ["namespaces", namespace, rest @ ..] if !rest.is_empty() => (*namespace, rest),
            rest => ("", rest),
        };
        let (plural, name, subresource) = match rest {
            [plural] => (*plural, "", ""),
            [plural, name] => (*plural, *name, ""),
            [plural, name, subresource] => (*plural, *name, *subresource),
            _ => return None,
        };
        let resource = Resource::find(group, version, plural)?;
        let placed = resource.namespaced || namespace.is_empty();
        let known = subresource.is_empty() || resource.subresources.contains(&subresource);
        (placed && known).then(|| {
            Self::Objects(Target {
                resource,
                namespace: namespace.to_owned(),
                name: decode(name),
                subresource: subresource.to_owned(),
            })
        })
    }
}

/// A query's parameters; of one that stands twice, the first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(BTreeMap<String, String>);

impl Query {
    pub(crate) fn parse(query: &str) -> Self {
        let mut parameters = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            parameters.entry(name.into_owned()).or_insert_with(|| value.into_owned());
        }
        Self(parameters)
    }

    /// Empty when it is not given.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }

    pub(crate) fn is_true(&self, name: &str) -> bool {
        matches!(self.get(name), "true" | "1")
    }
}

/// The verb that RBAC knows the request by.
pub(crate) fn verb(method: &Method, target: &Target, query: &Query) -> Option<&'static str> {
    Some(match (method, target.name.is_empty()) {
        (&Method::GET, false) => "get",
        (&Method::GET, true) if query.is_true("watch") => "watch",
        (&Method::GET, true) => "list",
        (&Method::POST, _) => "create",
        (&Method::PUT, false) => "update",
        (&Method::PATCH, false) => "patch",
        (&Method::DELETE, false) => "delete",
        (&Method::DELETE, true) => "deletecollection",
        _ => return None,
    })
}

/// Percent-decoding; what is no encoding stays as it is.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Place, Query};

    #[test]
    fn a_path_is_taken_apart() {
        let check = |path: &str, expected: Option<(&str, &str, &str, &str)>| {
            let place = Place::of(path);
            let found = place.as_ref().and_then(|place| match place {
                Place::Objects(it) => Some((
                    it.resource.plural,
                    it.namespace.as_str(),
                    it.name.as_str(),
                    it.subresource.as_str(),
                )),
                Place::Path(_) => None,
            });
            assert_eq!(found, expected, "{path}");
        };
        check("/api/v1/namespaces", Some(("namespaces", "", "", "")));
        check("/api/v1/namespaces/team", Some(("namespaces", "", "team", "")));
        check("/api/v1/namespaces/team/pods/a/status", Some(("pods", "team", "a", "status")));
        check("/api/v1/pods", Some(("pods", "", "", "")));
        check(
            "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode",
            Some(("clusterroles", "", "system:node", "")),
        );
        check("/api/v1/namespaces/team/nodes", None);
        check("/api/v1", None);
        check("/version", None);
    }

    #[test]
    fn a_query_is_decoded() {
        let query = Query::parse("fieldSelector=metadata.name%3Da+b&watch=true");
        assert_eq!(query.get("fieldSelector"), "metadata.name=a b");
        assert!(query.is_true("watch"));
    }
}
