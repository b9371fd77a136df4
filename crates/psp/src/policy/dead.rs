//! Policies that can never admit a pod.

use super::Policy;

/// A policy that can never admit a pod.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DeadPolicy {
    /// Its name.
    pub name: String,
    /// Why; at least one reason.
    pub reasons: Vec<DeadReason>,
}

/// Why a policy can never admit a pod.
///
/// For a policy that cannot be turned into rules, the text is what the API server writes to its log.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DeadReason {
    /// `runAsUser` must be in ranges, and there are none. The API accepts that.
    #[error("MustRunAs requires at least one range")]
    UserWithoutRanges,
    /// A group must be in ranges, and there are none. The API accepts that, except for `runAsGroup`.
    #[error("ranges must be supplied for {rule}")]
    GroupWithoutRanges {
        /// `MustRunAs` or `MayRunAs`.
        rule: String,
    },
    /// `seLinux` must be as given, and nothing is given. The API accepts that.
    #[error("MustRunAs requires SELinuxOptions")]
    SeLinuxWithoutOptions,
    /// A rule that no API server knows.
    #[error("Unrecognized {strategy} strategy type {rule}")]
    UnknownRule {
        /// Which strategy.
        strategy: &'static str,
        /// Its rule.
        rule: String,
    },
    /// A default seccomp profile is written into every pod, and no profile is allowed.
    #[error("a default seccomp profile is filled in, but no seccomp profile is allowed")]
    SeccompDefaultNotAllowed,
    /// Every container must have an `AppArmor` profile, and none is allowed.
    #[error("every container must have an AppArmor profile, but none is allowed")]
    NoAppArmorProfile,
}

/// Why a policy that can be turned into rules admits nothing all the same.
pub(super) fn reasons(policy: &Policy) -> Vec<DeadReason> {
    let mut reasons = Vec::new();
    let is_empty = |list: &Option<String>| list.iter().all(|list| list.split(',').all(str::is_empty));
    if is_empty(&policy.seccomp.allowed) && !policy.seccomp.default.is_empty() {
        reasons.push(DeadReason::SeccompDefaultNotAllowed);
    }
    if policy.apparmor.allowed.is_some() && is_empty(&policy.apparmor.allowed) {
        reasons.push(DeadReason::NoAppArmorProfile);
    }
    reasons
}
