//! Contexts of a kubeconfig that cannot be worked with.

#![allow(clippy::unwrap_used)]

use cluster::{Address, Part, Unusable, source};
use serde_json::{Value, json};

/// Why the one context of this kubeconfig is of no use.
async fn why(name: &str, kubeconfig: &Value) -> Option<Unusable> {
    let path = std::env::temp_dir().join(format!("psp-console-source-{}-{name}", std::process::id()));
    std::fs::write(&path, kubeconfig.to_string()).unwrap();
    let sources = source::kubeconfig(&path).await;
    std::fs::remove_file(&path).unwrap();
    sources.unwrap().remove(0).cluster.err()
}

fn kubeconfig(cluster: &Value, user: &Value) -> Value {
    json!({
        "apiVersion": "v1", "kind": "Config",
        "clusters": [{"name": "here", "cluster": cluster}],
        "users": [{"name": "admin", "user": user}],
        "contexts": [{"name": "it", "context": {"cluster": "here", "user": "admin"}}],
    })
}

#[tokio::test]
async fn a_context_says_what_it_lacks() {
    let mut nowhere = kubeconfig(&json!({}), &json!({}));
    assert_eq!(why("server", &nowhere).await, Some(Unusable::NoServer));
    nowhere["clusters"] = json!([]);
    assert_eq!(why("cluster", &nowhere).await, Some(Unusable::NoCluster("here".to_owned())));
    nowhere["contexts"][0].as_object_mut().unwrap().remove("context");
    assert_eq!(why("context", &nowhere).await, Some(Unusable::NoContext("it".to_owned())));
}

#[tokio::test]
async fn what_is_wrong_with_an_address_a_file_or_data_is_told_by_its_name_and_the_data_is_not() {
    let told = why("address", &kubeconfig(&json!({"server": "https://a b"}), &json!({}))).await;
    assert!(matches!(told, Some(Unusable::Address { address: Address::Server, .. })), "{told:?}");

    let server = "https://127.0.0.1:1";
    let cluster = json!({"server": server, "certificate-authority": "/nowhere/ca.pem"});
    let told = why("file", &kubeconfig(&cluster, &json!({}))).await;
    let Some(Unusable::File { part: Part::Authority, path, said }) = told else { panic!("{told:?}") };
    assert_eq!(path, "/nowhere/ca.pem");
    assert!(said.contains("No such file"), "{said}");

    let cluster = json!({"server": server});
    let certificate = json!({"client-certificate-data": "YQ=="});
    let told = why("key", &kubeconfig(&cluster, &certificate)).await;
    assert_eq!(told, Some(Unusable::Missing(Part::Key)));
    let both = json!({"client-certificate-data": "a-secret!", "client-key-data": "a-secret!"});
    let told = why("data", &kubeconfig(&cluster, &both)).await;
    assert_eq!(told, Some(Unusable::NotBase64(Part::Certificate)));
}

#[tokio::test]
async fn credentials_that_cannot_be_had_are_told_apart_from_a_cluster_that_is_away() {
    let user =
        json!({"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": "/nowhere/login"}});
    let told = why("login", &kubeconfig(&json!({"server": "https://127.0.0.1:1"}), &user)).await;
    let Some(Unusable::Credentials(said)) = told else { panic!("{told:?}") };
    assert!(said.contains("No such file"), "{said}");
}
