//! A pod as the admission controller gets to see it: with what the API server and the `ServiceAccount` plugin have filled in
//! by then, as far as a policy looks at it.
//!
//! Source: `pkg/apis/core/v1/defaults.go` and `plugin/pkg/admission/serviceaccount` of Kubernetes.

use k8s_openapi::api::core::v1::{
    ConfigMapProjection, Container, DownwardAPIProjection, DownwardAPIVolumeFile, EmptyDirVolumeSource,
    ObjectFieldSelector, Pod, PodSpec, ProjectedVolumeSource, SecretVolumeSource,
    ServiceAccountTokenProjection, Volume, VolumeMount, VolumeProjection,
};

use super::Workload;
use crate::annotation::POD_POLICY;
use crate::version::Version;

/// Where a container finds its account's token.
const TOKEN: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// The service account that pods run as.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Does it want its token mounted, where the pod does not say?
    pub mounts_token: bool,
}

impl Workload {
    /// A pod of it, as policies see it.
    pub fn as_judged(&self, account: &Account, version: Version) -> Pod {
        let mut pod = self.pod.clone();
        // The plugin notes there itself which policy it was.
        if let Some(annotations) = &mut pod.metadata.annotations {
            annotations.remove(POD_POLICY);
        }
        pod.metadata.annotations.take_if(|annotations| annotations.is_empty());
        let spec = pod.spec.get_or_insert_default();
        spec.service_account_name = Some(account.name.clone());
        spec.service_account = Some(account.name.clone());
        fill_in(spec);
        if spec.automount_service_account_token.unwrap_or(account.mounts_token) {
            mount_token(spec, account, version);
        }
        pod
    }
}

fn fill_in(spec: &mut PodSpec) {
    for volume in spec.volumes.iter_mut().flatten() {
        // Nothing but a name.
        if *volume == (Volume { name: volume.name.clone(), ..Volume::default() }) {
            volume.empty_dir = Some(EmptyDirVolumeSource::default());
        }
    }
    if spec.host_network == Some(true) {
        for port in containers(spec).flat_map(|container| container.ports.iter_mut().flatten()) {
            if port.host_port.unwrap_or_default() == 0 {
                port.host_port = Some(port.container_port);
            }
        }
    }
}

fn mount_token(spec: &mut PodSpec, account: &Account, version: Version) {
    let name = if version.projects_tokens() {
        "kube-api-access".to_owned()
    } else {
        format!("{}-token", account.name)
    };
    let mut used = false;
    for container in containers(spec) {
        let mounts = container.volume_mounts.get_or_insert_default();
        if mounts.iter().all(|mount| mount.mount_path != TOKEN) {
            let mount =
                VolumeMount { name: name.clone(), mount_path: TOKEN.to_owned(), ..VolumeMount::default() };
            mounts.push(VolumeMount { read_only: Some(true), ..mount });
            used = true;
        }
    }
    if used {
        let mut volume = Volume { name: name.clone(), ..Volume::default() };
        if version.projects_tokens() {
            volume.projected = Some(projected());
        } else {
            volume.secret =
                Some(SecretVolumeSource { secret_name: Some(name), ..SecretVolumeSource::default() });
        }
        spec.volumes.get_or_insert_default().push(volume);
    }
}

fn projected() -> ProjectedVolumeSource {
    let namespace = DownwardAPIVolumeFile {
        path: "namespace".to_owned(),
        field_ref: Some(ObjectFieldSelector {
            api_version: Some("v1".to_owned()),
            field_path: "metadata.namespace".to_owned(),
        }),
        ..DownwardAPIVolumeFile::default()
    };
    let token = ServiceAccountTokenProjection {
        path: "token".to_owned(),
        ..ServiceAccountTokenProjection::default()
    };
    let certificate =
        ConfigMapProjection { name: "kube-root-ca.crt".to_owned(), ..ConfigMapProjection::default() };
    let sources = vec![
        VolumeProjection { service_account_token: Some(token), ..VolumeProjection::default() },
        VolumeProjection { config_map: Some(certificate), ..VolumeProjection::default() },
        VolumeProjection {
            downward_api: Some(DownwardAPIProjection { items: Some(vec![namespace]) }),
            ..VolumeProjection::default()
        },
    ];
    ProjectedVolumeSource { sources: Some(sources), ..ProjectedVolumeSource::default() }
}

fn containers(spec: &mut PodSpec) -> impl Iterator<Item = &mut Container> {
    spec.init_containers.iter_mut().flatten().chain(&mut spec.containers)
}

#[cfg(test)]
mod tests {
    use super::{Account, Workload};
    use crate::annotation::POD_POLICY;
    use crate::version::Version;

    fn judged(spec: &str, version: Version) -> serde_json::Value {
        let text = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a, annotations: {{{POD_POLICY}: b}}}}\nspec: {spec}\n"
        );
        let account = Account { name: "robot".to_owned(), mounts_token: true };
        serde_json::to_value(Workload::read(&text).unwrap().as_judged(&account, version)).unwrap()
    }

    #[test]
    fn ports_on_the_host_network_are_host_ports_and_a_volume_of_nothing_is_empty() {
        let pod = judged(
            "{hostNetwork: true, volumes: [{name: v}], containers: [{name: c, ports: [{containerPort: 80}]}]}",
            Version::V1_20,
        );
        assert_eq!(pod.pointer("/spec/containers/0/ports/0/hostPort").unwrap(), 80);
        assert!(pod.pointer("/spec/volumes/0/emptyDir").is_some());
        assert_eq!(pod.pointer("/metadata/annotations"), None, "whose policy it was is found anew");
    }

    #[test]
    fn the_accounts_token_comes_as_the_release_has_it_unless_the_pod_wants_none() {
        let spec = "{containers: [{name: c}]}";
        let old = judged(spec, Version::V1_20);
        assert_eq!(old.pointer("/spec/volumes/0/secret/secretName").unwrap(), "robot-token");
        assert!(judged(spec, Version::new(21)).pointer("/spec/volumes/0/projected").is_some());
        let none = judged("{automountServiceAccountToken: false, containers: [{name: c}]}", Version::V1_20);
        assert_eq!(none.pointer("/spec/volumes"), None);
    }
}
