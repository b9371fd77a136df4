//! Policies that are created: recorded bodies, changed at random, are decoded, validated and answered in the same words.

use std::cell::Cell;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::case::{recorded, run};
use crate::side::{Both, send};

const ROUNDS: u32 = 34;
const BODIES: usize = 30;

/// A change somewhere in an object.
#[derive(Clone, Debug)]
enum Edit {
    Remove,
    Replace(Value),
    /// Adds a field to an object, or the value to a list.
    Insert(String, Value),
}

fn value() -> impl Strategy<Value = Value> {
    let small = json!([
        null, true, false, 0, 1, -1, 65536, 1.5, 1e3, 9_223_372_036_854_775_807_i64, 9_223_372_036_854_775_808_u64, "", "*", "a",
        "-", "..", "0", "true", "A", "é", "a/b", "a.b", "a*", "kernel.msg*", "net.*", "/a/../b", "MustRunAs", "MayRunAs", "RunAsAny",
        "MustRunAsNonRoot", "secret", "hostPath", "csi", "flexVolume", "Default", "Unmasked", "ALL", "runtime/default", "localhost/",
        "localhost/a,*", "unconfined", [], {}, [null], ["*"], ["*", "a"], ["a", "a"], [""], [1], {"min": 5, "max": 1},
        [{"min": -1, "max": -2}], [{"min": 1}], [{"name": ""}], [{"driver": ""}], [{"pathPrefix": ""}], {"rule": "MustRunAs"},
        {"level": "s0"}, "2020-01-02T03:04:05Z"
    ]);
    let Value::Array(mut values) = small else { unreachable!("it is a list") };
    values.push("a".repeat(64).into());
    values.push("a".repeat(254).into());
    select(values)
}

/// Fields that there are, in several spellings, and one that there is not.
fn field() -> impl Strategy<Value = String> {
    let known = psp::checks().into_iter().flat_map(|(_, owned)| owned).map(|field| (*field).to_owned());
    let others = [
        "name",
        "labels",
        "annotations",
        "finalizers",
        "rule",
        "ranges",
        "min",
        "max",
        "Privileged",
        "VOLUMES",
        "unknown",
    ];
    select(known.chain(others.map(str::to_owned)).collect::<Vec<_>>())
}

fn edit() -> impl Strategy<Value = (Index, Edit)> {
    let edit = prop_oneof![
        1 => Just(Edit::Remove),
        3 => value().prop_map(Edit::Replace),
        3 => (field(), value()).prop_map(|(field, value)| Edit::Insert(field, value)),
    ];
    (any::<Index>(), edit)
}

/// The places of an object, outermost first.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                places(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn apply(object: &mut Value, (index, edit): (Index, Edit)) {
    let mut found = Vec::new();
    places(object, "", &mut found);
    let place = index.get(&found);
    let Some(value) = object.pointer_mut(place) else { return };
    match (edit, value) {
        (Edit::Replace(new), value) => *value = new,
        (Edit::Insert(field, new), Value::Object(fields)) => drop(fields.insert(field, new)),
        (Edit::Insert(_, new), Value::Array(items)) => items.push(new),
        (Edit::Insert(..), _) => {}
        (Edit::Remove, _) => {
            let Some((parent, step)) = place.rsplit_once('/') else { return };
            match object.pointer_mut(parent) {
                Some(Value::Object(fields)) => {
                    fields.remove(&step.replace("~1", "/").replace("~0", "~"));
                }
                Some(Value::Array(items)) => drop(items.remove(step.parse().unwrap())),
                _ => {}
            }
        }
    }
}

/// What is drawn by lot or by the clock is left out.
fn comparable((code, mut body): (u16, Value)) -> (u16, Value) {
    if code >= 300 {
        return (code, json!([body["reason"], body["message"], body["details"]]));
    }
    if let Some(metadata) = body.get_mut("metadata").and_then(Value::as_object_mut) {
        for field in ["uid", "creationTimestamp", "managedFields", "resourceVersion", "selfLink"] {
            metadata.remove(field);
        }
    }
    (code, body)
}

#[test]
fn changed_policies_are_answered_as_by_a_real_api_server() {
    let objects: Vec<Value> = recorded(&["psp-validation"])
        .into_iter()
        .filter_map(|mut case| Some(case.get_mut("object")?.take()))
        .filter(|object| object.pointer("/metadata/generateName").is_none())
        .collect();
    let body = (select(objects), prop::collection::vec(edit(), 1..4)).prop_map(|(mut object, edits)| {
        for edit in edits {
            apply(&mut object, edit);
        }
        object
    });
    // Another kind's body is read with that kind's fields, which are none of ours.
    let body = body.prop_filter("another kind", |object| {
        let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default();
        !kind.starts_with("PodDisruption") && kind != "Eviction"
    });
    let both = Both::new();
    let taken = Cell::new(0);
    run(ROUNDS, &prop::collection::vec(body, BODIES), |bodies| {
        let path = "/apis/policy/v1beta1/podsecuritypolicies?dryRun=All";
        let ask = |client| {
            let answers = bodies.iter().map(move |body| async move {
                comparable(send(client, "POST", path, serde_json::to_vec(body).unwrap()).await)
            });
            join_all(answers)
        };
        let real = both.runtime.block_on(ask(&both.real.admin));
        let ours = both.runtime.block_on(ask(&both.ours.admin));
        for ((body, real), ours) in bodies.iter().zip(&real).zip(&ours) {
            if real != ours {
                return Err(format!("{body}\nreal {real:?}\nours {ours:?}"));
            }
            taken.set(taken.get() + usize::from(real.0 == 201));
        }
        Ok(())
    });
    let all = ROUNDS as usize * BODIES;
    println!("{all} policies, {} of them taken, 0 differ", taken.get());
    assert!((all / 20..all).contains(&taken.get()), "{} of {all} are taken", taken.get());
}
