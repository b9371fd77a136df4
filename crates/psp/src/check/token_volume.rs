//! The projected volume in which a service account's token comes since Kubernetes 1.21.
//!
//! Its parts are what a `secret` volume with a token holds, so it is allowed where `secret` is.

use k8s_openapi::api::core::v1::{DownwardAPIProjection, ProjectedVolumeSource, VolumeProjection};

/// Does the volume hold only what belongs to a token: the token itself, the cluster's root certificate, the namespace?
pub(super) fn is_token_volume(volume: &ProjectedVolumeSource) -> bool {
    volume.sources.iter().flatten().all(is_part)
}

fn is_part(source: &VolumeProjection) -> bool {
    let VolumeProjection { service_account_token, config_map, downward_api, .. } = source;
    let token = service_account_token
        .as_ref()
        .map(|token| token.path == "token" && token.audience.as_deref().unwrap_or_default().is_empty());
    let certificate = config_map.as_ref().map(|map| map.name == "kube-root-ca.crt");
    let namespace = downward_api.as_ref().map(is_namespace);
    let parts = [token, certificate, namespace];
    parts.iter().any(Option::is_some) && parts.iter().flatten().all(|fits| *fits)
}

fn is_namespace(projection: &DownwardAPIProjection) -> bool {
    projection.items.iter().flatten().all(|item| {
        item.path == "namespace"
            && item.field_ref.as_ref().is_some_and(|field| {
                field.api_version.as_deref() == Some("v1") && field.field_path == "metadata.namespace"
            })
    })
}
