//! Writes: patches, trials, names that are made up, scales, and what nobody may change.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Api, pod, refusal};

const MAPS: &str = "/api/v1/namespaces/team/configmaps";
const JSON: &str = "application/json-patch+json";
const MERGE: &str = "application/merge-patch+json";
const STRATEGIC: &str = "application/strategic-merge-patch+json";

async fn with_map() -> (Api, Value) {
    let api = Api::new().await;
    let map = api.create(MAPS, json!({"metadata": {"name": "a"}, "data": {"x": "1"}})).await;
    (api, map)
}

#[tokio::test]
async fn a_json_patch_is_made_whole_or_not_at_all() {
    let (api, _) = with_map().await;
    let path = format!("{MAPS}/a");
    let try_to = async |operations: Value| api.ask_as("PATCH", &path, JSON, operations).await;
    let (code, map) = try_to(json!([
        {"op": "test", "path": "/data/x", "value": "1"},
        {"op": "replace", "path": "/data/x", "value": "2"},
    ]))
    .await;
    assert_eq!((code, &map["data"]["x"]), (200, &json!("2")));
    let words = "the server rejected our request due to an error in our request".to_owned();
    let failed =
        json!([{"op": "remove", "path": "/data/x"}, {"op": "test", "path": "/data/y", "value": "1"}]);
    assert_eq!(refusal(try_to(failed).await), (422, words.clone()));
    assert_eq!(refusal(try_to(json!([{"op": "turn", "path": "/data"}])).await), (422, words));
    assert_eq!(try_to(json!({})).await.0, 400);
    assert_eq!(api.get(&path).await["data"]["x"], "2");
}

#[tokio::test]
async fn a_strategic_patch_knows_what_is_merged_and_what_is_replaced() {
    let api = Api::new().await;
    let bindings = "/apis/rbac.authorization.k8s.io/v1/namespaces/team/rolebindings";
    let subject = |name: &str| json!([{"kind": "ServiceAccount", "name": name, "namespace": "team"}]);
    let role = json!({"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "x"});
    api.create(bindings, json!({"metadata": {"name": "b"}, "roleRef": role, "subjects": subject("a")})).await;
    let change = json!({"subjects": subject("b")});
    let (_, binding) = api.ask_as("PATCH", &format!("{bindings}/b"), STRATEGIC, change).await;
    assert_eq!(binding["subjects"], subject("b"));

    let accounts = "/api/v1/namespaces/team/serviceaccounts";
    api.create(accounts, json!({"metadata": {"name": "bot"}, "imagePullSecrets": [{"name": "a"}]})).await;
    let change = json!({"imagePullSecrets": [{"name": "b"}]});
    let (_, account) = api.ask_as("PATCH", &format!("{accounts}/bot"), STRATEGIC, change).await;
    assert_eq!(account["imagePullSecrets"], json!([{"name": "b"}]), "those of pods are merged");

    let pods = "/api/v1/namespaces/team/pods";
    api.create(pods, pod("p")).await;
    let change = json!({"spec": {"containers": [{"name": "main", "image": "nginx"}]}});
    let (code, changed) = api.ask_as("PATCH", &format!("{pods}/p"), STRATEGIC, change).await;
    assert_eq!((code, &changed["spec"]["containers"][0]["image"]), (200, &json!("nginx")));
    assert_eq!(changed["spec"]["containers"][0]["imagePullPolicy"], "Always", "what was there stays");
}

#[tokio::test]
async fn server_side_apply_and_unknown_patches_are_refused() {
    let (api, _) = with_map().await;
    let path = format!("{MAPS}/a");
    let (code, words) = refusal(api.ask_as("PATCH", &path, "application/apply-patch+yaml", json!({})).await);
    assert!(code == 415 && words.contains("no server-side apply"), "{code} {words}");
    let refused = refusal(api.ask_as("PATCH", &path, "text/plain", json!({})).await);
    assert_eq!(refused, (415, "415: Unsupported Media Type".to_owned()));
}

#[tokio::test]
async fn what_identifies_an_object_cannot_be_changed() {
    let (api, map) = with_map().await;
    let path = format!("{MAPS}/a");
    let change = async |metadata: Value| {
        refusal(api.ask_as("PATCH", &path, MERGE, json!({"metadata": metadata})).await)
    };
    let words = "the name of the object (b) does not match the name on the URL (a)";
    assert_eq!(change(json!({"name": "b"})).await, (400, words.to_owned()));
    let words = "ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"1\": field is immutable";
    assert_eq!(change(json!({"uid": "1"})).await, (422, words.to_owned()));
    let words = "ConfigMap \"a\" is invalid: metadata.deletionTimestamp: Invalid value: 2020-01-01 00:00:00 +0000 UTC: \
                 field is immutable";
    assert_eq!(change(json!({"deletionTimestamp": "2020-01-01T00:00:00Z"})).await, (422, words.to_owned()));
    assert_eq!(change(json!({"resourceVersion": "1"})).await.0, 409);

    let put = async |object: Value| refusal(api.ask("PUT", &path, object).await);
    let words = "the name of the object (a based on URL) was undeterminable: name must be provided";
    assert_eq!(put(json!({"metadata": {}})).await, (400, words.to_owned()));
    let words = "the namespace of the object (other) does not match the namespace on the request (team)";
    assert_eq!(put(json!({"metadata": {"name": "a", "namespace": "other"}})).await, (400, words.to_owned()));
    let uid = map["metadata"]["uid"].as_str().unwrap();
    let words = format!(
        "Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key: \
         /registry/configmaps/team/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in \
         precondition: x, UID in object meta: {uid}"
    );
    assert_eq!(put(json!({"metadata": {"name": "a", "uid": "x"}})).await, (409, words));
    let (code, kept) = api
        .ask("PUT", &path, json!({"metadata": {"name": "a", "creationTimestamp": "2020-01-01T00:00:00Z"}}))
        .await;
    assert_eq!((code, &kept["metadata"]["creationTimestamp"]), (200, &map["metadata"]["creationTimestamp"]));
    let missing = api.ask("PUT", &format!("{MAPS}/b"), json!({"metadata": {"name": "b"}})).await;
    assert_eq!(refusal(missing), (404, "configmaps \"b\" not found".to_owned()));
}

#[tokio::test]
async fn trials_change_nothing_and_unknown_ones_are_refused() {
    let (api, _) = with_map().await;
    let (code, _) = api.ask("POST", &format!("{MAPS}?dryRun=All"), json!({"metadata": {"name": "b"}})).await;
    assert_eq!(code, 201);
    assert_eq!(api.ask("GET", &format!("{MAPS}/b"), Value::Null).await.0, 404);
    let words = "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: []string{\"x\"}: supported \
                 values: \"All\"";
    let refused = api.ask("POST", &format!("{MAPS}?dryRun=x"), json!({"metadata": {"name": "b"}})).await;
    assert_eq!(refusal(refused), (422, words.to_owned()));
}

#[tokio::test]
async fn a_name_is_made_up_from_its_beginning() {
    let api = Api::new().await;
    let made = api.create(MAPS, json!({"metadata": {"generateName": "gen-"}})).await;
    let name = made["metadata"]["name"].as_str().unwrap();
    assert!(name.starts_with("gen-") && name.len() == 9, "{name}");
    assert_eq!(made["metadata"]["generateName"], "gen-");
    let words = "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required";
    assert_eq!(refusal(api.ask("POST", MAPS, json!({"metadata": {}})).await), (422, words.to_owned()));
}

#[tokio::test]
async fn what_is_empty_is_left_out() {
    let api = Api::new().await;
    let map = json!({"metadata": {"name": "a", "labels": {}, "finalizers": []}, "data": {}});
    let made = api.create(MAPS, map).await;
    assert_eq!(made["data"], Value::Null);
    let fields: Vec<&String> = made["metadata"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["creationTimestamp", "name", "namespace", "resourceVersion", "uid"]);
}

#[tokio::test]
async fn a_scale_is_read_and_changed_whatever_the_kind() {
    let api = Api::new().await;
    let sets = "/apis/apps/v1/namespaces/team/statefulsets";
    let template = json!({"metadata": {"labels": {"a": "b"}}, "spec": pod("x")["spec"]});
    api.create(
        sets,
        json!({"metadata": {"name": "s"}, "spec": {"replicas": 0, "serviceName": "s",
        "selector": {"matchLabels": {"a": "b"}}, "template": template}}),
    )
    .await;
    let path = format!("{sets}/s/scale");
    let scale = api.get(&path).await;
    assert_eq!((&scale["kind"], &scale["apiVersion"]), (&json!("Scale"), &json!("autoscaling/v1")));
    assert_eq!((&scale["spec"], &scale["status"]["selector"]), (&json!({}), &json!("a=b")));
    assert_eq!(api.merge(&path, json!({"spec": {"replicas": 2}})).await["spec"]["replicas"], 2);
    let set = api.get(&format!("{sets}/s")).await;
    assert_eq!((&set["spec"]["replicas"], &set["metadata"]["generation"]), (&json!(2), &json!(2)));
    let words = "Scale.autoscaling \"s\" is invalid: spec.replicas: Invalid value: -2: must be greater than or equal to 0";
    let negative = json!({"metadata": {"name": "s"}, "spec": {"replicas": -2}});
    assert_eq!(refusal(api.ask("PUT", &path, negative).await), (422, words.to_owned()));
    let old = json!({"metadata": {"name": "s", "resourceVersion": "1"}, "spec": {"replicas": 1}});
    assert_eq!(api.ask("PUT", &path, old).await.0, 409);
}
