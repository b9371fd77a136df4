//! What happens to whom when policies are enforced: found out before they are.

use serde::{Deserialize, Serialize};

use crate::association::{Scope, Subject};
use crate::default_policy::DefaultPolicyState;
use crate::objects::{AUTHENTICATED, KUBE_SYSTEM, NODES};
use crate::snapshot::Snapshot;

/// What was found.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Preflight {
    /// The default policy's name.
    pub default_policy: String,
    /// Are the default policy and its RBAC objects there?
    pub default: DefaultPolicyState,
    /// May the nodes use a policy? If not, kubelet's mirror pods are refused, those of the control plane among them.
    pub nodes_may_use_a_policy: bool,
    /// The namespaces with accounts that could create no pod any more, `kube-system` first.
    pub stranded: Vec<Stranded>,
    /// What makes pods as an account that may use policies, none of which accepts them.
    pub refused: Vec<Refused>,
    /// The kinds of workloads that could not be looked at, as in URLs: whoever asked may not list them.
    pub unseen: Vec<String>,
}

/// What could make no pod any more, although its account may use a policy.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Refused {
    /// e.g. `Deployment`.
    pub kind: String,
    /// Where it is.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// What the API server would say.
    pub why: String,
}

/// A namespace with accounts that may use no policy.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Stranded {
    /// The namespace.
    pub namespace: String,
    /// Those accounts.
    pub accounts: Vec<String>,
    /// How many pods run there as one of them. They go on; none takes the place of one that ends.
    pub pods: usize,
}

impl Preflight {
    /// Is the default policy there, as it must be before policies are enforced?
    pub fn is_installed(&self) -> bool {
        self.default.is_installed()
    }

    /// Would enforcing policies stop something that runs now?
    pub fn is_grave(&self) -> bool {
        !self.nodes_may_use_a_policy
            || !self.refused.is_empty()
            || self.stranded.iter().any(Stranded::is_grave)
    }
}

impl Stranded {
    /// Are there pods that could not come again, or is it the control plane's own namespace?
    pub fn is_grave(&self) -> bool {
        self.pods > 0 || self.namespace == KUBE_SYSTEM
    }
}

impl Snapshot {
    /// What enforcing would do, as far as the accounts go. The pods of each namespace are left to be counted, and those of
    /// others to be judged.
    pub fn preflight(&self) -> Preflight {
        let associations = self.associations();
        let nodes_may_use_a_policy = associations.iter().any(|each| {
            let is_there = match &each.scope {
                Scope::Cluster => true,
                Scope::Namespace(namespace) => namespace == KUBE_SYSTEM,
            };
            let is_theirs =
                matches!(&each.subject, Subject::Group(group) if group == NODES || group == AUTHENTICATED);
            is_there && is_theirs && each.is_usable(&self.policies)
        });
        let mut stranded: Vec<Stranded> = self
            .namespaces
            .keys()
            .map(|namespace| Stranded {
                namespace: namespace.clone(),
                accounts: self.without_policy(namespace, &associations),
                pods: 0,
            })
            .filter(|each| !each.accounts.is_empty())
            .collect();
        stranded.sort_by_key(|each| each.namespace != KUBE_SYSTEM);
        let default_policy = self.default_names().policy;
        Preflight {
            default_policy,
            default: self.state(),
            nodes_may_use_a_policy,
            stranded,
            refused: Vec::new(),
            unseen: Vec::new(),
        }
    }
}
