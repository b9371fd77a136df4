//! What strategic merge patches do with a field.

use serde_json::{Map, Value, json};

/// Definition, field, the key of its items, and what is done.
const MERGED: [(&str, &str, &str, &str); 31] = [
    ("apps.v1.DaemonSetStatus", "conditions", "type", "merge"),
    ("apps.v1.DeploymentSpec", "strategy", "", "retainKeys"),
    ("apps.v1.DeploymentStatus", "conditions", "type", "merge"),
    ("apps.v1.ReplicaSetStatus", "conditions", "type", "merge"),
    ("apps.v1.StatefulSetStatus", "conditions", "type", "merge"),
    ("batch.v1.JobStatus", "conditions", "type", "merge"),
    ("core.v1.Container", "env", "name", "merge"),
    ("core.v1.Container", "ports", "containerPort", "merge"),
    ("core.v1.Container", "volumeDevices", "devicePath", "merge"),
    ("core.v1.Container", "volumeMounts", "mountPath", "merge"),
    ("core.v1.EphemeralContainer", "env", "name", "merge"),
    ("core.v1.EphemeralContainer", "volumeDevices", "devicePath", "merge"),
    ("core.v1.EphemeralContainer", "volumeMounts", "mountPath", "merge"),
    ("core.v1.NamespaceStatus", "conditions", "type", "merge"),
    ("core.v1.NodeSpec", "podCIDRs", "", "merge"),
    ("core.v1.NodeStatus", "addresses", "type", "merge"),
    ("core.v1.NodeStatus", "conditions", "type", "merge"),
    ("core.v1.PersistentVolumeClaimStatus", "conditions", "type", "merge"),
    ("core.v1.PodSpec", "containers", "name", "merge"),
    ("core.v1.PodSpec", "ephemeralContainers", "name", "merge"),
    ("core.v1.PodSpec", "hostAliases", "ip", "merge"),
    ("core.v1.PodSpec", "imagePullSecrets", "name", "merge"),
    ("core.v1.PodSpec", "initContainers", "name", "merge"),
    ("core.v1.PodSpec", "topologySpreadConstraints", "topologyKey", "merge"),
    ("core.v1.PodSpec", "volumes", "name", "merge,retainKeys"),
    ("core.v1.PodStatus", "conditions", "type", "merge"),
    ("core.v1.PodStatus", "podIPs", "ip", "merge"),
    ("core.v1.ServiceAccount", "secrets", "name", "merge"),
    ("meta.v1.LabelSelectorRequirement", "key", "key", "merge"),
    ("meta.v1.ObjectMeta", "finalizers", "", "merge"),
    ("meta.v1.ObjectMeta", "ownerReferences", "uid", "merge"),
];

/// Lists that are maps by more than one key.
const MAPS: [(&str, &str, [&str; 2]); 2] = [
    ("core.v1.Container", "ports", ["containerPort", "protocol"]),
    ("core.v1.PodSpec", "topologySpreadConstraints", ["topologyKey", "whenUnsatisfiable"]),
];

/// Tells it in the definitions.
pub(super) fn mark(definitions: &mut Map<String, Value>) {
    for (definition, field, key, strategy) in MERGED {
        let Some(property) = super::definitions::property(definitions, definition, field) else { continue };
        if !key.is_empty() {
            property.insert("x-kubernetes-patch-merge-key".to_owned(), key.into());
        }
        property.insert("x-kubernetes-patch-strategy".to_owned(), strategy.into());
    }
    for (definition, field, keys) in MAPS {
        let Some(property) = super::definitions::property(definitions, definition, field) else { continue };
        property.insert("x-kubernetes-list-type".to_owned(), "map".into());
        property.insert("x-kubernetes-list-map-keys".to_owned(), json!(keys));
    }
}
