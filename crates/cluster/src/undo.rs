//! *Undo*: what was there before a change, and how it is put back. What somebody else has done since is never undone with
//! it: then the whole is refused.

use access::objects::use_role_name;
use access::{Association, PolicyReach, Scope, Subject};
use k8s_openapi::api::rbac::v1::{ClusterRoleBinding, RoleBinding};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::Api;
use psp::{Accounts, AssociationRule, PodSecurityPolicy};

use crate::bindings::{Binding, ensure, reference};
use crate::{Clash, Cluster, Error, Missing, Result};

/// How to undo a change.
#[derive(Clone, Debug)]
pub enum Undo {
    /// These were deleted: they are created as they were.
    Recreate(Vec<PodSecurityPolicy>),
    /// This was changed: it is what it was before, with the version that it has had since.
    PutBack(Box<PodSecurityPolicy>),
    /// These were added: they are removed.
    TakeOut(Vec<AssociationRule>),
    /// These were removed: their subjects are bound as they were.
    BindAgain(Vec<Removed>),
}

/// A rule that is no more, as it was.
#[derive(Clone, Debug)]
pub struct Removed {
    /// The rule's [key](Association::key).
    key: String,
    /// The policy, where the role was the console's own for it and may have gone with the rule.
    own_role: Option<String>,
    /// The binding, with nobody in it but the rule's subject.
    binding: Bound,
}

#[derive(Clone, Debug)]
enum Bound {
    InNamespace(String, RoleBinding),
    Everywhere(ClusterRoleBinding),
}

impl Undo {
    /// The same, of those removals only that have been made: those of the rules of these keys.
    #[must_use]
    pub fn of_rules(self, keys: &[String]) -> Self {
        match self {
            Self::BindAgain(rules) => {
                Self::BindAgain(rules.into_iter().filter(|rule| keys.contains(&rule.key)).collect())
            }
            other => other,
        }
    }
}

impl Cluster {
    /// Puts back what was before the change.
    pub async fn undo(&self, undo: &Undo) -> Result<()> {
        match undo {
            Undo::Recreate(policies) => self.recreate(policies).await,
            Undo::PutBack(before) => self.replace_policy(before).await.map(drop),
            Undo::TakeOut(rules) => self.take_out(rules).await,
            Undo::BindAgain(rules) => {
                for rule in rules {
                    self.bind_again(rule).await?;
                }
                Ok(())
            }
        }
    }

    /// Replaces a policy that still has the resource version that `policy` was read with, and says how to undo it.
    pub async fn change_policy(&self, policy: &PodSecurityPolicy) -> Result<Undo> {
        let name = policy.name().parse()?;
        let mut before = self.policy(&name).await?;
        // If somebody has changed it between the two, it has another version, and nothing is replaced.
        let now = self.replace_policy(policy).await?;
        before.metadata.resource_version = now.metadata.resource_version;
        before.metadata.managed_fields = None;
        Ok(Undo::PutBack(Box::new(before)))
    }

    /// How to undo a removal of these rules, asked before they are removed.
    pub async fn before_removal(&self, keys: &[String]) -> Result<Undo> {
        let snapshot = self.rules().await?;
        let associations = snapshot.associations();
        let rules = associations.iter().filter(|each| keys.contains(&each.key()));
        let removed = rules.filter_map(|rule| {
            let (role_bindings, cluster_wide) =
                (&snapshot.rbac.role_bindings, &snapshot.rbac.cluster_role_bindings);
            let binding = match &rule.scope {
                Scope::Namespace(namespace) => {
                    let found = role_bindings.iter().find(|each| reference(*each) == rule.binding)?;
                    Bound::InNamespace(namespace.clone(), alone(found, &rule.subject))
                }
                Scope::Cluster => {
                    let found = cluster_wide.iter().find(|each| reference(*each) == rule.binding)?;
                    Bound::Everywhere(alone(found, &rule.subject))
                }
            };
            Some(Removed { key: rule.key(), own_role: own_role(rule), binding })
        });
        Ok(Undo::BindAgain(removed.collect()))
    }

    /// All of them or, if somebody has made one of these names meanwhile, none.
    async fn recreate(&self, policies: &[PodSecurityPolicy]) -> Result<()> {
        let there = self.policies().await?;
        let taken = policies.iter().find(|policy| there.iter().any(|each| each.name() == policy.name()));
        if let Some(policy) = taken {
            return Err(Error::Conflict(Clash::MadeMeanwhile(policy.name().to_owned())));
        }
        for policy in policies {
            let mut policy = policy.clone();
            policy.metadata = made_anew(policy.metadata);
            self.create_policy(&policy).await?;
        }
        Ok(())
    }

    async fn take_out(&self, rules: &[AssociationRule]) -> Result<()> {
        let all = self.associations().await?;
        for rule in rules {
            let (subject, namespace) = (subject_of(rule), rule.namespace.as_str());
            let policy = PolicyReach::Named(rule.policy.to_string());
            let found = all.iter().find(|each| {
                each.scope == Scope::Namespace(namespace.to_owned())
                    && each.subject == subject
                    && each.policy == policy
            });
            match found {
                Some(found) => self.remove_association(found).await?,
                None => return Err(Error::NotFound(Missing::Rule)),
            }
        }
        Ok(())
    }

    async fn bind_again(&self, rule: &Removed) -> Result<()> {
        // The role first, as when a rule is added.
        if let Some(policy) = &rule.own_role {
            self.ensure_use_role(policy).await?;
        }
        match &rule.binding {
            Bound::InNamespace(namespace, binding) => {
                ensure(&Api::<RoleBinding>::namespaced(self.client.clone(), namespace), binding, true).await
            }
            Bound::Everywhere(binding) => {
                ensure(&Api::<ClusterRoleBinding>::all(self.client.clone()), binding, true).await
            }
        }
    }
}

/// Whom a rule of the console's is about.
pub(crate) fn subject_of(rule: &AssociationRule) -> Subject {
    let namespace = rule.namespace.to_string();
    match &rule.accounts {
        Accounts::One(account) => Subject::ServiceAccount { namespace, name: account.to_string() },
        Accounts::AllInNamespace => Subject::Group(access::objects::accounts_of(&namespace)),
    }
}

fn own_role(rule: &Association) -> Option<String> {
    match &rule.policy {
        PolicyReach::Named(policy) if rule.role.name == use_role_name(policy) => Some(policy.clone()),
        _ => None,
    }
}

/// The binding for this subject alone, to be made anew.
fn alone<B: Binding>(binding: &B, subject: &Subject) -> B {
    let mut binding = binding.clone();
    let home = kube::ResourceExt::namespace(&binding).unwrap_or_default();
    binding.subjects().retain(|each| Subject::read(each, &home).as_ref() == Some(subject));
    *binding.meta_mut() = made_anew(std::mem::take(binding.meta_mut()));
    binding
}

/// Without what the API server sets itself.
fn made_anew(metadata: ObjectMeta) -> ObjectMeta {
    ObjectMeta {
        uid: None,
        resource_version: None,
        creation_timestamp: None,
        deletion_timestamp: None,
        deletion_grace_period_seconds: None,
        generation: None,
        managed_fields: None,
        self_link: None,
        ..metadata
    }
}
