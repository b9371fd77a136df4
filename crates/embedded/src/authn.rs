//! Who asks: by their bearer token, the admin or a service account; nobody in particular without one.

pub(crate) mod account;

use std::collections::BTreeMap;

use access::Identity;
use axum::http::{HeaderMap, header};

use crate::cluster::Inner;
use crate::status::Failure;
use crate::token::ISSUER;

const ADMIN: &str = "kubernetes-admin";
pub(crate) const ANONYMOUS: &str = "system:anonymous";
pub(crate) const AUTHENTICATED: &str = "system:authenticated";
pub(crate) const UNAUTHENTICATED: &str = "system:unauthenticated";

/// Somebody known, with everything that is known about them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) identity: Identity,
    pub(crate) uid: String,
    pub(crate) extra: BTreeMap<&'static str, Vec<String>>,
    /// Those of the token's audiences that were asked for.
    pub(crate) audiences: Vec<String>,
}

/// Why a token is refused.
#[derive(Clone, Debug)]
pub(crate) enum Unknown {
    /// Nobody knows it.
    Token,
    /// It is known, and this is wrong with it.
    Because(String),
}

/// The admin: the embedded cluster's first user.
pub(crate) fn admin() -> Identity {
    Identity { user: ADMIN.to_owned(), groups: vec![access::rbac::MASTERS.to_owned()] }.authenticated()
}

fn anonymous() -> Identity {
    Identity { user: ANONYMOUS.to_owned(), groups: vec![UNAUTHENTICATED.to_owned()] }
}

/// By the request's token.
pub(crate) fn authenticate(cluster: &Inner, headers: &HeaderMap) -> Result<Identity, Failure> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut words = header.trim().split(' ');
    let (scheme, token) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // What is no bearer token proves nothing, and does no harm.
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Ok(anonymous());
    }
    let audiences = [ISSUER.to_owned()];
    by_token(cluster, token, &audiences).map(|known| known.identity).map_err(|_| Failure::unauthorized())
}

/// Whose token it is, if it is meant for one of these audiences.
pub(crate) fn by_token(cluster: &Inner, token: &str, audiences: &[String]) -> Result<Known, Unknown> {
    if cluster.keys.is_admin(token) {
        // It is meant for the API server, and for nobody else.
        if !audiences.iter().any(|audience| audience == ISSUER) {
            return Err(Unknown::Token);
        }
        return Ok(Known { identity: admin(), audiences: vec![ISSUER.to_owned()], ..Known::default() });
    }
    let mut known = account::by_token(cluster, token, audiences)?;
    known.identity = known.identity.authenticated();
    Ok(known)
}
