//! RBAC objects: nobody hands out rights that they do not have.

use std::fmt::Write;

use ::access::{Identity, Request};
use k8s_openapi::api::rbac::v1::{PolicyRule, RoleRef};
use psp::GoQuoted;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::authz;
use crate::cluster::Inner;
use crate::object::{items, name, set, text};
use crate::resource::{RBAC, Resource};
use crate::status::{Cause, Failure};

/// Users, groups and roles are of the RBAC group unless they say otherwise.
pub(super) fn defaults(object: &mut Value) {
    if let Some(role) = object.get_mut("roleRef").and_then(Value::as_object_mut) {
        default_group(role);
    }
    for subject in object.get_mut("subjects").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(subject) = subject.as_object_mut() else { continue };
        if subject.get("kind").is_some_and(|kind| kind != "ServiceAccount") {
            default_group(subject);
        }
    }
}

fn default_group(fields: &mut Map<String, Value>) {
    if fields.get("apiGroup").and_then(Value::as_str).is_none_or(str::is_empty) {
        set(fields, "apiGroup", RBAC);
    }
}

pub(super) fn update(
    cluster: &Inner,
    who: &Identity,
    resource: &Resource,
    old: &Value,
    new: &Value,
) -> Result<(), Failure> {
    let field = |pointer: &str| (old.pointer(pointer), new.pointer(pointer));
    let (before, after) = field("/roleRef");
    if before != after {
        let value = after.cloned().unwrap_or_default();
        let cause = Cause::invalid("roleRef", &value, "cannot change roleRef");
        return Err(Failure::invalid(resource.kind, RBAC, name(new), &[cause]));
    }
    let same = |(before, after): (Option<&Value>, Option<&Value>)| before == after;
    if same(field("/rules")) && same(field("/subjects")) {
        return Ok(());
    }
    check(cluster, who, resource, text(new, "/metadata/namespace"), new)
}

pub(super) fn check(
    cluster: &Inner,
    who: &Identity,
    resource: &Resource,
    namespace: &str,
    object: &Value,
) -> Result<(), Failure> {
    let rbac = authz::rbac(cluster);
    let may = |verb, plural: &str, name: &str| {
        let request = Request { verb, group: RBAC, resource: plural, subresource: "", name, namespace };
        rbac.allows(who, &request)
    };
    if !resource.kind.ends_with("Binding") {
        let rules: Vec<PolicyRule> = read(object.get("rules"))?;
        if rbac.covers(who, namespace, &rules) || may("escalate", resource.plural, name(object)) {
            return Ok(());
        }
        return Err(escalation(resource, object, who, &rules));
    }
    let role = validate_binding(resource, object)?;
    let plural = if role.kind == "ClusterRole" { "clusterroles" } else { "roles" };
    let rules = rbac.rules(&role, namespace);
    if rbac.covers(who, namespace, rules) || may("bind", plural, &role.name) {
        return Ok(());
    }
    Err(escalation(resource, object, who, rules))
}

fn read<T: for<'de> Deserialize<'de> + Default>(value: Option<&Value>) -> Result<T, Failure> {
    match value {
        None | Some(Value::Null) => Ok(T::default()),
        Some(value) => T::deserialize(value).map_err(|error| Failure::bad_request(error.to_string())),
    }
}

fn validate_binding(resource: &Resource, object: &Value) -> Result<RoleRef, Failure> {
    let mut causes = Vec::new();
    let role: RoleRef = read(object.get("roleRef"))?;
    let not_supported = |field: &str, value: &str, supported: &str| Cause {
        reason: "FieldValueNotSupported",
        message: format!("Unsupported value: {}: supported values: {supported}", GoQuoted(value)),
        field: field.to_owned(),
    };
    if role.api_group != RBAC {
        causes.push(not_supported("roleRef.apiGroup", &role.api_group, "\"rbac.authorization.k8s.io\""));
    }
    match (role.kind.as_str(), resource.kind) {
        ("ClusterRole", _) | ("Role", "RoleBinding") => {}
        (kind, "RoleBinding") => {
            causes.push(not_supported("roleRef.kind", kind, "\"ClusterRole\", \"Role\""));
        }
        (kind, _) => causes.push(not_supported("roleRef.kind", kind, "\"ClusterRole\"")),
    }
    if role.name.is_empty() {
        causes.push(Cause::required("roleRef.name", ""));
    }
    for (index, subject) in items(object, "/subjects").enumerate() {
        let field = |name: &str| format!("subjects[{index}].{name}");
        if text(subject, "/name").is_empty() {
            causes.push(Cause::required(&field("name"), ""));
        }
        match text(subject, "/kind") {
            "ServiceAccount" if text(subject, "/namespace").is_empty() && resource.kind != "RoleBinding" => {
                causes.push(Cause::required(&field("namespace"), ""));
            }
            "ServiceAccount" | "User" | "Group" => {}
            kind => {
                let supported = "\"Group\", \"ServiceAccount\", \"User\"";
                causes.push(not_supported(&field("kind"), kind, supported));
            }
        }
    }
    if causes.is_empty() {
        return Ok(role);
    }
    Err(Failure::invalid(resource.kind, RBAC, name(object), &causes))
}

fn escalation(resource: &Resource, object: &Value, who: &Identity, rules: &[PolicyRule]) -> Failure {
    let mut why = format!(
        "user {} (groups={}) is attempting to grant RBAC permissions not currently held:",
        GoQuoted(&who.user),
        quoted(&who.groups, " "),
    );
    for rule in rules {
        // Writing to a String cannot fail.
        let _ = write!(why, "\n{{");
        let parts = [
            ("APIGroups", rule.api_groups.as_ref()),
            ("Resources", rule.resources.as_ref()),
            ("ResourceNames", rule.resource_names.as_ref()),
            ("NonResourceURLs", rule.non_resource_urls.as_ref()),
            ("Verbs", Some(&rule.verbs)),
        ];
        let parts = parts.into_iter().filter_map(|(name, values)| Some((name, values?)));
        let parts: Vec<String> = parts
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| format!("{name}:{}", quoted(values, " ")))
            .collect();
        let _ = write!(why, "{}}}", parts.join(", "));
    }
    Failure::forbidden(resource, name(object), &why)
}

fn quoted(values: &[String], separator: &str) -> String {
    let values: Vec<String> = values.iter().map(|value| GoQuoted(value).to_string()).collect();
    format!("[{}]", values.join(separator))
}
