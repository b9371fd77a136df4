//! What a role or binding must be like: every error, in the API server's words and order.

use k8s_openapi::api::rbac::v1::{AggregationRule, PolicyRule, RoleRef, Subject};
use psp::GoQuoted;
use psp::validation::NameRule;
use serde::Deserialize;
use serde_json::Value;

use super::selector;
use crate::resource::{RBAC, Resource};
use crate::status::{Cause, Failure};

/// Everything that is wrong with it, but for its metadata.
pub(super) fn causes(resource: &Resource, object: &Value) -> Result<Vec<Cause>, Failure> {
    if resource.kind.ends_with("Binding") {
        let role: RoleRef = read(object.get("roleRef"))?;
        let subjects: Vec<Subject> = read(object.get("subjects"))?;
        let mut causes = role_ref(&role, resource.namespaced);
        for (index, each) in subjects.iter().enumerate() {
            subject(each, resource.namespaced, &format!("subjects[{index}]"), &mut causes);
        }
        return Ok(causes);
    }
    let rules: Vec<PolicyRule> = read(object.get("rules"))?;
    let mut causes = Vec::new();
    for (index, each) in rules.iter().enumerate() {
        rule(each, resource.namespaced, &format!("rules[{index}]"), &mut causes);
    }
    if let Some(rule) = read::<Option<AggregationRule>>(object.get("aggregationRule"))? {
        let selectors = rule.cluster_role_selectors.unwrap_or_default();
        if selectors.is_empty() {
            let why = "at least one clusterRoleSelector required if aggregationRule is non-nil";
            causes.push(Cause::required("aggregationRule.clusterRoleSelectors", why));
        }
        for (index, each) in selectors.iter().enumerate() {
            causes.extend(selector::causes(each, &format!("aggregationRule.clusterRoleSelectors[{index}]")));
        }
    }
    Ok(causes)
}

/// A binding stays with its role.
pub(super) fn role_changed(old: &Value, new: &Value) -> Result<Option<Cause>, Failure> {
    let (before, after): (RoleRef, RoleRef) = (read(old.get("roleRef"))?, read(new.get("roleRef"))?);
    if before == after {
        return Ok(None);
    }
    let shown = format!(
        "rbac.RoleRef{{APIGroup:{}, Kind:{}, Name:{}}}",
        GoQuoted(&after.api_group),
        GoQuoted(&after.kind),
        GoQuoted(&after.name),
    );
    Ok(Some(invalid("roleRef", &shown, "cannot change roleRef")))
}

/// A field of an object; what is missing is empty.
pub(super) fn read<T: for<'de> Deserialize<'de> + Default>(value: Option<&Value>) -> Result<T, Failure> {
    match value {
        None | Some(Value::Null) => Ok(T::default()),
        Some(value) => T::deserialize(value).map_err(|error| Failure::bad_request(error.to_string())),
    }
}

fn rule(rule: &PolicyRule, namespaced: bool, field: &str, causes: &mut Vec<Cause>) {
    let is_empty = |list: Option<&Vec<String>>| list.is_none_or(Vec::is_empty);
    let (groups, resources) = (rule.api_groups.as_ref(), rule.resources.as_ref());
    if rule.verbs.is_empty() {
        causes.push(Cause::required(&format!("{field}.verbs"), "verbs must contain at least one value"));
    }
    if let Some(paths) = rule.non_resource_urls.as_ref().filter(|paths| !paths.is_empty()) {
        let quoted: Vec<String> = paths.iter().map(|path| GoQuoted(path).to_string()).collect();
        let shown = format!("[]string{{{}}}", quoted.join(", "));
        let mut refuse = |why| causes.push(invalid(&format!("{field}.nonResourceURLs"), &shown, why));
        if namespaced {
            refuse("namespaced rules cannot apply to non-resource URLs");
        }
        if !is_empty(groups) || !is_empty(resources) || !is_empty(rule.resource_names.as_ref()) {
            refuse("rules cannot apply to both regular resources and non-resource URLs");
        }
        return;
    }
    if is_empty(groups) {
        let why = "resource rules must supply at least one api group";
        causes.push(Cause::required(&format!("{field}.apiGroups"), why));
    }
    if is_empty(resources) {
        let why = "resource rules must supply at least one resource";
        causes.push(Cause::required(&format!("{field}.resources"), why));
    }
}

fn role_ref(role: &RoleRef, namespaced: bool) -> Vec<Cause> {
    let mut causes = Vec::new();
    if role.api_group != RBAC {
        causes.push(not_supported("roleRef.apiGroup", &role.api_group, &[RBAC]));
    }
    let kinds: &[&str] = if namespaced { &["Role", "ClusterRole"] } else { &["ClusterRole"] };
    if !kinds.contains(&role.kind.as_str()) {
        causes.push(not_supported("roleRef.kind", &role.kind, kinds));
    }
    if role.name.is_empty() {
        causes.push(Cause::required("roleRef.name", ""));
    }
    causes.extend(
        NameRule::PathSegment
            .problems(&role.name)
            .iter()
            .map(|why| invalid("roleRef.name", &GoQuoted(&role.name).to_string(), why)),
    );
    causes
}

fn subject(subject: &Subject, namespaced: bool, field: &str, causes: &mut Vec<Cause>) {
    let group = subject.api_group.as_deref().unwrap_or_default();
    let at = |name: &str| format!("{field}.{name}");
    if subject.name.is_empty() {
        causes.push(Cause::required(&at("name"), ""));
    }
    match subject.kind.as_str() {
        "ServiceAccount" => {
            let shown = GoQuoted(&subject.name).to_string();
            if !subject.name.is_empty() {
                let problems = NameRule::Subdomain.problems(&subject.name);
                causes.extend(problems.iter().map(|why| invalid(&at("name"), &shown, why)));
            }
            if !group.is_empty() {
                causes.push(not_supported(&at("apiGroup"), group, &[""]));
            }
            if !namespaced && subject.namespace.as_deref().unwrap_or_default().is_empty() {
                causes.push(Cause::required(&at("namespace"), ""));
            }
        }
        "User" | "Group" if group != RBAC => causes.push(not_supported(&at("apiGroup"), group, &[RBAC])),
        "User" | "Group" => {}
        kind => causes.push(not_supported(&at("kind"), kind, &["ServiceAccount", "User", "Group"])),
    }
}

/// With the value as Go writes it.
pub(super) fn invalid(field: &str, shown: &str, why: &str) -> Cause {
    Cause {
        reason: "FieldValueInvalid",
        message: format!("Invalid value: {shown}: {why}"),
        field: field.to_owned(),
    }
}

fn not_supported(field: &str, value: &str, supported: &[&str]) -> Cause {
    let supported: Vec<String> = supported.iter().map(|each| GoQuoted(each).to_string()).collect();
    Cause {
        reason: "FieldValueNotSupported",
        message: format!(
            "Unsupported value: {}: supported values: {}",
            GoQuoted(value),
            supported.join(", ")
        ),
        field: field.to_owned(),
    }
}
