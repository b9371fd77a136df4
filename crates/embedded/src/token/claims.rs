//! What tokens claim. There are two kinds: of a token secret (valid while that exists), and those that were asked for
//! (valid for a time, for an audience, and while what they are bound to exists).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Signer, claims_of};

/// Who issues tokens, and whom they are for unless they say otherwise: the API server.
pub(crate) const ISSUER: &str = "https://kubernetes.default.svc";
const LEGACY_ISSUER: &str = "kubernetes/serviceaccount";
/// How far clocks may be apart.
const LEEWAY: i64 = 60;

/// A token's claims.
#[derive(Clone, Debug)]
pub(crate) enum Claims {
    Legacy(Legacy),
    Bound(Bound),
}

/// The claims of a token that stands in a secret.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Legacy {
    iss: String,
    #[serde(rename = "kubernetes.io/serviceaccount/namespace")]
    pub(crate) namespace: String,
    #[serde(rename = "kubernetes.io/serviceaccount/secret.name")]
    pub(crate) secret: String,
    #[serde(rename = "kubernetes.io/serviceaccount/service-account.name")]
    pub(crate) account: String,
    #[serde(rename = "kubernetes.io/serviceaccount/service-account.uid")]
    pub(crate) uid: String,
    pub(crate) sub: String,
}

/// The claims of a token that was asked for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Bound {
    pub(crate) aud: Vec<String>,
    exp: i64,
    iat: i64,
    iss: String,
    #[serde(rename = "kubernetes.io")]
    pub(crate) to: To,
    nbf: i64,
    pub(crate) sub: String,
}

/// What a token is bound to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct To {
    pub(crate) namespace: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pod: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<Reference>,
    pub(crate) serviceaccount: Reference,
}

/// One object, and no other of the same name.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) uid: String,
}

/// A service account's user name.
pub(crate) fn user(namespace: &str, account: &str) -> String {
    format!("system:serviceaccount:{namespace}:{account}")
}

impl Claims {
    /// What the token claims. `None` when others issued it, `Some(Err)` when it says that we did, but we did not.
    pub(crate) fn read(signer: &Signer, token: &str) -> Option<Result<Self, Forged>> {
        let claimed = claims_of(token)?;
        let issuer = claimed.get("iss").and_then(Value::as_str)?;
        if issuer != ISSUER && issuer != LEGACY_ISSUER {
            return None;
        }
        let read = |claims: Value| {
            Some(match issuer {
                ISSUER => Self::Bound(serde_json::from_value(claims).ok()?),
                _ => Self::Legacy(serde_json::from_value(claims).ok()?),
            })
        };
        Some(signer.verify(token).and_then(read).ok_or(Forged))
    }
}

/// It says that we issued it, but we did not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forged;

impl Legacy {
    pub(crate) fn new(namespace: &str, account: &str, uid: &str, secret: &str) -> Self {
        Self {
            iss: LEGACY_ISSUER.to_owned(),
            namespace: namespace.to_owned(),
            secret: secret.to_owned(),
            account: account.to_owned(),
            uid: uid.to_owned(),
            sub: user(namespace, account),
        }
    }
}

impl Bound {
    /// For these audiences, from this second on, for so many seconds.
    pub(crate) fn new(to: To, audiences: Vec<String>, now: i64, seconds: i64) -> Self {
        Self {
            aud: audiences,
            exp: now + seconds,
            iat: now,
            iss: ISSUER.to_owned(),
            nbf: now,
            sub: user(&to.namespace, &to.serviceaccount.name),
            to,
        }
    }

    /// What is wrong with its times at this second.
    pub(crate) fn untimely(&self, now: i64) -> Option<&'static str> {
        if now - LEEWAY > self.exp {
            return Some("Token has expired");
        }
        (now + LEEWAY < self.nbf || now + LEEWAY < self.iat).then_some("Token could not be validated")
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Claims, ISSUER, Legacy, Reference, To};
    use crate::token::Signer;

    fn bound() -> Bound {
        let account = Reference { name: "builder".to_owned(), uid: "u".to_owned() };
        let to = To { namespace: "team".to_owned(), serviceaccount: account, ..To::default() };
        Bound::new(to, vec![ISSUER.to_owned()], 1000, 600)
    }

    #[test]
    fn a_token_says_what_a_real_servers_says() {
        let claims = serde_json::to_string(&bound()).unwrap();
        assert_eq!(
            claims,
            "{\"aud\":[\"https://kubernetes.default.svc\"],\"exp\":1600,\"iat\":1000,\
             \"iss\":\"https://kubernetes.default.svc\",\"kubernetes.io\":{\"namespace\":\"team\",\
             \"serviceaccount\":{\"name\":\"builder\",\"uid\":\"u\"}},\"nbf\":1000,\
             \"sub\":\"system:serviceaccount:team:builder\"}"
        );
    }

    #[test]
    fn a_token_is_valid_from_when_it_was_made_until_it_expires_give_or_take_a_minute() {
        let token = bound();
        assert_eq!(token.untimely(1000), None);
        assert_eq!(token.untimely(940), None);
        assert_eq!(token.untimely(939), Some("Token could not be validated"));
        assert_eq!(token.untimely(1660), None);
        assert_eq!(token.untimely(1661), Some("Token has expired"));
    }

    #[test]
    fn tokens_of_others_are_none_of_ours_and_forged_ones_are_told_apart() {
        let signer = || Signer::new(&Signer::private_key().unwrap()).unwrap();
        let (ours, theirs) = (signer(), signer());
        let token = |signer: &Signer| signer.sign(&Legacy::new("team", "builder", "u", "s"));
        assert!(matches!(Claims::read(&ours, &token(&ours)), Some(Ok(Claims::Legacy(_)))));
        assert!(matches!(Claims::read(&ours, &token(&theirs)), Some(Err(_))));
        assert!(Claims::read(&ours, &theirs.sign(&serde_json::json!({"iss": "others"}))).is_none());
        assert!(Claims::read(&ours, "made-up").is_none());
    }
}
