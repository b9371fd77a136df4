//! Clients that fail, that do something else in between, or that are somebody else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use http::Request;
use http_body_util::BodyExt;
use kube::Client;
use kube::client::Body;
use tower::service_fn;

/// How a connection breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Break {
    /// Before the request reaches the API server.
    BeforeRequest,
    /// After the API server has done what the request asked for.
    BeforeAnswer,
}

/// Lets `requests` through, breaks at the next one, and lets nothing through after that.
pub(crate) fn breaking(client: &Client, requests: usize, how: Break) -> Client {
    let (client, count) = (client.clone(), Arc::new(AtomicUsize::new(0)));
    let service = service_fn(move |request: Request<Body>| {
        let (client, number) = (client.clone(), count.fetch_add(1, Ordering::SeqCst));
        async move {
            if number < requests {
                return client.send(request).await;
            }
            if number == requests && matches!(how, Break::BeforeAnswer) {
                client.send(request).await?;
            }
            Err(kube::Error::Service("the connection broke".into()))
        }
    });
    Client::new(service, "default")
}

/// Before the first request that changes something, does this.
pub(crate) fn before_first_change<F, Fut>(client: &Client, action: F) -> Client
where
    F: Fn(Client) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let (client, done) = (client.clone(), Arc::new(AtomicBool::new(false)));
    let service = service_fn(move |request: Request<Body>| {
        let (client, action) = (client.clone(), action.clone());
        let is_change = request.method() != "GET";
        let first = is_change && !done.swap(true, Ordering::SeqCst);
        async move {
            if first {
                action(client.clone()).await;
            }
            client.send(request).await
        }
    });
    Client::new(service, "default")
}

/// The same cluster, as this user of no groups but `system:authenticated`.
pub(crate) fn impersonating(client: &Client, user: &'static str) -> Client {
    let client = client.clone();
    let service = service_fn(move |mut request: Request<Body>| {
        let client = client.clone();
        request.headers_mut().insert("impersonate-user", user.parse().unwrap());
        async move { client.send(request).await }
    });
    Client::new(service, "default")
}

/// The same cluster as Kubernetes 1.25 and later serve it: without the API of policies.
pub(crate) fn without_policies(client: &Client) -> Client {
    let client = client.clone();
    let service = service_fn(move |mut request: Request<Body>| {
        let client = client.clone();
        let asked = request.uri().to_string();
        if asked.contains("/apis/policy/v1beta1") {
            *request.uri_mut() =
                asked.replace("/apis/policy/v1beta1", "/apis/policy/v0removed").parse().unwrap();
        }
        async move { client.send(request).await }
    });
    Client::new(service, "default")
}

/// The watches that a client has open.
#[derive(Clone, Default)]
pub(crate) struct Watches(Arc<AtomicUsize>);

impl Watches {
    pub(crate) fn open(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    /// Does it come to this many, and stay there? One that is too many would be seen.
    pub(crate) async fn settled(&self, wanted: usize) -> bool {
        for _ in 0..400 {
            if self.open() == wanted {
                tokio::time::sleep(Duration::from_millis(200)).await;
                return self.open() == wanted;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        false
    }
}

/// The same cluster, whose open watches are counted.
pub(crate) fn counting_watches(client: &Client) -> (Client, Watches) {
    let (client, watches) = (client.clone(), Watches::default());
    let counted = watches.clone();
    let service = service_fn(move |request: Request<Body>| {
        let (client, counted) = (client.clone(), counted.clone());
        async move {
            let is_watch = request.uri().query().is_some_and(|query| query.contains("watch=true"));
            let (parts, body) = client.send(request).await?.into_parts();
            // Closed when the body is dropped, as a connection would be.
            let open = is_watch.then(|| Open::count(counted));
            let body = body.map_frame(move |frame| {
                let _while_open = &open;
                frame
            });
            Ok::<_, kube::Error>(http::Response::from_parts(parts, body))
        }
    });
    (Client::new(service, "default"), watches)
}

struct Open(Watches);

impl Open {
    fn count(watches: Watches) -> Self {
        watches.0.fetch_add(1, Ordering::SeqCst);
        Self(watches)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The same cluster as Kubernetes up to 1.14 serves it: it cannot send metadata alone, and says its version.
pub(crate) fn older_than_metadata(client: &Client) -> Client {
    let client = client.clone();
    let service = service_fn(move |request: Request<Body>| {
        let client = client.clone();
        let accept = request.headers().get("accept").and_then(|accept| accept.to_str().ok());
        let metadata = accept.is_some_and(|accept| accept.contains("PartialObjectMetadata"));
        let version = request.uri().path() == "/version";
        async move {
            let (status, body) = if metadata {
                (406, r#"{"kind":"Status","status":"Failure","code":406,"reason":"NotAcceptable"}"#)
            } else if version {
                (
                    200,
                    r#"{"major":"1","minor":"14+","gitVersion":"v1.14.0","gitCommit":"","gitTreeState":"","buildDate":"","goVersion":"","compiler":"","platform":""}"#,
                )
            } else {
                return client.send(request).await;
            };
            let body = Body::from(body.as_bytes().to_vec());
            http::Response::builder().status(status).body(body).map_err(kube::Error::HttpError)
        }
    });
    Client::new(service, "default")
}

/// The same cluster as a real one is: without the embedded cluster's own API group, by which it can be switched.
pub(crate) fn without_own_switch(client: &Client) -> Client {
    let client = client.clone();
    let service = service_fn(move |request: Request<Body>| {
        let client = client.clone();
        async move {
            let is_discovery = request.uri().path() == "/apis";
            let answer = client.send(request).await?;
            if !is_discovery {
                return Ok(answer);
            }
            let (head, body) = answer.into_parts();
            let body = body.collect().await?.to_bytes();
            let mut groups: serde_json::Value = serde_json::from_slice(&body).unwrap();
            groups["groups"].as_array_mut().unwrap().retain(|group| group["name"] != "embedded.psp-console");
            let body = Body::from(serde_json::to_vec(&groups).unwrap());
            Ok::<_, kube::Error>(http::Response::from_parts(head, body))
        }
    });
    Client::new(service, "default")
}

/// The same cluster, which makes the first change of a switch's record without an answer.
pub(crate) fn forgetting_an_answer(client: &Client) -> Client {
    let (client, was_lost) = (client.clone(), Arc::new(AtomicBool::new(false)));
    let service = service_fn(move |request: Request<Body>| {
        let is_record = request.method() == "PUT" && request.uri().path().ends_with("/psp-console-switch");
        let is_lost = is_record && !was_lost.swap(true, Ordering::SeqCst);
        let client = client.clone();
        async move {
            let answer = client.send(request).await?;
            if is_lost {
                return Err(kube::Error::Service("the connection broke".into()));
            }
            Ok(answer)
        }
    });
    Client::new(service, "default")
}
