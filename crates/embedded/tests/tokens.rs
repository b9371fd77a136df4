//! Tokens of service accounts: asked for, accepted, reviewed, and at an end.

#![allow(clippy::unwrap_used)]

mod support;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use support::{Api, pod, refusal};

const ACCOUNTS: &str = "/api/v1/namespaces/team/serviceaccounts";
const SECRETS: &str = "/api/v1/namespaces/team/secrets";
const API: &str = "https://kubernetes.default.svc";

async fn token(api: &Api, account: &str, spec: Value) -> String {
    let answer = api.create(&format!("{ACCOUNTS}/{account}/token"), json!({ "spec": spec })).await;
    answer["status"]["token"].as_str().unwrap().to_owned()
}

/// The token in the account's secret.
async fn kept_token(api: &Api, account: &str) -> (String, String) {
    let account = api.get(&format!("{ACCOUNTS}/{account}")).await;
    let secret = format!("{SECRETS}/{}", account["secrets"][0]["name"].as_str().unwrap());
    let encoded = api.get(&secret).await["data"]["token"].as_str().unwrap().to_owned();
    (secret, String::from_utf8(BASE64_STANDARD.decode(encoded).unwrap()).unwrap())
}

fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

async fn review(api: &Api, token: &str, audiences: &[&str]) -> Value {
    let spec = json!({"token": token, "audiences": audiences});
    api.create("/apis/authentication.k8s.io/v1/tokenreviews", json!({ "spec": spec })).await["status"].clone()
}

fn refused(why: &str) -> Value {
    json!({"user": {}, "error": format!("[invalid bearer token, {why}]")})
}

async fn code(api: &Api, token: &str) -> (u16, String) {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    refusal(api.ask_plainly("GET", "/api/v1/pods", &headers, Value::Null).await)
}

#[tokio::test]
async fn a_requested_token_is_the_accounts_for_an_hour() {
    let api = Api::new().await;
    let uid = api.get(&format!("{ACCOUNTS}/default")).await["metadata"]["uid"].clone();
    let answer = api.create(&format!("{ACCOUNTS}/default/token"), json!({})).await;
    assert_eq!(
        answer["spec"],
        json!({"audiences": [API], "expirationSeconds": 3600, "boundObjectRef": null})
    );
    assert_eq!(
        (&answer["kind"], &answer["apiVersion"]),
        (&"TokenRequest".into(), &"authentication.k8s.io/v1".into())
    );
    let token = answer["status"]["token"].as_str().unwrap();
    let claims = claims(token);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 3600);
    assert_eq!(claims["sub"], "system:serviceaccount:team:default");
    assert_eq!(
        claims["kubernetes.io"],
        json!({"namespace": "team", "serviceaccount": {"name": "default", "uid": uid}})
    );
    let expected = json!({
        "authenticated": true,
        "user": {
            "username": "system:serviceaccount:team:default", "uid": uid,
            "groups": ["system:serviceaccounts", "system:serviceaccounts:team", "system:authenticated"],
        },
        "audiences": [API],
    });
    assert_eq!(review(&api, token, &[]).await, expected);
    assert_eq!(review(&api, token, &["x", API]).await, expected);
    let words = "pods is forbidden: User \"system:serviceaccount:team:default\" cannot list resource \"pods\" in API \
                 group \"\" at the cluster scope";
    assert_eq!(code(&api, token).await, (403, words.to_owned()));
}

#[tokio::test]
async fn a_token_is_good_for_its_audiences_only() {
    let api = Api::new().await;
    let other = token(&api, "default", json!({"audiences": ["x", "y"]})).await;
    assert_eq!(code(&api, &other).await, (401, "Unauthorized".to_owned()));
    let words = format!("token audiences [\"x\" \"y\"] is invalid for the target audiences [\"{API}\"]");
    assert_eq!(review(&api, &other, &[]).await, refused(&words));
    assert_eq!(review(&api, &other, &["y"]).await["audiences"], json!(["y"]));
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused() {
    let api = Api::new().await;
    api.create("/api/v1/namespaces/team/pods", pod("p")).await;
    api.create(ACCOUNTS, json!({"metadata": {"name": "other"}})).await;
    api.create(SECRETS, json!({"metadata": {"name": "sec"}})).await;
    let invalid = |why: &str| (422, format!("TokenRequest.authentication.k8s.io \"\" is invalid: {why}"));
    let bound = |kind: &str, version: &str, name: &str| json!({"boundObjectRef": {"kind": kind, "apiVersion": version, "name": name}});
    let mut stale = bound("Secret", "v1", "sec");
    stale["boundObjectRef"]["uid"] = "7".into();
    for (account, spec, expected) in [
        (
            "none",
            json!({"expirationSeconds": 599}),
            invalid("spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes"),
        ),
        (
            "default",
            json!({"expirationSeconds": 4_294_967_297_i64}),
            invalid(
                "spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 \
                 seconds",
            ),
        ),
        ("none", json!({}), (404, "serviceaccounts \"none\" not found".to_owned())),
        ("default", bound("Pod", "v1", "q"), (404, "pods \"q\" not found".to_owned())),
        (
            "other",
            bound("Pod", "v1", "p"),
            (
                400,
                "cannot bind token for serviceaccount \"other\" to pod running with different serviceaccount name."
                    .to_owned(),
            ),
        ),
        (
            "default",
            bound("Node", "v1", "p"),
            (400, "cannot bind token to object of type /v1, Kind=Node".to_owned()),
        ),
        (
            "default",
            bound("Deployment", "apps/v1", "p"),
            (400, "cannot bind token to object of type apps/v1, Kind=Deployment".to_owned()),
        ),
        ("default", bound("", "", ""), (400, "cannot bind token to object of type /, Kind=".to_owned())),
        (
            "default",
            stale,
            (
                409,
                "Operation cannot be fulfilled on Secret \"sec\": the UID in the bound object reference (7) does not \
                 match the UID in record. The object might have been deleted and then recreated"
                    .to_owned(),
            ),
        ),
    ] {
        let answer = api.ask("POST", &format!("{ACCOUNTS}/{account}/token"), json!({ "spec": spec })).await;
        assert_eq!(refusal(answer), expected, "{account} {spec}");
    }
}

#[tokio::test]
async fn a_request_of_another_kind_or_with_wrong_types_is_not_understood() {
    let api = Api::new().await;
    let path = format!("{ACCOUNTS}/default/token");
    let words = "TokenRequest in version \"v1\" cannot be handled as a TokenRequest: ";
    for body in [
        json!({"kind": "TokenReview", "apiVersion": "authentication.k8s.io/v1"}),
        json!({"kind": "TokenRequest", "apiVersion": "v1"}),
        json!({"spec": {"expirationSeconds": "x"}}),
    ] {
        let (code, message) = refusal(api.ask("POST", &path, body).await);
        assert_eq!(code, 400);
        assert!(message.starts_with(words), "{message}");
    }
}

#[tokio::test]
async fn a_token_ends_with_what_it_is_bound_to() {
    let api = Api::new().await;
    let pods = "/api/v1/namespaces/team/pods";
    let made = api.create(pods, pod("p")).await;
    let spec = json!({"boundObjectRef": {"kind": "Pod", "apiVersion": "v1", "name": "p"}});
    let of_pod = token(&api, "default", spec).await;
    assert_eq!(
        review(&api, &of_pod, &[]).await["user"]["extra"],
        json!({"authentication.kubernetes.io/pod-name": ["p"],
            "authentication.kubernetes.io/pod-uid": [made["metadata"]["uid"]]})
    );
    api.delete(&format!("{pods}/p"), json!({"gracePeriodSeconds": 0})).await;
    api.until(&format!("{pods}/p"), 404).await;
    assert_eq!(review(&api, &of_pod, &[]).await, refused("Token has been invalidated"));

    let made = api.create(SECRETS, json!({"metadata": {"name": "sec"}})).await;
    let spec = json!({"boundObjectRef": {"kind": "Secret", "apiVersion": "v1", "name": "sec"}});
    let of_secret = token(&api, "default", spec).await;
    api.delete(&format!("{SECRETS}/sec"), Value::Null).await;
    let again = api.create(SECRETS, json!({"metadata": {"name": "sec"}})).await;
    let uid = |object: &Value| object["metadata"]["uid"].as_str().unwrap().to_owned();
    let words = format!("Secret UID ({}) does not match claim ({})", uid(&again), uid(&made));
    assert_eq!(review(&api, &of_secret, &[]).await, refused(&words));
}

#[tokio::test]
async fn a_token_ends_with_its_account_even_if_there_is_another_of_its_name() {
    let api = Api::new().await;
    let account = json!({"metadata": {"name": "tmp"}});
    let made = api.create(ACCOUNTS, account.clone()).await;
    let asked = token(&api, "tmp", json!({})).await;
    let (_, kept) = kept_token(&api, "tmp").await;
    api.delete(&format!("{ACCOUNTS}/tmp"), Value::Null).await;
    assert_eq!(review(&api, &asked, &[]).await, refused("serviceaccounts \"tmp\" not found"));
    assert_eq!(review(&api, &kept, &[]).await, refused("Token has been invalidated"));
    let again = api.create(ACCOUNTS, account).await;
    let uid = |object: &Value| object["metadata"]["uid"].as_str().unwrap().to_owned();
    let words = format!("Service account UID ({}) does not match claim ({})", uid(&again), uid(&made));
    assert_eq!(review(&api, &asked, &[]).await, refused(&words));
    assert_eq!(code(&api, &asked).await.0, 401);
}

#[tokio::test]
async fn a_token_in_a_secret_is_good_while_it_stands_there() {
    let api = Api::new().await;
    api.create(ACCOUNTS, json!({"metadata": {"name": "builder"}})).await;
    let (secret, kept) = kept_token(&api, "builder").await;
    let claims = claims(&kept);
    assert_eq!(claims["iss"], "kubernetes/serviceaccount");
    assert_eq!(claims["sub"], "system:serviceaccount:team:builder");
    assert_eq!(
        format!("{SECRETS}/{}", claims["kubernetes.io/serviceaccount/secret.name"].as_str().unwrap()),
        secret
    );
    let user = review(&api, &kept, &[]).await["user"]["username"].clone();
    assert_eq!(user, "system:serviceaccount:team:builder");
    let data = api.get(&secret).await["data"].clone();
    assert_eq!(BASE64_STANDARD.decode(data["namespace"].as_str().unwrap()).unwrap(), b"team");
    let authority = BASE64_STANDARD.decode(data["ca.crt"].as_str().unwrap()).unwrap();
    assert!(authority.starts_with(b"-----BEGIN CERTIFICATE-----"));

    api.merge(&secret, json!({"data": {"token": "eHg="}})).await;
    assert_eq!(review(&api, &kept, &[]).await, refused("Token does not match server's copy"));
    api.delete(&secret, Value::Null).await;
    assert_eq!(review(&api, &kept, &[]).await, refused("Token has been invalidated"));
}

#[tokio::test]
async fn foreign_and_forged_tokens_are_refused() {
    let (api, others) = (Api::new().await, Api::new().await);
    let unknown = json!({"user": {}, "error": "invalid bearer token"});
    assert_eq!(review(&api, "made-up", &[]).await, unknown);
    let other_issuer = format!("e30.{}.AAAA", BASE64_URL_SAFE_NO_PAD.encode("{\"iss\":\"other\"}"));
    assert_eq!(review(&api, &other_issuer, &[]).await, unknown);
    let forged = refused("square/go-jose: error in cryptographic primitive");
    assert_eq!(review(&api, &token(&others, "default", json!({})).await, &[]).await, forged);
    let ours = token(&api, "default", json!({})).await;
    let unsigned = format!("{}.", ours.rsplit_once('.').unwrap().0);
    assert_eq!(review(&api, &unsigned, &[]).await, forged);
    assert_eq!(code(&api, &unsigned).await, (401, "Unauthorized".to_owned()));
}

#[tokio::test]
async fn the_admins_token_is_reviewed_as_well_and_no_token_is_a_bad_question() {
    let api = Api::new().await;
    let admin = api.cluster.admin_token().to_owned();
    let answer = review(&api, &admin, &[]).await;
    assert_eq!(answer["user"]["groups"], json!(["system:masters", "system:authenticated"]));
    assert_eq!(review(&api, &admin, &["x"]).await, json!({"user": {}, "error": "invalid bearer token"}));
    let nothing = api.ask("POST", "/apis/authentication.k8s.io/v1/tokenreviews", json!({"spec": {}})).await;
    assert_eq!(refusal(nothing), (400, "token is required for TokenReview in authentication".to_owned()));
}

#[tokio::test]
async fn who_may_not_make_tokens_for_an_account_gets_none() {
    let api = Api::new().await;
    let answer = api.ask_like("bob", "POST", &format!("{ACCOUNTS}/default/token"), json!({})).await;
    let words = "serviceaccounts \"default\" is forbidden: User \"bob\" cannot create resource \
                 \"serviceaccounts/token\" in API group \"\" in the namespace \"team\"";
    assert_eq!(refusal(answer), (403, words.to_owned()));
    let (code, _) = api.ask("GET", &format!("{ACCOUNTS}/default/token"), Value::Null).await;
    assert_eq!(code, 405);
    let resources = api.get("/api/v1").await["resources"].as_array().unwrap().clone();
    let expected = json!({"name": "serviceaccounts/token", "singularName": "", "namespaced": true,
        "group": "authentication.k8s.io", "version": "v1", "kind": "TokenRequest", "verbs": ["create"]});
    assert!(resources.contains(&expected), "{resources:?}");
}
