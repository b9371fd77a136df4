// `json!` makes a value for one call; borrowing it would only add noise.
#![allow(clippy::needless_pass_by_value)]

use std::path::Path;

use serde_json::Value;

use super::{Decision, Identity, Rbac, Request};
use crate::association::{PolicyReach, Scope, Subject};

fn rbac(objects: &[Value]) -> Rbac {
    let mut rbac = Rbac::default();
    for object in objects {
        let object = object.clone();
        match object["kind"].as_str().unwrap() {
            "Role" => rbac.roles.push(serde_json::from_value(object).unwrap()),
            "ClusterRole" => rbac.cluster_roles.push(serde_json::from_value(object).unwrap()),
            "RoleBinding" => rbac.role_bindings.push(serde_json::from_value(object).unwrap()),
            "ClusterRoleBinding" => rbac.cluster_role_bindings.push(serde_json::from_value(object).unwrap()),
            other => panic!("no RBAC object: {other}"),
        }
    }
    rbac
}

fn role(rules: Value) -> Value {
    serde_json::json!({"kind": "ClusterRole", "metadata": {"name": "r"}, "rules": rules})
}

fn bound_in(namespace: &str, subjects: Value) -> Value {
    serde_json::json!({
        "kind": "RoleBinding", "metadata": {"name": "b", "namespace": namespace},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "r"}, "subjects": subjects,
    })
}

fn use_policy<'a>(group: &'a str, name: &'a str, namespace: &'a str) -> Request<'a> {
    Request { verb: "use", group, resource: "podsecuritypolicies", subresource: "", name, namespace }
}

fn cluster_admin() -> Value {
    serde_json::json!({"kind": "ClusterRole", "metadata": {"name": "cluster-admin"}, "rules": [
        {"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}, {"nonResourceURLs": ["*"], "verbs": ["*"]},
    ]})
}

/// What a real API server answered to `SubjectAccessReview`s.
#[test]
fn answers_as_the_recorded_api_server() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // A part of what was recorded lies beside the policies' own cases; all of it is read where it is at hand.
    let mut text = std::fs::read_to_string(crates.join("psp/tests/cases/authz.jsonl")).unwrap();
    text += &std::fs::read_to_string(crates.join("../../shared/conformance/authz.jsonl")).unwrap_or_default();
    let mut answers = 0;
    for case in text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let mut rbac = rbac(case["rbac"].as_array().unwrap());
        // Every API server makes this role by itself; some cases bind it.
        rbac.cluster_roles.push(serde_json::from_value(cluster_admin()).unwrap());
        let namespace = case["namespace"].as_str().unwrap();
        let groups = |key: &str| serde_json::from_value::<Vec<String>>(case[key].clone()).unwrap();
        let user = Identity { user: case["user"].as_str().unwrap().to_owned(), groups: groups("groups") };
        let account = Identity::service_account(namespace, case["serviceAccountName"].as_str().unwrap());
        for (policy, reviews) in case["subjectAccessReviews"].as_object().unwrap() {
            for (who, key) in [(&user, "user"), (&account, "serviceAccount")] {
                for group in ["policy", "extensions"] {
                    let allowed = rbac.allows(who, &use_policy(group, policy, namespace));
                    assert_eq!(reviews[key][group], allowed, "{} {policy} {key} {group}", case["id"]);
                    answers += 1;
                }
            }
        }
    }
    assert!(answers > 50, "{answers}");
}

#[test]
fn a_role_binding_reaches_its_own_namespace_only() {
    let rules = serde_json::json!([{"apiGroups": ["policy"], "resources": ["podsecuritypolicies"],
        "resourceNames": ["p"], "verbs": ["use"]}]);
    let subjects = serde_json::json!([{"kind": "ServiceAccount", "name": "builder"}]);
    let rbac = rbac(&[role(rules), bound_in("team", subjects)]);
    let builder = Identity::service_account("team", "builder");
    assert!(rbac.allows(&builder, &use_policy("policy", "p", "team")));
    assert!(!rbac.allows(&builder, &use_policy("policy", "p", "other")));
    assert!(!rbac.allows(&builder, &use_policy("policy", "q", "team")));
    assert!(!rbac.allows(&Identity::service_account("other", "builder"), &use_policy("policy", "p", "team")));
}

#[test]
fn a_rule_for_pods_does_not_allow_their_logs() {
    let rules = serde_json::json!([{"apiGroups": [""], "resources": ["pods", "*/scale"], "verbs": ["get"]}]);
    let rbac = rbac(&[role(rules), bound_in("team", serde_json::json!([{"kind": "User", "name": "alice"}]))]);
    let alice = Identity { user: "alice".to_owned(), groups: vec![] };
    let get = |resource, subresource| {
        let what = Request { verb: "get", group: "", resource, subresource, name: "x", namespace: "team" };
        rbac.allows(&alice, &what)
    };
    assert!(get("pods", ""));
    assert!(!get("pods", "log"));
    assert!(get("anything", "scale"));
}

#[test]
fn nobody_covers_a_right_that_they_do_not_have() {
    let rules = serde_json::json!([{"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]}]);
    let rbac = rbac(&[role(rules), bound_in("team", serde_json::json!([{"kind": "User", "name": "alice"}]))]);
    let alice = Identity { user: "alice".to_owned(), groups: vec![] };
    let wanted = |verbs: Value| {
        vec![
            serde_json::from_value(
                serde_json::json!({"apiGroups": [""], "resources": ["pods"], "verbs": verbs}),
            )
            .unwrap(),
        ]
    };
    let missing = |namespace: &str, verbs: Value| {
        let missing = rbac.missing(&alice, namespace, &wanted(verbs));
        missing.into_iter().map(|rule| rule.verbs).collect::<Vec<_>>()
    };
    assert!(missing("team", serde_json::json!(["get"])).is_empty());
    assert_eq!(missing("team", serde_json::json!(["get", "delete", "patch"])), [["delete", "patch"]]);
    assert_eq!(missing("team", serde_json::json!(["*"])), [["*"]]);
    assert_eq!(missing("other", serde_json::json!(["get"])), [["get"]]);
}

#[test]
fn a_right_to_named_objects_or_some_paths_covers_these_only() {
    let rules = serde_json::json!([
        {"apiGroups": [""], "resources": ["*/scale"], "resourceNames": ["web"], "verbs": ["get"]},
        {"nonResourceURLs": ["/healthz*"], "verbs": ["get"]},
    ]);
    let binding = serde_json::json!({"kind": "ClusterRoleBinding", "metadata": {"name": "b"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "r"},
        "subjects": [{"kind": "User", "name": "alice"}]});
    let rbac = rbac(&[role(rules), binding]);
    let alice = Identity { user: "alice".to_owned(), groups: vec![] };
    let covered = |rule: Value| rbac.missing(&alice, "", &[serde_json::from_value(rule).unwrap()]).is_empty();
    let scale = |names: Value| serde_json::json!({"apiGroups": [""], "resources": ["pods/scale"], "resourceNames": names, "verbs": ["get"]});
    assert!(covered(scale(serde_json::json!(["web"]))));
    assert!(!covered(scale(serde_json::json!(["web", "other"]))));
    assert!(!covered(scale(serde_json::json!([]))), "no name means every object");
    let path = |path: &str| covered(serde_json::json!({"nonResourceURLs": [path], "verbs": ["get"]}));
    assert!(path("/healthz/etcd") && path("/healthz*") && !path("/version"));
}

#[test]
fn a_decision_tells_through_what_it_was_made_or_which_roles_are_missing() {
    let rules = serde_json::json!([{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]);
    let subjects = serde_json::json!([{"kind": "User", "name": "bob"}, {"kind": "Group", "name": "team"}]);
    let alice = Identity { user: "alice".to_owned(), groups: vec!["team".to_owned()] };
    let get = Request { verb: "get", resource: "pods", name: "x", namespace: "team", ..Request::default() };
    let mut rbac = rbac(&[role(rules), bound_in("team", subjects)]);
    let Decision::Through(bound) = rbac.decide(&alice, &get) else { panic!("not allowed") };
    assert_eq!((bound.name, bound.namespace, bound.subject.name.as_str()), ("b", "team", "team"));
    rbac.cluster_roles.clear();
    let Decision::Nothing { missing } = rbac.decide(&alice, &get) else { panic!("allowed") };
    assert_eq!(missing.iter().map(|role| role.name.as_str()).collect::<Vec<_>>(), ["r"]);
}

#[test]
fn a_wildcard_role_grants_every_policy_to_each_of_its_subjects() {
    let rules = serde_json::json!([{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]);
    let subjects = serde_json::json!([
        {"kind": "Group", "name": "system:serviceaccounts:team"},
        {"kind": "ServiceAccount", "name": "builder", "namespace": "ci"},
    ]);
    let grants = rbac(&[role(rules), bound_in("team", subjects)]).associations();
    assert_eq!(grants.len(), 2);
    assert!(grants.iter().all(|grant| grant.policy == PolicyReach::Every));
    assert!(grants.iter().all(|grant| grant.scope == Scope::Namespace("team".to_owned())));
    let account = Subject::ServiceAccount { namespace: "ci".to_owned(), name: "builder".to_owned() };
    assert!(grants.iter().any(|grant| grant.subject == account));
}

#[test]
fn as_many_rules_are_counted_of_a_policy_as_there_are_grants_that_name_it() {
    let allowed = |names: serde_json::Value| {
        serde_json::json!([{"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "verbs": ["use"],
            "resourceNames": names}])
    };
    let subjects = serde_json::json!([
        {"kind": "User", "name": "alice"},
        {"kind": "ServiceAccount", "name": "builder"},
        {"kind": "Robot", "name": "marvin"},
    ]);
    let rbac = rbac(&[role(allowed(serde_json::json!(["a", "b", "a"]))), bound_in("team", subjects)]);
    let counts = rbac.counts();
    assert_eq!(
        counts.iter().map(|(name, count)| (name.as_str(), *count)).collect::<Vec<_>>(),
        [("a", 2), ("b", 2)]
    );
    assert_eq!(rbac.associations().len(), 4);
}

#[test]
fn a_binding_to_a_role_that_does_not_exist_grants_nothing() {
    let subjects = serde_json::json!([{"kind": "User", "name": "alice"}]);
    assert_eq!(rbac(&[bound_in("team", subjects)]).associations(), []);
}
