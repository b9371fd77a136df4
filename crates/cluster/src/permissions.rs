//! What the caller may do on the cluster, asked of the cluster.

use std::collections::HashMap;

use access::{Action, Need, Permission, Permissions};
use k8s_openapi::api::authorization::v1::{
    ResourceAttributes, SelfSubjectAccessReview, SelfSubjectAccessReviewSpec,
};
use kube::Api;
use kube::api::PostParams;
use tokio::task::JoinSet;

use crate::{Cluster, Error, Result};

impl Cluster {
    /// Which of the five actions the caller may do, and why not.
    pub async fn permissions(&self) -> Result<Permissions> {
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
        let permission = |action: Action| {
            let lacks = |need: &&Need| !allowed.get(&key(need)).copied().unwrap_or_default();
            match action.needs().iter().find(lacks) {
                None => Permission::Granted,
                Some(need) => Permission::Denied(denial(need)),
            }
        };
        Ok(Permissions(Action::ALL.into_iter().map(|action| (action, permission(action))).collect()))
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

fn denial(need: &Need) -> String {
    let dot = if need.group.is_empty() { "" } else { "." };
    format!("you may not {} {}{dot}{}", need.verb, need.resource, need.group)
}
