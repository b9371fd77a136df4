//! What may I do in this namespace? `kubectl auth can-i --list` asks it.

use serde_json::{Map, Value, json};

use crate::api::Call;
use crate::authz::{self, words};
use crate::object::{as_map, set, text};
use crate::status::Failure;

pub(super) fn answer(call: &Call, review: &mut Value) -> Result<(), Failure> {
    let namespace = text(review, "/spec/namespace").to_owned();
    if namespace.is_empty() {
        return Err(Failure::bad_request("no namespace on request"));
    }
    let rbac = authz::rbac(&call.cluster);
    let (mut of_resources, mut of_paths) = (Vec::new(), Vec::new());
    let is_given = |list: Option<&Vec<String>>| list.is_some_and(|list| !list.is_empty());
    for rule in rbac.rules_of(&call.caller, &namespace) {
        if is_given(rule.resources.as_ref()) {
            let mut entry = as_entry(&rule.verbs);
            let lists = [
                ("apiGroups", &rule.api_groups),
                ("resources", &rule.resources),
                ("resourceNames", &rule.resource_names),
            ];
            for (field, list) in lists {
                if let Some(list) = list.as_ref().filter(|list| !list.is_empty()) {
                    set(&mut entry, field, list.clone());
                }
            }
            of_resources.push(entry);
        }
        if let Some(paths) = rule.non_resource_urls.as_ref().filter(|paths| !paths.is_empty()) {
            let mut entry = as_entry(&rule.verbs);
            set(&mut entry, "nonResourceURLs", paths.clone());
            of_paths.push(entry);
        }
    }
    let mut status =
        json!({ "resourceRules": of_resources, "nonResourceRules": of_paths, "incomplete": false });
    let missing: Vec<_> = rbac.missing_roles(&call.caller, &namespace).collect();
    if !missing.is_empty() {
        set(as_map(&mut status), "evaluationError", words::aggregate(&missing));
    }
    *review = json!({ "spec": {}, "status": status });
    Ok(())
}

fn as_entry(verbs: &[String]) -> Map<String, Value> {
    let mut entry = Map::new();
    set(&mut entry, "verbs", verbs.to_vec());
    entry
}
