//! Removing an association rule: exactly what the rule consists of, and never more rights than the row shows.

use std::sync::Arc;

use access::objects::{KUBE_SYSTEM, Purpose};
use access::rbac::only_use;
use access::{Association, Origin, PolicyReach, Rbac, RbacRef, Scope};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, PolicyRule, RoleBinding};
use kube::{Api, ResourceExt};

use crate::bindings::{delete_seen, reference, remove_subject};
use crate::{Cluster, Error, Missing, Protection, Result};

impl Cluster {
    /// Removes the rules of these [keys](Association::key), and says of each how that went. What is in the way of one is
    /// not in the way of the others.
    pub async fn remove_associations(&self, keys: &[String]) -> Result<Vec<(String, Result<()>)>> {
        let all = self.associations().await?;
        let mut outcomes = Vec::with_capacity(keys.len());
        // One after the other: two of them may stand in the same binding.
        for key in keys {
            let outcome = match all.iter().find(|each| each.key() == *key) {
                None => Err(Error::NotFound(Missing::Rule)),
                Some(found) => self.remove_association(found).await,
            };
            outcomes.push((key.clone(), outcome));
        }
        Ok(outcomes)
    }

    /// Takes the subject out of its binding; a binding that is left with nobody goes, and with the last of its
    /// bindings the console's own role.
    pub async fn remove_association(&self, association: &Association) -> Result<()> {
        let snapshot = self.rules().await?;
        // What the caller has seen may be old, and says by itself who made it and how the role words it.
        let Association { origin, breadth, .. } = *association;
        let same = |each: &&Arc<Association>| {
            Association { origin, breadth, ..Association::clone(each) } == *association
        };
        let associations = snapshot.associations();
        let Some(found) = associations.iter().find(same) else {
            return Err(Error::NotFound(Missing::Rule));
        };
        refuse(found, role_rules(&snapshot.rbac, &found.role))?;
        match &found.scope {
            Scope::Namespace(namespace) => {
                let api = Api::<RoleBinding>::namespaced(self.client.clone(), namespace);
                for binding in
                    snapshot.rbac.role_bindings.iter().filter(|each| reference(*each) == found.binding)
                {
                    remove_subject(&api, binding, &found.subject).await?;
                }
            }
            Scope::Cluster => {
                let api = Api::<ClusterRoleBinding>::all(self.client.clone());
                let all = snapshot.rbac.cluster_role_bindings.iter();
                for binding in all.filter(|each| reference(*each) == found.binding) {
                    remove_subject(&api, binding, &found.subject).await?;
                }
            }
        }
        self.drop_unused_role(&found.role).await
    }

    /// Deletes the console's own role when no binding refers to it any more. A role for nobody harms nobody, so
    /// one that cannot be deleted stays.
    async fn drop_unused_role(&self, role: &RbacRef) -> Result<()> {
        let rbac = self.rules().await?.rbac;
        let refers = |kind: &str, name: &str| kind == role.kind && name == role.name;
        let used = rbac.role_bindings.iter().any(|each| refers(&each.role_ref.kind, &each.role_ref.name))
            || rbac.cluster_role_bindings.iter().any(|each| refers(&each.role_ref.kind, &each.role_ref.name));
        let Some(found) = rbac.cluster_roles.iter().find(|each| reference(*each) == *role) else {
            return Ok(());
        };
        let ours = Purpose::of(found.metadata.labels.as_ref()).is_some()
            && found.name_any().starts_with("psp-console:");
        if used || !ours {
            return Ok(());
        }
        match delete_seen(&Api::<ClusterRole>::all(self.client.clone()), found).await {
            Err(Error::Forbidden(_) | Error::Conflict(_)) => Ok(()),
            done => done,
        }
    }
}

fn role_rules<'a>(rbac: &'a Rbac, role: &RbacRef) -> &'a [PolicyRule] {
    let reference = access::objects::role_ref(&role.name);
    rbac.rules(
        &k8s_openapi::api::rbac::v1::RoleRef { kind: role.kind.clone(), ..reference },
        role.namespace.as_deref().unwrap_or_default(),
    )
}

/// Why the rule is not removed here, if so.
fn refuse(association: &Association, rules: &[PolicyRule]) -> Result<()> {
    let binding = association.binding.clone();
    let in_kube_system = association.scope == Scope::Namespace(KUBE_SYSTEM.to_owned());
    Err(Error::Protected(match (association.origin, &association.policy) {
        (Origin::System, _) => Protection::PartOfKubernetes(binding),
        (Origin::Default, _) => Protection::BindsDefault(binding),
        (Origin::DefaultKept, _) if in_kube_system => Protection::KeepsComponents(binding),
        (_, PolicyReach::Named(policy)) if only_use(rules, policy) => return Ok(()),
        _ => Protection::GrantsMore { binding, role: Box::new(association.role.clone()) },
    }))
}
