//! Secrets and config maps: defaults, keys, and what cannot be changed.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use psp::validation::config_key_problems;
use serde_json::{Map, Value};

use super::{metadata, refuse};
use crate::object::{as_map, default, map_at, set, text};
use crate::resource::Resource;
use crate::status::{Cause, Failure};

/// All values together.
const MAX_SIZE: usize = 1024 * 1024;
const IMMUTABLE: &str = "field is immutable when `immutable` is set";
const ACCOUNT: &str = "kubernetes.io/service-account.name";

/// How many of its keys a secret must have.
#[derive(PartialEq)]
enum Need {
    All,
    One,
}

/// A type of secrets, what it must have, and where that is said to be missing.
const NEEDED: [(&str, &[&str], Need, &str); 5] = [
    ("kubernetes.io/dockercfg", &[".dockercfg"], Need::All, "data"),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"], Need::All, "data"),
    ("kubernetes.io/basic-auth", &["username", "password"], Need::One, "data[%s]"),
    ("kubernetes.io/ssh-auth", &["ssh-privatekey"], Need::All, "data[%s]"),
    ("kubernetes.io/tls", &["tls.crt", "tls.key"], Need::All, "data"),
];

/// A new one, as it will be stored.
pub(super) fn create(resource: &Resource, object: &mut Value) -> Result<(), Failure> {
    fill_in(resource, object);
    let mut causes = metadata::causes(resource, object);
    causes.extend(self::causes(resource, object));
    refuse(resource, object, &causes)
}

/// One that is to take another's place.
pub(super) fn update(resource: &Resource, old: &Value, mut new: Value) -> Result<Value, Failure> {
    fill_in(resource, &mut new);
    let mut causes = changes(resource, old, &new);
    causes.extend(self::causes(resource, &new));
    refuse(resource, &new, &causes)?;
    Ok(new)
}

/// A secret has a type, and what is given as text is kept as any other data.
fn fill_in(resource: &Resource, object: &mut Value) {
    if resource.kind != "Secret" {
        return;
    }
    let fields = as_map(object);
    if let Some(Value::Object(texts)) = fields.remove("stringData") {
        let data = map_at(fields, "data");
        for (key, value) in texts {
            set(data, &key, BASE64_STANDARD.encode(value.as_str().unwrap_or_default()));
        }
    }
    fields.retain(|field, value| field != "type" || value != "");
    default(fields, "type", "Opaque");
}

fn causes(resource: &Resource, object: &Value) -> Vec<Cause> {
    if resource.kind == "Secret" { secret(object) } else { config(object) }
}

fn secret(secret: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    key_causes(secret, "data", |_| false, &mut causes);
    if decoded_size(secret, "data") > MAX_SIZE {
        causes.push(Cause::too_long("data", MAX_SIZE));
    }
    let kind = text(secret, "/type");
    let account = secret.pointer("/metadata/annotations").and_then(|all| all.get(ACCOUNT));
    if kind == "kubernetes.io/service-account-token" && account.is_none_or(|account| account == "") {
        causes.push(Cause::required(&format!("metadata.annotations[{ACCOUNT}]"), ""));
    }
    for (_, keys, need, place) in NEEDED.iter().filter(|(needing, ..)| *needing == kind) {
        let is_missing = |key: &&&str| !has(secret, "data", key);
        let missing: Vec<_> = keys.iter().filter(is_missing).collect();
        if *need == Need::All || missing.len() == keys.len() {
            causes.extend(missing.iter().map(|key| Cause::required(&format!("{place}[{key}]"), "")));
        }
    }
    causes
}

fn config(config: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    key_causes(config, "data", |key| has(config, "binaryData", key), &mut causes);
    key_causes(config, "binaryData", |_| false, &mut causes);
    let texts = entries(config, "data").filter_map(|(_, value)| value.as_str()).map(str::len);
    if texts.sum::<usize>() + decoded_size(config, "binaryData") > MAX_SIZE {
        causes.push(Cause::too_long("[]", MAX_SIZE));
    }
    causes
}

fn has(object: &Value, field: &str, key: &str) -> bool {
    entries(object, field).any(|(known, _)| known == key)
}

/// How many bytes the values stand for, which are in base64.
fn decoded_size(object: &Value, field: &str) -> usize {
    let texts = entries(object, field).filter_map(|(_, value)| value.as_str());
    texts.map(|text| text.trim_end_matches('=').len() * 3 / 4).sum()
}

fn entries<'a>(object: &'a Value, field: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    object.get(field).and_then(Value::as_object).into_iter().flatten()
}

fn key_causes(object: &Value, field: &str, is_elsewhere: impl Fn(&str) -> bool, causes: &mut Vec<Cause>) {
    for (key, _) in entries(object, field) {
        let mut problems = config_key_problems(key);
        if is_elsewhere(key) {
            problems.push("duplicate of key present in binaryData".to_owned());
        }
        let path = format!("{field}[{key}]");
        causes.extend(problems.iter().map(|why| Cause::invalid(&path, &key.as_str().into(), why)));
    }
}

/// What may not be changed and is.
fn changes(resource: &Resource, old: &Value, new: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    let kind = text(new, "/type");
    if resource.kind == "Secret" && kind != text(old, "/type") {
        causes.push(Cause::invalid("type", &kind.into(), "field is immutable"));
    }
    let is_fixed = |object: &Value| object.get("immutable") == Some(&Value::Bool(true));
    if !is_fixed(old) {
        return causes;
    }
    if !is_fixed(new) {
        causes.push(Cause::forbidden("immutable", IMMUTABLE));
    }
    let empty = Map::new();
    let map = |object: &'_ Value, field: &str| {
        object.get(field).and_then(Value::as_object).unwrap_or(&empty).clone()
    };
    for field in ["data", "binaryData"] {
        if map(old, field) != map(new, field) {
            causes.push(Cause::forbidden(field, IMMUTABLE));
        }
    }
    causes
}
