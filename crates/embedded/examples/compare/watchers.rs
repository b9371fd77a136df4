//! Many who watch the same pods.

use std::time::Instant;

use axum::body::Body;
use futures::StreamExt;
use futures::future::join_all;
use http::Request;
use kube::Client;
use serde_json::Value;

use crate::requests::{ask, create};
use crate::side::Side;

pub(crate) const WATCHERS: u32 = 100;
const PODS: u32 = 200;
const PATH: &str = "/api/v1/namespaces/watched/pods";

/// Makes pods, and tells how many events a second all watchers together receive of that.
pub(crate) async fn fan_out(side: &Side) -> f64 {
    let client = side.client();
    let list: Value = serde_json::from_str(&ask(&client, "GET", PATH, &Value::Null).await).unwrap();
    let version = list["metadata"]["resourceVersion"].as_str().unwrap().to_owned();
    let watches = join_all((0..WATCHERS).map(|_| watch(side.client(), &version))).await;
    let counting = watches.into_iter().map(|events| tokio::spawn(until_all_are_told(events)));
    let counting: Vec<_> = counting.collect();
    let began = Instant::now();
    create(side, "watched", PODS as usize).await;
    join_all(counting).await.into_iter().for_each(Result::unwrap);
    let took = began.elapsed().as_secs_f64();
    ask(&client, "DELETE", PATH, &Value::Null).await;
    f64::from(WATCHERS * PODS) / took
}

/// The watch, begun.
async fn watch(client: Client, version: &str) -> Body {
    let request = Request::get(format!("{PATH}?watch=true&resourceVersion={version}"));
    let answer = client.send(request.body(kube::client::Body::empty()).unwrap()).await.unwrap();
    assert!(answer.status().is_success());
    Body::new(answer.into_body())
}

/// Each event is a line.
async fn until_all_are_told(events: Body) {
    let (mut chunks, mut told) = (events.into_data_stream(), 0);
    while told < PODS as usize {
        let chunk = chunks.next().await.unwrap().unwrap();
        told += chunk.split(|byte| *byte == b'\n').count() - 1;
    }
}
