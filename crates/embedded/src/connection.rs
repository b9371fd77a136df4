//! The API for callers in the same process: what a connection is to those outside.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::http::Request;
use axum::response::Response;
use tower::Service;

use crate::cluster::Inner;

/// A way to a cluster's API, without a socket. Like one, it fails while the API server restarts.
#[derive(Clone)]
pub struct Connection {
    cluster: Arc<Inner>,
    router: Router,
}

impl Connection {
    pub(crate) fn new(cluster: &Arc<Inner>, router: Router) -> Self {
        Self { cluster: Arc::clone(cluster), router }
    }
}

impl<B> Service<Request<B>> for Connection
where
    Router: Service<Request<B>, Response = Response, Error = Infallible>,
    <Router as Service<Request<B>>>::Future: Send + 'static,
{
    type Response = Response;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        if self.cluster.apiserver.is_restarting() {
            return Box::pin(std::future::ready(Err(io::ErrorKind::ConnectionRefused.into())));
        }
        let answer = self.router.call(request);
        Box::pin(async move { Ok(answer.await.unwrap_or_else(|never| match never {})) })
    }
}
