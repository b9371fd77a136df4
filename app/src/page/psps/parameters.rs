//! *Parameters*: what each field of a policy decides, to look up beside the editor.

use leptos::prelude::*;

/// Fields, and what they decide.
const PARAMETERS: [(&str, &str); 17] = [
    ("privileged", "may containers run privileged"),
    ("hostPID, hostIPC", "may pods use the host's process and IPC namespaces"),
    ("hostNetwork, hostPorts", "may pods use the host's network, and which of its ports"),
    ("volumes", "which volume types are allowed; * allows all"),
    ("allowedHostPaths", "which host paths a hostPath volume may use, by pathPrefix; none given: all"),
    ("allowedFlexVolumes", "which FlexVolume drivers are allowed; none given: all"),
    ("allowedCSIDrivers", "which drivers of inline CSI volumes are allowed; none given: all"),
    ("fsGroup", "which group owns the pod's volumes"),
    ("readOnlyRootFilesystem", "must the root file system be read-only"),
    ("runAsUser, runAsGroup, supplementalGroups", "user, primary group and extra groups of the containers"),
    (
        "allowPrivilegeEscalation, defaultAllowPrivilegeEscalation",
        "may a process gain more privileges than its parent, and what holds where the pod does not say",
    ),
    (
        "defaultAddCapabilities, requiredDropCapabilities, allowedCapabilities",
        "Linux capabilities that are added, dropped, and that may be added",
    ),
    ("seLinux", "the SELinux context"),
    ("allowedProcMountTypes", "the types of /proc mounts"),
    ("runtimeClass", "which runtime classes are allowed, and the default"),
    (
        "annotations apparmor.security.beta.kubernetes.io/…, seccomp.security.alpha.kubernetes.io/…",
        "allowed (allowedProfileNames) and default (defaultProfileName) AppArmor and seccomp profiles",
    ),
    (
        "forbiddenSysctls, allowedUnsafeSysctls",
        "which sysctls are forbidden, and which unsafe ones are allowed",
    ),
];

/// The list, closed until it is asked for.
#[component]
pub(super) fn Parameters() -> impl IntoView {
    let items = PARAMETERS.map(|(fields, decides)| {
        view! {
            <dt class="font-mono text-sm wrap-anywhere">{fields}</dt>
            <dd class="mb-2 text-ink-muted md:mb-0">{decides}</dd>
        }
    });
    view! {
        <details class="rounded-lg border border-line bg-surface shadow-card">
            <summary class="rounded-lg px-4 py-2.5 font-semibold">"Parameters"</summary>
            <dl class="gap-x-6 gap-y-2 border-t border-line p-4 md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
                {items.collect_view()}
            </dl>
        </details>
    }
}
