//! A service account, by its token: that it is signed is not enough, what it stands for must still be there.

use access::Identity;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use psp::GoQuoted;
use serde_json::Value;

use super::{Known, Unknown};
use crate::authz::words::quoted;
use crate::cluster::Inner;
use crate::object::{Object, text, uid};
use crate::resource::Resource;
use crate::store::Key;
use crate::token::{Bound, Claims, ISSUER, Legacy, user};

pub(super) fn by_token(cluster: &Inner, token: &str, wanted: &[String]) -> Result<Known, Unknown> {
    let claims = Claims::read(&cluster.keys.tokens, token).ok_or(Unknown::Token)?;
    let claims = claims
        .map_err(|_| Unknown::Because("square/go-jose: error in cryptographic primitive".to_owned()))?;
    let api = [ISSUER.to_owned()];
    let claimed = match &claims {
        Claims::Bound(bound) if !bound.aud.is_empty() => bound.aud.as_slice(),
        _ => api.as_slice(),
    };
    let audiences: Vec<String> = claimed.iter().filter(|each| wanted.contains(each)).cloned().collect();
    if audiences.is_empty() {
        return Err(Unknown::Because(format!(
            "token audiences {} is invalid for the target audiences {}",
            quoted(claimed),
            quoted(wanted)
        )));
    }
    let known = match &claims {
        Claims::Legacy(claims) => legacy(cluster, token, claims),
        Claims::Bound(claims) => bound(cluster, claims, jiff::Timestamp::now().as_second()),
    };
    known.map(|known| Known { audiences, ..known }).map_err(Unknown::Because)
}

fn legacy(cluster: &Inner, token: &str, claims: &Legacy) -> Result<Known, String> {
    let Legacy { namespace, secret, account, .. } = claims;
    if claims.sub != user(namespace, account) {
        return Err("sub claim is invalid".to_owned());
    }
    let kept = find(cluster, "secrets", namespace, secret).ok_or("Token has been invalidated")?;
    if going(&kept) {
        return Err("Token has been invalidated".to_owned());
    }
    if !crate::keys::is_same(&decoded(&kept, "/data/token"), token) {
        return Err("Token does not match server's copy".to_owned());
    }
    let found = account_of(cluster, namespace, account)?;
    if going(&found) {
        return Err(format!("ServiceAccount {namespace}/{account} has been deleted"));
    }
    if uid(&found) != claims.uid {
        let (found, claimed) = (uid(&found), &claims.uid);
        return Err(format!("ServiceAccount UID ({found}) does not match claim ({claimed})"));
    }
    Ok(known(namespace, account, &claims.uid))
}

fn bound(cluster: &Inner, claims: &Bound, now: i64) -> Result<Known, String> {
    if let Some(why) = claims.untimely(now) {
        return Err(why.to_owned());
    }
    let to = &claims.to;
    let namespace = &to.namespace;
    let account = &to.serviceaccount;
    let found = account_of(cluster, namespace, &account.name)?;
    if going(&found) {
        return Err(format!("Service account {namespace}/{} has been deleted", account.name));
    }
    if uid(&found) != account.uid {
        let (found, claimed) = (uid(&found), &account.uid);
        return Err(format!("Service account UID ({found}) does not match claim ({claimed})"));
    }
    let mut known = known(namespace, &account.name, &account.uid);
    for (reference, plural, kind) in [(&to.secret, "secrets", "Secret"), (&to.pod, "pods", "Pod")] {
        let Some(reference) = reference else { continue };
        let found = find(cluster, plural, namespace, &reference.name).filter(|found| !going(found));
        let found = found.ok_or("Token has been invalidated")?;
        if uid(&found) != reference.uid {
            let (found, claimed) = (uid(&found), &reference.uid);
            return Err(format!("{kind} UID ({found}) does not match claim ({claimed})"));
        }
    }
    if let Some(pod) = &to.pod {
        known.extra.insert("authentication.kubernetes.io/pod-name", vec![pod.name.clone()]);
        known.extra.insert("authentication.kubernetes.io/pod-uid", vec![pod.uid.clone()]);
    }
    Ok(known)
}

fn known(namespace: &str, account: &str, uid: &str) -> Known {
    let identity = Identity::service_account(namespace, account);
    Known { identity, uid: uid.to_owned(), ..Known::default() }
}

fn find(cluster: &Inner, plural: &str, namespace: &str, name: &str) -> Option<Object> {
    cluster.store.get(&Key::new(Resource::find("", "v1", plural)?, namespace, name))
}

/// A field that is kept in base64.
fn decoded(object: &Value, pointer: &str) -> String {
    let bytes = BASE64_STANDARD.decode(text(object, pointer)).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn account_of(cluster: &Inner, namespace: &str, name: &str) -> Result<Object, String> {
    find(cluster, "serviceaccounts", namespace, name)
        .ok_or_else(|| format!("serviceaccounts {} not found", GoQuoted(name)))
}

/// Is it being deleted?
fn going(object: &Value) -> bool {
    !text(object, "/metadata/deletionTimestamp").is_empty()
}
