//! Which kube-apiserver is imitated: what differed between releases, where that changes a verdict or a message.
//!
//! Only what is certain is a parameter. The rest behaves like 1.20, which was measured.

/// A release of Kubernetes, by its minor version.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Version(u8);

impl Version {
    /// Kubernetes 1.20, which everything here was compared with.
    pub const V1_20: Self = Self(20);

    /// Kubernetes 1.`minor`. Policies exist up to 1.24.
    pub const fn new(minor: u8) -> Self {
        Self(minor)
    }

    /// Up to 1.17 both passes refused with "unable to validate against any pod security policy", without a prefix.
    /// (When the wording changed is not certain: 1.18 may be either.)
    pub(crate) fn has_old_wording(self) -> bool {
        self.0 <= 17
    }

    /// From 1.19 pods have the field `seccompProfile`; before, there were only annotations.
    pub(crate) fn has_seccomp_fields(self) -> bool {
        self.0 >= 19
    }

    /// From 1.20 (and late releases of 1.19) a list with `docker/default` allows `runtime/default`, and vice versa.
    pub(crate) fn has_seccomp_aliases(self) -> bool {
        self.0 >= 20
    }

    /// From 1.20 the projected volume with a service account's token is allowed where `secret` is.
    pub(crate) fn allows_token_volumes(self) -> bool {
        self.0 >= 20
    }

    /// From 1.21 a pod gets its account's token by a projected volume, before by one of a secret
    /// (`BoundServiceAccountTokenVolume`).
    pub(crate) fn projects_tokens(self) -> bool {
        self.0 >= 21
    }
}

impl Default for Version {
    fn default() -> Self {
        Self::V1_20
    }
}
