//! A token for a service account, for a time and an audience: `serviceaccounts/NAME/token`.

use std::fmt::Display;

use k8s_openapi::api::authentication::v1::TokenRequest;
use psp::GoQuoted;
use serde_json::{Value, json};

use crate::api::Call;
use crate::object::{Object, as_map, default, items, map_at, name, set, text, uid};
use crate::resource::Resource;
use crate::status::{Cause, Failure};
use crate::store::Key;
use crate::token::{Bound, ISSUER, Reference, To};

const GROUP: &str = "authentication.k8s.io";

/// Reads what is asked for, which may leave out what it is.
pub(super) fn read(json: &[u8]) -> Result<Value, Failure> {
    let unreadable = |why: &dyn Display| {
        let what = "TokenRequest in version \"v1\" cannot be handled as a TokenRequest";
        Failure::bad_request(format!("{what}: {why}"))
    };
    let mut request: Value = serde_json::from_slice(json).map_err(|error| unreadable(&error))?;
    let (version, kind) = (text(&request, "/apiVersion"), text(&request, "/kind"));
    if !matches!((version, kind), ("" | "authentication.k8s.io/v1", "" | "TokenRequest")) {
        return Err(unreadable(&format!(
            "no kind {} is registered for version {}",
            GoQuoted(kind),
            GoQuoted(version)
        )));
    }
    set(as_map(&mut request), "apiVersion", "authentication.k8s.io/v1");
    set(as_map(&mut request), "kind", "TokenRequest");
    let request: TokenRequest = serde_json::from_value(request).map_err(|error| unreadable(&error))?;
    serde_json::to_value(request).map_err(|error| unreadable(&error))
}

pub(super) fn answer(call: &Call, mut request: Value) -> Result<Value, Failure> {
    let spec = map_at(as_map(&mut request), "spec");
    default(spec, "expirationSeconds", 3600);
    let seconds = spec.get("expirationSeconds").and_then(Value::as_i64).unwrap_or_default();
    check(seconds)?;
    if items(&request, "/spec/audiences").next().is_none() {
        set(map_at(as_map(&mut request), "spec"), "audiences", json!([ISSUER]));
    }
    let audiences = items(&request, "/spec/audiences").filter_map(Value::as_str).map(str::to_owned).collect();
    let target = &call.target;
    let account = find(call, "serviceaccounts", &target.name)?;
    let mut to = To {
        namespace: target.namespace.clone(),
        serviceaccount: Reference { name: target.name.clone(), uid: uid(&account).to_owned() },
        ..To::default()
    };
    bind(call, &request, &mut to)?;
    default(map_at(as_map(&mut request), "spec"), "boundObjectRef", Value::Null);
    let now = jiff::Timestamp::now();
    let expires = now.as_second() + seconds;
    let token = call.cluster.keys.tokens.sign(&Bound::new(to, audiences, now.as_second(), seconds));
    let expires =
        jiff::Timestamp::from_second(expires).map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    let status = json!({ "token": token, "expirationTimestamp": expires.unwrap_or_default() });
    set(as_map(&mut request), "status", status);
    Ok(request)
}

fn check(seconds: i64) -> Result<(), Failure> {
    let why = match seconds {
        ..600 => "may not specify a duration less than 10 minutes",
        600..=4_294_967_296 => return Ok(()),
        _ => "may not specify a duration larger than 2^32 seconds",
    };
    let cause = Cause::invalid("spec.expirationSeconds", &seconds.into(), why);
    Err(Failure::invalid("TokenRequest", GROUP, "", &[cause]))
}

/// To the pod or secret that the token is to end with.
fn bind(call: &Call, request: &Value, to: &mut To) -> Result<(), Failure> {
    let Some(reference) = request.pointer("/spec/boundObjectRef").filter(|reference| !reference.is_null())
    else {
        return Ok(());
    };
    let (version, kind) = (text(reference, "/apiVersion"), text(reference, "/kind"));
    let (plural, field) = match (version.contains('/'), kind) {
        (false, "Pod") => ("pods", &mut to.pod),
        (false, "Secret") => ("secrets", &mut to.secret),
        _ => {
            let what = gvk(version, kind);
            return Err(Failure::bad_request(format!("cannot bind token to object of type {what}")));
        }
    };
    let found = find(call, plural, text(reference, "/name"))?;
    let account = &call.target.name;
    if kind == "Pod" && text(&found, "/spec/serviceAccountName") != account {
        return Err(Failure::bad_request(format!(
            "cannot bind token for serviceaccount {} to pod running with different serviceaccount name.",
            GoQuoted(account)
        )));
    }
    let wanted = text(reference, "/uid");
    if !wanted.is_empty() && wanted != uid(&found) {
        let why = format!(
            "the UID in the bound object reference ({wanted}) does not match the UID in record. The object might \
             have been deleted and then recreated"
        );
        return Err(Failure::conflict_object(kind, text(reference, "/name"), &why));
    }
    *field = Some(Reference { name: name(&found).to_owned(), uid: uid(&found).to_owned() });
    Ok(())
}

fn find(call: &Call, plural: &str, name: &str) -> Result<Object, Failure> {
    let resource = Resource::find("", "v1", plural).ok_or_else(Failure::no_such_path)?;
    let key = Key::new(resource, &call.target.namespace, name);
    call.cluster.store.get(&key).ok_or_else(|| Failure::not_found(resource, name))
}

/// A kind as the API server prints it.
fn gvk(api_version: &str, kind: &str) -> String {
    match api_version.split_once('/') {
        Some((group, version)) => format!("{group}/{version}, Kind={kind}"),
        None => format!("/{api_version}, Kind={kind}"),
    }
}
