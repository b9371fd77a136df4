//! Cases about policies: created, or refused by the API server's decoding or validation.

use psp::{PodSecurityPolicy, validation};
use serde_json::{Value, json};

use super::case::Outcome;

/// What the recordings put in place of the characters that the server drew by lot.
const RANDOM: &str = "<random>";

/// Creates the policy of a case.
pub(crate) fn create(case: &Value) -> Result<(Outcome, Outcome), String> {
    let expected = vec![
        ("status", case["status"].clone()),
        ("message", case["message"].clone()),
        ("details", case["details"].clone()),
        ("causes", case["causes"].clone()),
        ("returned", case["returned"].clone()),
    ];
    let mut policy = match psp::decode::policy(&body(case)?) {
        Ok(policy) => policy,
        Err(message) => return Ok((expected, vec![("status", json!(400)), ("message", json!(message))])),
    };
    validation::prepare_for_storage(&mut policy, None);
    let prefix = policy.metadata.generate_name.clone().unwrap_or_default();
    if policy.name().is_empty() && !prefix.is_empty() {
        policy.metadata.name = Some(validation::generate_name(&prefix, "zzzzz"));
    }
    let errors = psp::validate(&policy);
    let got = if errors.is_empty() {
        vec![
            ("status", json!(201)),
            ("message", Value::Null),
            ("details", Value::Null),
            ("causes", Value::Null),
            ("returned", returned(policy, &prefix)?),
        ]
    } else {
        let text = |text: String| json!(text.replace("zzzzz", RANDOM));
        let causes: Vec<Value> = errors
            .iter()
            .map(|error| {
                json!({
                    "reason": error.kind.reason(),
                    "message": text(error.message()),
                    "field": error.path.as_str(),
                })
            })
            .collect();
        let name = text(policy.name().to_owned());
        let mut details = json!({"group": "extensions", "kind": "PodSecurityPolicy"});
        if name != "" {
            details["name"] = name;
        }
        vec![
            ("status", json!(422)),
            ("message", text(validation::invalid_message(policy.name(), &errors))),
            ("details", details),
            ("causes", json!(causes)),
            ("returned", Value::Null),
        ]
    };
    Ok((expected, got))
}

/// What was sent. A server makes JSON of YAML before it decodes it.
fn body(case: &Value) -> Result<Vec<u8>, String> {
    if let Some(text) = case.get("bodyLatin1").and_then(Value::as_str) {
        return text.chars().map(|c| u8::try_from(c).map_err(|error| error.to_string())).collect();
    }
    let Some(text) = case.get("body").and_then(Value::as_str) else {
        return Ok(case["object"].to_string().into_bytes());
    };
    if case.get("contentType").is_some_and(|kind| kind == "application/yaml") {
        let documents = psp::yaml::to_value(text).map_err(|errors| format!("{errors:?}"))?;
        return Ok(documents.first().unwrap_or(&Value::Null).to_string().into_bytes());
    }
    Ok(text.as_bytes().to_vec())
}

/// The stored policy without what the server draws by lot or by the clock.
fn returned(mut policy: PodSecurityPolicy, prefix: &str) -> Result<Value, String> {
    let generated = !prefix.is_empty() && policy.name().ends_with("zzzzz");
    if generated {
        policy.metadata.name = Some("<generated>".to_owned());
    }
    policy.metadata.uid = None;
    policy.metadata.resource_version = None;
    policy.metadata.creation_timestamp = None;
    let mut returned = serde_json::to_value(policy).map_err(|error| error.to_string())?;
    // What was validated is not what is written: that has no empty lists.
    for strategy in returned["spec"].as_object_mut().into_iter().flatten().map(|(_, strategy)| strategy) {
        if let Some(fields) = strategy.as_object_mut() {
            fields.retain(|name, value| name != "ranges" || *value != json!([]));
        }
    }
    Ok(returned)
}
