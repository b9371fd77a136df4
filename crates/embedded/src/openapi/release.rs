//! What k8s-openapi's release of the API has and 1.20 did not have, and the other way round.
//!
//! Source: `api/openapi-spec/swagger.json` of Kubernetes 1.20; the conformance suite compares the whole.

/// Definitions that had another name, or were none of their own.
pub(super) const RENAMED: [(&str, &str); 2] = [
    ("core.v1.LifecycleHandler", "core.v1.Handler"),
    ("core.v1.VolumeResourceRequirements", "core.v1.ResourceRequirements"),
];

/// Fields that came later.
pub(super) const LATER: [(&str, &[&str]); 32] = [
    ("apps.v1.DeploymentStatus", &["terminatingReplicas"]),
    ("apps.v1.ReplicaSetStatus", &["terminatingReplicas"]),
    ("apps.v1.RollingUpdateDaemonSet", &["maxSurge"]),
    ("apps.v1.RollingUpdateStatefulSetStrategy", &["maxUnavailable"]),
    ("apps.v1.StatefulSetSpec", &["minReadySeconds", "ordinals", "persistentVolumeClaimRetentionPolicy"]),
    ("apps.v1.StatefulSetStatus", &["availableReplicas"]),
    ("authorization.v1.ResourceAttributes", &["fieldSelector", "labelSelector"]),
    (
        "batch.v1.JobSpec",
        &[
            "backoffLimitPerIndex",
            "completionMode",
            "managedBy",
            "maxFailedIndexes",
            "podFailurePolicy",
            "podReplacementPolicy",
            "successPolicy",
            "suspend",
        ],
    ),
    (
        "batch.v1.JobStatus",
        &["completedIndexes", "failedIndexes", "ready", "terminating", "uncountedTerminatedPods"],
    ),
    ("core.v1.Container", &["resizePolicy", "restartPolicy"]),
    (
        "core.v1.ContainerStatus",
        &[
            "allocatedResources",
            "allocatedResourcesStatus",
            "resources",
            "stopSignal",
            "user",
            "volumeMounts",
        ],
    ),
    ("core.v1.EphemeralContainer", &["resizePolicy", "restartPolicy"]),
    ("core.v1.Lifecycle", &["stopSignal"]),
    ("core.v1.LifecycleHandler", &["sleep"]),
    ("core.v1.NodeStatus", &["features", "runtimeHandlers"]),
    ("core.v1.NodeSystemInfo", &["swap"]),
    ("core.v1.PersistentVolumeClaimSpec", &["dataSourceRef", "volumeAttributesClassName"]),
    (
        "core.v1.PersistentVolumeClaimStatus",
        &[
            "allocatedResourceStatuses",
            "allocatedResources",
            "currentVolumeAttributesClassName",
            "modifyVolumeStatus",
        ],
    ),
    ("core.v1.PodAffinityTerm", &["matchLabelKeys", "mismatchLabelKeys", "namespaceSelector"]),
    ("core.v1.PodCondition", &["observedGeneration"]),
    ("core.v1.PodSecurityContext", &["appArmorProfile", "seLinuxChangePolicy", "supplementalGroupsPolicy"]),
    ("core.v1.PodSpec", &["hostUsers", "os", "resourceClaims", "resources", "schedulingGates"]),
    ("core.v1.PodStatus", &["hostIPs", "observedGeneration", "resize", "resourceClaimStatuses"]),
    ("core.v1.Probe", &["grpc", "terminationGracePeriodSeconds"]),
    ("core.v1.ResourceRequirements", &["claims"]),
    ("core.v1.SecurityContext", &["appArmorProfile"]),
    (
        "core.v1.TopologySpreadConstraint",
        &["matchLabelKeys", "minDomains", "nodeAffinityPolicy", "nodeTaintsPolicy"],
    ),
    ("core.v1.Volume", &["image"]),
    ("core.v1.VolumeMount", &["recursiveReadOnly"]),
    ("core.v1.VolumeProjection", &["clusterTrustBundle"]),
    ("core.v1.WindowsSecurityContextOptions", &["hostProcess"]),
    ("meta.v1.ManagedFieldsEntry", &["subresource"]),
];

/// Fields that must be there since.
pub(super) const OPTIONAL: [(&str, &str); 10] = [
    ("core.v1.ConfigMapEnvSource", "name"),
    ("core.v1.ConfigMapKeySelector", "name"),
    ("core.v1.ConfigMapProjection", "name"),
    ("core.v1.ConfigMapVolumeSource", "name"),
    ("core.v1.HostAlias", "ip"),
    ("core.v1.LocalObjectReference", "name"),
    ("core.v1.PodIP", "ip"),
    ("core.v1.SecretEnvSource", "name"),
    ("core.v1.SecretKeySelector", "name"),
    ("core.v1.SecretProjection", "name"),
];

/// Fields that had to be there.
pub(super) const REQUIRED: [(&str, &str); 3] = [
    ("apps.v1.StatefulSetSpec", "serviceName"),
    ("core.v1.ContainerImage", "names"),
    ("core.v1.Event", "metadata"),
];

/// Fields that were given up.
pub(super) const EARLIER: [(&str, &str, &str); 2] = [
    ("core.v1.EphemeralVolumeSource", "readOnly", "boolean"),
    ("meta.v1.ObjectMeta", "clusterName", "string"),
];
