//! What the API server accepts without a word, and whoever writes it should know.

use super::Words;
use crate::annotation::{APPARMOR_DEFAULT, SECCOMP_DEFAULT};
use crate::compare;
use crate::object::{GroupStrategy, PodSecurityPolicy};
use crate::policy::{DeadReason, why_dead};
use crate::template;

/// Something that is allowed, and where.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Warning {
    /// The field, e.g. `spec.runAsUser`.
    pub path: String,
    /// What about it.
    pub kind: Kind,
}

/// What there is to know.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// With it the policy admits no pod at all.
    AdmitsNothing,
    /// It allows more than the template that new policies start from.
    AllowsMore,
    /// It is filled in where a pod does not say.
    ChangesPods,
}

impl Kind {
    /// In words.
    pub fn words(self) -> Words {
        match self {
            Self::AdmitsNothing => Words {
                en: "The API server accepts this, but no pod can pass: give at least one range, option or profile.",
                zh: "API 服务器会接受此设置，但任何 Pod 都无法通过：请至少给出一个范围、选项或配置。",
            },
            Self::AllowsMore => Words {
                en: "Allows more than the template privileged-restricted.",
                zh: "比模板 privileged-restricted 更宽松。",
            },
            Self::ChangesPods => Words {
                en: "Changes pods: it is filled in where a pod does not say. A policy that changes nothing is preferred to this one.",
                zh: "会修改 Pod：Pod 未指定时会填入。不修改 Pod 的策略优先于此策略。",
            },
        }
    }
}

/// Everything there is to know about a policy, the gravest first.
pub fn warnings(policy: &PodSecurityPolicy) -> Vec<Warning> {
    let mut stored = policy.clone();
    crate::set_defaults(&mut stored);
    let reasons = why_dead(&stored);
    let of = |kind| move |path: &str| Warning { path: path.to_owned(), kind };
    let dead = reasons.iter().flat_map(|reason| dead(&stored, reason)).map(of(Kind::AdmitsNothing));
    let more = compare::weaker(&stored, &template::restricted()).into_iter().map(of(Kind::AllowsMore));
    let changes = changes(&stored).into_iter();
    dead.chain(more).chain(changes.map(|path| Warning { path, kind: Kind::ChangesPods })).collect()
}

fn dead(policy: &PodSecurityPolicy, reason: &DeadReason) -> Vec<&'static str> {
    let spec = &policy.spec;
    match reason {
        DeadReason::UserWithoutRanges => vec!["spec.runAsUser"],
        DeadReason::GroupWithoutRanges { .. } => {
            let groups =
                [("spec.fsGroup", &spec.fs_group), ("spec.supplementalGroups", &spec.supplemental_groups)];
            let without = |group: &GroupStrategy| {
                group.rule != "RunAsAny" && group.ranges.as_ref().is_none_or(Vec::is_empty)
            };
            groups.into_iter().filter(|(_, group)| without(group)).map(|(path, _)| path).take(1).collect()
        }
        DeadReason::SeLinuxWithoutOptions => vec!["spec.seLinux"],
        DeadReason::SeccompDefaultNotAllowed | DeadReason::NoAppArmorProfile => vec!["metadata.annotations"],
        // The API server refuses it.
        DeadReason::UnknownRule { .. } => Vec::new(),
    }
}

fn changes(policy: &PodSecurityPolicy) -> Vec<String> {
    let spec = &policy.spec;
    let must = |group: &GroupStrategy| group.rule == "MustRunAs";
    let fields = [
        ("defaultAddCapabilities", !spec.default_add_capabilities.is_empty()),
        ("requiredDropCapabilities", !spec.required_drop_capabilities.is_empty()),
        ("seLinux", spec.se_linux.rule == "MustRunAs"),
        ("runAsUser", spec.run_as_user.rule != "RunAsAny"),
        ("runAsGroup", spec.run_as_group.as_ref().is_some_and(must)),
        ("supplementalGroups", must(&spec.supplemental_groups)),
        ("fsGroup", must(&spec.fs_group)),
        ("readOnlyRootFilesystem", spec.read_only_root_filesystem),
        ("defaultAllowPrivilegeEscalation", spec.default_allow_privilege_escalation.is_some()),
        (
            "allowPrivilegeEscalation",
            spec.allow_privilege_escalation == Some(false)
                && spec.default_allow_privilege_escalation.is_none(),
        ),
        (
            "runtimeClass",
            spec.runtime_class.as_ref().is_some_and(|class| class.default_runtime_class_name.is_some()),
        ),
    ];
    let annotations = [SECCOMP_DEFAULT, APPARMOR_DEFAULT];
    let annotations =
        annotations.iter().filter(|name| policy.annotation(name).is_some_and(|value| !value.is_empty()));
    let fields = fields.iter().filter(|(_, fills)| *fills).map(|(field, _)| format!("spec.{field}"));
    annotations.map(|name| format!("metadata.annotations[{name}]")).chain(fields).collect()
}
