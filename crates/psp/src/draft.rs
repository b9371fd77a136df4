//! What a policy fills in where a pod says nothing.
//!
//! Nothing is written while policies are tried: the checks look at the pod through what would be filled in
//! ([`PodView`], [`ContainerView`]), and only the policy that wins is applied to the pod.

mod apply;

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{Capabilities, SELinuxOptions};

use crate::annotation::{APPARMOR_CONTAINER, SECCOMP_POD};
use crate::containers::{Container, PodFacts};
use crate::policy::Policy;
use crate::version::Version;

/// What a policy fills in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft<'p> {
    pub(crate) pod: PodDraft<'p>,
    /// One for each container, in the order of [`PodFacts::containers`].
    pub(crate) containers: Vec<ContainerDraft<'p>>,
}

impl Draft<'_> {
    /// Does the policy fill in anything?
    pub(crate) fn changes(&self) -> bool {
        self.pod != PodDraft::NOTHING || self.containers.iter().any(|draft| *draft != ContainerDraft::NOTHING)
    }
}

/// What is filled in on the level of the pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PodDraft<'p> {
    pub(crate) supplemental_group: Option<i64>,
    pub(crate) fs_group: Option<i64>,
    pub(crate) se_linux: Option<&'p SELinuxOptions>,
    pub(crate) seccomp: Option<Cow<'p, str>>,
    pub(crate) runtime_class: Option<&'p str>,
}

impl PodDraft<'_> {
    pub(crate) const NOTHING: Self =
        Self { supplemental_group: None, fs_group: None, se_linux: None, seccomp: None, runtime_class: None };
}

/// What is filled in for one container.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ContainerDraft<'p> {
    pub(crate) run_as_user: Option<i64>,
    pub(crate) run_as_group: Option<i64>,
    pub(crate) run_as_non_root: Option<bool>,
    pub(crate) apparmor: Option<&'p str>,
    pub(crate) capabilities: Option<Capabilities>,
    pub(crate) read_only_root_filesystem: Option<bool>,
    pub(crate) allow_privilege_escalation: Option<bool>,
}

impl ContainerDraft<'_> {
    pub(crate) const NOTHING: Self = Self {
        run_as_user: None,
        run_as_group: None,
        run_as_non_root: None,
        apparmor: None,
        capabilities: None,
        read_only_root_filesystem: None,
        allow_privilege_escalation: None,
    };
}

/// A pod under a policy, as it would be with what the policy fills in.
#[derive(Clone, Copy)]
pub(crate) struct PodView<'a, 'p> {
    pub(crate) version: Version,
    pub(crate) policy: &'p Policy,
    pub(crate) pod: &'a PodFacts<'a>,
    pub(crate) draft: &'a PodDraft<'p>,
}

impl PodView<'_, '_> {
    pub(crate) fn fs_group(&self) -> Option<i64> {
        self.pod.security.fs_group.or(self.draft.fs_group)
    }

    pub(crate) fn supplemental_groups(&self) -> Option<&[i64]> {
        let given = self.pod.security.supplemental_groups.as_deref();
        given.or(self.draft.supplemental_group.as_ref().map(std::slice::from_ref))
    }

    pub(crate) fn se_linux(&self) -> Option<&SELinuxOptions> {
        self.pod.security.se_linux_options.as_ref().or(self.draft.se_linux)
    }

    /// The seccomp annotation; absent and empty are the same here.
    pub(crate) fn seccomp_annotation(&self) -> &str {
        match &self.draft.seccomp {
            Some(profile) => profile,
            None => self.pod.annotation(SECCOMP_POD).unwrap_or_default(),
        }
    }

    pub(crate) fn runtime_class(&self) -> Option<&str> {
        self.pod.spec.runtime_class_name.as_deref().or(self.draft.runtime_class)
    }
}

/// A container under a policy, as it would be with what the policy fills in. What it does not say itself, its pod
/// says for it.
#[derive(Clone, Copy)]
pub(crate) struct ContainerView<'a, 'p> {
    pub(crate) pod: PodView<'a, 'p>,
    pub(crate) container: &'a Container<'a>,
    pub(crate) draft: &'a ContainerDraft<'p>,
}

impl ContainerView<'_, '_> {
    pub(crate) fn run_as_user(&self) -> Option<i64> {
        let own = self.container.security.run_as_user.or(self.draft.run_as_user);
        own.or(self.pod.pod.security.run_as_user)
    }

    pub(crate) fn run_as_group(&self) -> Option<i64> {
        let own = self.container.security.run_as_group.or(self.draft.run_as_group);
        own.or(self.pod.pod.security.run_as_group)
    }

    pub(crate) fn run_as_non_root(&self) -> Option<bool> {
        let own = self.container.security.run_as_non_root.or(self.draft.run_as_non_root);
        own.or(self.pod.pod.security.run_as_non_root)
    }

    pub(crate) fn se_linux(&self) -> Option<&SELinuxOptions> {
        self.container.security.se_linux_options.as_ref().or(self.pod.se_linux())
    }

    /// The `AppArmor` annotation; absent and empty are the same here.
    pub(crate) fn apparmor(&self) -> &str {
        let own = || self.pod.pod.container_annotation(APPARMOR_CONTAINER, self.container.name);
        self.draft.apparmor.or_else(own).unwrap_or_default()
    }

    pub(crate) fn capabilities(&self) -> Option<&Capabilities> {
        self.draft.capabilities.as_ref().or(self.container.security.capabilities.as_ref())
    }

    pub(crate) fn read_only_root_filesystem(&self) -> Option<bool> {
        self.container.security.read_only_root_filesystem.or(self.draft.read_only_root_filesystem)
    }

    pub(crate) fn allow_privilege_escalation(&self) -> Option<bool> {
        self.container.security.allow_privilege_escalation.or(self.draft.allow_privilege_escalation)
    }
}
