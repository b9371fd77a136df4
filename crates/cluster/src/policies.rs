//! Policies: list, get, create, replace, delete.

use kube::Api;
use kube::api::{DeleteParams, ListParams, PostParams, Preconditions};
use psp::{PodSecurityPolicy, PolicyName};

use crate::{Cluster, Error, Result};

impl Cluster {
    /// All policies, by name.
    pub async fn policies(&self) -> Result<Vec<PodSecurityPolicy>> {
        match self.policy_api().list(&ListParams::default()).await {
            Ok(list) => Ok(list.items),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// One policy.
    pub async fn policy(&self, name: &PolicyName) -> Result<PodSecurityPolicy> {
        match self.policy_api().get(name.as_str()).await {
            Ok(policy) => Ok(policy),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// Makes a policy; one of the same name is never overwritten.
    pub async fn create_policy(&self, policy: &PodSecurityPolicy) -> Result<PodSecurityPolicy> {
        match self.policy_api().create(&PostParams::default(), policy).await {
            Ok(policy) => Ok(policy),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// Replaces a policy that still has the resource version that `policy` was read with.
    pub async fn replace_policy(&self, policy: &PodSecurityPolicy) -> Result<PodSecurityPolicy> {
        let name = policy.metadata.name.as_deref().unwrap_or_default();
        if policy.metadata.resource_version.is_none() {
            // The API server would overwrite whatever is there.
            return Err(Error::Conflict(format!("{name} must be read before it is replaced")));
        }
        match self.policy_api().replace(name, &PostParams::default(), policy).await {
            Ok(policy) => Ok(policy),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// Deletes a policy, if it is still the one that was seen.
    pub async fn delete_policy(&self, name: &PolicyName, seen: Option<&str>) -> Result<()> {
        let preconditions =
            seen.map(|version| Preconditions { resource_version: Some(version.to_owned()), uid: None });
        let params = DeleteParams { preconditions, ..DeleteParams::default() };
        match self.policy_api().delete(name.as_str(), &params).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.explain(error).await),
        }
    }

    fn policy_api(&self) -> Api<PodSecurityPolicy> {
        Api::all(self.client.clone())
    }

    /// `404 Not Found` says nothing about whether the object is missing or its whole API.
    async fn explain(&self, error: kube::Error) -> Error {
        let error = Error::from(error);
        match error {
            Error::NotFound(_) if matches!(self.serves_policies().await, Ok(false)) => Error::NoPspApi,
            error => error,
        }
    }
}
