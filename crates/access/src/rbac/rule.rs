//! One rule of a role against one request.

use k8s_openapi::api::rbac::v1::PolicyRule;

use super::Request;

const ANY: &str = "*";

/// Does the rule allow the request?
pub(super) fn allows(rule: &PolicyRule, what: &Request<'_>) -> bool {
    holds(&rule.verbs, what.verb)
        && holds(list(rule.api_groups.as_ref()), what.group)
        && list(rule.resources.as_ref()).iter().any(|each| is_resource(each, what.resource, what.subresource))
        && names(list(rule.resource_names.as_ref()), what.name)
}

/// Does the rule allow the path?
pub(super) fn allows_path(rule: &PolicyRule, verb: &str, path: &str) -> bool {
    holds(&rule.verbs, verb)
        && list(rule.non_resource_urls.as_ref()).iter().any(|each| match each.strip_suffix('*') {
            Some(prefix) => path.starts_with(prefix),
            None => each == path,
        })
}

/// Is everything that `wanted` allows allowed by one of `held`? Rules are compared piece by piece (one verb, one
/// group, one resource, one name), as the API server does, so a wildcard is covered by a wildcard only.
pub(super) fn covered(held: &[&PolicyRule], wanted: &PolicyRule) -> bool {
    let resources = list(wanted.resources.as_ref());
    let unnamed = [String::new()];
    let resource_names = match list(wanted.resource_names.as_ref()) {
        [] => unnamed.as_slice(),
        some => some,
    };
    let pieces = wanted.verbs.iter().flat_map(|verb| {
        list(wanted.api_groups.as_ref()).iter().flat_map(move |group| {
            resources.iter().flat_map(move |resource| {
                resource_names
                    .iter()
                    .map(move |name| (verb.as_str(), group.as_str(), resource.as_str(), name.as_str()))
            })
        })
    });
    let mut objects = pieces.map(|(verb, group, full, name)| {
        let (resource, subresource) = full.split_once('/').unwrap_or((full, ""));
        Request { verb, group, resource, subresource, name, namespace: "" }
    });
    let mut paths = wanted
        .verbs
        .iter()
        .flat_map(|verb| list(wanted.non_resource_urls.as_ref()).iter().map(move |path| (verb, path)));
    objects.all(|piece| held.iter().any(|rule| allows(rule, &piece)))
        && paths.all(|(verb, path)| held.iter().any(|rule| allows_path(rule, verb, path)))
}

fn list(field: Option<&Vec<String>>) -> &[String] {
    field.map_or(&[], Vec::as_slice)
}

fn holds(allowed: &[String], value: &str) -> bool {
    allowed.iter().any(|each| each == ANY || each == value)
}

fn is_resource(allowed: &str, resource: &str, subresource: &str) -> bool {
    if allowed == ANY {
        return true;
    }
    match allowed.split_once('/') {
        None => subresource.is_empty() && allowed == resource,
        Some((each, sub)) => sub == subresource && (each == ANY || each == resource),
    }
}

/// No list of names means every object; a list never covers a request that names none.
fn names(allowed: &[String], name: &str) -> bool {
    allowed.is_empty() || allowed.iter().any(|each| each == name)
}
