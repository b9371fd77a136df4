use serde_json::{Value, json};

use super::{Wide, reasons};
use crate::association::Origin;
use crate::snapshot::Snapshot;

/// The reasons of the one rule of this role's rules, bound to this subject here, or everywhere.
#[allow(clippy::needless_pass_by_value)] // `json!` makes them for one call
fn why(namespace: Option<&str>, subject: Value, allowed: Value) -> Vec<Wide> {
    let mut snapshot = Snapshot::default();
    let role = json!({"metadata": {"name": "role"}, "rules": [allowed]});
    snapshot.rbac_mut().cluster_roles.push(serde_json::from_value(role).unwrap());
    let binding = json!({"metadata": {"name": "binding", "namespace": namespace}, "subjects": [subject],
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "role"}});
    match namespace {
        Some(_) => snapshot.rbac_mut().role_bindings.push(serde_json::from_value(binding).unwrap()),
        None => snapshot.rbac_mut().cluster_role_bindings.push(serde_json::from_value(binding).unwrap()),
    }
    let rules = snapshot.associations();
    assert_eq!((rules.len(), rules[0].origin), (1, Origin::Elsewhere));
    reasons(&rules[0])
}

fn account(namespace: &str) -> Value {
    json!({"kind": "ServiceAccount", "name": "builder", "namespace": namespace})
}

fn group(name: &str) -> Value {
    json!({"kind": "Group", "name": name})
}

fn one_policy() -> Value {
    json!({"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "verbs": ["use"],
        "resourceNames": ["restricted"]})
}

fn every_policy() -> Value {
    json!({"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "verbs": ["use"]})
}

#[test]
fn a_rule_reaches_what_it_names() {
    for subject in [
        account("team-a"),
        account("team-b"),
        json!({"kind": "User", "name": "alice"}),
        group("system:serviceaccounts:team-a"),
    ] {
        assert_eq!(why(Some("team-a"), subject, one_policy()), []);
    }
    assert_eq!(why(Some("kube-system"), group("system:nodes"), one_policy()), []);
}

#[test]
fn a_group_reaches_whoever_is_in_it() {
    assert_eq!(why(Some("team-a"), group("system:authenticated"), one_policy()), [Wide::Everybody]);
    assert_eq!(why(Some("team-a"), group("system:unauthenticated"), one_policy()), [Wide::Anybody]);
    assert_eq!(why(Some("team-a"), group("system:serviceaccounts"), one_policy()), [Wide::EveryAccount]);
    assert_eq!(why(Some("team-a"), group("oidc:developers"), one_policy()), [Wide::Group]);
}

#[test]
fn a_binding_of_the_cluster_reaches_every_namespace() {
    assert_eq!(why(None, account("team-a"), one_policy()), [Wide::EveryNamespace]);
}

#[test]
fn bound_everywhere_the_controllers_take_every_workload_along() {
    let reasons = [Wide::Controllers, Wide::EveryNamespace];
    assert_eq!(why(None, account("kube-system"), one_policy()), reasons);
    assert_eq!(why(None, group("system:serviceaccounts:kube-system"), one_policy()), reasons);
    let user = json!({"kind": "User", "name": "system:serviceaccount:kube-system:replicaset-controller"});
    assert_eq!(why(None, user, one_policy()), reasons);
    assert_eq!(why(Some("kube-system"), account("kube-system"), one_policy()), []);
}

#[test]
fn a_role_that_names_no_policy_allows_every_one() {
    assert_eq!(why(Some("team-a"), account("team-a"), every_policy()), [Wide::EveryPolicy]);
}

#[test]
fn a_wildcard_includes_the_use_of_policies_whether_meant_or_not() {
    for (field, value) in [("verbs", "*"), ("resources", "*"), ("apiGroups", "*")] {
        let mut rule = every_policy();
        rule[field] = json!([value]);
        assert_eq!(
            why(Some("team-a"), account("team-a"), rule),
            [Wide::EveryPolicy, Wide::Wildcard],
            "{field}"
        );
    }
    let mut one = one_policy();
    one["verbs"] = json!(["*"]);
    assert_eq!(why(Some("team-a"), account("team-a"), one), [Wide::Wildcard]);
}

#[test]
fn a_role_like_cluster_admin_is_an_administrators() {
    let all = json!({"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]});
    assert_eq!(why(Some("team-a"), account("team-a"), all.clone()), [Wide::Administrator]);
    let gravest_first = [Wide::Administrator, Wide::Everybody, Wide::EveryNamespace];
    assert_eq!(why(None, group("system:authenticated"), all), gravest_first);
}

#[test]
fn a_wildcard_that_concerns_other_things_widens_nothing() {
    let mut snapshot = Snapshot::default();
    let secrets = json!({"apiGroups": [""], "resources": ["secrets"], "verbs": ["*"]});
    let role = json!({"metadata": {"name": "role"}, "rules": [one_policy(), secrets]});
    snapshot.rbac_mut().cluster_roles.push(serde_json::from_value(role).unwrap());
    let binding = json!({"metadata": {"name": "binding", "namespace": "team-a"}, "subjects": [account("team-a")],
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "role"}});
    snapshot.rbac_mut().role_bindings.push(serde_json::from_value(binding).unwrap());
    assert_eq!(reasons(&snapshot.associations()[0]), []);
}
