//! Acting as somebody else: whom the request's headers name, and whether the caller may be them.

use std::collections::BTreeMap;

use access::Identity;
use axum::http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;
use psp::GoQuoted;

use crate::attributes::{About, Asked, Attributes};
use crate::authn::{ANONYMOUS, AUTHENTICATED, UNAUTHENTICATED};
use crate::authz;
use crate::cluster::Inner;
use crate::status::Failure;

const EXTRA: &str = "impersonate-extra-";
const AUTHENTICATION: &str = "authentication.k8s.io";

/// Whom a request is made as.
pub(crate) enum Acting {
    /// The caller, or whoever they may impersonate.
    As(Identity),
    /// Groups of nobody: what the API server says to that, which is no object.
    AsNobody(String),
}

pub(crate) fn apply(
    cluster: &Inner,
    caller: Identity,
    headers: &HeaderMap,
    uri: &str,
) -> Result<Acting, Failure> {
    let user = values(headers, "impersonate-user").into_iter().next().unwrap_or_default();
    let groups = values(headers, "impersonate-group");
    let extra = extra(headers);
    if user.is_empty() {
        if groups.is_empty() && extra.is_empty() {
            return Ok(Acting::As(caller));
        }
        return Ok(Acting::AsNobody(without_a_user(uri, &groups, &extra)));
    }
    let may = |asked: Asked| {
        let attributes = Attributes { verb: "impersonate".to_owned(), about: About::Object(asked) };
        authz::authorize(cluster, &caller, &attributes)
    };
    let account = account(&user);
    may(match account {
        Some((namespace, name)) => Asked {
            resource: "serviceaccounts".to_owned(),
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            ..Asked::default()
        },
        None => Asked { resource: "users".to_owned(), name: user.clone(), ..Asked::default() },
    })?;
    for group in &groups {
        may(Asked { resource: "groups".to_owned(), name: group.clone(), ..Asked::default() })?;
    }
    for (key, values) in &extra {
        for value in values {
            may(Asked {
                group: AUTHENTICATION.to_owned(),
                resource: "userextras".to_owned(),
                subresource: key.clone(),
                name: value.clone(),
                ..Asked::default()
            })?;
        }
    }
    Ok(Acting::As(identity(user.clone(), groups)))
}

/// A service account's namespace and name, if the user is one.
fn account(user: &str) -> Option<(&str, &str)> {
    let (namespace, name) = user.strip_prefix("system:serviceaccount:")?.split_once(':')?;
    let valid = namespace.parse::<psp::Namespace>().is_ok() && name.parse::<psp::PolicyName>().is_ok();
    valid.then_some((namespace, name))
}

/// With the groups that follow from the user, and those that everybody known, or nobody in particular, is in.
fn identity(user: String, groups: Vec<String>) -> Identity {
    let mut identity = match account(&user) {
        Some((namespace, name)) if groups.is_empty() => Identity::service_account(namespace, name),
        _ => Identity { user, groups },
    };
    let is_in = |wanted: &str| identity.groups.iter().any(|group| group == wanted);
    let added = if identity.user == ANONYMOUS {
        (!is_in(UNAUTHENTICATED)).then_some(UNAUTHENTICATED)
    } else {
        (!is_in(AUTHENTICATED) && !is_in(UNAUTHENTICATED)).then_some(AUTHENTICATED)
    };
    identity.groups.extend(added.map(str::to_owned));
    identity
}

fn values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).iter();
    values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
}

/// By their keys, whose names are percent-encoded.
fn extra(headers: &HeaderMap) -> BTreeMap<String, Vec<String>> {
    let keys = headers.keys().map(HeaderName::as_str).filter_map(|name| name.strip_prefix(EXTRA));
    keys.map(|key| {
        let decoded = percent_decode_str(key).decode_utf8_lossy().into_owned();
        (decoded, values(headers, &format!("{EXTRA}{key}")))
    })
    .collect()
}

/// The requested objects as Go prints them: kind, namespace, name, uid, version, resource version and field.
fn without_a_user(uri: &str, groups: &[String], extra: &BTreeMap<String, Vec<String>>) -> String {
    let groups = groups.iter().map(|group| format!("{{Group  {group}    }}"));
    let extra = extra.iter().flat_map(|(key, values)| {
        values.iter().map(move |value| format!("{{UserExtra  {value}  {AUTHENTICATION}/v1  {key}}}"))
    });
    let requested: Vec<String> = groups.chain(extra).collect();
    let requested = requested.join(" ");
    let uri = GoQuoted(uri);
    format!("Internal Server Error: {uri}: requested [{requested}] without impersonating a user\n")
}
