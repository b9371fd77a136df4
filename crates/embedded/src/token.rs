//! Service accounts' tokens: signed claims (JWT, RFC 7519; ES256).
//!
//! The cluster accepts one algorithm and one key, its own, so nothing in a token's header decides anything. `ring`,
//! which the TLS of the same process stands on, signs and verifies; what is left of JWT is to join three texts by dots.

mod claims;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use claims::{Bound, Claims, ISSUER, Legacy, Reference, To, user};

/// The key of a cluster's tokens.
pub(crate) struct Signer {
    pair: EcdsaKeyPair,
    random: SystemRandom,
    header: String,
}

impl Signer {
    /// A new private key: PKCS #8 in base64.
    pub(crate) fn private_key() -> Option<String> {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).ok()?;
        Some(BASE64_STANDARD.encode(pkcs8))
    }

    pub(crate) fn new(private_key: &str) -> Option<Self> {
        let pkcs8 = BASE64_STANDARD.decode(private_key).ok()?;
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8, &random).ok()?;
        let id = BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, pair.public_key().as_ref()));
        let header = BASE64_URL_SAFE_NO_PAD.encode(json!({ "alg": "ES256", "kid": id }).to_string());
        Some(Self { pair, random, header })
    }

    /// These claims, signed.
    pub(crate) fn sign(&self, claims: &impl Serialize) -> String {
        let claims = serde_json::to_vec(claims).unwrap_or_default();
        let message = format!("{}.{}", self.header, BASE64_URL_SAFE_NO_PAD.encode(claims));
        // It fails only without randomness, and what is not signed is a token that nobody accepts.
        let signature = self.pair.sign(&self.random, message.as_bytes());
        let signature =
            signature.map(|signature| BASE64_URL_SAFE_NO_PAD.encode(signature)).unwrap_or_default();
        format!("{message}.{signature}")
    }

    /// The claims of a token, if this key signed it.
    pub(crate) fn verify(&self, token: &str) -> Option<Value> {
        let (message, signature) = token.rsplit_once('.')?;
        let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?;
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.pair.public_key());
        key.verify(message.as_bytes(), &signature).ok()?;
        claims_of(token)
    }
}

/// What a token claims, whoever signed it.
pub(crate) fn claims_of(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Signer;

    fn signer() -> Signer {
        Signer::new(&Signer::private_key().unwrap()).unwrap()
    }

    #[test]
    fn only_what_this_key_signed_is_believed() {
        let (ours, theirs) = (signer(), signer());
        let claims = json!({"iss": "x", "sub": "y"});
        let token = ours.sign(&claims);
        assert_eq!(ours.verify(&token), Some(claims));
        assert_eq!(theirs.verify(&token), None);
        let (head, signature) = token.rsplit_once('.').unwrap();
        let (header, _) = head.split_once('.').unwrap();
        let other = theirs.sign(&json!({"iss": "x", "sub": "admin"}));
        let forged = format!("{header}.{}.{signature}", other.split('.').nth(1).unwrap());
        assert_eq!(ours.verify(&forged), None);
        assert_eq!(ours.verify(&format!("{head}.")), None);
        assert_eq!(ours.verify(head), None);
    }

    #[test]
    fn no_header_talks_it_into_another_algorithm() {
        let none = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.";
        assert_eq!(signer().verify(none), None);
    }
}
