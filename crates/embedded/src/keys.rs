//! What a cluster proves itself with: the admin's token, the key of its accounts' tokens, and its certificate authority.

mod authority;

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::token::Signer;
use authority::Authority;

/// All of it, as it is kept with the cluster's data. It is secret: it is never shown, and `Debug` does not show it.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct KeyMaterial {
    admin_token: String,
    /// PKCS #8, base64.
    token_key: String,
    /// PEM.
    authority_key: String,
    /// PEM.
    authority_certificate: String,
}

impl fmt::Debug for KeyMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyMaterial")
    }
}

/// All of it, ready to be used.
pub(crate) struct Keys {
    pub(crate) admin_token: String,
    pub(crate) tokens: Signer,
    pub(crate) authority: Authority,
}

impl KeyMaterial {
    /// Of a new cluster.
    ///
    /// # Panics
    /// When the system has no randomness to give: nothing can be kept secret then.
    pub(crate) fn generate() -> Self {
        let half = || uuid::Uuid::new_v4().simple();
        let made = Signer::private_key().zip(Authority::private_key());
        let Some((token_key, (authority_key, authority_certificate))) = made else {
            panic!("the system gives no randomness to make keys of")
        };
        let admin_token = format!("{}{}", half(), half());
        Self { admin_token, token_key, authority_key, authority_certificate }
    }

    /// What [`KeyMaterial::to_text`] gave.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// As it is kept.
    pub(crate) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Keys {
    /// `None` when it is not what [`KeyMaterial::generate`] made.
    pub(crate) fn new(material: &KeyMaterial) -> Option<Self> {
        Some(Self {
            admin_token: material.admin_token.clone(),
            tokens: Signer::new(&material.token_key)?,
            authority: Authority::new(&material.authority_key, &material.authority_certificate)?,
        })
    }

    /// Is it the admin's token?
    pub(crate) fn is_admin(&self, token: &str) -> bool {
        is_same(&self.admin_token, token)
    }
}

/// Are two secrets the same? How long the answer takes tells nothing about them but their lengths.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::{KeyMaterial, Keys};

    #[test]
    fn kept_keys_accept_what_was_signed_before_and_are_not_shown() {
        let material = KeyMaterial::generate();
        let keys = Keys::new(&material).unwrap();
        let token = keys.tokens.sign(&serde_json::json!({"sub": "x"}));
        let kept = KeyMaterial::of_text(&material.to_text()).unwrap();
        let restored = Keys::new(&kept).unwrap();
        assert!(restored.tokens.verify(&token).is_some());
        assert!(restored.is_admin(&keys.admin_token) && !restored.is_admin("made-up"));
        assert_eq!(restored.authority.certificate(), keys.authority.certificate());
        assert_eq!(format!("{material:?}"), "KeyMaterial");
    }
}
