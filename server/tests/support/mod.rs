//! What the tests over HTTP share.

#![allow(dead_code, clippy::unwrap_used)]

use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::to_bytes;
use axum::http::{Method, Request, header};
use axum::response::Response;
use tokio::runtime::Runtime;

pub(crate) const HOST: &str = "127.0.0.1:3000";

/// Runs a test alone, on the one runtime of this process.
///
/// Making a router lists the routes, and while it does, leptos loads no resource in the whole process: a page that
/// another test renders at that moment would wait for ever. A console makes its router once, before it serves.
pub(crate) fn served(test: impl Future<Output = ()>) {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        // The executor that a served console gets from its main function.
        any_spawner::Executor::init_tokio().unwrap();
        Runtime::new().unwrap()
    });
    static ALONE: Mutex<()> = Mutex::new(());
    // A test that has failed has left nothing behind that could harm the next.
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    RUNTIME.block_on(test);
}

pub(crate) fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, HOST)
}

pub(crate) async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}
