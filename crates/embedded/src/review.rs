//! Access reviews: questions about rights, answered at once and never stored.

use access::{Identity, Rbac, Request};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::api::Call;
use crate::authz;
use crate::object::{as_map, items, set, text};
use crate::rest::body::json;
use crate::status::Failure;

pub(crate) fn answer(call: &Call) -> Result<Response, Failure> {
    let mut review: Value =
        serde_json::from_slice(&json(call)?).map_err(|error| Failure::bad_request(error.to_string()))?;
    let rbac = authz::rbac(&call.cluster);
    let caller = &call.caller;
    let status = match call.target.resource.kind {
        "SelfSubjectRulesReview" => rules(&rbac, caller, text(&review, "/spec/namespace")),
        "SelfSubjectAccessReview" => json!({ "allowed": is_allowed(&rbac, caller, &review)? }),
        _ => json!({ "allowed": is_allowed(&rbac, &subject(&review), &review)? }),
    };
    let fields = as_map(&mut review);
    set(fields, "apiVersion", call.target.resource.api_version());
    set(fields, "kind", call.target.resource.kind);
    set(fields, "status", status);
    Ok((StatusCode::CREATED, Json(review)).into_response())
}

fn subject(review: &Value) -> Identity {
    let groups = items(review, "/spec/groups").filter_map(Value::as_str).map(str::to_owned).collect();
    Identity { user: text(review, "/spec/user").to_owned(), groups }
}

fn is_allowed(rbac: &Rbac, who: &Identity, review: &Value) -> Result<bool, Failure> {
    if let Some(path) = review.pointer("/spec/nonResourceAttributes") {
        return Ok(rbac.allows_path(who, text(path, "/verb"), text(path, "/path")));
    }
    let wrong = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
    let what = review.pointer("/spec/resourceAttributes").ok_or_else(|| Failure::bad_request(wrong))?;
    let request = Request {
        verb: text(what, "/verb"),
        group: text(what, "/group"),
        resource: text(what, "/resource"),
        subresource: text(what, "/subresource"),
        name: text(what, "/name"),
        namespace: text(what, "/namespace"),
    };
    Ok(rbac.allows(who, &request))
}

fn rules(rbac: &Rbac, who: &Identity, namespace: &str) -> Value {
    let mut of_resources = Vec::new();
    let mut of_paths = Vec::new();
    for rule in rbac.rules_of(who, namespace) {
        if rule.resources.as_ref().is_some_and(|list| !list.is_empty()) {
            of_resources.push(json!({
                "verbs": rule.verbs,
                "apiGroups": rule.api_groups,
                "resources": rule.resources,
                "resourceNames": rule.resource_names,
            }));
        }
        if rule.non_resource_urls.as_ref().is_some_and(|list| !list.is_empty()) {
            of_paths.push(json!({ "verbs": rule.verbs, "nonResourceURLs": rule.non_resource_urls }));
        }
    }
    if who.groups.iter().any(|group| group == access::rbac::MASTERS) {
        of_resources.push(json!({ "verbs": ["*"], "apiGroups": ["*"], "resources": ["*"] }));
        of_paths.push(json!({ "verbs": ["*"], "nonResourceURLs": ["*"] }));
    }
    json!({ "resourceRules": of_resources, "nonResourceRules": of_paths, "incomplete": false })
}
