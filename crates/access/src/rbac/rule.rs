//! One rule of a role against one request.

use k8s_openapi::api::rbac::v1::PolicyRule;

use super::Request;

pub(super) const ANY: &str = "*";

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

pub(super) fn list(field: Option<&Vec<String>>) -> &[String] {
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
