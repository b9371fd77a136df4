//! Policies: list, get, create, replace, delete.

use std::sync::Arc;

use access::DefaultNames;
use kube::Api;
use kube::api::{DeleteParams, ListParams, PostParams, Preconditions};
use psp::{PodSecurityPolicy, PolicyName};

use crate::{Clash, Cluster, Error, Protection, Result};

impl Cluster {
    /// All policies, by name.
    pub async fn policies(&self) -> Result<Arc<Vec<PodSecurityPolicy>>> {
        let read = async || match self.policy_api().list(&ListParams::default()).await {
            Ok(list) => Ok(list.items),
            Err(error) => Err(self.explain(error).await),
        };
        self.kept(|moment| &moment.policies, read).await
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
        self.refuse_default(name)?;
        if policy.metadata.resource_version.is_none() {
            // The API server would overwrite whatever is there.
            return Err(Error::Conflict(Clash::NotRead(name.to_owned())));
        }
        match self.policy_api().replace(name, &PostParams::default(), policy).await {
            Ok(policy) => Ok(policy),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// What the API server would store, or why it would refuse, without storing anything: a dry run of
    /// [`create_policy`](Self::create_policy), or, of a policy with a resource version, of
    /// [`replace_policy`](Self::replace_policy).
    pub async fn try_policy(&self, policy: &PodSecurityPolicy) -> Result<PodSecurityPolicy> {
        let dry_run = PostParams { dry_run: true, ..PostParams::default() };
        let name = policy.metadata.name.as_deref().unwrap_or_default();
        let tried = if policy.metadata.resource_version.is_none() {
            self.policy_api().create(&dry_run, policy).await
        } else {
            self.refuse_default(name)?;
            self.policy_api().replace(name, &dry_run, policy).await
        };
        match tried {
            Ok(policy) => Ok(policy),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// Deletes a policy, if it is still the one that was seen, and returns it as it was.
    pub async fn delete_policy(&self, name: &PolicyName, seen: Option<&str>) -> Result<PodSecurityPolicy> {
        self.refuse_default(name.as_str())?;
        let before = self.policy(name).await?;
        let seen = seen.map(str::to_owned).or_else(|| before.metadata.resource_version.clone());
        let preconditions = Some(Preconditions { resource_version: seen, uid: None });
        let params = DeleteParams { preconditions, ..DeleteParams::default() };
        match self.policy_api().delete(name.as_str(), &params).await {
            Ok(_) => Ok(before),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// The default policy is what every other namespace lives on: nobody changes it from here.
    fn refuse_default(&self, name: &str) -> Result<()> {
        let configured = self.default_policy.as_ref().is_some_and(|default| default.as_str() == name);
        if configured || DefaultNames::is_known(name) {
            return Err(Error::Protected(Protection::DefaultPolicy(name.to_owned())));
        }
        Ok(())
    }

    pub(crate) fn policy_api(&self) -> Api<PodSecurityPolicy> {
        Api::all(self.client.clone())
    }

    /// Is there anything to do here at all? For what asks for no policy itself.
    pub(crate) async fn require_policies_api(&self) -> Result<()> {
        if self.serves_policies().await? { Ok(()) } else { Err(Error::NoPspApi) }
    }

    /// `404 Not Found` says nothing about whether the object is missing or its whole API.
    pub(crate) async fn explain(&self, error: impl Into<Error>) -> Error {
        let error = error.into();
        match error {
            Error::NotFound(_) if matches!(self.serves_policies().await, Ok(false)) => Error::NoPspApi,
            error => error,
        }
    }
}
