//! May they? RBAC, as `crates/access` evaluates it, and the API server's words for no.

use std::sync::Arc;

use access::{Identity, Rbac, Request};
use k8s_openapi::serde::de::DeserializeOwned;
use psp::GoQuoted;

use crate::authn::Impersonation;
use crate::cluster::Inner;
use crate::resource::{RBAC, Resource};
use crate::status::Failure;
use crate::target::Target;

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

/// A request about objects.
pub(crate) fn authorize(cluster: &Inner, who: &Identity, verb: &str, target: &Target) -> Result<(), Failure> {
    let resource = target.resource;
    let request = Request {
        verb,
        group: resource.group,
        resource: resource.plural,
        subresource: &target.subresource,
        name: &target.name,
        namespace: namespace_asked(target),
    };
    if rbac(cluster).allows(who, &request) { Ok(()) } else { Err(refusal(who, &request, resource)) }
}

/// A namespace is authorized as a place that contains itself.
fn namespace_asked(target: &Target) -> &str {
    if target.resource.plural == "namespaces" { &target.name } else { &target.namespace }
}

fn refusal(who: &Identity, request: &Request<'_>, resource: &Resource) -> Failure {
    let full = match request.subresource {
        "" => request.resource.to_owned(),
        subresource => format!("{}/{subresource}", request.resource),
    };
    let place = match request.namespace {
        "" => "at the cluster scope".to_owned(),
        namespace => format!("in the namespace {}", GoQuoted(namespace)),
    };
    let why = format!(
        "User {} cannot {} resource {} in API group {} {place}",
        GoQuoted(&who.user),
        request.verb,
        GoQuoted(&full),
        GoQuoted(request.group),
    );
    Failure::forbidden(resource, request.name, &why)
}

/// A request for a path that is no object.
pub(crate) fn authorize_path(cluster: &Inner, who: &Identity, verb: &str, path: &str) -> Result<(), Failure> {
    if rbac(cluster).allows_path(who, verb, path) {
        return Ok(());
    }
    let who = GoQuoted(&who.user);
    Err(Failure::forbidden_text(format!("forbidden: User {who} cannot {verb} path {}", GoQuoted(path))))
}

/// May they act as somebody else?
pub(crate) fn authorize_impersonation(
    cluster: &Inner,
    who: &Identity,
    whom: &Impersonation,
) -> Result<(), Failure> {
    let rbac = rbac(cluster);
    let check = |resource: &'static str, namespace: &str, name: &str| {
        let request = Request { verb: "impersonate", group: "", resource, subresource: "", name, namespace };
        if rbac.allows(who, &request) {
            return Ok(());
        }
        let row = Resource { plural: resource, ..Resource::BARE };
        Err(refusal(who, &request, &row))
    };
    match whom.account() {
        Some((namespace, name)) => check("serviceaccounts", namespace, name)?,
        None => check("users", "", &whom.user)?,
    }
    whom.groups.iter().try_for_each(|group| check("groups", "", group))
}
