//! Containers that were admitted and may not start: they must not run as root, and nothing says who they run as.

use k8s_openapi::api::core::v1::Pod;

use crate::containers::PodFacts;

/// Why a container may not start.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Root {
    /// It runs as root for certain.
    Certain,
    /// Its image decides: one that runs as root, or as a user without a number, does not start.
    AsItsImageSays,
}

/// The containers that must not run as root (`runAsNonRoot`) but do, or may; the kubelet does not start them then
/// (`CreateContainerConfigError`).
///
/// Source: `verifyRunAsNonRoot` in `pkg/kubelet/kuberuntime/security_context.go` of Kubernetes.
pub fn never_as_root(pod: &Pod) -> Vec<(String, Root)> {
    let facts = PodFacts::new(pod);
    let of_container = |container: &crate::containers::Container<'_>| {
        let must_not = container.security.run_as_non_root.or(facts.security.run_as_non_root);
        let user = container.security.run_as_user.or(facts.security.run_as_user);
        match (must_not, user) {
            (Some(true), Some(0)) => Some((container.name.to_owned(), Root::Certain)),
            (Some(true), None) => Some((container.name.to_owned(), Root::AsItsImageSays)),
            _ => None,
        }
    };
    facts.containers.iter().filter_map(of_container).collect()
}
