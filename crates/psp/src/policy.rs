//! Policies made ready: checked and taken apart once, then used for many pods.

mod dead;
mod rule;

use k8s_openapi::api::core::v1::SELinuxOptions;

use crate::annotation::{APPARMOR_ALLOWED, APPARMOR_DEFAULT, SECCOMP_ALLOWED, SECCOMP_DEFAULT};
use crate::object::{PodSecurityPolicy, PodSecurityPolicySpec};
use crate::version::Version;

pub use dead::{DeadPolicy, DeadReason};
pub(crate) use rule::{GroupRule, UserRule};

/// All policies of a cluster, in the order in which they are tried.
#[derive(Clone, Debug)]
pub struct Policies {
    pub(crate) version: Version,
    /// By name, without those that cannot be turned into rules.
    pub(crate) usable: Vec<Policy>,
    dead: Vec<DeadPolicy>,
}

impl Policies {
    /// Prepares the policies of a cluster as Kubernetes 1.20 does. They should have their defaults
    /// ([`set_defaults`](crate::set_defaults)), as objects read from a cluster have.
    pub fn prepare<'a>(policies: impl IntoIterator<Item = &'a PodSecurityPolicy>) -> Self {
        Self::prepare_for(Version::V1_20, policies)
    }

    /// Prepares the policies of a cluster as another release does.
    pub fn prepare_for<'a>(
        version: Version,
        policies: impl IntoIterator<Item = &'a PodSecurityPolicy>,
    ) -> Self {
        let mut prepared = Self { version, usable: Vec::new(), dead: Vec::new() };
        for object in policies {
            let (policy, reasons) = made_ready(object);
            if !reasons.is_empty() {
                prepared.dead.push(DeadPolicy { name: object.name().to_owned(), reasons });
            }
            prepared.usable.extend(policy);
        }
        prepared.usable.sort_by(|a, b| a.name.cmp(&b.name));
        prepared.dead.sort_by(|a, b| a.name.cmp(&b.name));
        prepared
    }

    /// The names of those that can be turned into rules, in the order in which they are tried.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.usable.iter().map(|policy| policy.name.as_str())
    }

    /// Policies that can never admit a pod, and why. The API server only writes a line to its log.
    pub fn dead(&self) -> &[DeadPolicy] {
        &self.dead
    }
}

/// Why the policy can never admit a pod; empty if it can.
pub(crate) fn why_dead(object: &PodSecurityPolicy) -> Vec<DeadReason> {
    made_ready(object).1
}

/// The policy, if it can be turned into rules, and why it can never admit a pod.
fn made_ready(object: &PodSecurityPolicy) -> (Option<Policy>, Vec<DeadReason>) {
    match Policy::new(object) {
        Ok(policy) => {
            let reasons = dead::reasons(&policy);
            (Some(policy), reasons)
        }
        Err(reasons) => (None, reasons),
    }
}

/// One policy, ready for use.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) name: String,
    pub(crate) spec: PodSecurityPolicySpec,
    pub(crate) run_as_user: UserRule,
    pub(crate) run_as_group: GroupRule,
    pub(crate) supplemental_groups: GroupRule,
    pub(crate) fs_group: GroupRule,
    /// The context that pods must have; `None` allows any.
    pub(crate) se_linux: Option<SELinuxOptions>,
    pub(crate) apparmor: Profiles,
    pub(crate) seccomp: Profiles,
}

/// The annotations about `AppArmor` or seccomp.
#[derive(Clone, Debug)]
pub(crate) struct Profiles {
    /// The list as it was written.
    pub(crate) allowed: Option<String>,
    /// Empty if there is none.
    pub(crate) default: String,
}

impl Policy {
    /// Or why it cannot be turned into rules. All reasons, in the API server's order.
    fn new(object: &PodSecurityPolicy) -> Result<Self, Vec<DeadReason>> {
        let spec = object.spec.clone();
        let mut reasons = Vec::new();
        let run_as_user = rule::user(&spec.run_as_user, &mut reasons);
        let run_as_group = match &spec.run_as_group {
            None => GroupRule::Any,
            Some(strategy) => rule::group("RunAsGroup", strategy, &mut reasons),
        };
        let se_linux = rule::se_linux(&spec.se_linux, &mut reasons);
        let fs_group = rule::group("FSGroup", &spec.fs_group, &mut reasons);
        let supplemental_groups = rule::group("SupplementalGroups", &spec.supplemental_groups, &mut reasons);
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let profiles = |allowed, default| Profiles {
            allowed: object.annotation(allowed).map(str::to_owned),
            default: object.annotation(default).unwrap_or_default().to_owned(),
        };
        Ok(Self {
            name: object.name().to_owned(),
            run_as_user,
            run_as_group,
            supplemental_groups,
            fs_group,
            se_linux,
            apparmor: profiles(APPARMOR_ALLOWED, APPARMOR_DEFAULT),
            seccomp: profiles(SECCOMP_ALLOWED, SECCOMP_DEFAULT),
            spec,
        })
    }
}
