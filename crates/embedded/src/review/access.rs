//! May somebody do something? For the caller (`Self…`), for anybody, and for anybody in one namespace (`Local…`).

use access::Identity;
use psp::GoQuoted;
use serde_json::{Map, Value};

use crate::api::Call;
use crate::attributes::Asked;
use crate::authz::{self, words};
use crate::object::{as_map, items, namespace, set, text};
use crate::status::{Cause, Failure};

const OBJECT: &str = "/spec/resourceAttributes";
const PATH: &str = "/spec/nonResourceAttributes";

pub(super) fn answer(call: &Call, review: &mut Value) -> Result<(), Failure> {
    let causes = causes(call, review);
    if !causes.is_empty() {
        return Err(Failure::invalid("", call.target.resource.group, "", &causes));
    }
    let place = &call.target.namespace;
    if call.target.resource.namespaced && text(review, "/spec/resourceAttributes/namespace") != place {
        let why = format!("spec.resourceAttributes.namespace must match namespace: {place}");
        return Err(Failure::bad_request(why));
    }
    let subject = subject(review);
    let who = if is_own(call) { &call.caller } else { &subject };
    let rbac = authz::rbac(&call.cluster);
    let asked = asked(review);
    let field = |pointer: &str, name: &str| text(review, &format!("{pointer}/{name}")).to_owned();
    let (verb, path_verb, path) = (field(OBJECT, "verb"), field(PATH, "verb"), field(PATH, "path"));
    let decision = if let Some(asked) = &asked {
        rbac.decide(who, &asked.request(&verb))
    } else {
        rbac.decide_path(who, &path_verb, &path)
    };
    let mut status = Map::new();
    set(&mut status, "allowed", decision.is_allowed());
    let reason = words::reason(&decision);
    if !reason.is_empty() {
        set(&mut status, "reason", reason);
    }
    set(as_map(review), "status", status);
    Ok(())
}

fn is_own(call: &Call) -> bool {
    call.target.resource.kind.starts_with("Self")
}

fn subject(review: &Value) -> Identity {
    let groups = items(review, "/spec/groups").filter_map(Value::as_str).map(str::to_owned).collect();
    Identity { user: text(review, "/spec/user").to_owned(), groups }
}

fn asked(review: &Value) -> Option<Asked> {
    let what = given(review, OBJECT)?;
    let field = |name: &str| text(what, name).to_owned();
    Some(Asked {
        group: field("/group"),
        resource: field("/resource"),
        subresource: field("/subresource"),
        namespace: field("/namespace"),
        name: field("/name"),
    })
}

fn causes(call: &Call, review: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut refuse = |field: &str, shown: &str, why: &str| {
        causes.push(Cause {
            reason: "FieldValueInvalid",
            message: format!("Invalid value: {shown}: {why}"),
            field: field.to_owned(),
        });
    };
    let (object, path) = (given(review, OBJECT), given(review, PATH));
    let shown = path.map(shown).unwrap_or_default();
    match (object, path) {
        (Some(_), Some(_)) => {
            let why = "cannot be specified in combination with resourceAttributes";
            refuse("spec.nonResourceAttributes", &shown, why);
        }
        (None, None) => {
            let why = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
            refuse("spec.resourceAttributes", "\"null\"", why);
        }
        _ => {}
    }
    let nobody = text(review, "/spec/user").is_empty() && items(review, "/spec/groups").next().is_none();
    if !is_own(call) && nobody {
        refuse("spec.user", "\"\"", "at least one of user or group must be specified");
    }
    if call.target.resource.namespaced {
        let asked =
            object.map(|object| text(object, "/namespace")).filter(|asked| *asked != namespace(review));
        if let Some(asked) = asked {
            let shown = GoQuoted(asked).to_string();
            refuse("spec.resourceAttributes.namespace", &shown, "must match metadata.namespace");
        }
        if path.is_some() {
            refuse("spec.nonResourceAttributes", &shown, "disallowed on this kind of request");
        }
    }
    causes
}

fn given<'a>(review: &'a Value, pointer: &str) -> Option<&'a Value> {
    review.pointer(pointer).filter(|value| !value.is_null())
}

/// As Go writes it.
fn shown(path: &Value) -> String {
    let (path, verb) = (GoQuoted(text(path, "/path")), GoQuoted(text(path, "/verb")));
    format!("authorization.NonResourceAttributes{{Path:{path}, Verb:{verb}}}")
}
