//! May they? RBAC, as `crates/access` evaluates it, and the API server's words for no.

pub(crate) mod words;

use std::sync::Arc;

use access::{Identity, Rbac, Request};
use k8s_openapi::serde::de::DeserializeOwned;

use crate::attributes::{About, Asked, Attributes};
use crate::cluster::Inner;
use crate::resource::{RBAC, Resource};
use crate::status::Failure;

const RULES: [(&str, &str); 4] =
    [(RBAC, "roles"), (RBAC, "clusterroles"), (RBAC, "rolebindings"), (RBAC, "clusterrolebindings")];

/// The rules as they are now. They are read once after each change of theirs.
pub(crate) fn rbac(cluster: &Inner) -> Arc<Rbac> {
    cluster.rbac.get(cluster.store.revision_of(&RULES), || Rbac {
        roles: all(cluster, "roles"),
        cluster_roles: all(cluster, "clusterroles"),
        role_bindings: all(cluster, "rolebindings"),
        cluster_role_bindings: all(cluster, "clusterrolebindings"),
    })
}

fn all<T: DeserializeOwned>(cluster: &Inner, plural: &str) -> Vec<T> {
    let Some(resource) = Resource::find(RBAC, "v1", plural) else { return Vec::new() };
    let (objects, _) = cluster.store.list(resource, None);
    objects.iter().filter_map(|object| T::deserialize(object.as_ref()).ok()).collect()
}

/// Refuses what the rules do not allow.
pub(crate) fn authorize(cluster: &Inner, who: &Identity, what: &Attributes) -> Result<(), Failure> {
    let rbac = rbac(cluster);
    match &what.about {
        About::Object(asked) => {
            let request = asked.request(&what.verb);
            let decision = rbac.decide(who, &request);
            if decision.is_allowed() {
                return Ok(());
            }
            let why = words::refusal(&words::cannot(who, &request), &decision);
            Err(Failure::forbidden_object(&asked.group, &asked.resource, &asked.name, &why))
        }
        About::Path(path) => {
            let decision = rbac.decide_path(who, &what.verb, path);
            if decision.is_allowed() {
                return Ok(());
            }
            let why = words::refusal(&words::cannot_path(who, &what.verb, path), &decision);
            Err(Failure::forbidden_text(format!("forbidden: {why}")))
        }
    }
}

impl Asked {
    pub(crate) fn request<'a>(&'a self, verb: &'a str) -> Request<'a> {
        Request {
            verb,
            group: &self.group,
            resource: &self.resource,
            subresource: &self.subresource,
            name: &self.name,
            namespace: &self.namespace,
        }
    }
}
