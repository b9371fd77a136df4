//! What follows from a change: what a real cluster's controllers do.

mod aggregation;
mod garbage;
mod namespace;
mod workload;

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::cluster::Inner;
use crate::deletion::{self, Deletion, is_ending};
use crate::object::{Object, as_map, name, namespace, new_uid, now, set, suffix, uid, version};
use crate::resource::Resource;
use crate::store::Key;
use crate::token::Legacy;

pub(crate) use aggregation::settle as gather_rules;

/// The config map of every namespace that has the cluster's certificate authority.
const AUTHORITY: &str = "kube-root-ca.crt";

/// Starts those that follow the store.
pub(crate) fn start(cluster: &Arc<Inner>) {
    tokio::spawn(aggregation::run(Arc::downgrade(cluster)));
    tokio::spawn(namespace::run(Arc::downgrade(cluster)));
    tokio::spawn(garbage::run(Arc::downgrade(cluster)));
    tokio::spawn(workload::run(Arc::downgrade(cluster)));
}

/// An object has been made.
pub(crate) fn created(cluster: &Arc<Inner>, resource: &Resource, object: &Value) {
    match resource.kind {
        "Namespace" => {
            make_account(cluster, name(object));
            publish_authority(cluster, name(object));
        }
        "ServiceAccount" => make_token(cluster, namespace(object), name(object)),
        _ => {}
    }
}

/// An object is gone.
pub(crate) fn deleted(cluster: &Arc<Inner>, resource: &Resource, object: &Value) {
    if resource.kind == "ServiceAccount" {
        remove_tokens(cluster, object);
    }
    let namespaces = Resource::find("", "v1", "namespaces");
    let place = namespaces.and_then(|row| cluster.store.get(&Key::new(row, "", namespace(object))));
    if place.is_none_or(|place| is_ending(&place)) {
        return;
    }
    match (resource.kind, name(object)) {
        ("ServiceAccount", "default") => make_account(cluster, namespace(object)),
        ("ConfigMap", AUTHORITY) => publish_authority(cluster, namespace(object)),
        _ => {}
    }
}

/// Every namespace tells whom to trust: who has signed the API's certificate.
fn publish_authority(cluster: &Arc<Inner>, place: &str) {
    let Some(configs) = Resource::find("", "v1", "configmaps") else { return };
    let mut config = object(configs, place, AUTHORITY);
    set(as_map(&mut config), "data", json!({ "ca.crt": cluster.keys.authority.certificate() }));
    // One that is there already stays.
    let _ = cluster.store.create(Key::new(configs, place, AUTHORITY), config);
}

/// Every namespace has an account `default`.
fn make_account(cluster: &Arc<Inner>, place: &str) {
    let Some(accounts) = Resource::find("", "v1", "serviceaccounts") else { return };
    let account = object(accounts, place, "default");
    if cluster.store.create(Key::new(accounts, place, "default"), account).is_ok() {
        make_token(cluster, place, "default");
    }
}

/// Every account has a secret with a token, with which it can ask the API.
fn make_token(cluster: &Arc<Inner>, place: &str, account: &str) {
    let (Some(accounts), Some(secrets)) =
        (Resource::find("", "v1", "serviceaccounts"), Resource::find("", "v1", "secrets"))
    else {
        return;
    };
    let key = Key::new(accounts, place, account);
    let Some(found) = cluster.store.get(&key) else { return };
    let secret_name = format!("{account}-token-{}", suffix());
    let mut secret = object(secrets, place, &secret_name);
    let fields = as_map(&mut secret);
    set(fields, "type", "kubernetes.io/service-account-token");
    let token = cluster.keys.tokens.sign(&Legacy::new(place, account, uid(&found), &secret_name));
    let encode = |text: &str| BASE64_STANDARD.encode(text);
    let authority = encode(cluster.keys.authority.certificate());
    set(fields, "data", json!({ "ca.crt": authority, "namespace": encode(place), "token": encode(&token) }));
    set(
        crate::object::metadata(&mut secret),
        "annotations",
        json!({
            "kubernetes.io/service-account.name": account,
            "kubernetes.io/service-account.uid": uid(&found),
        }),
    );
    if cluster.store.create(Key::new(secrets, place, &secret_name), secret).is_err() {
        return;
    }
    // Only the account's own creation has happened so far, so nobody else can have changed it.
    let mut account = Value::clone(&found);
    set(as_map(&mut account), "secrets", json!([{ "name": secret_name }]));
    let _ = cluster.store.replace(key, version(&found), account);
}

fn remove_tokens(cluster: &Arc<Inner>, account: &Value) {
    let Some(secrets) = Resource::find("", "v1", "secrets") else { return };
    let (all, _) = cluster.store.list(secrets, Some(namespace(account)));
    let of_account = |secret: &&Object| {
        secret.pointer("/metadata/annotations").is_some_and(|annotations| {
            annotations.get("kubernetes.io/service-account.uid").and_then(Value::as_str) == Some(uid(account))
        })
    };
    for secret in all.iter().filter(of_account) {
        let key = Key::new(secrets, namespace(secret), name(secret));
        // One that somebody else has deleted is gone as well.
        let _ = deletion::delete(cluster, secrets, &key, &Deletion::default());
    }
}

/// A new object of the system's own.
pub(crate) fn object(resource: &Resource, place: &str, named: &str) -> Value {
    let mut object = json!({
        "apiVersion": resource.api_version(),
        "kind": resource.kind,
        "metadata": { "name": named, "uid": new_uid(), "creationTimestamp": now() },
    });
    if resource.namespaced {
        set(crate::object::metadata(&mut object), "namespace", place);
    }
    object
}
