//! The events of an open page, over a socket: what is told, to whom, and that nothing waits for them.

#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use access::switch::Turn;
use app::api::context::{ClusterEntry, Clusters};
use app::api::live::{Link, Pulse};
use app::api::wire;
use app::api::{ClusterId, ClusterKind};
use app::route::Route;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use clap::Parser;
use cluster::Cluster;
use embedded::{EmbeddedCluster, Options};
use http_body_util::BodyExt;
use kube::Client;
use server::http::{Hosts, Known, Site, router};
use server::{Config, Console, Visitors, Visits};
use support::{HOST, request, served, text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower::ServiceExt;

const NAME: &str = "team/prod";

fn console_of(client: Client) -> Router {
    let entry = ClusterEntry {
        id: ClusterId::new(NAME),
        kind: ClusterKind::Embedded,
        cluster: Ok(Cluster::new(client)),
    };
    router(&Site::none(), Clusters::new(vec![entry]), Hosts::new(HOST.parse().unwrap(), Vec::new()))
}

fn events() -> String {
    Route::Events(ClusterId::new(NAME)).path()
}

/// A page that listens.
struct Listener(Body);

impl Listener {
    async fn open(console: &Router) -> Self {
        let request = request(Method::GET, &events()).header(header::ACCEPT_ENCODING, "gzip, br");
        let response = console.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let headers = response.headers();
        assert_eq!(headers[header::CONTENT_TYPE], "text/event-stream");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert!(!headers.contains_key(header::CONTENT_ENCODING), "what is compressed is held back");
        Self(response.into_body())
    }

    /// The next message; `None` at the end.
    async fn next(&mut self) -> Option<Pulse> {
        let frame = tokio::time::timeout(Duration::from_secs(30), self.0.frame()).await.unwrap()?;
        let data = frame.unwrap().into_data().unwrap();
        let text = std::str::from_utf8(&data).unwrap().trim();
        Some(wire::from_text(text.strip_prefix("data: ").unwrap()).unwrap())
    }

    async fn until(&mut self, wanted: impl Fn(&Pulse) -> bool) -> Pulse {
        loop {
            let pulse = self.next().await.unwrap();
            if wanted(&pulse) {
                return pulse;
            }
        }
    }

    async fn current(&mut self) -> Pulse {
        self.until(|pulse| pulse.link == Link::Current).await
    }
}

fn tells_that_it_is_current(stream: &str) -> bool {
    let mut messages =
        stream.lines().filter_map(|line| wire::from_text::<Pulse>(line.strip_prefix("data: ")?).ok());
    messages.any(|pulse| pulse.link == Link::Current)
}

fn embedded() -> (EmbeddedCluster, Client) {
    let options = Options { restart: Duration::from_millis(600), ..Options::default() };
    let embedded = EmbeddedCluster::new(&options);
    let client = Client::new(embedded.connect(), "default");
    (embedded, client)
}

#[test]
fn what_others_change_is_told_to_all_who_listen_by_one_watch() {
    served(async {
        let (embedded, client) = embedded();
        let watches = Arc::new(AtomicUsize::new(0));
        let count = {
            let watches = Arc::clone(&watches);
            axum::middleware::from_fn(move |request: Request<Body>, next: axum::middleware::Next| {
                if request.uri().query().is_some_and(|query| query.contains("watch=true")) {
                    watches.fetch_add(1, Ordering::SeqCst);
                }
                next.run(request)
            })
        };
        let console = console_of(Client::new(embedded.router_as_admin().layer(count), "default"));
        let (mut one, mut two) = (Listener::open(&console).await, Listener::open(&console).await);
        let before = one.current().await;
        assert_eq!(two.current().await, before);
        Cluster::new(client).install_default_policy().await.unwrap();
        for listener in [&mut one, &mut two] {
            let after = listener.next().await.unwrap();
            assert_eq!(after.link, Link::Current);
            assert_ne!(after.marks, before.marks);
        }
        assert_eq!(watches.load(Ordering::SeqCst), 8, "one watch of each kind, however many listen");
    });
}

#[test]
fn an_absence_of_the_api_server_is_told_with_its_length_and_its_return() {
    served(async {
        let (_embedded, client) = embedded();
        let cluster = Cluster::new(client.clone());
        cluster.install_default_policy().await.unwrap();
        let mut listener = Listener::open(&console_of(client)).await;
        let before = listener.current().await;
        cluster.change_psp_state(Turn::Off, cluster::Consequences::Unknown).await.unwrap();
        let away = listener.until(|pulse| matches!(pulse.link, Link::Away { .. })).await;
        assert!(matches!(away.link, Link::Away { since } if since < 10_000), "{away:?}");
        assert_ne!(listener.current().await.marks, before.marks, "the page is to read again");
    });
}

#[test]
fn another_site_cannot_listen_and_an_unknown_cluster_says_nothing() {
    served(async {
        let (_embedded, client) = embedded();
        let console = console_of(client);
        let foreign = request(Method::GET, &events()).header("sec-fetch-site", "cross-site");
        let answer = console.clone().oneshot(foreign.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let unknown = request(Method::GET, &Route::Events(ClusterId::new("other")).path());
        let answer = console.oneshot(unknown.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn in_a_demo_one_hears_of_the_own_cluster_and_listening_makes_none() {
    served(async {
        let hour = Duration::from_hours(1);
        let visits = Visits { most: 1, kept: hour, idle: hour, restart: Duration::ZERO };
        let known = Known::PerVisitor(Visitors::new(visits, Vec::new()));
        let console = router(&Site::none(), known, Hosts::new(HOST.parse().unwrap(), Vec::new()));
        let path = Route::Events(ClusterId::new("embedded")).path();
        let listen = |cookie: &str| {
            let request = request(Method::GET, &path).header(header::COOKIE, cookie);
            console.clone().oneshot(request.body(Body::empty()).unwrap())
        };
        assert_eq!(listen("").await.unwrap().status(), StatusCode::NOT_FOUND);
        let page = request(Method::GET, "/clusters").body(Body::empty()).unwrap();
        let page = console.clone().oneshot(page).await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "there is room still: listening took none");
        let cookie =
            page.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        drop(text(page).await);
        let mut own = Listener(listen(&cookie).await.unwrap().into_body());
        own.current().await;
    });
}

#[test]
fn a_console_that_stops_ends_the_streams_and_does_not_cut_them_off() {
    served(async {
        let arguments = ["psp-console", "--embedded", "--listen=127.0.0.1:0"];
        let console = Console::start(Config::parse_from(arguments)).await.unwrap();
        let greeting = console.greeting();
        let address = greeting.trim().rsplit("//").next().unwrap().to_owned();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = tokio::spawn(console.serve(async { drop(stopped.await) }));
        let mut socket = TcpStream::connect(&address).await.unwrap();
        let path = Route::Events(ClusterId::new("embedded")).path();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut heard = vec![0; 16 * 1024];
        let mut length = 0;
        while !tells_that_it_is_current(&String::from_utf8_lossy(&heard[..length])) {
            let more = socket.read(&mut heard[length..]).await.unwrap();
            assert!(more > 0, "the stream ended by itself");
            length += more;
        }
        stop.send(()).unwrap();
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest).await.unwrap();
        assert!(rest.ends_with(b"0\r\n\r\n"), "the answer ends as one does that is whole");
        serving.await.unwrap().unwrap();
    });
}
