//! Whose token is it? A `TokenReview`.

use serde_json::{Map, Value, json};

use crate::api::Call;
use crate::authn::{Unknown, by_token};
use crate::object::{as_map, items, set, text};
use crate::status::Failure;
use crate::token::ISSUER;

pub(super) fn answer(call: &Call, review: &mut Value) -> Result<(), Failure> {
    let token = text(review, "/spec/token");
    if token.is_empty() {
        return Err(Failure::bad_request("token is required for TokenReview in authentication"));
    }
    let given: Vec<String> =
        items(review, "/spec/audiences").filter_map(Value::as_str).map(str::to_owned).collect();
    let audiences = if given.is_empty() { vec![ISSUER.to_owned()] } else { given };
    let status = match by_token(&call.cluster, token, &audiences) {
        Ok(known) => {
            let mut user = Map::new();
            set(&mut user, "username", known.identity.user);
            if !known.uid.is_empty() {
                set(&mut user, "uid", known.uid);
            }
            set(&mut user, "groups", known.identity.groups);
            if !known.extra.is_empty() {
                set(&mut user, "extra", json!(known.extra));
            }
            json!({ "authenticated": true, "user": user, "audiences": known.audiences })
        }
        Err(Unknown::Token) => json!({ "user": {}, "error": "invalid bearer token" }),
        Err(Unknown::Because(why)) => {
            json!({ "user": {}, "error": format!("[invalid bearer token, {why}]") })
        }
    };
    set(as_map(review), "status", status);
    Ok(())
}
