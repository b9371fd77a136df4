//! Writes what a policy fills in into a pod.

use k8s_openapi::api::core::v1::{Pod, SecurityContext};

use super::{ContainerDraft, Draft};
use crate::annotation::{APPARMOR_CONTAINER, SECCOMP_POD};

impl Draft<'_> {
    /// Writes it into the pod that it was made for.
    pub(crate) fn apply(&self, pod: &mut Pod) {
        let annotations = pod.metadata.annotations.take();
        let mut set: Vec<(String, String)> = Vec::new();
        if let Some(profile) = &self.pod.seccomp {
            set.push((SECCOMP_POD.to_owned(), profile.clone().into_owned()));
        }
        let mut drafts = self.containers.iter();
        // A pod always has a specification; one that was left out is an empty one.
        {
            let spec = pod.spec.get_or_insert_default();
            if let Some(class) = self.pod.runtime_class {
                spec.runtime_class_name = Some(class.to_owned());
            }
            if self.pod.supplemental_group.is_some()
                || self.pod.fs_group.is_some()
                || self.pod.se_linux.is_some()
            {
                let security = spec.security_context.get_or_insert_default();
                fill(&mut security.supplemental_groups, self.pod.supplemental_group.map(|group| vec![group]));
                fill(&mut security.fs_group, self.pod.fs_group);
                fill(&mut security.se_linux_options, self.pod.se_linux.cloned());
            }
            let init = spec.init_containers.iter_mut().flatten();
            let core = init.chain(&mut spec.containers).map(|c| (&c.name, &mut c.security_context));
            let ephemeral = spec.ephemeral_containers.iter_mut().flatten();
            let all = core.chain(ephemeral.map(|c| (&c.name, &mut c.security_context)));
            for ((name, security), draft) in all.zip(&mut drafts) {
                if let Some(profile) = draft.apparmor {
                    set.push((format!("{APPARMOR_CONTAINER}{name}"), profile.to_owned()));
                }
                draft.apply(security);
            }
        }
        pod.metadata.annotations = if set.is_empty() {
            annotations
        } else {
            let mut annotations = annotations.unwrap_or_default();
            annotations.extend(set);
            Some(annotations)
        };
    }
}

impl ContainerDraft<'_> {
    fn apply(&self, security: &mut Option<SecurityContext>) {
        let Self {
            run_as_user,
            run_as_group,
            run_as_non_root,
            apparmor: _,
            capabilities,
            read_only_root_filesystem,
            allow_privilege_escalation,
        } = self;
        let nothing = Self { apparmor: self.apparmor, ..Self::NOTHING };
        if *self == nothing {
            return;
        }
        let security = security.get_or_insert_default();
        fill(&mut security.run_as_user, *run_as_user);
        fill(&mut security.run_as_group, *run_as_group);
        fill(&mut security.run_as_non_root, *run_as_non_root);
        fill(&mut security.capabilities, capabilities.clone());
        fill(&mut security.read_only_root_filesystem, *read_only_root_filesystem);
        fill(&mut security.allow_privilege_escalation, *allow_privilege_escalation);
    }
}

fn fill<T>(field: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *field = value;
    }
}
