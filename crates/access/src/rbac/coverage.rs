//! Which rights somebody lacks of those that they want to hand out.
//!
//! Rules are compared piece by piece (one group, one resource, one verb, one name), as the API server does, so a
//! wildcard is covered by a wildcard only.

use k8s_openapi::api::rbac::v1::PolicyRule;

use super::rule::{ANY, list};

/// The pieces of `wanted` that no rule of `held` covers; those that differ by their verbs only are one rule.
pub(super) fn missing(held: &[&PolicyRule], wanted: &[PolicyRule]) -> Vec<PolicyRule> {
    let pieces = wanted.iter().flat_map(pieces);
    let mut missing: Vec<PolicyRule> = Vec::new();
    for piece in pieces.filter(|piece| !held.iter().any(|rule| covers(rule, piece))) {
        let same = |rule: &&mut PolicyRule| {
            piece.non_resource_urls.is_none()
                && (&rule.api_groups, &rule.resources, &rule.resource_names)
                    == (&piece.api_groups, &piece.resources, &piece.resource_names)
        };
        match missing.iter_mut().find(same) {
            Some(rule) => rule.verbs.extend(piece.verbs),
            None => missing.push(piece),
        }
    }
    missing
}

fn pieces(rule: &PolicyRule) -> Vec<PolicyRule> {
    let one = |text: &String| Some(vec![text.clone()]);
    let names = match list(rule.resource_names.as_ref()) {
        [] => vec![None],
        names => names.iter().map(one).collect(),
    };
    let mut pieces = Vec::new();
    for group in list(rule.api_groups.as_ref()) {
        for resource in list(rule.resources.as_ref()) {
            for verb in &rule.verbs {
                pieces.extend(names.iter().map(|name| PolicyRule {
                    api_groups: one(group),
                    resources: one(resource),
                    resource_names: name.clone(),
                    verbs: vec![verb.clone()],
                    non_resource_urls: None,
                }));
            }
        }
    }
    for path in list(rule.non_resource_urls.as_ref()) {
        pieces.extend(rule.verbs.iter().map(|verb| PolicyRule {
            non_resource_urls: one(path),
            verbs: vec![verb.clone()],
            ..PolicyRule::default()
        }));
    }
    pieces
}

fn covers(held: &PolicyRule, piece: &PolicyRule) -> bool {
    let all = |held: &[String], wanted: &[String], covers: fn(&str, &str) -> bool| {
        wanted.iter().all(|wanted| held.iter().any(|held| covers(held, wanted)))
    };
    let lists = |field: fn(&PolicyRule) -> Option<&Vec<String>>| (list(field(held)), list(field(piece)));
    let (groups, wanted_groups) = lists(|rule| rule.api_groups.as_ref());
    let (resources, wanted_resources) = lists(|rule| rule.resources.as_ref());
    let (names, wanted_names) = lists(|rule| rule.resource_names.as_ref());
    let (paths, wanted_paths) = lists(|rule| rule.non_resource_urls.as_ref());
    all(&held.verbs, &piece.verbs, any_or_same)
        && all(groups, wanted_groups, any_or_same)
        && all(resources, wanted_resources, resource)
        && all(paths, wanted_paths, path)
        && (names.is_empty() || !wanted_names.is_empty() && all(names, wanted_names, |a, b| a == b))
}

fn any_or_same(held: &str, wanted: &str) -> bool {
    held == ANY || held == wanted
}

fn resource(held: &str, wanted: &str) -> bool {
    let subresource = |text: &str| text.split_once('/').map(|(_, sub)| sub.to_owned());
    any_or_same(held, wanted) || held.starts_with("*/") && subresource(held) == subresource(wanted)
}

fn path(held: &str, wanted: &str) -> bool {
    held == wanted || held.ends_with('*') && wanted.starts_with(held.trim_end_matches('*'))
}
