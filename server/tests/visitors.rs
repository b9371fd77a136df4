//! A demo for each visitor, over HTTP: cookies, and that nobody reaches another's cluster.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use axum::response::Response;
use server::http::{Hosts, Known, Site, router};
use server::{Visitors, Visits};
use support::{HOST, request, served, text};
use tower::ServiceExt;

const PSPS: &str = "/clusters/embedded/security/psps";
const DELETE: &str = "/clusters/embedded/security/psps?dialog=delete&policy=node-exporter";

fn console(most: usize) -> Router {
    let (kept, idle) = (Duration::from_hours(1), Duration::from_hours(1));
    let visitors = Visitors::new(Visits { most, kept, idle, restart: Duration::ZERO }, Vec::new());
    router(&Site::none(), Known::PerVisitor(visitors), Hosts::new(HOST.parse().unwrap(), Vec::new()))
}

/// A browser without JavaScript that keeps one cookie.
struct Browser {
    console: Router,
    cookie: String,
}

impl Browser {
    fn new(console: &Router) -> Self {
        Self { console: console.clone(), cookie: String::new() }
    }

    async fn send(&mut self, builder: axum::http::request::Builder, body: String) -> Response {
        let request = builder.header(header::COOKIE, &self.cookie).header(header::ACCEPT, "text/html");
        let response = self.console.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            cookie.to_str().unwrap().split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        response
    }

    async fn page(&mut self, path: &str) -> String {
        text(self.send(request(Method::GET, path), String::new()).await).await
    }

    /// Opens a dialog and sends its form as it is.
    async fn submit(&mut self, dialog: &str) -> Response {
        let page = self.page(dialog).await;
        // The top bar has one too; the dialog's stands last.
        let form = page.rsplit("<form").next().unwrap().split("</form>").next().unwrap();
        let action = attribute(form, "action").unwrap();
        let fields = form.split("<input").skip(1).filter_map(|input| {
            let tag = input.split('>').next()?;
            Some(format!("{}={}", attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
        });
        let body = fields.collect::<Vec<_>>().join("&");
        let builder = request(Method::POST, &action)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, format!("http://{HOST}{dialog}"))
            .header(header::ORIGIN, format!("http://{HOST}"));
        self.send(builder, body).await
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    Some(tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned())
}

#[test]
fn what_one_visitor_changes_no_other_sees() {
    served(async {
        let console = console(10);
        let (mut one, mut other) = (Browser::new(&console), Browser::new(&console));
        for browser in [&mut one, &mut other] {
            assert!(browser.page(PSPS).await.contains("node-exporter"));
        }
        assert_ne!(one.cookie, other.cookie);
        let response = one.submit(DELETE).await;
        assert!(response.status().is_redirection(), "{response:?}");
        let listed = |page: &str| page.contains("dialog=delete&amp;policy=node-exporter");
        assert!(!listed(&one.page(PSPS).await));
        assert!(listed(&other.page(PSPS).await));
    });
}

#[test]
fn a_forged_cookie_opens_nothing() {
    served(async {
        let console = console(10);
        let mut one = Browser::new(&console);
        one.page(PSPS).await;
        one.submit(DELETE).await;
        let mine = one.cookie.clone();
        for forged in
            ["psp-demo=", "psp-demo=0", &format!("psp-demo={}", "0".repeat(64)), &mine[..mine.len() - 1]]
        {
            let mut other = Browser { cookie: forged.to_owned(), ..Browser::new(&console) };
            let page = other.page(PSPS).await;
            assert!(page.contains("dialog=delete&amp;policy=node-exporter"), "{forged}");
            assert!(other.cookie != forged && other.cookie != mine, "{forged}");
        }
    });
}

#[test]
fn the_cookie_is_for_this_console_alone_and_behind_tls_for_tls_alone() {
    served(async {
        let console = console(10);
        let ask = async |builder: axum::http::request::Builder| {
            let response = console.clone().oneshot(builder.body(Body::empty()).unwrap()).await.unwrap();
            response.headers().get(header::SET_COOKIE).map(|cookie| cookie.to_str().unwrap().to_owned())
        };
        let plain = ask(request(Method::GET, "/clusters")).await.unwrap();
        assert!(
            plain.starts_with("psp-demo=") && plain.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
            "{plain}"
        );
        let behind = request(Method::GET, "/clusters").header("x-forwarded-proto", "https");
        let secure = ask(behind).await.unwrap();
        assert!(
            secure.starts_with("__Host-psp-demo=") && secure.ends_with("; SameSite=Lax; Secure"),
            "{secure}"
        );
        assert_eq!(ask(request(Method::GET, "/")).await, None);
        assert_eq!(ask(request(Method::GET, "/pkg/nothing.js")).await, None);
        assert_eq!(ask(request(Method::GET, "/clusters").header(header::COOKIE, plain)).await, None);
    });
}

#[test]
fn a_full_demo_says_so() {
    served(async {
        let console = console(1);
        let mut first = Browser::new(&console);
        first.page(PSPS).await;
        let response = Browser::new(&console).send(request(Method::GET, PSPS), String::new()).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(response.headers().contains_key(header::RETRY_AFTER));
        assert!(text(response).await.contains("This demo is full"));
        let chinese = request(Method::GET, PSPS).header(header::ACCEPT_LANGUAGE, "zh-CN");
        let response = Browser::new(&console).send(chinese, String::new()).await;
        assert!(text(response).await.contains("演示环境已满"));
        assert!(first.page(PSPS).await.contains("node-exporter"), "who is in stays in");
    });
}

#[test]
fn a_reset_brings_the_demo_back_without_javascript() {
    served(async {
        let mut browser = Browser::new(&console(10));
        browser.page(PSPS).await;
        browser.submit(DELETE).await;
        assert!(browser.page("/clusters/embedded").await.contains("Reset demo"));
        let response = browser.submit("/clusters/embedded?dialog=reset-demo").await;
        let to = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
        assert_eq!(to, "/clusters/embedded/security/psps?notice=demo-reset");
        let page = browser.page(&to).await;
        assert!(page.contains("The demo was reset") && page.contains("policy=node-exporter"), "{page}");
    });
}
