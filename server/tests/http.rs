//! The console over HTTP, without a socket and without a browser: an embedded cluster behind it.

#![allow(clippy::unwrap_used)]

mod support;

use app::api::associations::CreatePspBinding;
use app::api::context::{ClusterEntry, Clusters};
use app::api::meaning::ExplainPolicy;
use app::api::policies::DeletePolicies;
use app::api::psp_state::TakeBackPspState;
use app::api::{ClusterId, ClusterKind};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use cluster::Cluster;
use embedded::{Contents, EmbeddedCluster, Options};
use leptos::server_fn::ServerFn;
use serde_json::json;
use server::http::{Hosts, Site, router};
use support::{HOST, request, served, text};
use tower::ServiceExt;

fn demo() -> EmbeddedCluster {
    EmbeddedCluster::new(&Options { contents: Contents::Demo, ..Options::default() })
}

fn console() -> Router {
    console_of(demo().router_as_admin())
}

/// The console for the cluster behind this API.
fn console_of(api: Router) -> Router {
    let entry = ClusterEntry {
        id: ClusterId::new("embedded"),
        kind: ClusterKind::Embedded,
        cluster: Ok(Cluster::new(kube::Client::new(api, "default"))),
    };
    router(&Site::none(), Clusters::new(vec![entry]), Hosts::new(HOST.parse().unwrap(), Vec::new()))
}

/// The PSPs page of the cluster behind this API.
async fn psps_page_of(api: Router) -> String {
    let request = request(Method::GET, "/clusters/embedded/security/psps").body(Body::empty()).unwrap();
    text(console_of(api).oneshot(request).await.unwrap()).await
}

async fn ask(request: axum::http::request::Builder) -> Response {
    console().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

#[test]
fn the_clusters_page_is_whole_without_javascript() {
    served(async {
        let response = ask(request(Method::GET, "/clusters")).await;
        assert_eq!(response.status(), StatusCode::OK);
        let page = text(response).await;
        assert!(page.contains("<h1") && page.contains("embedded") && page.contains("v1.20.2"), "{page}");
    });
}

#[test]
fn the_root_leads_to_the_clusters() {
    served(async {
        let response = ask(request(Method::GET, "/")).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], "/clusters");
    });
}

#[test]
fn what_is_not_there_is_not_found_in_words() {
    served(async {
        for path in ["/nothing", "/clusters/unknown"] {
            let response = ask(request(Method::GET, path)).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert!(text(response).await.to_lowercase().contains("not found"), "{path}");
        }
    });
}

#[test]
fn every_script_needs_the_nonce_of_its_answer() {
    served(async {
        let response = ask(request(Method::GET, "/clusters")).await;
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("'unsafe-inline'"), "{policy}");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        let page = text(response).await;
        let scripts = page.matches("<script").count();
        assert!(scripts > 0);
        assert_eq!(page.matches(&format!("nonce=\"{nonce}\"")).count(), scripts, "{page}");
        let again = ask(request(Method::GET, "/clusters")).await;
        assert_ne!(again.headers()[header::CONTENT_SECURITY_POLICY], policy, "a nonce is used once");
    });
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    served(async {
        for path in ["/clusters", "/nothing", "/pkg/nothing.js"] {
            let headers = ask(request(Method::GET, path)).await.headers().clone();
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
            assert_eq!(headers[header::REFERRER_POLICY], "same-origin", "{path}");
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
    });
}

#[test]
fn another_hosts_name_and_another_sites_form_are_refused() {
    served(async {
        let foreign = Request::builder().uri("/clusters").header(header::HOST, "evil.example");
        assert_eq!(ask(foreign).await.status(), StatusCode::MISDIRECTED_REQUEST);
        let forged = request(Method::POST, "/api/anything").header(header::ORIGIN, "https://evil.example");
        assert_eq!(ask(forged).await.status(), StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_psps_page_is_whole_without_javascript() {
    served(async {
        let page = psps_page_of(demo().router_as_admin()).await;
        for words in [
            "PSP Management Guide",
            "ack.privileged",
            "node-exporter",
            "Disassociate Default PSP",
            "role=\"switch\"",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
    });
}

#[test]
fn a_cluster_without_the_psp_api_one_without_policies_and_one_without_rights_read_differently() {
    served(async {
        let empty = EmbeddedCluster::new(&Options::default()).router_as_admin();
        let page = psps_page_of(empty.clone()).await;
        assert!(page.contains("No policies yet") && page.contains("Install Default PSP"), "{page}");

        // As from Kubernetes 1.25 on: everything is there but that.
        let removed =
            axum::middleware::from_fn(|request: Request<Body>, next: axum::middleware::Next| async {
                if request.uri().path().starts_with("/apis/policy") {
                    return axum::response::IntoResponse::into_response((
                        StatusCode::NOT_FOUND,
                        "404 page not found",
                    ));
                }
                next.run(request).await
            });
        let page = psps_page_of(empty.clone().layer(removed)).await;
        assert!(
            page.contains("This cluster has no PodSecurityPolicies") && page.contains("removed"),
            "{page}"
        );

        let powerless =
            axum::middleware::from_fn(|mut request: Request<Body>, next: axum::middleware::Next| {
                request.headers_mut().insert("impersonate-user", "nobody".parse().unwrap());
                next.run(request)
            });
        let page = psps_page_of(empty.layer(powerless)).await;
        assert!(
            page.contains("You do not have the rights for this") && page.contains("cannot list resource"),
            "{page}"
        );
    });
}

/// The Clusters page for a browser that asks for these languages and sends these cookies.
async fn clusters_page(languages: &'static str, cookies: &'static str) -> String {
    let asked = request(Method::GET, "/clusters").header(header::ACCEPT_LANGUAGE, languages);
    text(ask(asked.header(header::COOKIE, cookies)).await).await
}

#[test]
fn a_page_is_in_the_language_that_the_browser_asks_for() {
    served(async {
        let english = clusters_page("en-GB,zh;q=0.5", "").await;
        assert!(english.contains(r#"<html lang="en""#) && english.contains("Server version"), "{english}");
        let chinese = clusters_page("zh-CN,en;q=0.5", "").await;
        assert!(chinese.contains(r#"<html lang="zh-CN""#) && chinese.contains("服务器版本"), "{chinese}");
        assert!(!chinese.contains("Server version"), "{chinese}");
    });
}

#[test]
fn another_language_is_chosen_by_a_plain_form_and_remembered() {
    served(async {
        let page = clusters_page("en", "").await;
        let action =
            page.split(r#"<form method="post" action=""#).nth(1).and_then(|rest| rest.split('"').next());
        let chosen = request(Method::POST, action.unwrap())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "http://127.0.0.1:3000/clusters/embedded?dialog=reset-demo");
        let answer = console().oneshot(chosen.body(Body::from("language=zh-CN")).unwrap()).await.unwrap();
        assert_eq!(answer.headers()[header::LOCATION], "/clusters/embedded?dialog=reset-demo");
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
        assert!(cookie.starts_with("psp-language=zh-CN;") && cookie.contains("SameSite=Lax"), "{cookie}");
        let page = clusters_page("en", "psp-language=zh-CN").await;
        assert!(page.contains(r#"<html lang="zh-CN""#), "{page}");
    });
}

#[test]
fn a_server_function_answers_with_the_status_of_its_failure() {
    served(async {
        let asked = request(Method::POST, ExplainPolicy::url())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/octet-stream");
        let asked = asked.body(Body::from("cluster=embedded&policy=nobody")).unwrap();
        assert_eq!(console().oneshot(asked).await.unwrap().status(), StatusCode::NOT_FOUND);
    });
}

/// What a server function answers to a browser that asks for this language.
async fn answer(url: &str, form: &'static str, language: &'static str) -> String {
    let asked = request(Method::POST, url)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/octet-stream")
        .header(header::ACCEPT_LANGUAGE, language);
    let answer = console().oneshot(asked.body(Body::from(form)).unwrap()).await.unwrap();
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_refusal_is_in_the_language_of_whoever_is_refused() {
    served(async {
        let rule = "cluster=embedded&namespace=Team_A&account[0]=default&policy[0]=restricted";
        let absent = "cluster=embedded&namespace=nowhere&account[0]=default&policy[0]=restricted";
        for (url, form, english, chinese) in [
            (
                DeletePolicies::url(),
                "cluster=embedded&policies=ack.privileged",
                "is the default policy",
                "是默认策略",
            ),
            (
                CreatePspBinding::url(),
                rule,
                "the namespace 'Team_A' must consist",
                "命名空间“Team_A”只能包含",
            ),
            (CreatePspBinding::url(), absent, "there is no", "没有名为"),
            (
                TakeBackPspState::url(),
                "cluster=embedded&turn=on",
                "no failed change",
                "没有可以撤回的失败变更",
            ),
        ] {
            let (one, other) = (answer(url, form, "en").await, answer(url, form, "zh-CN").await);
            assert!(one.contains(english) && !one.contains(chinese), "{one}");
            assert!(other.contains(chinese) && !other.contains(english), "{other}");
        }
        let foreign = request(Method::POST, "/clusters")
            .header(header::ORIGIN, "https://evil.example")
            .header(header::ACCEPT_LANGUAGE, "zh");
        assert!(text(ask(foreign).await).await.starts_with("此请求并非来自"));
    });
}

#[test]
fn why_a_control_is_disabled_is_said_in_the_language_of_the_page() {
    served(async {
        let demo = demo();
        let rbac = "rbac.authorization.k8s.io";
        let role = json!({
            "metadata": { "name": "reader" },
            "rules": [{ "apiGroups": ["*"], "resources": ["*"], "verbs": ["get", "list"] }],
        });
        let binding = json!({
            "metadata": { "name": "reader" },
            "roleRef": { "apiGroup": rbac, "kind": "ClusterRole", "name": "reader" },
            "subjects": [{ "apiGroup": rbac, "kind": "User", "name": "reader" }],
        });
        for (kind, object) in [("clusterroles", role), ("clusterrolebindings", binding)] {
            let made = request(Method::POST, &format!("/apis/{rbac}/v1/{kind}"))
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(object.to_string()));
            let made = demo.router_as_admin().oneshot(made.unwrap()).await.unwrap();
            assert_eq!(made.status(), StatusCode::CREATED);
        }
        let reading =
            axum::middleware::from_fn(|mut request: Request<Body>, next: axum::middleware::Next| {
                request.headers_mut().insert("impersonate-user", "reader".parse().unwrap());
                next.run(request)
            });
        let console = console_of(demo.router_as_admin().layer(reading));
        let asked =
            request(Method::GET, "/clusters/embedded/security/psps").header(header::ACCEPT_LANGUAGE, "zh");
        let page = text(console.oneshot(asked.body(Body::empty()).unwrap()).await.unwrap()).await;
        assert!(page.contains("执行 create 的权限") && !page.contains("ou may not"), "{page}");
    });
}
