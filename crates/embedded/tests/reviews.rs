//! Access reviews: who may do what, and why.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Api, binding, cluster_role, refusal, rule};

const REVIEWS: &str = "/apis/authorization.k8s.io/v1";
const ROLES: &str = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
const BINDINGS: &str = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
const HERE: &str = "/apis/rbac.authorization.k8s.io/v1/namespaces/team/rolebindings";

/// Is somebody allowed, and why?
async fn status(api: &Api, spec: Value) -> Value {
    let path = format!("{REVIEWS}/subjectaccessreviews");
    let review = api.create(&path, json!({ "spec": spec })).await;
    assert_eq!(review["metadata"], json!({"creationTimestamp": null}));
    review["status"].clone()
}

fn pods(verb: &str) -> Value {
    json!({"verb": verb, "resource": "pods", "namespace": "team"})
}

#[tokio::test]
async fn a_review_names_the_binding_the_role_and_the_subject() {
    let api = Api::new().await;
    api.create(ROLES, cluster_role("read", &[rule("", &["pods"], &["get"])])).await;
    api.create(BINDINGS, binding("read", "alice")).await;
    let mut here = binding("read", "bob");
    here["subjects"] =
        json!([{"kind": "ServiceAccount", "name": "builder"}, {"kind": "Group", "name": "devs"}]);
    api.create(HERE, here).await;
    let why = |text: &str| json!({"allowed": true, "reason": format!("RBAC: allowed by {text}")});
    assert_eq!(
        status(&api, json!({"user": "alice", "resourceAttributes": pods("get")})).await,
        why("ClusterRoleBinding \"read\" of ClusterRole \"read\" to User \"alice\"")
    );
    assert_eq!(
        status(&api, json!({"user": "bob", "groups": ["devs"], "resourceAttributes": pods("get")})).await,
        why("RoleBinding \"read/team\" of ClusterRole \"read\" to Group \"devs\"")
    );
    let account = "system:serviceaccount:team:builder";
    assert_eq!(
        status(&api, json!({"user": account, "resourceAttributes": pods("get")})).await,
        why("RoleBinding \"read/team\" of ClusterRole \"read\" to ServiceAccount \"builder/team\"")
    );
    let no = json!({"allowed": false});
    assert_eq!(status(&api, json!({"user": "alice", "resourceAttributes": pods("list")})).await, no);
    assert_eq!(status(&api, json!({"user": "alice", "resourceAttributes": {}})).await, no);
    let masters = json!({"groups": ["system:masters"], "resourceAttributes": pods("list")});
    assert_eq!(status(&api, masters).await, json!({"allowed": true}));
    let path = json!({"user": "x", "groups": ["system:authenticated"],
        "nonResourceAttributes": {"verb": "get", "path": "/api"}});
    let words = "ClusterRoleBinding \"system:discovery\" of ClusterRole \"system:discovery\" to Group \
                 \"system:authenticated\"";
    assert_eq!(status(&api, path).await, why(words));
}

#[tokio::test]
async fn a_review_names_roles_that_are_missing() {
    let api = Api::new().await;
    api.create(BINDINGS, binding("lost", "bob")).await;
    let mut here = binding("lostrole", "bob");
    here["roleRef"]["kind"] = "Role".into();
    api.create(HERE, here).await;
    let missing = "[clusterrole.rbac.authorization.k8s.io \"lost\" not found, role.rbac.authorization.k8s.io \
                   \"lostrole\" not found]";
    let asked = json!({"user": "bob", "resourceAttributes": pods("get")});
    assert_eq!(status(&api, asked).await, json!({"allowed": false, "reason": format!("RBAC: {missing}")}));
    let path = format!("{REVIEWS}/selfsubjectrulesreviews");
    let (_, rules) = api.ask_like("bob", "POST", &path, json!({"spec": {"namespace": "team"}})).await;
    assert_eq!(rules["status"]["evaluationError"], missing);
}

#[tokio::test]
async fn rules_are_listed_as_the_roles_have_them() {
    let api = Api::new().await;
    let path = format!("{REVIEWS}/selfsubjectrulesreviews");
    let (code, review) = api.ask_like("bob", "POST", &path, json!({"spec": {"namespace": "team"}})).await;
    assert_eq!(code, 201);
    let expected = json!({
        "kind": "SelfSubjectRulesReview", "apiVersion": "authorization.k8s.io/v1",
        "metadata": {"creationTimestamp": null}, "spec": {},
        "status": {
            "resourceRules": [{"verbs": ["create"], "apiGroups": ["authorization.k8s.io"],
                "resources": ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]}],
            "nonResourceRules": [
                {"verbs": ["get"], "nonResourceURLs": ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez",
                    "/openapi", "/openapi/*", "/readyz", "/version", "/version/"]},
                {"verbs": ["get"], "nonResourceURLs": ["/healthz", "/livez", "/readyz", "/version", "/version/"]},
            ],
            "incomplete": false,
        },
    });
    assert_eq!(review, expected);
    let nowhere = refusal(api.ask("POST", &path, json!({"spec": {}})).await);
    assert_eq!(nowhere, (400, "no namespace on request".to_owned()));
}

#[tokio::test]
async fn questions_that_make_no_sense_are_refused_with_every_reason() {
    let api = Api::new().await;
    let either = "spec.resourceAttributes: Invalid value: \"null\": exactly one of nonResourceAttributes or \
                  resourceAttributes must be specified";
    let somebody = "spec.user: Invalid value: \"\": at least one of user or group must be specified";
    let both = "spec.nonResourceAttributes: Invalid value: authorization.NonResourceAttributes{Path:\"/api\", \
                Verb:\"get\"}: cannot be specified in combination with resourceAttributes";
    let path = json!({"verb": "get", "path": "/api"});
    let mismatch =
        "spec.resourceAttributes.namespace: Invalid value: \"team\": must match metadata.namespace";
    let disallowed = "spec.nonResourceAttributes: Invalid value: authorization.NonResourceAttributes{Path:\"/api\", \
                      Verb:\"get\"}: disallowed on this kind of request";
    for (kind, review, expected) in [
        ("selfsubjectaccessreviews", json!({}), either.to_owned()),
        (
            "selfsubjectaccessreviews",
            json!({"spec": {"resourceAttributes": {}, "nonResourceAttributes": path}}),
            both.to_owned(),
        ),
        ("subjectaccessreviews", json!({"spec": {}}), format!("[{either}, {somebody}]")),
        (
            "namespaces/team/localsubjectaccessreviews",
            json!({"spec": {"user": "bob", "resourceAttributes": pods("get")}}),
            mismatch.to_owned(),
        ),
        (
            "namespaces/team/localsubjectaccessreviews",
            json!({"metadata": {"namespace": "team"}, "spec": {"user": "bob", "nonResourceAttributes": path}}),
            disallowed.to_owned(),
        ),
    ] {
        let answer = refusal(api.ask("POST", &format!("{REVIEWS}/{kind}"), review.clone()).await);
        let words = format!(".authorization.k8s.io \"\" is invalid: {expected}");
        assert_eq!(answer, (422, words), "{kind} {review}");
    }
}

#[tokio::test]
async fn a_local_review_is_about_its_own_namespace() {
    let api = Api::new().await;
    let path = format!("{REVIEWS}/namespaces/team/localsubjectaccessreviews");
    let ask = |namespace: &str| {
        json!({"metadata": {"namespace": namespace}, "spec": {"groups": ["system:masters"],
            "resourceAttributes": {"verb": "get", "resource": "pods", "namespace": namespace}}})
    };
    let review = api.create(&path, ask("team")).await;
    assert_eq!(review["status"], json!({"allowed": true}));
    assert_eq!(review["metadata"], json!({"namespace": "team", "creationTimestamp": null}));
    let words = "spec.resourceAttributes.namespace must match namespace: team".to_owned();
    assert_eq!(refusal(api.ask("POST", &path, ask("other")).await), (400, words));
}

#[tokio::test]
async fn a_review_is_asked_at_its_collection_only() {
    let api = Api::new().await;
    let missing = (404, "the server could not find the requested resource".to_owned());
    for (method, path) in [
        ("PUT", "subjectaccessreviews/x"),
        ("DELETE", "subjectaccessreviews/x"),
        ("POST", "localsubjectaccessreviews"),
    ] {
        let answer = refusal(api.ask(method, &format!("{REVIEWS}/{path}"), json!({"spec": {}})).await);
        assert_eq!(answer, missing, "{method} {path}");
    }
    let (code, _) = api.ask("GET", &format!("{REVIEWS}/subjectaccessreviews"), Value::Null).await;
    assert_eq!(code, 405);
}
