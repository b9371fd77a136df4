//! Watches: what is told, when, and in which form.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use embedded::Options;
use serde_json::{Value, json};
use support::{Api, fast};

const MAPS: &str = "/api/v1/namespaces/team/configmaps";

fn kinds_and_names(events: &[Value]) -> Vec<(&str, &str)> {
    events
        .iter()
        .map(|event| {
            (
                event["type"].as_str().unwrap(),
                event["object"]["metadata"]["name"].as_str().unwrap_or_default(),
            )
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_watch_goes_on_from_a_version_and_ends_in_time() {
    let api = Api::new().await;
    let made = api.create(MAPS, json!({"metadata": {"name": "a"}})).await;
    let version = made["metadata"]["resourceVersion"].as_str().unwrap();
    api.create(MAPS, json!({"metadata": {"name": "b"}})).await;
    api.merge(&format!("{MAPS}/a"), json!({"data": {"x": "y"}})).await;
    api.delete(&format!("{MAPS}/a"), Value::Null).await;
    let events =
        api.watch(&format!("{MAPS}?watch=true&resourceVersion={version}&timeoutSeconds=1"), "").await;
    assert_eq!(kinds_and_names(&events), [("ADDED", "b"), ("MODIFIED", "a"), ("DELETED", "a")]);
    let (changed, gone) = (&events[1]["object"], &events[2]["object"]);
    assert_eq!(gone["data"], json!({"x": "y"}), "the last state");
    let number =
        |object: &Value| object["metadata"]["resourceVersion"].as_str().unwrap().parse::<u64>().unwrap();
    assert_eq!(number(gone), number(changed) + 1, "with the deletion's version");
    let one = "fieldSelector=metadata.name%3Db&timeoutSeconds=1";
    let events = api.watch(&format!("{MAPS}?watch=true&resourceVersion=0&{one}"), "").await;
    assert_eq!(kinds_and_names(&events), [("ADDED", "b")]);
    let events = api.watch(&format!("{MAPS}?watch=true&resourceVersion=999999&timeoutSeconds=1"), "").await;
    assert!(events.is_empty(), "nothing has happened since");
}

#[tokio::test(start_paused = true)]
async fn what_begins_or_ceases_to_be_selected_comes_and_goes() {
    let api = Api::new().await;
    let made = api.create(MAPS, json!({"metadata": {"name": "a"}})).await;
    let version = made["metadata"]["resourceVersion"].as_str().unwrap();
    for label in [json!("x"), json!("y"), Value::Null] {
        api.merge(&format!("{MAPS}/a"), json!({"metadata": {"labels": {"app": label}}})).await;
    }
    let query = format!("watch=true&labelSelector=app%3Dx&resourceVersion={version}&timeoutSeconds=1");
    let events = api.watch(&format!("{MAPS}?{query}"), "").await;
    assert_eq!(kinds_and_names(&events), [("ADDED", "a"), ("DELETED", "a")]);
    assert_eq!(events[1]["object"]["metadata"]["labels"]["app"], "x", "as it was when it was selected");
}

#[tokio::test(start_paused = true)]
async fn bookmarks_tell_how_far_a_watch_has_come() {
    let api = Api::with(&Options { bookmarks: Duration::from_secs(10), ..fast() }).await;
    let version = api.get(MAPS).await["metadata"]["resourceVersion"].clone();
    let watch = "watch=true&labelSelector=none&resourceVersion=0&timeoutSeconds=25";
    let marked = api.watch(&format!("{MAPS}?{watch}&allowWatchBookmarks=true"), "").await;
    let types: Vec<&Value> = marked.iter().map(|event| &event["type"]).collect();
    assert_eq!(types, ["BOOKMARK", "BOOKMARK", "BOOKMARK"], "after 10, 20 and 23 seconds");
    let object = &marked[0]["object"];
    assert_eq!(object["kind"], "ConfigMap");
    assert_eq!(object["metadata"], json!({"resourceVersion": version, "creationTimestamp": null}));
    assert!(api.watch(&format!("{MAPS}?{watch}"), "").await.is_empty(), "only for those who ask");
}

#[tokio::test(start_paused = true)]
async fn a_watch_from_a_forgotten_version_is_told_so_and_ends() {
    let api = Api::new().await;
    api.create(MAPS, json!({"metadata": {"name": "a"}})).await;
    for number in 0..5000 {
        api.merge(&format!("{MAPS}/a"), json!({"data": {"number": number.to_string()}})).await;
    }
    let events = api.watch(&format!("{MAPS}?watch=true&resourceVersion=5"), "").await;
    let [event] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((&event["type"], &event["object"]["code"]), (&json!("ERROR"), &json!(410)));
    assert_eq!(event["object"]["reason"], "Expired");
    assert!(event["object"]["message"].as_str().unwrap().starts_with("too old resource version: 5 ("));
}

#[tokio::test(start_paused = true)]
async fn a_watch_tells_tables_and_metadata_too() {
    let api = Api::new().await;
    for name in ["a", "b"] {
        api.create(MAPS, json!({"metadata": {"name": name}, "data": {"x": "y"}})).await;
    }
    let path = format!("{MAPS}?watch=true&resourceVersion=0&timeoutSeconds=1");
    let accept = |form: &str| format!("application/json;as={form};g=meta.k8s.io;v=v1");
    let tables = api.watch(&path, &accept("Table")).await;
    assert_eq!(tables[0]["object"]["rows"][0]["cells"][0], "a");
    assert!(tables[0]["object"]["columnDefinitions"].is_array());
    assert!(tables[1]["object"]["columnDefinitions"].is_null(), "the columns are told once");
    let partial = api.watch(&path, &accept("PartialObjectMetadata")).await;
    assert_eq!(partial[1]["object"]["kind"], "PartialObjectMetadata");
    assert_eq!(partial[1]["object"]["data"], Value::Null);
    let (code, _, text) = api.fetch(&path, &[("accept", "application/yaml")]).await;
    assert_eq!(code, 406, "{text}");
    assert!(
        text.contains("application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch"),
        "{text}"
    );
}
