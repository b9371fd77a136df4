use std::sync::Arc;

use serde_json::{Value, json};

use super::Snapshot;
use crate::association::{Origin, PolicyReach};
use crate::default_policy::{DefaultNames, DefaultPolicyState, DisassociationStep};
use crate::objects::{default_objects, kept_binding};

const RBAC: &str = "rbac.authorization.k8s.io";

fn ack() -> DefaultNames {
    DefaultNames::candidates(None).remove(0)
}

/// A cluster on which the default policy is installed, with the policy `restricted` and three namespaces.
fn cluster() -> Snapshot {
    let mut snapshot = Snapshot::default();
    let (role, binding) = default_objects(&ack());
    snapshot.rbac_mut().cluster_roles.push(role);
    snapshot.rbac_mut().cluster_role_bindings.push(binding);
    snapshot.policies.extend(["ack.privileged".to_owned(), "restricted".to_owned()]);
    for namespace in ["kube-system", "team-a", "team-b"] {
        snapshot.namespaces.insert(namespace.to_owned(), vec!["builder".to_owned(), "default".to_owned()]);
    }
    snapshot
}

#[allow(clippy::needless_pass_by_value)] // `json!` makes it for one call
fn bind(snapshot: &mut Snapshot, namespace: &str, policy: &str, subject: Value) {
    let name = format!("use-{policy}");
    let mut allowed =
        json!({"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "verbs": ["use"]});
    if policy != "every" {
        allowed["resourceNames"] = json!([policy]);
    }
    let role = json!({"metadata": {"name": name}, "rules": [allowed]});
    snapshot.rbac_mut().cluster_roles.push(serde_json::from_value(role).unwrap());
    let binding = json!({"metadata": {"name": name, "namespace": namespace}, "subjects": [subject],
        "roleRef": {"apiGroup": RBAC, "kind": "ClusterRole", "name": name}});
    snapshot.rbac_mut().role_bindings.push(serde_json::from_value(binding).unwrap());
}

fn builder() -> Value {
    json!({"kind": "ServiceAccount", "name": "builder"})
}

fn kept(snapshot: &Snapshot) -> Vec<(String, String)> {
    let steps = snapshot.disassociation_plan().steps.into_iter();
    steps
        .filter_map(|step| match step {
            DisassociationStep::Keep { namespace, group, .. } => Some((namespace, group)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_plan_keeps_kube_system_and_the_nodes_first_and_removes_the_cluster_wide_binding_last() {
    let plan = cluster().disassociation_plan();
    let groups = [
        ("kube-system", "system:serviceaccounts:kube-system"),
        ("kube-system", "system:nodes"),
        ("team-a", "system:serviceaccounts:team-a"),
        ("team-b", "system:serviceaccounts:team-b"),
    ];
    assert_eq!(kept(&cluster()), groups.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert!(matches!(plan.steps.last(), Some(DisassociationStep::RemoveClusterBinding { done: false, .. })));
}

#[test]
fn a_custom_rule_takes_effect_and_the_plan_names_the_accounts_that_it_leaves_out() {
    let mut snapshot = cluster();
    bind(&mut snapshot, "team-a", "restricted", builder());
    assert!(kept(&snapshot).iter().all(|(namespace, _)| namespace != "team-a"));
    let plan = snapshot.disassociation_plan();
    let effect = plan.steps.iter().find_map(|step| match step {
        DisassociationStep::TakesEffect { namespace, rules, left_without } => {
            Some((namespace.as_str(), rules.len(), left_without.clone()))
        }
        _ => None,
    });
    assert_eq!(effect, Some(("team-a", 1, vec!["default".to_owned()])));
}

#[test]
fn what_gives_the_accounts_of_a_namespace_no_other_policy_is_no_custom_rule() {
    let somebody = json!({"kind": "User", "name": "alice", "apiGroup": RBAC});
    let elsewhere = json!({"kind": "ServiceAccount", "name": "builder", "namespace": "team-b"});
    for (policy, subject) in [
        ("every", builder()),
        ("ack.privileged", builder()),
        ("no-such-policy", builder()),
        ("restricted", somebody),
        ("restricted", elsewhere),
    ] {
        let mut snapshot = cluster();
        bind(&mut snapshot, "team-a", policy, subject);
        assert!(kept(&snapshot).iter().any(|(namespace, _)| namespace == "team-a"), "{policy}");
    }
}

#[test]
fn a_binding_of_an_earlier_run_is_done_and_is_stale_once_the_namespace_has_a_custom_rule() {
    let mut snapshot = cluster();
    let binding = kept_binding("team-a", "system:serviceaccounts:team-a", &ack());
    snapshot.rbac_mut().role_bindings.push(binding);
    let plan = snapshot.disassociation_plan();
    assert!(plan.steps.iter().any(|step| matches!(step,
        DisassociationStep::Keep { namespace, done: true, .. } if namespace == "team-a")));
    assert!(snapshot.kept_bindings().iter().all(|(_, stale)| !stale));
    bind(&mut snapshot, "team-a", "restricted", builder());
    assert!(snapshot.kept_bindings().iter().all(|(_, stale)| *stale));
}

#[test]
fn the_origin_tells_the_consoles_rules_from_the_default_the_system_and_others() {
    let mut snapshot = cluster();
    bind(&mut snapshot, "team-a", "restricted", builder());
    bind(&mut snapshot, "team-a", "every", builder());
    snapshot.rbac_mut().role_bindings[1].metadata.name = Some("system:something".to_owned());
    snapshot.rbac_mut().role_bindings.push(kept_binding("team-b", "system:serviceaccounts:team-b", &ack()));
    let origins: Vec<_> =
        snapshot.associations().iter().map(|each| (each.policy.clone(), each.origin)).collect();
    let named = |name: &str| PolicyReach::Named(name.to_owned());
    assert_eq!(
        origins,
        [
            (named("ack.privileged"), Origin::Default),
            (named("restricted"), Origin::Elsewhere),
            (PolicyReach::Every, Origin::System),
            (named("ack.privileged"), Origin::DefaultKept),
        ]
    );
}

#[test]
fn the_default_policy_of_another_provider_is_recognised_by_its_binding() {
    let mut snapshot = cluster();
    assert_eq!(snapshot.state(), DefaultPolicyState::Associated);
    snapshot.rbac = Arc::default();
    assert_eq!(snapshot.state(), DefaultPolicyState::Incomplete);
    let eks = DefaultNames { binding: "everybody".to_owned(), ..DefaultNames::candidates(None).remove(1) };
    let (role, binding) = default_objects(&eks);
    snapshot.rbac_mut().cluster_roles.push(role);
    snapshot.rbac_mut().cluster_role_bindings.push(binding);
    snapshot.policies.insert("eks.privileged".to_owned());
    assert_eq!(snapshot.default_names(), eks);
    assert_eq!(snapshot.state(), DefaultPolicyState::Associated);
    snapshot.rbac_mut().cluster_role_bindings.clear();
    snapshot.policies.remove("ack.privileged");
    assert_eq!(snapshot.state(), DefaultPolicyState::Disassociated);
    assert_eq!(snapshot.default_policy().namespaces_without_policy, ["kube-system", "team-a", "team-b"]);
}

#[test]
fn a_cluster_without_a_default_policy_gets_acks_or_the_configured_one() {
    let snapshot = Snapshot::default();
    assert_eq!(snapshot.default_names(), ack());
    assert_eq!(snapshot.state(), DefaultPolicyState::NotInstalled);
    let configured = Snapshot { configured_default: Some("baseline".to_owned()), ..Snapshot::default() };
    assert_eq!(configured.default_names().policy, "baseline");
}

#[test]
fn with_the_default_policy_in_force_nothing_speaks_against_enforcing() {
    let found = cluster().preflight();
    assert!(found.is_installed() && found.nodes_may_use_a_policy && !found.is_grave(), "{found:?}");
    assert!(found.stranded.is_empty());
}

#[test]
fn without_a_cluster_wide_binding_the_preflight_names_whoever_is_left_with_nothing() {
    let mut snapshot = cluster();
    snapshot.rbac_mut().cluster_role_bindings.clear();
    bind(&mut snapshot, "team-a", "restricted", builder());
    let mut found = snapshot.preflight();
    let names: Vec<_> = found.stranded.iter().map(|each| each.namespace.as_str()).collect();
    assert_eq!(names, ["kube-system", "team-a", "team-b"]);
    assert_eq!(found.stranded[1].accounts, ["default"]);
    assert!(!found.nodes_may_use_a_policy);

    let nodes = json!({"kind": "Group", "name": "system:nodes", "apiGroup": RBAC});
    let system = json!({"kind": "Group", "name": "system:serviceaccounts:kube-system", "apiGroup": RBAC});
    bind(&mut snapshot, "kube-system", "ack.privileged", nodes);
    bind(&mut snapshot, "kube-system", "ack.privileged", system);
    found = snapshot.preflight();
    assert!(found.nodes_may_use_a_policy);
    assert!(!found.is_grave(), "no pod runs in the teams' namespaces");
    found.stranded[0].pods = 3;
    assert!(found.is_grave());
}

#[test]
fn a_rule_for_a_policy_that_does_not_exist_helps_nobody() {
    let mut snapshot = cluster();
    snapshot.policies.clear();
    let found = snapshot.preflight();
    assert!(!found.is_installed() && !found.nodes_may_use_a_policy);
    assert_eq!(found.stranded.len(), 3);
}

#[test]
fn the_rules_of_one_namespace_are_not_those_of_its_neighbours_by_name() {
    let mut snapshot = cluster();
    snapshot.rbac_mut().cluster_role_bindings.clear();
    bind(&mut snapshot, "team-a", "restricted", builder());
    bind(&mut snapshot, "team-c", "restricted", builder());
    let without = |namespace: &str| snapshot.without_policy(namespace, &snapshot.associations());
    assert_eq!(without("team-a"), ["default"]);
    assert_eq!(without("team-b"), ["builder", "default"]);
}
