//! Reading what decides who may use which policy.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use access::{Rbac, Snapshot};
use k8s_openapi::api::core::v1::{Namespace, ServiceAccount};
use kube::api::ListParams;
use kube::{Api, Resource};
use serde::de::DeserializeOwned;

use crate::{Cluster, Result};

impl Cluster {
    /// RBAC as it is, without the rest: enough for who made what.
    pub(crate) async fn rules(&self) -> Result<Snapshot> {
        let (rbac, ()) = tokio::try_join!(self.rbac(), self.require_policies_api())?;
        Ok(Snapshot { rbac, ..self.unread() })
    }

    /// Everything. A namespace that is being deleted is left out: nothing can be made in it any more.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot> {
        let (rbac, policies, all_namespaces, accounts) = tokio::try_join!(
            self.rbac(),
            self.policies(),
            self.all::<Namespace>(),
            self.all::<ServiceAccount>()
        )?;
        let mut namespaces: BTreeMap<String, Vec<String>> = all_namespaces
            .into_iter()
            .filter(|namespace| namespace.metadata.deletion_timestamp.is_none())
            .filter_map(|namespace| Some((namespace.metadata.name?, Vec::new())))
            .collect();
        for account in accounts {
            let home = namespaces.get_mut(account.metadata.namespace.as_deref().unwrap_or_default());
            if let (Some(home), Some(name)) = (home, account.metadata.name) {
                home.push(name);
            }
        }
        let policies = policies.iter().map(|policy| policy.name().to_owned()).collect();
        Ok(Snapshot { rbac, policies, namespaces, ..self.unread() })
    }

    pub(crate) async fn rbac(&self) -> Result<Arc<Rbac>> {
        let read = async || {
            let (roles, cluster_roles, role_bindings, cluster_role_bindings) =
                tokio::try_join!(self.all(), self.all(), self.all(), self.all())?;
            Ok(Rbac { roles, cluster_roles, role_bindings, cluster_role_bindings })
        };
        self.kept(|moment| &moment.rbac, read).await
    }

    async fn all<K>(&self) -> Result<Vec<K>>
    where
        K: Resource<DynamicType = ()> + Clone + Debug + DeserializeOwned,
    {
        Ok(Api::<K>::all(self.client.clone()).list(&ListParams::default()).await?.items)
    }

    fn unread(&self) -> Snapshot {
        Snapshot {
            configured_default: self.default_policy.as_ref().map(ToString::to_string),
            associations: self
                .moment
                .as_ref()
                .map(|moment| Arc::clone(&moment.associations))
                .unwrap_or_default(),
            ..Snapshot::default()
        }
    }
}
