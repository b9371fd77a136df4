//! The default policy: what is there, installing it, and associating it with everybody.

use access::objects::default_objects;
use access::{DefaultPolicy, DefaultPolicyState, Snapshot};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, RoleBinding};
use kube::Api;
use kube::api::PostParams;
use psp::template;

use crate::bindings::{delete_seen, ensure, reference};
use crate::{Clash, Cluster, Error, Protection, Result};

impl Cluster {
    /// The default policy of this cluster, whichever provider's it is, and how far it is in force.
    pub async fn default_policy(&self) -> Result<DefaultPolicy> {
        Ok(self.snapshot().await?.default_policy())
    }

    /// What [`install_default_policy`](Self::install_default_policy) makes where nothing is there yet.
    pub async fn default_objects(&self) -> Result<Vec<serde_json::Value>> {
        let names = self.snapshot().await?.default_names();
        let (role, binding) = default_objects(&names);
        let objects = [
            serde_json::to_value(template::default_policy(&names.policy)),
            serde_json::to_value(role),
            serde_json::to_value(binding),
        ];
        Ok(objects.into_iter().flatten().collect())
    }

    /// Creates what is missing of policy, role and cluster-wide binding. What exists is never changed.
    pub async fn install_default_policy(&self) -> Result<()> {
        let snapshot = self.snapshot().await?;
        if snapshot.state() == DefaultPolicyState::Associated {
            return Ok(());
        }
        let names = snapshot.default_names();
        // Each before what refers to it.
        if !snapshot.policies.contains(&names.policy) {
            tolerate(self.create_policy(&template::default_policy(&names.policy)).await)?;
        }
        let (role, binding) = default_objects(&names);
        let params = PostParams::default();
        let roles = Api::<ClusterRole>::all(self.client.clone());
        tolerate(roles.create(&params, &role).await.map_err(Error::from))?;
        let bindings = Api::<ClusterRoleBinding>::all(self.client.clone());
        tolerate(bindings.create(&params, &binding).await.map_err(Error::from))?;
        if self.snapshot().await?.state() == DefaultPolicyState::Associated {
            return Ok(());
        }
        Err(Error::Conflict(Clash::OtherDefault {
            role: Box::new(reference(&role)),
            binding: reference(&binding),
        }))
    }

    /// Binds the default policy to every authenticated user again, and then takes away the bindings that kept
    /// single namespaces on it.
    pub async fn associate_default_policy(&self) -> Result<()> {
        let snapshot = self.snapshot().await?;
        let state = require_installed(&snapshot)?;
        if state == DefaultPolicyState::Disassociated {
            let (_, binding) = default_objects(&snapshot.default_names());
            // Its own binding may stand without the group: then only that was taken out.
            ensure(&Api::<ClusterRoleBinding>::all(self.client.clone()), &binding, true).await?;
        }
        self.drop_kept(&snapshot, |_stale| true).await
    }

    /// Deletes the console's own bindings to the default policy that are no longer wanted.
    pub(crate) async fn drop_kept(&self, snapshot: &Snapshot, unwanted: fn(bool) -> bool) -> Result<()> {
        let kept = snapshot.kept_bindings();
        let unwanted: Vec<_> =
            kept.iter().filter(|(_, stale)| unwanted(*stale)).map(|(kept, _)| kept).collect();
        let all = snapshot.rbac.role_bindings.iter();
        for binding in all.filter(|each| unwanted.contains(&&reference(*each))) {
            let namespace = binding.metadata.namespace.as_deref().unwrap_or_default();
            delete_seen(&Api::<RoleBinding>::namespaced(self.client.clone(), namespace), binding).await?;
        }
        Ok(())
    }
}

/// The default policy's state, if policy and role exist.
pub(crate) fn require_installed(snapshot: &Snapshot) -> Result<DefaultPolicyState> {
    match snapshot.state() {
        state @ (DefaultPolicyState::Associated | DefaultPolicyState::Disassociated) => Ok(state),
        DefaultPolicyState::NotInstalled | DefaultPolicyState::Incomplete => {
            Err(Error::Protected(Protection::NotInstalled(snapshot.default_names().policy)))
        }
    }
}

/// Somebody else made it in the meantime, or it stood there all along.
fn tolerate<T>(created: Result<T>) -> Result<()> {
    match created {
        Ok(_) | Err(Error::AlreadyExists(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
