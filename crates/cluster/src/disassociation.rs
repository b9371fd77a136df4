//! *Disassociate Default PSP*: every namespace either keeps the default policy by a binding of its own or lives by
//! its custom rules; then the cluster-wide binding goes.
//!
//! **Invariant:** the cluster-wide binding is the last thing to go, and goes only when everybody who is to keep the
//! default policy has a binding. So it may be interrupted anywhere, and started again.

use access::objects::{AUTHENTICATED, KUBE_SYSTEM, kept_binding};
use access::rbac::only_use;
use access::{DefaultNames, DisassociationPlan, DisassociationStep, Snapshot, Subject};
use k8s_openapi::api::rbac::v1::{ClusterRoleBinding, RoleBinding};
use kube::Api;

use crate::bindings::{ensure, reference, remove_subject};
use crate::default_policy::require_installed;
use crate::{Clash, Cluster, Error, Protection, Result};

/// How often the plan is made anew because namespaces have come while it was carried out.
const PASSES: usize = 5;

impl Cluster {
    /// What *Disassociate Default PSP* would do now.
    pub async fn disassociation_plan(&self) -> Result<DisassociationPlan> {
        let snapshot = self.snapshot().await?;
        require_installed(&snapshot)?;
        Ok(snapshot.disassociation_plan())
    }

    /// Does what the plan says. Safe to run again after an interruption: what is done already stays as it is.
    pub async fn disassociate_default_policy(&self) -> Result<()> {
        for _ in 0..PASSES {
            let snapshot = self.snapshot().await?;
            require_installed(&snapshot)?;
            refuse_shared_roles(&snapshot)?;
            let open = still_to_keep(&snapshot.disassociation_plan());
            if open.is_empty() {
                // While the cluster-wide binding stands, nobody loses anything by this.
                self.drop_kept(&snapshot, |stale| stale).await?;
                return self.remove_cluster_wide(&snapshot).await;
            }
            let names = snapshot.default_names();
            for (namespace, group) in open {
                self.keep(&namespace, &group, &names).await?;
            }
        }
        Err(Error::Conflict(Clash::NamespacesKeepComing))
    }

    /// Binds the group to the default policy in the namespace, unless that is being deleted or gone.
    async fn keep(&self, namespace: &str, group: &str, names: &DefaultNames) -> Result<()> {
        let api = Api::<RoleBinding>::namespaced(self.client.clone(), namespace);
        match ensure(&api, &kept_binding(namespace, group, names), false).await {
            Err(Error::NotFound(_)) if namespace != KUBE_SYSTEM => Ok(()),
            Err(Error::Forbidden(text)) if text.contains("because it is being terminated") => Ok(()),
            done => done,
        }
    }

    async fn remove_cluster_wide(&self, snapshot: &Snapshot) -> Result<()> {
        let api = Api::<ClusterRoleBinding>::all(self.client.clone());
        let everybody = Subject::Group(AUTHENTICATED.to_owned());
        for binding in cluster_wide(snapshot) {
            remove_subject(&api, binding, &everybody).await?;
        }
        Ok(())
    }
}

fn cluster_wide(snapshot: &Snapshot) -> Vec<&ClusterRoleBinding> {
    let wanted = snapshot.cluster_wide_bindings();
    let all = snapshot.rbac.cluster_role_bindings.iter();
    all.filter(|binding| wanted.contains(&reference(*binding))).collect()
}

fn still_to_keep(plan: &DisassociationPlan) -> Vec<(String, String)> {
    let open = |step: &DisassociationStep| match step {
        DisassociationStep::Keep { namespace, group, done: false, .. } => {
            Some((namespace.clone(), group.clone()))
        }
        _ => None,
    };
    plan.steps.iter().filter_map(open).collect()
}

/// The group must not lose other rights with the policy. Asked before anything is done.
fn refuse_shared_roles(snapshot: &Snapshot) -> Result<()> {
    let policy = snapshot.default_names().policy;
    for binding in cluster_wide(snapshot) {
        if !only_use(snapshot.rbac.rules(&binding.role_ref, ""), &policy) {
            return Err(Error::Protected(Protection::SharedRole { binding: reference(binding), policy }));
        }
    }
    Ok(())
}
