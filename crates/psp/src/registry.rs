//! What the API server does to a new pod between the two passes of admission.
//!
//! It matters here because the second pass judges the result: a policy that lists only `docker/default` admits a pod
//! with that annotation, and must also accept the field that the server makes of it.

use k8s_openapi::api::core::v1::{Pod, SeccompProfile, SecurityContext};

use crate::annotation::{SECCOMP_CONTAINER, SECCOMP_POD};
use crate::check::seccomp_annotation_of;

/// Prepares an admitted pod for storage, as the API server does on create: drops what belongs to disabled feature
/// gates, and makes seccomp annotations and fields agree.
pub fn prepare_for_create(pod: &mut Pod) {
    let Some(spec) = &mut pod.spec else { return };
    spec.ephemeral_containers = None;
    for volume in spec.volumes.iter_mut().flatten() {
        volume.ephemeral = None;
    }
    let annotations = pod.metadata.annotations.get_or_insert_default();
    let security = spec.security_context.get_or_insert_default();
    agree(annotations, SECCOMP_POD, &mut security.seccomp_profile);
    for container in spec.init_containers.iter_mut().flatten().chain(&mut spec.containers) {
        if let Some(kind) =
            container.security_context.as_mut().and_then(|security| security.proc_mount.as_mut())
        {
            "Default".clone_into(kind);
        }
        let key = format!("{SECCOMP_CONTAINER}{}", container.name);
        let mut field =
            container.security_context.as_mut().and_then(|security| security.seccomp_profile.take());
        agree(annotations, &key, &mut field);
        if field.is_some() {
            container.security_context.get_or_insert_with(SecurityContext::default).seccomp_profile = field;
        }
    }
    if annotations.is_empty() {
        pod.metadata.annotations = None;
    }
}

type Annotations = std::collections::BTreeMap<String, String>;

/// Where only one of annotation and field is given, the other one is made from it.
fn agree(annotations: &mut Annotations, key: &str, field: &mut Option<SeccompProfile>) {
    match (annotations.get(key), field.as_ref()) {
        (None, Some(profile)) => {
            let text = seccomp_annotation_of(profile);
            if !text.is_empty() {
                annotations.insert(key.to_owned(), text.into_owned());
            }
        }
        (Some(text), None) => *field = profile_of(text),
        _ => {}
    }
}

fn profile_of(annotation: &str) -> Option<SeccompProfile> {
    let profile = |kind: &str, path: Option<&str>| SeccompProfile {
        type_: kind.to_owned(),
        localhost_profile: path.map(str::to_owned),
    };
    match annotation {
        "unconfined" => Some(profile("Unconfined", None)),
        "runtime/default" | "docker/default" => Some(profile("RuntimeDefault", None)),
        _ => {
            let path = annotation.strip_prefix("localhost/").filter(|path| !path.is_empty())?;
            Some(profile("Localhost", Some(path)))
        }
    }
}
