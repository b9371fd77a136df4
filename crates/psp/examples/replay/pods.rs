//! Cases about pods: created or updated under policies.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Pod;
use psp::{Forbidden, Mode, PodSecurityPolicy, Policies, Verdict};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::case::Outcome;
use super::rights::Rights;

type Result<T> = std::result::Result<T, String>;

fn read<T: DeserializeOwned>(value: &Value) -> Result<T> {
    T::deserialize(value).map_err(|error| error.to_string())
}

fn policies(case: &Value) -> Result<Policies> {
    let mut objects: Vec<PodSecurityPolicy> = read(&case["policies"])?;
    if case["kind"] != "authz" {
        // There were others in the cluster, which nobody in the case may use.
        objects.push(psp::template::default_policy("of-somebody-else"));
    }
    Ok(Policies::prepare(&objects))
}

/// Creates the pod of a case: both passes of admission, and what the API server does in between.
pub(crate) fn create(case: &Value) -> Result<(Outcome, Outcome)> {
    let policies = policies(case)?;
    let sent: Pod = read(case.get("podSeen").unwrap_or(&case["pod"]))?;
    let mut pod = sent.clone();
    pod.spec.get_or_insert_default().security_context.get_or_insert_default();
    let rights = Rights::of(case)?;
    let may_use = |policy: &str| rights.may_use(policy);

    let mut changed = false;
    let mut policy = Value::Null;
    let mut refusal = None;
    match psp::admit(&policies, may_use, &pod, Mode::Create) {
        Verdict::Forbidden(forbidden) => refusal = Some(forbidden),
        Verdict::Admitted(admitted) => {
            changed = admitted.is_mutated();
            policy = json!(admitted.policy);
            admitted.apply(&mut pod);
            psp::registry::prepare_for_create(&mut pod);
            if let Verdict::Forbidden(forbidden) = psp::admit(&policies, may_use, &pod, Mode::Validate) {
                refusal = Some(forbidden);
            }
        }
    }

    let mut expected = verdict_of(case, refusal.as_ref(), &sent);
    let mut got = verdict(refusal.as_ref(), &sent);
    let reviews = &case["subjectAccessReviews"];
    expected.push(("subject access reviews", reviews.clone()));
    got.push(("subject access reviews", rights.reviews(reviews)));
    if refusal.is_none() && case["allowed"] == true {
        expected.extend([("policy", case["psp"].clone()), ("mutated", case["mutated"].clone())]);
        got.extend([("policy", policy), ("mutated", returned(&pod)?)]);
        // Derived from the returned pod: where it is true, the server may have changed the pod after the policy.
        if case["changed"] == false {
            expected.push(("changed", json!(false)));
            got.push(("changed", json!(changed)));
        }
    }
    Ok((expected, got))
}

/// Updates the pod of a case.
pub(crate) fn update(case: &Value) -> Result<(Outcome, Outcome)> {
    let policies = policies(case)?;
    let rights = Rights::of(case)?;
    let (old, new): (Pod, Pod) = (read(&case["oldPod"])?, read(&case["pod"])?);
    let mut policy = Value::Null;
    let mut refusal = None;
    if psp::update::is_judged(&old, &new) {
        match psp::admit(&policies, |policy| rights.may_use(policy), &new, Mode::Validate) {
            Verdict::Forbidden(forbidden) => refusal = Some(forbidden),
            Verdict::Admitted(admitted) => policy = json!(admitted.policy),
        }
    }
    let mut expected = verdict_of(case, refusal.as_ref(), &new);
    let mut got = verdict(refusal.as_ref(), &new);
    expected.push(("policy", case["validatePolicy"].clone()));
    got.push(("policy", policy));
    Ok((expected, got))
}

fn verdict(refusal: Option<&Forbidden>, pod: &Pod) -> Outcome {
    let message = refusal.map(|forbidden| forbidden.message(pod));
    vec![("allowed", json!(refusal.is_none())), ("message", json!(message))]
}

/// The recorded verdict. The real server tells the policies' groups of messages in any order: if it differs only in
/// that, the order is ours.
fn verdict_of(case: &Value, refusal: Option<&Forbidden>, pod: &Pod) -> Outcome {
    let mut message = case["message"].clone();
    if let (Some(forbidden), Some(recorded)) = (refusal, message.as_str()) {
        let ours = forbidden.message(pod);
        let groups = groups(forbidden);
        let head = ours.len() - groups.join(" ").len() - "]".len();
        let same_head = recorded.get(..head) == ours.get(..head);
        let tail = recorded.get(head..).and_then(|tail| tail.strip_suffix(']'));
        if same_head && tail.is_some_and(|tail| is_permutation(tail, &groups)) {
            message = json!(ours);
        }
    }
    vec![("allowed", case["allowed"].clone()), ("message", message)]
}

/// What each policy says.
fn groups(forbidden: &Forbidden) -> Vec<String> {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for violation in &forbidden.violations {
        groups.entry(&violation.policy).or_default().push(violation.error().to_string());
    }
    groups.into_values().map(|texts| texts.join(" ")).collect()
}

/// Is the text made of just these groups, in whatever order, with spaces between them?
fn is_permutation(text: &str, groups: &[String]) -> bool {
    if groups.is_empty() {
        return text.is_empty();
    }
    groups.iter().enumerate().any(|(index, group)| {
        let Some(rest) = text.strip_prefix(group.as_str()) else { return false };
        let mut others = groups.to_vec();
        others.remove(index);
        let rest = if others.is_empty() { Some(rest) } else { rest.strip_prefix(' ') };
        rest.is_some_and(|rest| is_permutation(rest, &others))
    })
}

/// The parts of the pod that are recorded.
fn returned(pod: &Pod) -> Result<Value> {
    let json = serde_json::to_value(pod).map_err(|error| error.to_string())?;
    let spec = &json["spec"];
    let containers = |field: &str| {
        let list = spec.get(field)?.as_array()?;
        let of = |c: &Value| json!({"name": c["name"], "securityContext": c["securityContext"]});
        Some(list.iter().map(of).collect::<Vec<_>>())
    };
    let mut returned = Map::new();
    returned.insert("securityContext".to_owned(), spec["securityContext"].clone());
    for field in ["containers", "initContainers"] {
        if let Some(list) = containers(field) {
            returned.insert(field.to_owned(), json!(list));
        }
    }
    if let Some(class) = spec.get("runtimeClassName") {
        returned.insert("runtimeClassName".to_owned(), class.clone());
    }
    returned.values_mut().for_each(omit_empty);
    returned.insert("annotations".to_owned(), json["metadata"]["annotations"].clone());
    Ok(Value::Object(returned))
}

/// Leaves out empty texts and lists inside objects, as Go does.
fn omit_empty(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(omit_empty),
        Value::Object(fields) => {
            fields.values_mut().for_each(omit_empty);
            fields.retain(|_, value| *value != json!([]) && *value != json!(""));
        }
        _ => {}
    }
}
