//! *Parameters*: what each field of a policy decides, to look up beside the editor.

use leptos::prelude::*;

use crate::text::{Texts, texts};

/// Fields, and what they decide.
fn decisions(t: Texts) -> [(&'static str, &'static str); 17] {
    [
        ("privileged", t.decides_privileged()),
        ("hostPID, hostIPC", t.decides_host_namespaces()),
        ("hostNetwork, hostPorts", t.decides_host_network()),
        ("volumes", t.decides_volumes()),
        ("allowedHostPaths", t.decides_host_paths()),
        ("allowedFlexVolumes", t.decides_flex()),
        ("allowedCSIDrivers", t.decides_csi()),
        ("fsGroup", t.decides_fs_group()),
        ("readOnlyRootFilesystem", t.decides_read_only_root()),
        ("runAsUser, runAsGroup, supplementalGroups", t.decides_users()),
        ("allowPrivilegeEscalation, defaultAllowPrivilegeEscalation", t.decides_escalation()),
        ("defaultAddCapabilities, requiredDropCapabilities, allowedCapabilities", t.decides_capabilities()),
        ("seLinux", t.decides_se_linux()),
        ("allowedProcMountTypes", t.decides_proc_mount()),
        ("runtimeClass", t.decides_runtime_class()),
        (
            "apparmor.security.beta.kubernetes.io/…, seccomp.security.alpha.kubernetes.io/…",
            t.decides_profiles(),
        ),
        ("forbiddenSysctls, allowedUnsafeSysctls", t.decides_sysctls()),
    ]
}

/// The list, closed until it is asked for.
#[component]
pub(super) fn Parameters() -> impl IntoView {
    let t = texts();
    let items = decisions(t).map(|(fields, decides)| {
        view! {
            <dt class="font-mono text-sm wrap-anywhere">{fields}</dt>
            <dd class="mb-2 text-ink-muted md:mb-0">{decides}</dd>
        }
    });
    view! {
        <details class="rounded-lg border border-line bg-surface shadow-card">
            <summary class="rounded-lg px-4 py-2.5 font-semibold">{t.parameters()}</summary>
            <dl class="gap-x-6 gap-y-2 border-t border-line p-4 md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
                {items.collect_view()}
            </dl>
        </details>
    }
}
