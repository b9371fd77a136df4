//! The annotations that admission reads and writes.

/// On a pod: the policy that admitted it. Written on create; on update it says which policy to try first.
pub const POD_POLICY: &str = "kubernetes.io/psp";

/// On a policy: the allowed seccomp profiles, separated by commas; `*` is any. Absent allows none.
pub const SECCOMP_ALLOWED: &str = "seccomp.security.alpha.kubernetes.io/allowedProfileNames";
/// On a policy: the seccomp profile of pods that name none.
pub const SECCOMP_DEFAULT: &str = "seccomp.security.alpha.kubernetes.io/defaultProfileName";
/// On a policy: the allowed `AppArmor` profiles, separated by commas. Absent allows all.
pub const APPARMOR_ALLOWED: &str = "apparmor.security.beta.kubernetes.io/allowedProfileNames";
/// On a policy: the `AppArmor` profile of containers that name none.
pub const APPARMOR_DEFAULT: &str = "apparmor.security.beta.kubernetes.io/defaultProfileName";

/// On a pod: the seccomp profile of all its containers.
pub const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
/// On a pod, followed by a container's name: the seccomp profile of that container.
pub const SECCOMP_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";
/// On a pod, followed by a container's name: the `AppArmor` profile of that container.
pub const APPARMOR_CONTAINER: &str = "container.apparmor.security.beta.kubernetes.io/";
