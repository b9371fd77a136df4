//! The checks, in the order in which kube-apiserver reports them.
//!
//! One file for each, opening with its rule. Nothing registers itself: what is not in [`CHECKS`] does not run.

mod allowed_volumes;
mod apparmor;
mod capabilities;
mod csi_drivers;
mod flex_volumes;
mod fs_group;
mod groups;
mod host_namespaces;
mod host_paths;
mod host_ports;
mod privilege_escalation;
mod privileged;
mod proc_mount;
mod read_only_root;
mod run_as_group;
mod run_as_user;
mod runtime_class;
mod seccomp;
mod selinux;
mod supplemental_groups;
mod sysctls;
mod token_volume;

use std::ops::ControlFlow;

use k8s_openapi::api::core::v1::Volume;

use crate::containers::{ContainerKind, PodFacts};
use crate::draft::{ContainerDraft, ContainerView, Draft, PodDraft, PodView};
use crate::policy::Policy;
use crate::report::Report;
use crate::version::Version;

pub(crate) use seccomp::translate as seccomp_annotation_of;
pub(crate) use sysctls::SAFE as SAFE_SYSCTLS;

/// One check. It may stand in the table twice, when it looks at pods and at containers.
pub(crate) struct Check<Run> {
    /// Its name, for people and tests.
    pub(crate) name: &'static str,
    /// The fields of the policy's spec, and the annotations, that decide it.
    pub(crate) owns: &'static [&'static str],
    run: Run,
}

/// Looks at the pod as a whole.
pub(crate) struct OnPod {
    /// Fills in what the pod does not say.
    default: for<'p> fn(&PodView<'_, 'p>, &mut PodDraft<'p>),
    validate: fn(&PodView<'_, '_>, &mut Report<'_>),
}

/// Looks at one volume. Breaks off if there is no use in further checks of this volume.
pub(crate) struct OnVolume {
    validate: fn(&PodView<'_, '_>, usize, &Volume, &mut Report<'_>) -> ControlFlow<()>,
}

/// Looks at one container.
pub(crate) struct OnContainer {
    /// Fills in what the container does not say.
    default: for<'p> fn(&ContainerView<'_, 'p>, &mut ContainerDraft<'p>),
    validate: fn(&ContainerView<'_, '_>, &mut Report<'_>),
}

/// Checks that follow each other. Those of volumes and containers run all for the first one, then for the next.
pub(crate) enum Stage {
    Pod(&'static [Check<OnPod>]),
    EachVolume(&'static [Check<OnVolume>]),
    EachContainer(&'static [Check<OnContainer>]),
}

/// Every check. The order is that of the messages; to what is filled in it makes no difference.
pub(crate) const CHECKS: [Stage; 4] = [
    Stage::Pod(&[
        fs_group::CHECK,
        supplemental_groups::CHECK,
        seccomp::POD,
        selinux::POD,
        host_namespaces::CHECK,
        sysctls::CHECK,
    ]),
    Stage::EachVolume(&[allowed_volumes::CHECK, host_paths::CHECK, flex_volumes::CHECK, csi_drivers::CHECK]),
    Stage::Pod(&[runtime_class::CHECK]),
    Stage::EachContainer(&[
        run_as_user::CHECK,
        run_as_group::CHECK,
        selinux::CONTAINER,
        apparmor::CHECK,
        seccomp::CONTAINER,
        privileged::CHECK,
        proc_mount::CHECK,
        capabilities::CHECK,
        host_ports::CHECK,
        read_only_root::CHECK,
        privilege_escalation::CHECK,
    ]),
];

impl OnPod {
    /// For a check that fills in nothing.
    fn no_default<'p>(_: &PodView<'_, 'p>, _: &mut PodDraft<'p>) {}
}

impl OnContainer {
    /// For a check that fills in nothing.
    fn no_default<'p>(_: &ContainerView<'_, 'p>, _: &mut ContainerDraft<'p>) {}
}

/// The checks in their order, and what of a policy each of them owns: fields of the spec, and annotations. No two own
/// the same.
pub fn checks() -> Vec<(&'static str, &'static [&'static str])> {
    let mut rows = Vec::new();
    for stage in &CHECKS {
        match stage {
            Stage::Pod(checks) => rows.extend(checks.iter().map(|check| (check.name, check.owns))),
            Stage::EachVolume(checks) => rows.extend(checks.iter().map(|check| (check.name, check.owns))),
            Stage::EachContainer(checks) => rows.extend(checks.iter().map(|check| (check.name, check.owns))),
        }
    }
    // Some checks look at containers too, in a second row, which owns nothing.
    rows.retain(|(_, owned)| !owned.is_empty());
    rows
}

/// What the policy fills in where the pod says nothing.
pub(crate) fn defaults<'p>(version: Version, policy: &'p Policy, pod: &PodFacts<'_>) -> Draft<'p> {
    let mut draft = Draft::default();
    let view = PodView { version, policy, pod, draft: &PodDraft::NOTHING };
    for stage in &CHECKS {
        if let Stage::Pod(checks) = stage {
            for check in *checks {
                (check.run.default)(&view, &mut draft.pod);
            }
        }
    }
    let view = PodView { draft: &draft.pod, ..view };
    // Ephemeral containers too, though they are not validated.
    draft.containers.extend(pod.containers.iter().map(|container| {
        let view = ContainerView { pod: view, container, draft: &ContainerDraft::NOTHING };
        let mut draft = ContainerDraft::default();
        for stage in &CHECKS {
            if let Stage::EachContainer(checks) = stage {
                for check in *checks {
                    (check.run.default)(&view, &mut draft);
                }
            }
        }
        draft
    }));
    draft
}

/// Looks at the pod as the policy would make it.
pub(crate) fn validate<'a>(
    version: Version,
    policy: &'a Policy,
    pod: &'a PodFacts<'a>,
    draft: &'a Draft<'a>,
    report: &mut Report<'a>,
) {
    let view = PodView { version, policy, pod, draft: &draft.pod };
    for stage in &CHECKS {
        match stage {
            Stage::Pod(checks) => {
                for check in *checks {
                    report.begin(check.name, None);
                    (check.run.validate)(&view, report);
                    if report.is_decided() {
                        return;
                    }
                }
            }
            Stage::EachVolume(checks) => {
                for (index, volume) in pod.spec.volumes.iter().flatten().enumerate() {
                    for check in *checks {
                        report.begin(check.name, None);
                        if (check.run.validate)(&view, index, volume, report).is_break() {
                            break;
                        }
                    }
                    if report.is_decided() {
                        return;
                    }
                }
            }
            Stage::EachContainer(checks) => {
                // The feature gate EphemeralContainers, off by default, would have those validated too.
                let validated = pod.containers.iter().zip(&draft.containers);
                for (container, draft) in validated.filter(|(c, _)| c.kind != ContainerKind::Ephemeral) {
                    let view = ContainerView { pod: view, container, draft };
                    for check in *checks {
                        report.begin(check.name, Some(container));
                        (check.run.validate)(&view, report);
                        if report.is_decided() {
                            return;
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
