//! Acting as somebody else, being nobody, and what somebody without rights is told.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Api, binding, cluster_role, refusal, rule};

const ROLES: &str = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
const BINDINGS: &str = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";

async fn refused(api: &Api, headers: &[(&str, &str)], path: &str) -> (u16, String) {
    refusal(api.ask_plainly("GET", path, headers, Value::Null).await)
}

fn forbidden(message: &str) -> (u16, String) {
    (403, message.to_owned())
}

#[tokio::test]
async fn who_brings_no_bearer_token_is_anonymous() {
    let api = Api::new().await;
    let words = "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" at the \
         cluster scope";
    for headers in [vec![], vec![("authorization", "Basic abc")], vec![("authorization", "Bearer")]] {
        assert_eq!(refused(&api, &headers, "/api/v1/pods").await, forbidden(words), "{headers:?}");
    }
    assert_eq!(api.ask_plainly("GET", "/healthz", &[], Value::Null).await.0, 200);
}

#[tokio::test]
async fn a_refusal_names_the_object_the_subresource_and_the_place() {
    let api = Api::new().await;
    let bob = [api.admin(), ("impersonate-user", "bob")];
    for (path, words) in [
        (
            "/api/v1/namespaces/team/pods/x/log",
            "pods \"x\" is forbidden: User \"bob\" cannot get resource \"pods/log\" in API group \"\" in the \
             namespace \"team\"",
        ),
        (
            "/api/v1/namespaces/team",
            "namespaces \"team\" is forbidden: User \"bob\" cannot get resource \"namespaces\" in API group \"\" \
             in the namespace \"team\"",
        ),
        (
            "/api/v1/pods?fieldSelector=metadata.name%3Dx",
            "pods \"x\" is forbidden: User \"bob\" cannot list resource \"pods\" in API group \"\" at the cluster \
             scope",
        ),
        (
            "/apis/foo.example/v1/bars/x",
            "bars.foo.example \"x\" is forbidden: User \"bob\" cannot get resource \"bars\" in API group \
             \"foo.example\" at the cluster scope",
        ),
        ("/foo", "forbidden: User \"bob\" cannot get path \"/foo\""),
    ] {
        assert_eq!(refused(&api, &bob, path).await, forbidden(words), "{path}");
    }
    let odd = [api.admin(), ("impersonate-user", "b<o>b&")];
    let words = "forbidden: User \"b&lt;o&gt;b&amp;\" cannot get path \"/foo\"";
    assert_eq!(refused(&api, &odd, "/foo").await, forbidden(words));
    let (_, status) = api.ask_plainly("OPTIONS", "/api/v1/pods", &bob, Value::Null).await;
    let words =
        "pods is forbidden: User \"bob\" cannot  resource \"pods\" in API group \"\" at the cluster scope";
    assert_eq!(status["message"], words);
}

#[tokio::test]
async fn a_refusal_tells_which_roles_are_missing() {
    let api = Api::new().await;
    for role in ["lost", "lost2"] {
        api.create(BINDINGS, binding(role, "bob")).await;
    }
    let bob = [api.admin(), ("impersonate-user", "bob")];
    let words = "nodes is forbidden: User \"bob\" cannot list resource \"nodes\" in API group \"\" at the cluster scope: \
         RBAC: [clusterrole.rbac.authorization.k8s.io \"lost\" not found, clusterrole.rbac.authorization.k8s.io \
         \"lost2\" not found]";
    assert_eq!(refused(&api, &bob, "/api/v1/nodes").await, forbidden(words));
}

#[tokio::test]
async fn everything_that_is_impersonated_is_authorized_by_itself() {
    let api = Api::new().await;
    api.create(ROLES, cluster_role("imp", &[rule("", &["users"], &["impersonate"])])).await;
    api.create(BINDINGS, binding("imp", "system:serviceaccount:team:default")).await;
    let request = api.create("/api/v1/namespaces/team/serviceaccounts/default/token", json!({})).await;
    let bearer = format!("Bearer {}", request["status"]["token"].as_str().unwrap());
    let me = ("authorization", bearer.as_str());
    let who = "User \"system:serviceaccount:team:default\"";

    let zed = ("impersonate-user", "zed");
    let (code, words) = refused(&api, &[me, zed], "/api/v1/pods").await;
    assert_eq!(code, 403);
    assert!(words.starts_with("pods is forbidden: User \"zed\""), "{words}");
    let words = format!(
        "groups \"devs\" is forbidden: {who} cannot impersonate resource \"groups\" in API group \"\" at the cluster scope"
    );
    assert_eq!(
        refused(&api, &[me, zed, ("impersonate-group", "devs")], "/api/v1/pods").await,
        forbidden(&words)
    );
    let words = format!(
        "userextras.authentication.k8s.io \"v<1>\" is forbidden: {who} cannot impersonate resource \"userextras/acme/p\" \
         in API group \"authentication.k8s.io\" at the cluster scope"
    );
    let extra = ("impersonate-extra-Acme%2fP", "v<1>");
    assert_eq!(refused(&api, &[me, zed, extra], "/api/v1/pods").await, forbidden(&words));
    let words = format!(
        "serviceaccounts \"b\" is forbidden: {who} cannot impersonate resource \"serviceaccounts\" in API group \"\" \
         in the namespace \"a\""
    );
    let account = ("impersonate-user", "system:serviceaccount:a:b");
    assert_eq!(refused(&api, &[me, account], "/api/v1/pods").await, forbidden(&words));
    // What is no account's name is a user's.
    let user = ("impersonate-user", "system:serviceaccount:A:b");
    let (_, words) = refused(&api, &[me, user], "/api/v1/pods").await;
    assert!(words.starts_with("pods is forbidden: User \"system:serviceaccount:A:b\""), "{words}");
}

#[tokio::test]
async fn groups_of_nobody_are_an_error_of_the_servers() {
    let api = Api::new().await;
    let headers = [
        api.admin(),
        ("impersonate-group", "devs"),
        ("impersonate-group", "x y"),
        ("impersonate-extra-a", "b"),
    ];
    let words = "Internal Server Error: \"/api/v1/pods?x=1\": requested [{Group  devs    } {Group  x y    } \
                 {UserExtra  b  authentication.k8s.io/v1  a}] without impersonating a user\n";
    let answer = api.ask_plainly("GET", "/api/v1/pods?x=1", &headers, Value::Null).await;
    assert_eq!(answer, (500, words.into()));
}

/// The refusal of an escalation lists the groups.
#[tokio::test]
async fn whoever_is_impersonated_is_authenticated_unless_they_are_not() {
    let api = Api::new().await;
    api.create(
        ROLES,
        cluster_role("make", &[rule("rbac.authorization.k8s.io", &["clusterroles"], &["create"])]),
    )
    .await;
    let mut everybody = binding("make", "x");
    everybody["subjects"] = json!([
        {"kind": "User", "name": "x"}, {"kind": "User", "name": "system:anonymous"},
        {"kind": "Group", "name": "system:serviceaccounts"},
    ]);
    api.create(BINDINGS, everybody).await;
    let role = cluster_role("q", &[rule("z", &["z"], &["z"])]);
    for (user, groups, expected) in [
        ("x", vec![], "\"system:authenticated\""),
        ("x", vec!["g"], "\"g\" \"system:authenticated\""),
        ("x", vec!["g", "system:authenticated"], "\"g\" \"system:authenticated\""),
        ("x", vec!["system:unauthenticated"], "\"system:unauthenticated\""),
        ("system:anonymous", vec![], "\"system:unauthenticated\""),
        ("system:anonymous", vec!["g"], "\"g\" \"system:unauthenticated\""),
        (
            "system:serviceaccount:team:a",
            vec![],
            "\"system:serviceaccounts\" \"system:serviceaccounts:team\" \"system:authenticated\"",
        ),
    ] {
        let mut headers = vec![api.admin(), ("impersonate-user", user)];
        headers.extend(groups.iter().map(|group| ("impersonate-group", *group)));
        let (_, words) = refusal(api.ask_plainly("POST", ROLES, &headers, role.clone()).await);
        assert!(words.contains(&format!("(groups=[{expected}])")), "{user} {groups:?}: {words}");
    }
}
