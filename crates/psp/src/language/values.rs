//! What may be written where the API knows only texts: rules, capabilities, volume types, sysctls, profiles.

use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT};
use crate::check::SAFE_SYSCTLS;
use crate::volume;

/// Capabilities of Linux 5.10, without `CAP_`, from capabilities(7).
const CAPABILITIES: [&str; 41] = [
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

/// Namespaced kernel parameters that pods often want, beside the safe ones, and the patterns for their groups.
const UNSAFE_SYSCTLS: [&str; 17] = [
    "fs.mqueue.*",
    "fs.mqueue.msg_max",
    "fs.mqueue.queues_max",
    "kernel.msg*",
    "kernel.msgmax",
    "kernel.msgmnb",
    "kernel.msgmni",
    "kernel.sem",
    "kernel.shm*",
    "kernel.shmall",
    "kernel.shmmax",
    "kernel.shmmni",
    "net.*",
    "net.core.somaxconn",
    "net.ipv4.ip_forward",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_tw_reuse",
];

const PROFILES: [&str; 3] = ["runtime/default", "unconfined", "localhost/"];

/// What may be written at this path of keys; nothing where anything may.
pub(super) fn at(path: &str) -> Vec<&'static str> {
    let group = ["MayRunAs", "MustRunAs", "RunAsAny"];
    match path {
        "apiVersion" => vec!["policy/v1beta1"],
        "kind" => vec!["PodSecurityPolicy"],
        "spec.runAsUser.rule" => vec!["MustRunAs", "MustRunAsNonRoot", "RunAsAny"],
        "spec.runAsGroup.rule" | "spec.supplementalGroups.rule" | "spec.fsGroup.rule" => group.to_vec(),
        "spec.seLinux.rule" => vec!["MustRunAs", "RunAsAny"],
        "spec.volumes" => with("*", &[&volume::TYPES]),
        "spec.allowedCapabilities" => with("*", &[&CAPABILITIES]),
        "spec.defaultAddCapabilities" => CAPABILITIES.to_vec(),
        "spec.requiredDropCapabilities" => with("ALL", &[&CAPABILITIES]),
        "spec.allowedUnsafeSysctls" => with("*", &[&UNSAFE_SYSCTLS]),
        "spec.forbiddenSysctls" => with("*", &[&SAFE_SYSCTLS, &UNSAFE_SYSCTLS]),
        "spec.allowedProcMountTypes" => vec!["Default", "Unmasked"],
        "spec.runtimeClass.allowedRuntimeClassNames" => vec!["*"],
        _ => path.strip_prefix("metadata.annotations.").map(profiles).unwrap_or_default(),
    }
}

fn profiles(annotation: &str) -> Vec<&'static str> {
    match annotation {
        SECCOMP_ALLOWED => with("*", &[&["docker/default"], &PROFILES]),
        SECCOMP_DEFAULT => with("docker/default", &[&PROFILES]),
        APPARMOR_ALLOWED | APPARMOR_DEFAULT => PROFILES.to_vec(),
        _ => Vec::new(),
    }
}

fn with(first: &'static str, lists: &[&[&'static str]]) -> Vec<&'static str> {
    std::iter::once(first).chain(lists.iter().copied().flatten().copied()).collect()
}
