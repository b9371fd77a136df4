//! Namespaces and their service accounts, for the form of *Add Association Rule*.

use k8s_openapi::api::core::v1;
use kube::Api;
use kube::api::ListParams;
use psp::{Namespace, ServiceAccountName};

use crate::{Cluster, Result};

impl Cluster {
    /// All namespaces, by name.
    pub async fn namespaces(&self) -> Result<Vec<Namespace>> {
        let list = Api::<v1::Namespace>::all(self.client.clone()).list(&ListParams::default()).await?;
        // The API server has checked each name by the very rule of its type, so nothing is dropped.
        let mut names: Vec<_> =
            list.into_iter().filter_map(|each| each.metadata.name?.parse().ok()).collect();
        names.sort();
        Ok(names)
    }

    /// All service accounts of all namespaces, by namespace and name.
    pub async fn service_accounts(&self) -> Result<Vec<(Namespace, ServiceAccountName)>> {
        let list = Api::<v1::ServiceAccount>::all(self.client.clone()).list(&ListParams::default()).await?;
        let name = |each: v1::ServiceAccount| {
            Some((each.metadata.namespace?.parse().ok()?, each.metadata.name?.parse().ok()?))
        };
        let mut names: Vec<_> = list.into_iter().filter_map(name).collect();
        names.sort();
        Ok(names)
    }
}
