//! Roles and bindings: nobody hands out more than they have, and what is no role is refused.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Api, binding, cluster_role, refusal, rule};

const RBAC: &str = "rbac.authorization.k8s.io";
const ROLES: &str = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
const BINDINGS: &str = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
const HERE: &str = "/apis/rbac.authorization.k8s.io/v1/namespaces/team/rolebindings";
const MAKE: [&str; 4] = ["create", "get", "patch", "update"];

/// Carol may make roles and bindings, and read pods.
async fn with_carol() -> Api {
    let api = Api::new().await;
    let make = rule(RBAC, &["clusterroles", "clusterrolebindings", "rolebindings"], &MAKE);
    for role in
        [cluster_role("make", &[make]), cluster_role("pods", &[rule("", &["pods"], &["get", "list"])])]
    {
        let name = role["metadata"]["name"].as_str().unwrap().to_owned();
        api.create(ROLES, role).await;
        api.create(BINDINGS, binding(&name, "carol")).await;
    }
    api
}

async fn carol(api: &Api, path: &str, object: Value) -> (u16, String) {
    refusal(api.ask_like("carol", "POST", path, object).await)
}

async fn carol_changes(api: &Api, path: &str, change: Value) -> (u16, String) {
    let headers =
        [api.admin(), ("impersonate-user", "carol"), ("content-type", "application/merge-patch+json")];
    refusal(api.ask_plainly("PATCH", path, &headers, change).await)
}

fn escalation(subject: &str, rules: &str) -> (u16, String) {
    let words = format!(
        "{subject} is forbidden: user \"carol\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC \
         permissions not currently held:\n{rules}"
    );
    (403, words)
}

#[tokio::test]
async fn a_refused_escalation_lists_what_is_missing_piece_by_piece() {
    let api = with_carol().await;
    let role = cluster_role(
        "a",
        &[
            json!({"apiGroups": ["", "apps"], "resources": ["pods", "deployments"], "verbs": ["list", "get", "delete"]}),
            json!({"nonResourceURLs": ["/x"], "verbs": ["get", "post"]}),
            json!({"apiGroups": ["policy"], "resources": ["podsecuritypolicies"], "resourceNames": ["a", "b"],
                "verbs": ["use"]}),
        ],
    );
    let missing = [
        "{APIGroups:[\"\"], Resources:[\"deployments\"], Verbs:[\"list\" \"get\" \"delete\"]}",
        "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\"]}",
        "{APIGroups:[\"apps\"], Resources:[\"deployments\"], Verbs:[\"list\" \"get\" \"delete\"]}",
        "{APIGroups:[\"apps\"], Resources:[\"pods\"], Verbs:[\"list\" \"get\" \"delete\"]}",
        "{APIGroups:[\"policy\"], Resources:[\"podsecuritypolicies\"], ResourceNames:[\"a\"], Verbs:[\"use\"]}",
        "{APIGroups:[\"policy\"], Resources:[\"podsecuritypolicies\"], ResourceNames:[\"b\"], Verbs:[\"use\"]}",
        "{NonResourceURLs:[\"/x\"], Verbs:[\"get\"]}",
        "{NonResourceURLs:[\"/x\"], Verbs:[\"post\"]}",
    ];
    let subject = "clusterroles.rbac.authorization.k8s.io \"a\"";
    assert_eq!(carol(&api, ROLES, role).await, escalation(subject, &missing.join("\n")));
    let mut unnamed = cluster_role("", &[rule("", &["pods"], &["*"])]);
    unnamed["metadata"] = json!({"generateName": "a"});
    let missing = "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"*\"]}";
    let subject = "clusterroles.rbac.authorization.k8s.io";
    assert_eq!(carol(&api, ROLES, unnamed).await, escalation(subject, missing));
    assert_eq!(carol(&api, ROLES, cluster_role("b", &[rule("", &["pods"], &["get"])])).await.0, 201);
}

#[tokio::test]
async fn a_refused_escalation_tells_which_of_ones_roles_are_missing() {
    let api = with_carol().await;
    api.create(BINDINGS, binding("lost", "carol")).await;
    let missing = "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\"]}; resolution errors: \
                   [clusterroles.rbac.authorization.k8s.io \"lost\" not found]";
    let answer = carol(&api, ROLES, cluster_role("a", &[rule("", &["pods"], &["delete"])])).await;
    assert_eq!(answer, escalation("clusterroles.rbac.authorization.k8s.io \"a\"", missing));
}

#[tokio::test]
async fn who_may_escalate_a_role_may_give_it_anything() {
    let api = with_carol().await;
    let mut escalate = cluster_role("esc", &[rule(RBAC, &["clusterroles"], &["escalate"])]);
    escalate["rules"][0]["resourceNames"] = json!(["pods"]);
    api.create(ROLES, escalate).await;
    api.create(BINDINGS, binding("esc", "carol")).await;
    let more = json!({"rules": [rule("", &["nodes"], &["get"])]});
    assert_eq!(carol_changes(&api, &format!("{ROLES}/pods"), more.clone()).await.0, 200);
    let gather = json!({"aggregationRule": {"clusterRoleSelectors": [{"matchLabels": {"a": "b"}}]}});
    assert_eq!(carol_changes(&api, &format!("{ROLES}/pods"), gather).await.0, 200);
    // A new role has no name yet when that is decided.
    assert_eq!(carol(&api, ROLES, cluster_role("pods", &[rule("", &["nodes"], &["*"])])).await.0, 403);
}

#[tokio::test]
async fn only_who_may_do_everything_lets_a_role_gather_others_rules() {
    let api = with_carol().await;
    let words = |name: &str| {
        let why = "must have cluster-admin privileges to use the aggregationRule";
        (403, format!("clusterroles.rbac.authorization.k8s.io \"{name}\" is forbidden: {why}"))
    };
    let gather = json!({"clusterRoleSelectors": [{"matchLabels": {"a": "b"}}]});
    let role = json!({"metadata": {"name": "b"}, "aggregationRule": gather});
    assert_eq!(carol(&api, ROLES, role.clone()).await, words("b"));
    api.create(ROLES, role).await;
    let change = json!({"metadata": {"labels": {"z": "b"}}});
    assert_eq!(carol_changes(&api, &format!("{ROLES}/b"), change).await, words("b"));
}

#[tokio::test]
async fn a_role_is_bound_by_those_who_have_its_rights_or_may_bind_it() {
    let api = with_carol().await;
    api.create(ROLES, cluster_role("nodes", &[rule("", &["nodes"], &["get"])])).await;
    let missing = "{APIGroups:[\"\"], Resources:[\"nodes\"], Verbs:[\"get\"]}";
    let subject = "rolebindings.rbac.authorization.k8s.io \"nodes\"";
    assert_eq!(carol(&api, HERE, binding("nodes", "z")).await, escalation(subject, missing));
    api.create(ROLES, cluster_role("bind", &[rule(RBAC, &["clusterroles"], &["bind"])])).await;
    api.create(BINDINGS, binding("bind", "carol")).await;
    assert_eq!(carol(&api, HERE, binding("nodes", "z")).await.0, 201);
    assert_eq!(carol(&api, HERE, binding("pods", "z")).await.0, 201);
}

#[tokio::test]
async fn whose_rights_cannot_be_known_are_not_handed_out() {
    let api = with_carol().await;
    let bind = |kind: &str| json!({"metadata": {"name": "x"}, "roleRef": {"kind": kind, "name": "nope"}});
    let missing = |what: &str| (404, format!("{what}.rbac.authorization.k8s.io \"nope\" not found"));
    assert_eq!(carol(&api, HERE, bind("ClusterRole")).await, missing("clusterroles"));
    assert_eq!(carol(&api, HERE, bind("Role")).await, missing("roles"));
    let unsupported = (500, "unsupported role reference kind: \"Foo\"".to_owned());
    assert_eq!(carol(&api, HERE, bind("Foo")).await, unsupported);
    let nowhere = (400, "Namespace parameter required.".to_owned());
    assert_eq!(carol(&api, BINDINGS, bind("Role")).await, nowhere);
    // The masters need not know: a role may come later.
    api.create(HERE, bind("ClusterRole")).await;
}

#[tokio::test]
async fn any_change_needs_the_rights_but_those_that_garbage_collection_makes() {
    let api = with_carol().await;
    api.create(ROLES, cluster_role("nodes", &[rule("", &["nodes"], &["get"])])).await;
    api.create(HERE, binding("nodes", "z")).await;
    let path = format!("{HERE}/nodes");
    assert_eq!(carol_changes(&api, &path, json!({"metadata": {"labels": {"a": "b"}}})).await.0, 403);
    assert_eq!(carol_changes(&api, &path, json!({"metadata": {"finalizers": ["a/b"]}})).await.0, 200);
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_role_is_told() {
    let api = Api::new().await;
    let role = json!({"metadata": {"name": "b%/"}, "aggregationRule": {"clusterRoleSelectors": []}, "rules": [
        {"verbs": []}, {"nonResourceURLs": ["/a", "/b"], "verbs": ["get"], "apiGroups": [""]},
        {"apiGroups": [""], "verbs": ["get"]},
    ]});
    let words = [
        "metadata.name: Invalid value: \"b%/\": may not contain '/'",
        "metadata.name: Invalid value: \"b%/\": may not contain '%'",
        "rules[0].verbs: Required value: verbs must contain at least one value",
        "rules[0].apiGroups: Required value: resource rules must supply at least one api group",
        "rules[0].resources: Required value: resource rules must supply at least one resource",
        "rules[1].nonResourceURLs: Invalid value: []string{\"/a\", \"/b\"}: rules cannot apply to both regular \
         resources and non-resource URLs",
        "rules[2].resources: Required value: resource rules must supply at least one resource",
        "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if \
         aggregationRule is non-nil",
    ];
    let words = format!("ClusterRole.rbac.authorization.k8s.io \"b%/\" is invalid: [{}]", words.join(", "));
    assert_eq!(refusal(api.ask("POST", ROLES, role).await), (422, words));
    let roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/team/roles";
    let role = json!({"metadata": {"name": ".."}, "rules": [{"nonResourceURLs": ["/a"], "verbs": ["get"]}]});
    let words = "Role.rbac.authorization.k8s.io \"..\" is invalid: [metadata.name: Invalid value: \"..\": may not be \
                 '..', rules[0].nonResourceURLs: Invalid value: []string{\"/a\"}: namespaced rules cannot apply to \
                 non-resource URLs]";
    assert_eq!(refusal(api.ask("POST", roles, role).await), (422, words.to_owned()));
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_selector_of_roles_is_told() {
    let api = Api::new().await;
    let selector = json!({"matchExpressions": [{"key": "a", "operator": "Foo", "values": ["x"]},
        {"key": "a", "operator": "In"}, {"key": "a", "operator": "Exists", "values": ["x"]}]});
    let role = json!({"metadata": {"name": "b"}, "aggregationRule": {"clusterRoleSelectors": [selector]}});
    let field = "aggregationRule.clusterRoleSelectors[0]";
    let words = format!(
        "ClusterRole.rbac.authorization.k8s.io \"b\" is invalid: [{field}.matchExpressions[0].operator: Invalid value: \
         \"Foo\": not a valid selector operator, {field}.matchExpressions[1].values: Required value: must be specified \
         when `operator` is 'In' or 'NotIn', {field}.matchExpressions[2].values: Forbidden: may not be specified when \
         `operator` is 'Exists' or 'DoesNotExist', {field}: Invalid value: \"null\": invalid label selector.]"
    );
    assert_eq!(refusal(api.ask("POST", ROLES, role).await), (422, words));
}

#[tokio::test]
async fn no_empty_list_is_stored_but_that_a_role_has_no_rules() {
    let api = Api::new().await;
    for rules in [json!([]), Value::Null] {
        let role = api
            .create(&format!("{ROLES}?dryRun=All"), json!({"metadata": {"name": "a"}, "rules": rules}))
            .await;
        assert_eq!(role.get("rules"), Some(&Value::Null));
    }
    let mut reads = rule("", &["pods"], &["get"]);
    reads["resourceNames"] = json!([]);
    let role = api.create(ROLES, cluster_role("b", &[reads])).await;
    assert_eq!(role["rules"], json!([rule("", &["pods"], &["get"])]));
    let mut bound = binding("b", "x");
    bound["subjects"] = json!([]);
    assert_eq!(api.create(BINDINGS, bound).await.get("subjects"), None);
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_binding_is_told() {
    let api = Api::new().await;
    let object = json!({"metadata": {"name": "x"}, "roleRef": {"apiGroup": "x", "kind": "Foo", "name": "a/b"},
        "subjects": [{}, {"kind": "ServiceAccount", "name": "A", "apiGroup": "x"},
            {"kind": "User", "apiGroup": "x", "name": "u"}, {"kind": "Group", "name": ""}, {"kind": "Foo", "name": "z"}]});
    let words = [
        "roleRef.apiGroup: Unsupported value: \"x\": supported values: \"rbac.authorization.k8s.io\"",
        "roleRef.kind: Unsupported value: \"Foo\": supported values: \"Role\", \"ClusterRole\"",
        "roleRef.name: Invalid value: \"a/b\": may not contain '/'",
        "subjects[0].name: Required value",
        "subjects[0].kind: Unsupported value: \"\": supported values: \"ServiceAccount\", \"User\", \"Group\"",
        "subjects[1].name: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case \
         alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. \
         'example.com', regex used for validation is \
         '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "subjects[1].apiGroup: Unsupported value: \"x\": supported values: \"\"",
        "subjects[2].apiGroup: Unsupported value: \"x\": supported values: \"rbac.authorization.k8s.io\"",
        "subjects[3].name: Required value",
        "subjects[4].kind: Unsupported value: \"Foo\": supported values: \"ServiceAccount\", \"User\", \"Group\"",
    ];
    let words = format!("RoleBinding.rbac.authorization.k8s.io \"x\" is invalid: [{}]", words.join(", "));
    assert_eq!(refusal(api.ask("POST", HERE, object).await), (422, words));
    let object = json!({"metadata": {"name": "x"}, "roleRef": {"kind": "Role", "name": "a"},
        "subjects": [{"kind": "ServiceAccount", "name": "a"}]});
    let words = "ClusterRoleBinding.rbac.authorization.k8s.io \"x\" is invalid: [roleRef.kind: Unsupported value: \
                 \"Role\": supported values: \"ClusterRole\", subjects[0].namespace: Required value]";
    assert_eq!(refusal(api.ask("POST", BINDINGS, object).await), (422, words.to_owned()));
}

#[tokio::test]
async fn a_binding_stays_with_its_role() {
    let api = with_carol().await;
    api.create(HERE, binding("pods", "z")).await;
    let change = json!({"roleRef": {"name": "view"}, "subjects": [{"kind": "Foo", "name": "a"}]});
    let (code, status) =
        api.ask_as("PATCH", &format!("{HERE}/pods"), "application/merge-patch+json", change).await;
    let words = "RoleBinding.rbac.authorization.k8s.io \"pods\" is invalid: [subjects[0].kind: Unsupported value: \
                 \"Foo\": supported values: \"ServiceAccount\", \"User\", \"Group\", roleRef: Invalid value: \
                 rbac.RoleRef{APIGroup:\"rbac.authorization.k8s.io\", Kind:\"ClusterRole\", Name:\"view\"}: cannot \
                 change roleRef]";
    assert_eq!((code, status["message"].as_str().unwrap()), (422, words));
    let causes = status["details"]["causes"].as_array().unwrap().iter().map(|cause| &cause["field"]);
    assert_eq!(causes.collect::<Vec<_>>(), ["subjects[0].kind", "subjects[0].kind", "roleRef"]);
}

/// Waits until a role has rules for this resource.
async fn until_it_has(api: &Api, role: &str, resource: &str, has: bool) -> Value {
    let wait = async {
        loop {
            let role = api.get(&format!("{ROLES}/{role}")).await;
            let rules = role["rules"].as_array().cloned().unwrap_or_default();
            let found =
                rules.iter().any(|rule| rule["resources"].as_array().unwrap().contains(&resource.into()));
            if found == has {
                return role;
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), wait).await.unwrap()
}

#[tokio::test]
async fn roles_gather_the_rules_of_those_that_carry_their_label() {
    let api = Api::new().await;
    let mut widgets = cluster_role("widgets", &[rule("example.com", &["widgets"], &["get"])]);
    widgets["metadata"]["labels"] = json!({"rbac.authorization.k8s.io/aggregate-to-view": "true"});
    api.create(ROLES, widgets).await;
    // What is for `view` is also for `edit`, and what is for that also for `admin`.
    for role in ["view", "edit", "admin"] {
        until_it_has(&api, role, "widgets", true).await;
    }
    // What somebody writes into them does not last.
    let path = format!("{ROLES}/view");
    api.merge(&path, json!({"rules": [rule("", &["gadgets"], &["get"])]})).await;
    until_it_has(&api, "view", "gadgets", false).await;
    api.delete(&format!("{ROLES}/widgets"), Value::Null).await;
    for role in ["view", "edit", "admin"] {
        until_it_has(&api, role, "widgets", false).await;
    }
}

#[tokio::test]
async fn roles_that_gather_from_each_other_come_to_rest() {
    let api = Api::new().await;
    let gather = |from: &str| json!({"clusterRoleSelectors": [{"matchLabels": {"is": from}}]});
    for (name, from) in [("a", "b"), ("b", "c"), ("c", "a")] {
        let mut role = cluster_role(name, &[rule("", &[name], &["get"])]);
        role["metadata"]["labels"] = json!({ "is": name });
        role["aggregationRule"] = gather(from);
        api.create(ROLES, role).await;
    }
    // The follower has the next change done only when it is through with the circle.
    let mut last = cluster_role("z", &[rule("example.com", &["widgets"], &["get"])]);
    last["metadata"]["labels"] = json!({"rbac.authorization.k8s.io/aggregate-to-view": "true"});
    api.create(ROLES, last).await;
    until_it_has(&api, "view", "widgets", true).await;
}

#[tokio::test]
async fn the_default_roles_are_there_and_bound_from_the_start() {
    let api = Api::new().await;
    let edit = api.get(&format!("{ROLES}/edit")).await;
    assert_eq!(edit["metadata"]["labels"]["kubernetes.io/bootstrapping"], "rbac-defaults");
    assert_eq!(edit["metadata"]["annotations"]["rbac.authorization.kubernetes.io/autoupdate"], "true");
    // As many as a real server gathers.
    let count =
        async |role: &str| api.get(&format!("{ROLES}/{role}")).await["rules"].as_array().unwrap().len();
    assert_eq!((count("admin").await, count("edit").await, count("view").await), (21, 19, 9));
    let masters = api.get(&format!("{BINDINGS}/cluster-admin")).await;
    let group = json!([{"kind": "Group", "apiGroup": RBAC, "name": "system:masters"}]);
    assert_eq!(masters["subjects"], group);
    let account = "system:serviceaccount:kube-system:replicaset-controller";
    let (code, _) = api.ask_like(account, "GET", "/apis/apps/v1/replicasets", Value::Null).await;
    assert_eq!(code, 200);
    let (code, _) = api.ask_like(account, "GET", "/api/v1/secrets", Value::Null).await;
    assert_eq!(code, 403);
}
