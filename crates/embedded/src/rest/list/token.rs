//! `continue`: where the next page begins, and which moment it shows. Opaque to clients, in the real one's form.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::object::{name, namespace};
use crate::resource::Resource;
use crate::status::Failure;
use crate::store::Key;

const VERSION: &str = "meta.k8s.io/v1";
/// As a revision: the newest, when the list's own is forgotten.
const NEWEST: i64 = -1;

pub(super) struct Token {
    /// `None` is the newest.
    pub(super) revision: Option<u64>,
    /// The path of the first object that may follow, beneath the collection's.
    start: String,
}

impl Token {
    /// The page after this object.
    pub(super) fn after(place: Option<&str>, last: &Value, revision: u64) -> Self {
        let start = match (place, namespace(last)) {
            (None, namespace) if !namespace.is_empty() => format!("{namespace}/{}\0", name(last)),
            _ => format!("{}\0", name(last)),
        };
        Self { revision: Some(revision), start }
    }

    /// The same place in the newest list.
    pub(super) fn at_the_newest(&self) -> Self {
        Self { revision: None, start: self.start.clone() }
    }

    /// The first key that may follow.
    pub(super) fn key(&self, resource: &Resource, place: Option<&str>) -> Key {
        match (place, self.start.split_once('/')) {
            (None, Some((namespace, name))) if resource.namespaced => Key::new(resource, namespace, name),
            _ => Key::new(resource, place.unwrap_or_default(), &self.start),
        }
    }

    pub(super) fn encode(&self) -> String {
        let revision = self.revision.and_then(|revision| i64::try_from(revision).ok()).unwrap_or(NEWEST);
        BASE64_URL_SAFE_NO_PAD
            .encode(format!(r#"{{"v":"{VERSION}","rv":{revision},"start":{}}}"#, json!(self.start)))
    }

    pub(super) fn decode(text: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| {
            Failure::bad_request(format!("invalid continue token: continue key is not valid: {why}"))
        };
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|error| wrong(&error.to_string()))?;
        let token: Value = serde_json::from_slice(&bytes).map_err(|error| wrong(&error.to_string()))?;
        let field = |name: &str| token.get(name).and_then(Value::as_str).unwrap_or_default();
        if field("v") != VERSION {
            return Err(wrong(&format!(
                "server does not recognize this encoded version {}",
                psp::GoQuoted(field("v"))
            )));
        }
        let revision = token.get("rv").and_then(Value::as_i64).unwrap_or_default();
        if revision == 0 {
            return Err(wrong(&format!("incorrect encoded start resourceVersion (version {VERSION})")));
        }
        if field("start").is_empty() {
            return Err(wrong(&format!("encoded start key empty (version {VERSION})")));
        }
        if field("start").split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(wrong(field("start")));
        }
        Ok(Self { revision: u64::try_from(revision).ok(), start: field("start").to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Token;

    #[test]
    fn a_token_survives_the_way_to_the_client_and_back() {
        let pod = json!({"metadata": {"namespace": "team", "name": "a"}});
        let token = Token::decode(&Token::after(None, &pod, 7).encode()).unwrap();
        assert_eq!((token.revision, token.start.as_str()), (Some(7), "team/a\0"));
        let token = Token::decode(&token.at_the_newest().encode()).unwrap();
        assert_eq!(token.revision, None);
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let refused = |text: &str| Token::decode(text).map(|token| token.start).unwrap_err().message;
        let words = "invalid continue token: continue key is not valid: server does not recognize this encoded \
                     version \"\"";
        assert_eq!(refused("e30"), words);
        assert!(refused("abc").starts_with("invalid continue token: continue key is not valid: "));
    }
}
