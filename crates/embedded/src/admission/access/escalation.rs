//! Nobody hands out rights that they do not have, unless they may `escalate` the role or `bind` it.

use ::access::{Identity, Rbac, Request};
use k8s_openapi::api::rbac::v1::{PolicyRule, RoleRef};
use psp::GoQuoted;
use serde_json::Value;

use super::validation::read;
use crate::authz;
use crate::authz::words::{self, quoted};
use crate::cluster::Inner;
use crate::object::name;
use crate::resource::{RBAC, Resource};
use crate::status::Failure;

/// A role or binding as it is, if it is there, and as it is to be.
pub(super) struct Change<'a> {
    pub(super) old: Option<&'a Value>,
    pub(super) new: &'a Value,
}

/// May they make the role or binding what it is to be?
pub(super) fn check(
    cluster: &Inner,
    who: &Identity,
    resource: &Resource,
    namespace: &str,
    change: &Change<'_>,
) -> Result<(), Failure> {
    let object = change.new;
    if is_master(who) {
        return Ok(());
    }
    let rbac = authz::rbac(cluster);
    let may = |verb, plural: &str, name: &str| {
        let request = Request { verb, group: RBAC, resource: plural, subresource: "", name, namespace };
        rbac.allows(who, &request)
    };
    let attempt = Attempt { rbac: &rbac, who, namespace, resource, name: name(object) };
    if !resource.kind.ends_with("Binding") {
        // A request that makes an object names none.
        if may("escalate", resource.plural, change.old.map(name).unwrap_or_default()) {
            return Ok(());
        }
        attempt.refuse_missing(&read::<Vec<PolicyRule>>(object.get("rules"))?)?;
        return change.old.into_iter().chain([object]).try_for_each(|each| attempt.refuse_aggregation(each));
    }
    let role: RoleRef = read(object.get("roleRef"))?;
    let (plural, kind) = match role.kind.as_str() {
        "ClusterRole" => ("clusterroles", "ClusterRole"),
        "Role" => ("roles", "Role"),
        other => {
            let what = format!("unsupported role reference kind: {}", GoQuoted(other));
            return Err(Failure::unexplained(&what));
        }
    };
    if may("bind", plural, &role.name) {
        return Ok(());
    }
    if kind == "Role" && namespace.is_empty() {
        return Err(Failure::bad_request("Namespace parameter required."));
    }
    let Some(rules) = rbac.role(&role, namespace) else {
        let row = Resource::of_kind("rbac.authorization.k8s.io/v1", kind).unwrap_or(resource);
        return Err(Failure::not_found(row, &role.name));
    };
    attempt.refuse_missing(rules)
}

fn is_master(who: &Identity) -> bool {
    who.groups.iter().any(|group| group == ::access::rbac::MASTERS)
}

struct Attempt<'a> {
    rbac: &'a Rbac,
    who: &'a Identity,
    namespace: &'a str,
    resource: &'a Resource,
    name: &'a str,
}

impl Attempt<'_> {
    fn refuse_missing(&self, rules: &[PolicyRule]) -> Result<(), Failure> {
        let missing = self.rbac.missing(self.who, self.namespace, rules);
        if missing.is_empty() {
            return Ok(());
        }
        let mut rules: Vec<String> = missing.iter().map(compact).collect();
        rules.sort();
        rules.dedup();
        let unknown: Vec<_> = self.rbac.missing_roles(self.who, self.namespace).collect();
        let unknown = match unknown.as_slice() {
            [] => String::new(),
            some => format!("; resolution errors: [{}]", words::aggregate_resources(some)),
        };
        let why = format!(
            "user {} (groups={}) is attempting to grant RBAC permissions not currently held:\n{}{unknown}",
            GoQuoted(&self.who.user),
            quoted(&self.who.groups),
            rules.join("\n"),
        );
        Err(Failure::forbidden(self.resource, self.name, &why))
    }

    /// Who has not every right may not touch a role that gathers others' rules.
    fn refuse_aggregation(&self, object: &Value) -> Result<(), Failure> {
        let gathers = object.get("aggregationRule").is_some_and(|rule| !rule.is_null());
        let any = || vec!["*".to_owned()];
        let everything = [
            PolicyRule {
                api_groups: Some(any()),
                resources: Some(any()),
                verbs: any(),
                ..PolicyRule::default()
            },
            PolicyRule { non_resource_urls: Some(any()), verbs: any(), ..PolicyRule::default() },
        ];
        if !gathers || self.rbac.missing(self.who, self.namespace, &everything).is_empty() {
            return Ok(());
        }
        let why = "must have cluster-admin privileges to use the aggregationRule";
        Err(Failure::forbidden(self.resource, self.name, why))
    }
}

/// A rule in one line, as the API server writes it.
fn compact(rule: &PolicyRule) -> String {
    let parts = [
        ("APIGroups", rule.api_groups.as_ref()),
        ("Resources", rule.resources.as_ref()),
        ("NonResourceURLs", rule.non_resource_urls.as_ref()),
        ("ResourceNames", rule.resource_names.as_ref()),
        ("Verbs", Some(&rule.verbs)),
    ];
    let parts = parts.into_iter().filter_map(|(name, values)| Some((name, values?)));
    let parts = parts.filter(|(_, values)| !values.is_empty());
    let parts: Vec<String> = parts.map(|(name, values)| format!("{name}:{}", quoted(values))).collect();
    format!("{{{}}}", parts.join(", "))
}
