//! Who asks: a bearer token, and whom they impersonate.

use access::Identity;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::cluster::Inner;
use crate::object::{namespace, text};
use crate::resource::Resource;
use crate::status::Failure;

const ADMIN: &str = "kubernetes-admin";

/// The admin: the embedded cluster's first user.
pub(crate) fn admin() -> Identity {
    Identity { user: ADMIN.to_owned(), groups: vec![access::rbac::MASTERS.to_owned()] }.authenticated()
}

fn anonymous() -> Identity {
    Identity { user: "system:anonymous".to_owned(), groups: vec!["system:unauthenticated".to_owned()] }
}

/// By the request's token; nobody in particular without one.
pub(crate) fn authenticate(cluster: &Inner, headers: &HeaderMap) -> Result<Identity, Failure> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(anonymous()) };
    let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer ")).map(str::trim);
    let token = token.filter(|token| !token.is_empty()).ok_or_else(Failure::unauthorized)?;
    if token == cluster.admin_token {
        return Ok(admin());
    }
    account_of(cluster, token).ok_or_else(Failure::unauthorized)
}

/// The service account in whose token secret it stands.
fn account_of(cluster: &Inner, token: &str) -> Option<Identity> {
    let secrets = Resource::find("", "v1", "secrets")?;
    let encoded = BASE64_STANDARD.encode(token);
    let (all, _) = cluster.store.list(secrets, None);
    let secret = all.iter().find(|secret| {
        text(secret, "/type") == "kubernetes.io/service-account-token"
            && text(secret, "/data/token") == encoded
    })?;
    let annotations = secret.pointer("/metadata/annotations")?;
    let account = annotations.get("kubernetes.io/service-account.name")?.as_str()?;
    Some(Identity::service_account(namespace(secret), account).authenticated())
}

/// Whom the request is to be made as, if it says so, and what that needs.
pub(crate) fn impersonated(headers: &HeaderMap) -> Result<Option<Impersonation>, Failure> {
    let user = headers.get("impersonate-user").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let groups: Vec<String> = headers
        .get_all("impersonate-group")
        .iter()
        .filter_map(|value| value.to_str().ok().map(str::to_owned))
        .collect();
    if user.is_empty() {
        if groups.is_empty() {
            return Ok(None);
        }
        return Err(Failure::bad_request("requested impersonation of groups without impersonating a user"));
    }
    Ok(Some(Impersonation { user: user.to_owned(), groups }))
}

/// A user to act as.
#[derive(Clone, Debug)]
pub(crate) struct Impersonation {
    pub(crate) user: String,
    pub(crate) groups: Vec<String>,
}

impl Impersonation {
    /// A service account's namespace and name, if it is one.
    pub(crate) fn account(&self) -> Option<(&str, &str)> {
        self.user.strip_prefix("system:serviceaccount:")?.split_once(':')
    }

    /// Whom the request is made as. A service account without groups gets its own.
    pub(crate) fn identity(self) -> Identity {
        let identity = match self.account() {
            Some((namespace, name)) if self.groups.is_empty() => Identity::service_account(namespace, name),
            _ => Identity { user: self.user, groups: self.groups },
        };
        let known = |group: &String| group == "system:authenticated" || group == "system:unauthenticated";
        if identity.user == "system:anonymous" || identity.groups.iter().any(known) {
            return identity;
        }
        identity.authenticated()
    }
}
