//! Who may use which policy, and what policies say: read once, then asked about one pod or about all of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use access::objects::KUBE_SYSTEM;
use access::{Bound, Decision as Access, Identity, Rbac, RbacRef};
use psp::trial::{Decision, decide, mended, try_pod};
use psp::workload::{Account, Kind, Workload};
use psp::{PodSecurityPolicy, Policies, Version};

use super::{Attempt, PodTrial, TriedPolicy, Way};
use crate::{Cluster, Result};

/// What decides about pods.
pub(crate) struct Judge {
    policies: Policies,
    rbac: Arc<Rbac>,
    version: Version,
    /// The policies that may be used by who runs as this account of this namespace and is made by this controller: workloads are
    /// many, accounts few.
    usable: HashMap<(String, String, &'static str), HashSet<String>>,
}

impl Cluster {
    /// Reads it.
    pub(crate) async fn judge(&self) -> Result<Judge> {
        let (policies, rbac, version) = tokio::try_join!(self.policies(), self.rbac(), async {
            Ok(self.client.apiserver_version().await?)
        })?;
        // Managed clusters append a sign: `20+`.
        let minor = version.minor.trim_end_matches(|sign: char| !sign.is_ascii_digit()).parse();
        Ok(Judge::new(policies.iter(), rbac, minor.map_or(Version::V1_20, Version::new)))
    }
}

impl Judge {
    fn new<'p>(
        policies: impl Iterator<Item = &'p PodSecurityPolicy>,
        rbac: Arc<Rbac>,
        version: Version,
    ) -> Self {
        Self { policies: Policies::prepare_for(version, policies), rbac, version, usable: HashMap::new() }
    }

    /// What becomes of a pod of this workload, which runs as this account.
    pub(crate) fn decide(&mut self, workload: &Workload, namespace: &str, account: &Account) -> Decision {
        let key = (namespace.to_owned(), account.name.clone(), workload.kind.controller);
        let Self { policies, rbac, version, usable } = self;
        let usable = usable.entry(key).or_insert_with(|| {
            let runs_as = Identity::service_account(namespace, &account.name);
            let creator = creator(workload.kind, &runs_as, None);
            let both = [runs_as, creator];
            let of = |who| rbac.usable(who, namespace, policies.names());
            both.iter().flat_map(of).map(str::to_owned).collect()
        });
        decide(policies, |policy| usable.contains(policy), &workload.as_judged(account, *version))
    }

    /// What becomes of the pod, and what each policy says of it.
    pub(super) fn explain(&self, attempt: &Attempt, account: &Account) -> PodTrial {
        let Attempt { workload, namespace, user, .. } = attempt;
        let namespace = namespace.as_str();
        let runs_as = Identity::service_account(namespace, &account.name);
        let creator = creator(workload.kind, &runs_as, user.as_deref());
        let names =
            || self.policies.names().chain(self.policies.dead().iter().map(|dead| dead.name.as_str()));
        // All at once: there may be thousands of bindings, and through which of them is only asked of what may be used.
        let usable = |who: &Identity| -> HashSet<&str> {
            self.rbac.usable(who, namespace, names()).into_iter().collect()
        };
        let (by_account, by_creator) = (usable(&runs_as), usable(&creator));
        let way = |usable: &HashSet<&str>, who: &Identity, policy: &str| {
            usable.contains(policy).then(|| way(&self.rbac.use_of(who, policy, namespace))).flatten()
        };
        let may_use = |policy: &str| by_account.contains(policy) || by_creator.contains(policy);
        let pod = workload.as_judged(account, self.version);
        let trial = try_pod(&self.policies, may_use, &pod);
        let policies = trial.policies.into_iter().map(|tried| {
            let mend = || mended(&self.policies, &tried.policy, workload, account, self.version);
            TriedPolicy {
                by_account: way(&by_account, &runs_as, &tried.policy),
                by_creator: way(&by_creator, &creator, &tried.policy),
                mended: may_use(&tried.policy).then(mend).flatten(),
                policy: tried.policy,
                outcome: tried.outcome,
            }
        });
        PodTrial { policies: policies.collect(), creator: creator.user, pod, decision: trial.decision }
    }
}

/// Who creates a pod of this kind of workload.
fn creator(kind: Kind, runs_as: &Identity, user: Option<&str>) -> Identity {
    match (kind.controller, user) {
        ("", None) => runs_as.clone().authenticated(),
        ("", Some(user)) => Identity { user: user.to_owned(), groups: Vec::new() }.authenticated(),
        (controller, _) => Identity::service_account(KUBE_SYSTEM, controller).authenticated(),
    }
}

fn way(access: &Access<'_>) -> Option<Way> {
    match access {
        Access::Master => Some(Way::Master),
        Access::Through(Bound { name, namespace, .. }) => Some(Way::Binding(RbacRef {
            kind: if namespace.is_empty() { "ClusterRoleBinding" } else { "RoleBinding" }.to_owned(),
            namespace: Some((*namespace).to_owned()).filter(|namespace| !namespace.is_empty()),
            name: (*name).to_owned(),
        })),
        Access::Nothing { .. } => None,
    }
}
