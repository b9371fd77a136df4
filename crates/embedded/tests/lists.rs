//! Lists: in pages, of a version, and in the form that the client wants.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Api, refusal};

const MAPS: &str = "/api/v1/namespaces/team/configmaps";
/// Every namespace has this one.
const AUTHORITY: &str = "kube-root-ca.crt";

async fn with_maps(names: &[&str]) -> Api {
    let api = Api::new().await;
    for name in names {
        api.create(MAPS, json!({"metadata": {"name": name, "labels": {"app": "x"}}})).await;
    }
    api
}

fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["metadata"]["name"].as_str().unwrap()).collect()
}

fn next(list: &Value) -> &str {
    list["metadata"]["continue"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_list_is_read_in_pages_that_all_show_the_first_ones_moment() {
    let api = with_maps(&["a", "b", "c", "d", "e"]).await;
    let first = api.get(&format!("{MAPS}?limit=2")).await;
    assert_eq!((names(&first), &first["metadata"]["remainingItemCount"]), (vec!["a", "b"], &json!(4)));
    api.delete(&format!("{MAPS}/c"), Value::Null).await;
    api.create(MAPS, json!({"metadata": {"name": "bb"}})).await;
    api.merge(&format!("{MAPS}/d"), json!({"data": {"changed": "yes"}})).await;
    let second = api.get(&format!("{MAPS}?limit=2&continue={}", next(&first))).await;
    assert_eq!(names(&second), ["c", "d"]);
    assert_eq!(second["items"][1]["data"], Value::Null);
    assert_eq!(second["metadata"]["resourceVersion"], first["metadata"]["resourceVersion"]);
    let last = api.get(&format!("{MAPS}?limit=2&continue={}", next(&second))).await;
    assert_eq!((names(&last), next(&last)), (vec!["e", AUTHORITY], ""));
    assert_eq!(last["metadata"]["remainingItemCount"], Value::Null);
    assert_eq!(names(&api.get(MAPS).await), ["a", "b", "bb", "d", "e", AUTHORITY]);
}

#[tokio::test]
async fn pages_go_on_across_namespaces_and_count_nothing_when_selected() {
    let api = with_maps(&["a", "b"]).await;
    for (place, name) in [("team-b", "x"), ("default", "y")] {
        api.ask("POST", "/api/v1/namespaces", json!({"metadata": {"name": place}})).await;
        let path = format!("/api/v1/namespaces/{place}/configmaps");
        api.create(&path, json!({"metadata": {"name": name, "labels": {"app": "x"}}})).await;
    }
    let mut found = Vec::new();
    let mut token = String::new();
    loop {
        let page =
            api.get(&format!("/api/v1/configmaps?limit=1&labelSelector=app%3Dx&continue={token}")).await;
        found.extend(names(&page).into_iter().map(str::to_owned));
        assert_eq!(page["metadata"]["remainingItemCount"], Value::Null);
        token = next(&page).to_owned();
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(found, ["y", "x", "a", "b"]);
}

#[tokio::test]
async fn a_page_of_a_forgotten_moment_is_refused_with_a_way_to_go_on() {
    let api = with_maps(&["a", "b", "c"]).await;
    let first = api.get(&format!("{MAPS}?limit=1")).await;
    for number in 0..5000 {
        api.merge(&format!("{MAPS}/c"), json!({"data": {"number": number.to_string()}})).await;
    }
    let (code, refused) =
        api.ask("GET", &format!("{MAPS}?limit=1&continue={}", next(&first)), Value::Null).await;
    assert_eq!((code, refused["reason"].as_str()), (410, Some("Expired")));
    assert!(refused["message"].as_str().unwrap().starts_with("The provided continue parameter is too old"));
    let second = api.get(&format!("{MAPS}?limit=1&continue={}", next(&refused))).await;
    assert_eq!(names(&second), ["b"]);
}

#[tokio::test(start_paused = true)]
async fn a_list_of_a_version_is_that_one_or_none_older() {
    let api = with_maps(&["a"]).await;
    let version = api.get(MAPS).await["metadata"]["resourceVersion"].as_str().unwrap().to_owned();
    api.create(MAPS, json!({"metadata": {"name": "b"}})).await;
    let list = async |query: &str| api.get(&format!("{MAPS}?{query}")).await;
    let exact = list(&format!("resourceVersion={version}&resourceVersionMatch=Exact")).await;
    assert_eq!(
        (names(&exact), &exact["metadata"]["resourceVersion"]),
        (vec!["a", AUTHORITY], &json!(version))
    );
    let fresh = list(&format!("resourceVersion={version}&resourceVersionMatch=NotOlderThan")).await;
    assert_eq!(names(&fresh), ["a", "b", AUTHORITY]);
    assert_eq!(names(&list("resourceVersion=0&limit=1").await), ["a", "b", AUTHORITY]);
    let pinned = list(&format!("resourceVersion={version}&limit=5")).await;
    assert_eq!(names(&pinned), ["a", AUTHORITY]);

    let refused = async |query: &str| api.ask("GET", &format!("{MAPS}?{query}"), Value::Null).await;
    let (code, late) = refused("resourceVersion=100000").await;
    assert_eq!((code, late["reason"].as_str()), (504, Some("Timeout")));
    assert!(
        late["message"]
            .as_str()
            .unwrap()
            .starts_with("Timeout: Too large resource version: 100000, current: ")
    );
    assert_eq!(late["details"]["causes"][0]["reason"], "ResourceVersionTooLarge");
    let words = |text: &str| text.to_owned();
    assert_eq!(
        refusal(refused("resourceVersion=100000&limit=1").await),
        (500, words("etcdserver: mvcc: required revision is a future revision"))
    );
    assert_eq!(
        refusal(refused("resourceVersionMatch=Exact").await),
        (
            422,
            words(
                "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is \
                     forbidden unless resourceVersion is provided"
            )
        )
    );
    assert_eq!(refused("resourceVersion=x").await.0, 500);
    assert_eq!(refused("limit=x").await.0, 400);
}

#[tokio::test]
async fn metadata_alone_and_tables_are_shown_to_those_who_ask() {
    let api = with_maps(&["a", "b"]).await;
    let get = async |path: &str, form: &str| {
        let accept = format!("application/json;as={form};g=meta.k8s.io;v=v1");
        let (code, _, text) = api.fetch(path, &[("accept", &accept)]).await;
        (code, serde_json::from_str::<Value>(&text).unwrap())
    };
    let one = format!("{MAPS}/a");
    let (_, partial) = get(&one, "PartialObjectMetadata").await;
    assert_eq!(
        (&partial["kind"], &partial["metadata"]["name"]),
        (&json!("PartialObjectMetadata"), &json!("a"))
    );
    let (_, list) = get(MAPS, "PartialObjectMetadataList").await;
    assert_eq!(
        (&list["kind"], names(&list)),
        (&json!("PartialObjectMetadataList"), vec!["a", "b", AUTHORITY])
    );
    assert_eq!(list["items"][0]["kind"], "PartialObjectMetadata");
    let words =
        "you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)";
    assert_eq!(refusal(get(MAPS, "PartialObjectMetadata").await), (406, words.to_owned()));
    for (include, shown) in
        [("", json!("PartialObjectMetadata")), ("Object", json!("ConfigMap")), ("None", Value::Null)]
    {
        let (_, table) = get(&format!("{one}?includeObject={include}"), "Table").await;
        assert_eq!(table["rows"][0]["object"]["kind"], shown);
        assert_eq!(table["rows"][0]["cells"][0], "a");
    }
    assert_eq!(get(&format!("{one}?includeObject=All"), "Table").await.0, 400);
}

#[tokio::test]
async fn an_answer_is_written_as_the_client_can_read_it() {
    let api = with_maps(&["a"]).await;
    let one = format!("{MAPS}/a");
    let (_, headers, text) = api.fetch(&one, &[("accept", "application/yaml")]).await;
    assert_eq!(headers["content-type"], "application/yaml");
    assert!(text.starts_with("apiVersion: v1\nkind: ConfigMap\nmetadata:\n"), "{text}");
    let (code, headers, text) = api.fetch(&one, &[("accept", "text/html")]).await;
    assert_eq!((code, &headers["content-type"]), (406, &"application/json".parse().unwrap()));
    assert!(text.contains("406: Not Acceptable"), "{text}");
    let (_, _, text) = api.fetch(&one, &[("user-agent", "curl/8")]).await;
    assert!(text.starts_with("{\n  \""), "{text}");
    let (_, headers, _) = api.fetch(&one, &[("accept-encoding", "gzip")]).await;
    assert_eq!(headers.get("content-encoding"), None);
    let long = json!({"metadata": {"name": "long"}, "data": {"text": "x".repeat(200_000)}});
    api.create(MAPS, long).await;
    let (_, headers, _) = api.fetch(&format!("{MAPS}/long"), &[("accept-encoding", "gzip")]).await;
    assert_eq!(headers["content-encoding"], "gzip");
}
