//! What a request asks for, in the words of authorization: taken from its method, path and query alone, as the API
//! server does, before anybody looks whether there is such a resource.

use axum::http::{Method, Uri};
use percent_encoding::percent_decode_str;

use crate::target::Query;

/// What is asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Attributes {
    /// Empty for a method that means nothing to the API.
    pub(crate) verb: String,
    pub(crate) about: About,
}

/// What the request is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum About {
    /// Objects, whether or not there are such.
    Object(Asked),
    /// A path that is no object, e.g. `/version`.
    Path(String),
}

/// An object, a collection or a subresource. Whatever is not named is empty.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Asked {
    pub(crate) group: String,
    pub(crate) resource: String,
    pub(crate) subresource: String,
    pub(crate) namespace: String,
    pub(crate) name: String,
}

impl Attributes {
    pub(crate) fn of(method: &Method, uri: &Uri) -> Self {
        let path = percent_decode_str(uri.path()).decode_utf8_lossy().into_owned();
        let Some((mut asked, watched)) = object(&path) else {
            return Self { verb: method.as_str().to_lowercase(), about: About::Path(path) };
        };
        if watched {
            return Self { verb: "watch".to_owned(), about: About::Object(asked) };
        }
        let verb = match (method, asked.name.is_empty()) {
            (&Method::GET | &Method::HEAD, true) => list(&mut asked, uri.query().unwrap_or_default()),
            (&Method::GET | &Method::HEAD, false) => "get",
            (&Method::POST, _) => "create",
            (&Method::PUT, _) => "update",
            (&Method::PATCH, _) => "patch",
            (&Method::DELETE, true) => "deletecollection",
            (&Method::DELETE, false) => "delete",
            _ => "",
        };
        Self { verb: verb.to_owned(), about: About::Object(asked) }
    }
}

/// One who may read an object of this name may also list and watch it alone.
fn list(asked: &mut Asked, query: &str) -> &'static str {
    let query = Query::parse(query);
    let mut terms = query.get("fieldSelector").split(',').filter(|term| !term.contains("!="));
    let name = terms.find_map(|term| term.strip_prefix("metadata.name=")).unwrap_or_default();
    name.trim_start_matches('=').clone_into(&mut asked.name);
    if query.is_true("watch") { "watch" } else { "list" }
}

/// The object of a path, and whether the path itself says that it is to be watched, as those of old clients do.
fn object(path: &str) -> Option<(Asked, bool)> {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    let (group, rest) = match segments.as_slice() {
        ["api", _version, rest @ ..] => ("", rest),
        ["apis", group, _version, rest @ ..] => (*group, rest),
        _ => return None,
    };
    let (rest, watched) = match rest {
        ["watch", rest @ ..] => (rest, true),
        rest => (rest, false),
    };
    // A namespace is authorized as a place that contains itself.
    let (namespace, rest) = match rest {
        [] => return None,
        ["namespaces", namespace] | ["namespaces", namespace, "status" | "finalize", ..] => {
            (*namespace, rest)
        }
        ["namespaces", namespace, rest @ ..] => (*namespace, rest),
        _ => ("", rest),
    };
    let at = |index: usize| rest.get(index).copied().unwrap_or_default().to_owned();
    let asked = Asked {
        group: group.to_owned(),
        resource: at(0),
        subresource: at(2),
        namespace: namespace.to_owned(),
        name: at(1),
    };
    Some((asked, watched))
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, Uri};

    use super::{About, Attributes};

    fn of(method: &Method, uri: &'static str) -> String {
        let attributes = Attributes::of(method, &Uri::from_static(uri));
        match attributes.about {
            About::Path(path) => format!("{} {path}", attributes.verb),
            About::Object(it) => {
                let parts = [it.group, it.resource, it.subresource, it.namespace, it.name];
                format!("{} {}", attributes.verb, parts.join("|"))
            }
        }
    }

    #[test]
    fn a_request_is_read_as_the_api_server_reads_it() {
        assert_eq!(of(&Method::GET, "/"), "get /");
        assert_eq!(of(&Method::HEAD, "/apis/apps/v1"), "head /apis/apps/v1");
        assert_eq!(of(&Method::POST, "/healthz/etcd"), "post /healthz/etcd");
        assert_eq!(of(&Method::GET, "/api/v1/pods"), "list |pods|||");
        assert_eq!(of(&Method::GET, "/api/v1/namespaces/a"), "get |namespaces||a|a");
        assert_eq!(of(&Method::PUT, "/api/v1/namespaces/a/finalize"), "update |namespaces|finalize|a|a");
        assert_eq!(of(&Method::PATCH, "/api/v1/namespaces/a/pods/p/status"), "patch |pods|status|a|p");
        assert_eq!(
            of(&Method::DELETE, "/apis/apps/v1/namespaces/a/deployments"),
            "deletecollection apps|deployments||a|"
        );
        assert_eq!(of(&Method::GET, "/apis/unknown.example/v1/things/x"), "get unknown.example|things|||x");
        assert_eq!(of(&Method::OPTIONS, "/api/v1/pods"), " |pods|||");
        assert_eq!(of(&Method::GET, "/api/v1/watch/namespaces/a/pods"), "watch |pods||a|");
    }

    #[test]
    fn a_list_of_one_name_is_about_that_object() {
        let path = "/api/v1/secrets?watch=true&fieldSelector=type%3Da%2Cmetadata.name%3Dtoken";
        assert_eq!(of(&Method::GET, path), "watch |secrets|||token");
        assert_eq!(
            of(&Method::GET, "/api/v1/secrets?fieldSelector=metadata.name%3D%3Dx"),
            "list |secrets|||x"
        );
        assert_eq!(
            of(&Method::GET, "/api/v1/secrets?fieldSelector=metadata.name%21%3Dx"),
            "list |secrets|||"
        );
        let all = "/api/v1/secrets?fieldSelector=metadata.name%3Dx";
        assert_eq!(of(&Method::DELETE, all), "deletecollection |secrets|||");
    }
}
