//! What the caller may do on the cluster, asked of the cluster.

use std::collections::HashMap;

use access::{Action, Need};
use k8s_openapi::api::authorization::v1::{
    ResourceAttributes, SelfSubjectAccessReview, SelfSubjectAccessReviewSpec,
};
use kube::Api;
use kube::api::PostParams;
use tokio::task::JoinSet;

use crate::{Cluster, Error, Result};

impl Cluster {
    /// What the caller lacks for each of the five actions; nothing for what they may do.
    pub async fn lacking(&self) -> Result<Vec<(Action, Option<Need>)>> {
        let mut needs: Vec<Need> = Action::ALL.iter().flat_map(|action| action.needs()).copied().collect();
        needs.sort_by_key(key);
        needs.dedup();
        let mut reviews = JoinSet::new();
        for need in needs {
            let api = Api::<SelfSubjectAccessReview>::all(self.client.clone());
            reviews.spawn(async move {
                let answer = api.create(&PostParams::default(), &review(need)).await?;
                Ok::<_, Error>((key(&need), answer.status.is_some_and(|status| status.allowed)))
            });
        }
        let mut allowed = HashMap::new();
        while let Some(answer) = reviews.join_next().await {
            // A task that has panicked has told nothing; what nobody has allowed is denied.
            if let Ok(answer) = answer {
                let (key, yes) = answer?;
                allowed.insert(key, yes);
            }
        }
        let lacks = |need: &&Need| !allowed.get(&key(need)).copied().unwrap_or_default();
        let lacking = |action: Action| action.needs().iter().find(lacks).copied();
        Ok(Action::ALL.into_iter().map(|action| (action, lacking(action))).collect())
    }
}

fn key(need: &Need) -> (&'static str, &'static str, &'static str) {
    (need.group, need.resource, need.verb)
}

/// No namespace means all of them.
fn review(need: Need) -> SelfSubjectAccessReview {
    let attributes = ResourceAttributes {
        verb: Some(need.verb.to_owned()),
        group: Some(need.group.to_owned()),
        resource: Some(need.resource.to_owned()),
        ..ResourceAttributes::default()
    };
    SelfSubjectAccessReview {
        spec: SelfSubjectAccessReviewSpec {
            resource_attributes: Some(attributes),
            ..SelfSubjectAccessReviewSpec::default()
        },
        ..SelfSubjectAccessReview::default()
    }
}
