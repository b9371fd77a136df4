//! A pod as the checks see it: all kinds of containers alike, and the security contexts that are in effect.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use k8s_openapi::api::core::v1::{
    Container as CoreContainer, ContainerPort, EphemeralContainer, Pod, PodSecurityContext, PodSpec,
    SecurityContext, VolumeMount,
};
use serde::{Deserialize, Serialize};

/// Which list of the pod a container stands in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum ContainerKind {
    /// `spec.initContainers`.
    Init,
    /// `spec.containers`.
    Main,
    /// `spec.ephemeralContainers`.
    Ephemeral,
}

impl ContainerKind {
    /// The field of the pod's spec.
    pub fn field(self) -> &'static str {
        match self {
            Self::Init => "initContainers",
            Self::Main => "containers",
            Self::Ephemeral => "ephemeralContainers",
        }
    }
}

/// One container of a pod.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct ContainerRef {
    /// Its list.
    pub kind: ContainerKind,
    /// Its place in the list.
    pub index: usize,
    /// Its name.
    pub name: String,
}

/// Its path in the pod, as `spec.containers[0]`.
impl fmt::Display for ContainerRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "spec.{}[{}]", self.kind.field(), self.index)
    }
}

/// What the checks look at in a container, whichever its kind.
pub(crate) struct Container<'a> {
    pub(crate) kind: ContainerKind,
    pub(crate) index: usize,
    pub(crate) name: &'a str,
    pub(crate) security: &'a SecurityContext,
    pub(crate) ports: &'a [ContainerPort],
    pub(crate) mounts: &'a [VolumeMount],
}

impl Container<'_> {
    pub(crate) fn reference(&self) -> ContainerRef {
        ContainerRef { kind: self.kind, index: self.index, name: self.name.to_owned() }
    }
}

/// What the checks look at in a pod. Made once for each pod.
pub(crate) struct PodFacts<'a> {
    pub(crate) spec: &'a PodSpec,
    /// To all checks an absent one is the same as an empty one.
    pub(crate) security: &'a PodSecurityContext,
    annotations: Option<&'a BTreeMap<String, String>>,
    /// Init, then main, then ephemeral ones.
    pub(crate) containers: Vec<Container<'a>>,
}

static NO_SPEC: LazyLock<PodSpec> = LazyLock::new(PodSpec::default);
static NO_POD_SECURITY: LazyLock<PodSecurityContext> = LazyLock::new(PodSecurityContext::default);
static NO_SECURITY: LazyLock<SecurityContext> = LazyLock::new(SecurityContext::default);

impl<'a> PodFacts<'a> {
    pub(crate) fn new(pod: &'a Pod) -> Self {
        let spec = pod.spec.as_ref().unwrap_or(&NO_SPEC);
        let init = spec.init_containers.as_deref().unwrap_or_default();
        let ephemeral = spec.ephemeral_containers.as_deref().unwrap_or_default();
        let mut containers = Vec::with_capacity(init.len() + spec.containers.len() + ephemeral.len());
        containers.extend(init.iter().enumerate().map(|(i, c)| of_core(ContainerKind::Init, i, c)));
        containers
            .extend(spec.containers.iter().enumerate().map(|(i, c)| of_core(ContainerKind::Main, i, c)));
        containers.extend(ephemeral.iter().enumerate().map(of_ephemeral));
        Self {
            spec,
            security: spec.security_context.as_ref().unwrap_or(&NO_POD_SECURITY),
            annotations: pod.metadata.annotations.as_ref(),
            containers,
        }
    }

    pub(crate) fn annotation(&self, key: &str) -> Option<&'a str> {
        self.annotations?.get(key).map(String::as_str)
    }

    /// The annotation whose key is the prefix and the container's name.
    pub(crate) fn container_annotation(&self, prefix: &str, container: &str) -> Option<&'a str> {
        // No key is put together: most pods have few annotations, and few of those begin like this.
        self.annotations?
            .iter()
            .find(|(key, _)| key.strip_prefix(prefix).is_some_and(|name| name == container))
            .map(|(_, value)| value.as_str())
    }
}

fn of_core(kind: ContainerKind, index: usize, container: &CoreContainer) -> Container<'_> {
    Container {
        kind,
        index,
        name: &container.name,
        security: container.security_context.as_ref().unwrap_or(&NO_SECURITY),
        ports: container.ports.as_deref().unwrap_or_default(),
        mounts: container.volume_mounts.as_deref().unwrap_or_default(),
    }
}

fn of_ephemeral((index, container): (usize, &EphemeralContainer)) -> Container<'_> {
    Container {
        kind: ContainerKind::Ephemeral,
        index,
        name: &container.name,
        security: container.security_context.as_ref().unwrap_or(&NO_SECURITY),
        ports: container.ports.as_deref().unwrap_or_default(),
        mounts: container.volume_mounts.as_deref().unwrap_or_default(),
    }
}
