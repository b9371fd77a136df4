//! Deletion: at once or in two steps, of namespaces and of what others own.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use embedded::Options;
use serde_json::{Value, json};
use support::{Api, fast, pod, refusal};

const MAPS: &str = "/api/v1/namespaces/team/configmaps";
const PODS: &str = "/api/v1/namespaces/team/pods";

fn map(name: &str) -> Value {
    json!({"metadata": {"name": name}})
}

/// A config map that belongs to these objects.
fn owned(name: &str, owners: &[&Value]) -> Value {
    let reference = |owner: &&Value| {
        json!({"apiVersion": "v1", "kind": "ConfigMap", "name": owner["metadata"]["name"],
            "uid": owner["metadata"]["uid"], "blockOwnerDeletion": true})
    };
    let references: Vec<Value> = owners.iter().map(reference).collect();
    json!({"metadata": {"name": name, "ownerReferences": references}})
}

#[tokio::test]
async fn what_nothing_holds_goes_at_once_and_the_answer_names_it() {
    let api = Api::new().await;
    let made = api.create(MAPS, map("a")).await;
    let details = json!({"name": "a", "kind": "configmaps", "uid": made["metadata"]["uid"]});
    let expected = json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "details": details});
    assert_eq!(api.delete(&format!("{MAPS}/a"), Value::Null).await, (200, expected));
    let words = "configmaps \"a\" not found".to_owned();
    assert_eq!(refusal(api.delete(&format!("{MAPS}/a"), Value::Null).await), (404, words));
}

#[tokio::test]
async fn what_a_finalizer_holds_waits_until_the_last_one_is_removed() {
    let api = Api::new().await;
    let path = format!("{MAPS}/held");
    api.create(MAPS, json!({"metadata": {"name": "held", "finalizers": ["example.com/a", "example.com/b"]}}))
        .await;
    let (code, answer) = api.delete(&path, Value::Null).await;
    assert_eq!(code, 200);
    assert_eq!(answer["kind"], "ConfigMap");
    assert_eq!(answer["metadata"]["deletionGracePeriodSeconds"], 0);
    assert!(answer["metadata"]["deletionTimestamp"].is_string());
    let one = json!({"metadata": {"finalizers": ["example.com/b"]}});
    let left = api.merge(&path, one).await;
    assert_eq!(left["metadata"]["deletionTimestamp"], answer["metadata"]["deletionTimestamp"]);
    api.merge(&path, json!({"metadata": {"finalizers": null}})).await;
    assert_eq!(api.ask("GET", &path, Value::Null).await.0, 404);
}

#[tokio::test]
async fn a_finalizer_cannot_be_added_to_what_is_to_go() {
    let api = Api::new().await;
    api.create(MAPS, json!({"metadata": {"name": "held", "finalizers": ["example.com/a"]}})).await;
    api.delete(&format!("{MAPS}/held"), Value::Null).await;
    let more = json!({"metadata": {"finalizers": ["example.com/a", "example.com/b"]}});
    let path = format!("{MAPS}/held");
    let refused = refusal(api.ask_as("PATCH", &path, "application/merge-patch+json", more).await);
    let words = "ConfigMap \"held\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the \
                 object is being deleted, found new finalizers []string{\"example.com/b\"}";
    assert_eq!(refused, (422, words.to_owned()));
}

#[tokio::test]
async fn a_pod_gets_its_grace_and_may_be_given_less_but_not_more() {
    let slow = Options { kubelet: Duration::from_hours(1), ..fast() };
    let api = Api::with(&slow).await;
    let mut bound = pod("bound");
    bound["spec"]["nodeName"] = "some-node".into();
    api.create(PODS, bound).await;
    let path = format!("{PODS}/bound");
    let grace = async |options: Value| {
        let (code, answer) = api.delete(&path, options).await;
        assert_eq!((code, answer["kind"].as_str()), (200, Some("Pod")), "{answer}");
        answer["metadata"]["deletionGracePeriodSeconds"].as_i64().unwrap()
    };
    assert_eq!(grace(Value::Null).await, 30);
    assert_eq!(grace(json!({"gracePeriodSeconds": 60})).await, 30);
    assert_eq!(grace(json!({"gracePeriodSeconds": 5})).await, 5);
    assert_eq!(grace(json!({"gracePeriodSeconds": 0})).await, 0);
    assert_eq!(api.ask("GET", &path, Value::Null).await.0, 404);
}

#[tokio::test]
async fn the_kubelet_ends_a_pod_that_is_to_go() {
    let api = Api::new().await;
    api.create(PODS, pod("a")).await;
    api.delete(&format!("{PODS}/a"), Value::Null).await;
    api.until(&format!("{PODS}/a"), 404).await;
}

#[tokio::test]
async fn a_deletion_of_another_object_of_that_name_or_version_is_refused() {
    let api = Api::new().await;
    let made = api.create(MAPS, map("a")).await;
    let delete = async |preconditions: Value| {
        let options = json!({"preconditions": preconditions});
        refusal(api.delete(&format!("{MAPS}/a"), options).await)
    };
    let uid = made["metadata"]["uid"].as_str().unwrap();
    let words = format!(
        "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does not match the UID \
         in record ({uid}). The object might have been deleted and then recreated"
    );
    assert_eq!(delete(json!({"uid": "other"})).await, (409, words));
    assert_eq!(delete(json!({"resourceVersion": "1"})).await.0, 409);
    let version = &made["metadata"]["resourceVersion"];
    assert_eq!(delete(json!({"uid": uid, "resourceVersion": version})).await.0, 200);
}

#[tokio::test]
async fn a_trial_deletes_nothing_and_unknown_wishes_are_refused() {
    let api = Api::new().await;
    api.create(MAPS, map("a")).await;
    let path = format!("{MAPS}/a");
    assert_eq!(api.delete(&format!("{path}?dryRun=All"), Value::Null).await.0, 200);
    assert_eq!(api.delete(&path, json!({"dryRun": ["All"]})).await.0, 200);
    assert_eq!(api.delete(&format!("{MAPS}?dryRun=All"), Value::Null).await.0, 200);
    assert_eq!(api.delete(&path, json!({"propagationPolicy": "Slowly"})).await.0, 422);
    assert_eq!(api.delete(&path, json!({"dryRun": ["Some"]})).await.0, 422);
    api.get(&path).await;
}

#[tokio::test]
async fn a_collection_is_deleted_as_far_as_it_is_selected() {
    let api = Api::new().await;
    for (name, app) in [("a", "x"), ("b", "x"), ("c", "y")] {
        api.create(MAPS, json!({"metadata": {"name": name, "labels": {"app": app}}})).await;
    }
    let (code, list) = api.delete(&format!("{MAPS}?labelSelector=app%3Dx"), Value::Null).await;
    assert_eq!((code, list["items"].as_array().unwrap().len()), (200, 2));
    let left = api.get(MAPS).await;
    let names: Vec<&str> = left["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["metadata"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["c", "kube-root-ca.crt"]);
}

#[tokio::test]
async fn what_belongs_to_owners_that_are_all_gone_goes_after_them() {
    let api = Api::new().await;
    let (one, two) = (api.create(MAPS, map("one")).await, api.create(MAPS, map("two")).await);
    let child = api.create(MAPS, owned("child", &[&one, &two])).await;
    api.create(MAPS, owned("grandchild", &[&child])).await;
    api.delete(&format!("{MAPS}/one"), Value::Null).await;
    let path = format!("{MAPS}/child");
    while api.get(&path).await["metadata"]["ownerReferences"].as_array().unwrap().len() == 2 {
        tokio::task::yield_now().await;
    }
    api.delete(&format!("{MAPS}/two"), Value::Null).await;
    api.until(&path, 404).await;
    api.until(&format!("{MAPS}/grandchild"), 404).await;
}

#[tokio::test]
async fn what_names_an_owner_that_never_was_goes_too() {
    let api = Api::new().await;
    let nobody = json!({"metadata": {"name": "nobody", "uid": "00000000-0000-0000-0000-000000000000"}});
    api.create(MAPS, owned("child", &[&nobody])).await;
    api.until(&format!("{MAPS}/child"), 404).await;
}

#[tokio::test]
async fn an_owner_may_leave_its_dependents_or_wait_for_them() {
    let api = Api::new().await;
    let owner = api.create(MAPS, map("owner")).await;
    api.create(MAPS, owned("child", &[&owner])).await;
    let orphan = json!({"propagationPolicy": "Orphan"});
    assert_eq!(api.delete(&format!("{MAPS}/owner"), orphan).await.0, 200);
    api.until(&format!("{MAPS}/owner"), 404).await;
    assert_eq!(api.get(&format!("{MAPS}/child")).await["metadata"]["ownerReferences"], Value::Null);

    let owner = api.create(MAPS, map("owner")).await;
    let mut held = owned("held", &[&owner]);
    held["metadata"]["finalizers"] = json!(["example.com/a"]);
    api.create(MAPS, held).await;
    let foreground = json!({"propagationPolicy": "Foreground"});
    let (code, answer) = api.delete(&format!("{MAPS}/owner"), foreground).await;
    assert_eq!((code, &answer["metadata"]["finalizers"]), (200, &json!(["foregroundDeletion"])));
    let path = format!("{MAPS}/held");
    while api.get(&path).await["metadata"]["deletionTimestamp"].is_null() {
        tokio::task::yield_now().await;
    }
    api.get(&format!("{MAPS}/owner")).await;
    api.merge(&path, json!({"metadata": {"finalizers": null}})).await;
    api.until(&format!("{MAPS}/owner"), 404).await;
}

#[tokio::test]
async fn a_namespace_ends_when_its_contents_have_and_takes_nothing_new_meanwhile() {
    let api = Api::new().await;
    api.create(MAPS, json!({"metadata": {"name": "held", "finalizers": ["example.com/a"]}})).await;
    let place = "/api/v1/namespaces/team";
    let (code, answer) = api.delete(place, Value::Null).await;
    assert_eq!((code, answer["status"]["phase"].as_str()), (200, Some("Terminating")));
    assert_eq!(answer["spec"]["finalizers"], json!(["kubernetes"]));
    let (code, refused) = api.ask("POST", MAPS, map("late")).await;
    let words = "configmaps \"late\" is forbidden: unable to create new content in namespace team because it is being \
                 terminated";
    assert_eq!((code, refused["message"].as_str()), (403, Some(words)));
    assert_eq!(refused["details"]["causes"][0]["reason"], "NamespaceTerminating");
    let message = loop {
        let namespace = api.get(place).await;
        let conditions = namespace["status"]["conditions"].as_array().cloned().unwrap_or_default();
        if let Some(found) = conditions.iter().find(|each| each["type"] == "NamespaceContentRemaining") {
            break found["message"].clone();
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(message, "Some resources are remaining: configmaps. has 1 resource instances");
    api.merge(&format!("{MAPS}/held"), json!({"metadata": {"finalizers": null}})).await;
    api.until(place, 404).await;
    assert_eq!(api.ask("GET", "/api/v1/namespaces/team/serviceaccounts/default", Value::Null).await.0, 404);
}

#[tokio::test]
async fn the_systems_own_namespaces_are_never_deleted() {
    let api = Api::new().await;
    for name in ["default", "kube-system", "kube-public"] {
        let words = format!("namespaces \"{name}\" is forbidden: this namespace may not be deleted");
        assert_eq!(
            refusal(api.delete(&format!("/api/v1/namespaces/{name}"), Value::Null).await),
            (403, words)
        );
    }
}

#[tokio::test]
async fn the_authoritys_config_map_comes_back_until_its_namespace_ends() {
    let api = Api::new().await;
    let authority = format!("{MAPS}/kube-root-ca.crt");
    let found = api.get(&authority).await;
    assert!(found["data"]["ca.crt"].as_str().unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(api.delete(&authority, Value::Null).await.0, 200);
    let again = api.get(&authority).await;
    assert_eq!(
        (&again["data"], again["metadata"]["uid"] == found["metadata"]["uid"]),
        (&found["data"], false)
    );
    api.delete("/api/v1/namespaces/team", Value::Null).await;
    api.until("/api/v1/namespaces/team", 404).await;
    api.until(&authority, 404).await;
}
