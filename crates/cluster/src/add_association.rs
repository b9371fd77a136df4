//! *Add Association Rule*: a `ClusterRole` that allows the use of one policy, and a `RoleBinding` to it.

use access::objects::{Purpose, accounts_of, rule_binding, use_role};
use access::rbac::only_use;
use access::{PolicyReach, Scope, Snapshot, Subject};
use k8s_openapi::api::core::v1::{Namespace, ServiceAccount};
use k8s_openapi::api::rbac::v1::{ClusterRole, RoleBinding};
use kube::api::PostParams;
use kube::{Api, ResourceExt};
use psp::{Accounts, AssociationRule};

use crate::bindings::{changed, ensure, reference};
use crate::{Clash, Cluster, Error, Missing, Result};

/// What adding a rule has changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Added {
    /// The rule is new.
    Created,
    /// The same accounts could use the same policy there before, by a binding of whoever's making.
    AlreadyThere,
}

impl Cluster {
    /// Lets these accounts use this policy in their namespace. Adding a rule twice makes no second object.
    pub async fn add_association(&self, rule: &AssociationRule) -> Result<Added> {
        let snapshot = self.rules().await?;
        self.add_to(&snapshot, rule).await
    }

    /// Adds several rules, and says of each how that went. What is in the way of one is not in the way of the others.
    pub async fn add_associations(
        &self,
        rules: &[AssociationRule],
    ) -> Result<Vec<(AssociationRule, Result<Added>)>> {
        let snapshot = self.rules().await?;
        let mut outcomes = Vec::with_capacity(rules.len());
        // One after the other: several of them share a role.
        for rule in rules {
            outcomes.push((rule.clone(), self.add_to(&snapshot, rule).await));
        }
        Ok(outcomes)
    }

    async fn add_to(&self, snapshot: &Snapshot, rule: &AssociationRule) -> Result<Added> {
        self.check(rule).await?;
        let (namespace, policy) = (rule.namespace.as_str(), rule.policy.as_str());
        let subject = match &rule.accounts {
            Accounts::One(account) => {
                Subject::ServiceAccount { namespace: namespace.to_owned(), name: account.to_string() }
            }
            Accounts::AllInNamespace => Subject::Group(accounts_of(namespace)),
        };
        let granted = snapshot.associations().iter().any(|rule| {
            rule.scope == Scope::Namespace(namespace.to_owned())
                && rule.subject == subject
                && rule.policy == PolicyReach::Named(policy.to_owned())
        });
        if granted {
            return Ok(Added::AlreadyThere);
        }
        // The role first: the API server refuses a binding to a role that it cannot look into.
        self.ensure_use_role(policy).await?;
        let bindings = Api::<RoleBinding>::namespaced(self.client.clone(), namespace);
        ensure(&bindings, &rule_binding(namespace, &subject, policy), false).await?;
        // Whoever removed the last other rule for this policy just now took the role away with it.
        self.ensure_use_role(policy).await?;
        Ok(Added::Created)
    }

    /// Does everything exist that the rule names? RBAC itself would not ask.
    async fn check(&self, rule: &AssociationRule) -> Result<()> {
        let (namespace, policy) = (&rule.namespace, &rule.policy);
        let find_policy = async {
            let found = self.policy(policy).await.map(drop);
            found.map_err(|error| absent(error, || Missing::Policy(policy.clone())))
        };
        let find_namespace = async {
            let api = Api::<Namespace>::all(self.client.clone());
            let found = api.get(namespace.as_str()).await.map(drop);
            found.map_err(|error| absent(error.into(), || Missing::Namespace(namespace.clone())))
        };
        tokio::try_join!(find_policy, find_namespace)?;
        let Accounts::One(account) = &rule.accounts else { return Ok(()) };
        let api = Api::<ServiceAccount>::namespaced(self.client.clone(), namespace.as_str());
        let missing = || Missing::ServiceAccount { namespace: namespace.clone(), account: account.clone() };
        api.get(account.as_str()).await.map(drop).map_err(|error| absent(error.into(), missing))
    }

    /// Makes the policy's role stand. One that was emptied or turned to another policy is mended.
    pub(crate) async fn ensure_use_role(&self, policy: &str) -> Result<()> {
        let wanted = use_role(policy);
        let api = Api::<ClusterRole>::all(self.client.clone());
        match api.create(&PostParams::default(), &wanted).await.map_err(Error::from) {
            Ok(_) => return Ok(()),
            Err(Error::AlreadyExists(_)) => {}
            Err(error) => return Err(error),
        }
        let mut found = api.get(&wanted.name_any()).await?;
        let rules = found.rules.as_deref().unwrap_or_default();
        if only_use(rules, policy) {
            return Ok(());
        }
        let holds_more = wanted.rules.iter().flatten().any(|rule| rules.contains(rule));
        if holds_more || Purpose::of(found.metadata.labels.as_ref()).is_none() {
            return Err(Error::Conflict(Clash::OtherRules(reference(&found))));
        }
        found.rules = wanted.rules;
        match api.replace(&found.name_any(), &PostParams::default(), &found).await {
            Ok(_) => Ok(()),
            Err(error) => Err(changed(&found, error.into())),
        }
    }
}

/// The API server's `configmaps "x" not found` does not say what that is to the rule.
fn absent(error: Error, missing: impl Fn() -> Missing) -> Error {
    if matches!(error, Error::NotFound(_)) { Error::NotFound(missing()) } else { error }
}
