//! Annotations about seccomp: which profiles may pods and containers have?
//!
//! Fields: the annotations `seccomp.security.alpha.kubernetes.io/pod` and
//! `container.seccomp.security.alpha.kubernetes.io/NAME`, and `securityContext.seccompProfile` of pod and containers.
//! Allowed: without the policy's list of allowed profiles: none may be set. With `*` in it: all. Else those in it; no
//! profile at all only if the list has an empty entry. The default is filled in as the pod's annotation.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::SeccompProfile;

use super::{Check, OnContainer, OnPod};
use crate::annotation::{SECCOMP_ALLOWED, SECCOMP_CONTAINER, SECCOMP_DEFAULT, SECCOMP_POD};
use crate::draft::{ContainerView, PodDraft, PodView};
use crate::report::Report;
use crate::violation::Problem;

const NAME: &str = "seccomp";

pub(super) const POD: Check<OnPod> = Check {
    name: NAME,
    owns: &[SECCOMP_ALLOWED, SECCOMP_DEFAULT],
    run: OnPod { default, validate: validate_pod },
};

pub(super) const CONTAINER: Check<OnContainer> = Check {
    name: NAME,
    owns: &[],
    run: OnContainer { default: OnContainer::no_default, validate: validate_container },
};

/// The pod's field is written into the annotation, whatever the policy says about seccomp: so under every policy, such
/// a pod is changed.
fn default<'p>(view: &PodView<'_, 'p>, draft: &mut PodDraft<'p>) {
    if view.pod.annotation(SECCOMP_POD).is_some_and(|profile| !profile.is_empty()) {
        return;
    }
    let profile = of_pod_field(view).unwrap_or(Cow::Borrowed(&view.policy.seccomp.default));
    if !profile.is_empty() {
        // What the pod says must not be borrowed: a draft lives as long as the policies.
        draft.seccomp = Some(match profile {
            Cow::Borrowed(profile) if profile == view.policy.seccomp.default => {
                Cow::Borrowed(&view.policy.seccomp.default)
            }
            profile => Cow::Owned(profile.into_owned()),
        });
    }
}

fn validate_pod(view: &PodView<'_, '_>, report: &mut Report<'_>) {
    let annotation = view.seccomp_annotation();
    if annotation.is_empty() {
        validate(view, &of_pod_field(view).unwrap_or_default(), report);
    } else {
        validate(view, annotation, report);
    }
}

/// On this level the fields come first.
fn validate_container(view: &ContainerView<'_, '_>, report: &mut Report<'_>) {
    let pod = &view.pod;
    let field = view.container.security.seccomp_profile.as_ref().filter(|_| pod.version.has_seccomp_fields());
    let annotation = || pod.pod.container_annotation(SECCOMP_CONTAINER, view.container.name);
    let profile = field
        .map(translate)
        .or_else(|| annotation().map(Cow::Borrowed))
        .or_else(|| of_pod_field(pod))
        .unwrap_or_else(|| Cow::Borrowed(pod.seccomp_annotation()));
    validate(pod, &profile, report);
}

fn validate(view: &PodView<'_, '_>, profile: &str, report: &mut Report<'_>) {
    let allowed = view.policy.seccomp.allowed.as_deref();
    let accepted = match allowed {
        None => profile.is_empty(),
        Some(list) => list.split(',').any(|entry| {
            entry == "*"
                || entry == profile
                || (view.version.has_seccomp_aliases() && is_default(entry) && is_default(profile))
        }),
    };
    if !accepted {
        report
            .refuse(|| Problem::Seccomp { profile: profile.to_owned(), allowed: allowed.map(str::to_owned) });
    }
}

/// Two names of one profile.
fn is_default(profile: &str) -> bool {
    matches!(profile, "docker/default" | "runtime/default")
}

fn of_pod_field<'a>(view: &PodView<'a, '_>) -> Option<Cow<'a, str>> {
    let field = view.pod.security.seccomp_profile.as_ref().filter(|_| view.version.has_seccomp_fields());
    field.map(translate)
}

/// A field as an annotation would say it; empty for what no annotation can say.
pub(crate) fn translate(profile: &SeccompProfile) -> Cow<'_, str> {
    match (profile.type_.as_str(), &profile.localhost_profile) {
        ("Unconfined", _) => Cow::Borrowed("unconfined"),
        ("RuntimeDefault", _) => Cow::Borrowed("runtime/default"),
        ("Localhost", Some(path)) => Cow::Owned(format!("localhost/{path}")),
        _ => Cow::Borrowed(""),
    }
}
