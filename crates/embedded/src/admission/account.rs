//! The `ServiceAccount` plugin: gives a pod its account and the account's token.

use serde_json::{Value, json};

use crate::cluster::Inner;
use crate::object::{as_map, items, map_at, name, set, text};
use crate::resource::Resource;
use crate::status::Failure;
use crate::store::Key;

const MOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// Fills in the account and what it pulls images with, and mounts its token unless the pod or the account does not want it.
pub(super) fn mount(cluster: &Inner, namespace: &str, pod: &mut Value) -> Result<(), Failure> {
    let spec = map_at(as_map(pod), "spec");
    let given = |field: &str| spec.get(field).and_then(Value::as_str).filter(|name| !name.is_empty());
    let account =
        given("serviceAccountName").or_else(|| given("serviceAccount")).unwrap_or("default").to_owned();
    set(spec, "serviceAccountName", account.as_str());
    set(spec, "serviceAccount", account.as_str());
    let Some(accounts) = Resource::find("", "v1", "serviceaccounts") else { return Ok(()) };
    let Some(found) = cluster.store.get(&Key::new(accounts, namespace, &account)) else {
        let why = format!(
            "error looking up service account {namespace}/{account}: {}",
            Failure::not_found(accounts, &account).message.replacen("serviceaccounts", "serviceaccount", 1)
        );
        let pods = Resource::find("", "v1", "pods").unwrap_or(accounts);
        let shown = match name(pod) {
            "" => text(pod, "/metadata/generateName"),
            name => name,
        };
        return Err(Failure::forbidden(pods, shown, &why));
    };
    let pulls = |object: &Value, pointer: &str| items(object, pointer).cloned().collect::<Vec<_>>();
    if pulls(pod, "/spec/imagePullSecrets").is_empty() {
        set(map_at(as_map(pod), "spec"), "imagePullSecrets", pulls(&found, "/imagePullSecrets"));
    }
    let wants = |object: &Value, pointer: &str| object.pointer(pointer).and_then(Value::as_bool);
    let wanted = wants(pod, "/spec/automountServiceAccountToken")
        .or_else(|| wants(&found, "/automountServiceAccountToken"))
        .unwrap_or(true);
    let token =
        items(&found, "/secrets").map(|secret| text(secret, "/name")).find(|name| name.contains("-token-"));
    if let Some(secret) = token.filter(|_| wanted) {
        add_volume(pod, secret);
    }
    Ok(())
}

fn add_volume(pod: &mut Value, secret: &str) {
    let mounted =
        |container: &Value| items(container, "/volumeMounts").any(|mount| text(mount, "/mountPath") == MOUNT);
    let mut used = false;
    for list in ["initContainers", "containers"] {
        let containers = pod.pointer_mut(&format!("/spec/{list}")).and_then(Value::as_array_mut);
        for container in containers.into_iter().flatten().filter(|container| !mounted(container)) {
            let mounts = as_map(container).entry("volumeMounts").or_insert_with(|| json!([]));
            if let Some(mounts) = mounts.as_array_mut() {
                mounts.push(json!({ "name": secret, "readOnly": true, "mountPath": MOUNT }));
                used = true;
            }
        }
    }
    let there = items(pod, "/spec/volumes").any(|volume| text(volume, "/secret/secretName") == secret);
    if used && !there {
        let volumes = map_at(as_map(pod), "spec").entry("volumes").or_insert_with(|| json!([]));
        if let Some(volumes) = volumes.as_array_mut() {
            volumes.push(json!({ "name": secret, "secret": { "secretName": secret, "defaultMode": 420 } }));
        }
    }
}
