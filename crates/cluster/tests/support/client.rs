//! Clients that fail, that do something else in between, or that are somebody else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use http::Request;
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
