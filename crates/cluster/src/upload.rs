//! Several policies at once: what each of them will do to the cluster, and doing it.

use psp::PodSecurityPolicy;

use crate::{Cluster, Error, Result};

/// What an uploaded policy does.
#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    /// There is none of its name: it is created.
    Create,
    /// It replaces this one.
    Replace(Box<PodSecurityPolicy>),
    /// It is what is there already.
    Same,
}

impl Cluster {
    /// What uploading this policy would do, tried by a dry run.
    pub async fn plan_upload(&self, policy: &PodSecurityPolicy) -> Result<Upload> {
        match self.policy(&policy.name().parse()?).await {
            Ok(there) => {
                let tried =
                    self.try_policy(&with_version(policy, there.metadata.resource_version.clone())).await?;
                let same = tried.spec == there.spec
                    && tried.metadata.labels == there.metadata.labels
                    && tried.metadata.annotations == there.metadata.annotations;
                Ok(if same { Upload::Same } else { Upload::Replace(Box::new(there)) })
            }
            Err(Error::NotFound(_)) => {
                self.try_policy(&with_version(policy, None)).await?;
                Ok(Upload::Create)
            }
            Err(error) => Err(error),
        }
    }

    /// Creates the policy, or replaces the one that was seen with this version.
    pub async fn upload(&self, policy: &PodSecurityPolicy, seen: Option<String>) -> Result<()> {
        let policy = with_version(policy, seen);
        match policy.metadata.resource_version {
            Some(_) => self.replace_policy(&policy).await,
            None => self.create_policy(&policy).await,
        }
        .map(drop)
    }
}

/// What a file says of the version is that of another time, or of another cluster.
fn with_version(policy: &PodSecurityPolicy, version: Option<String>) -> PodSecurityPolicy {
    let mut policy = policy.clone();
    policy.metadata.resource_version = version;
    policy.metadata.uid = None;
    policy
}
