//! How a workload may replace its pods.

use psp::GoQuoted;
use serde_json::Value;

use crate::object::text;
use crate::status::Cause;

const RECREATE: &str = "Recreate";
const ROLLING: &str = "RollingUpdate";
const ON_DELETE: &str = "OnDelete";

pub(super) fn of_deployment(deployment: &Value) -> Vec<Cause> {
    let rolling = deployment.pointer("/spec/strategy/rollingUpdate").filter(|rolling| !rolling.is_null());
    match (text(deployment, "/spec/strategy/type"), rolling) {
        (RECREATE, Some(_)) => {
            let why = "may not be specified when strategy `type` is 'Recreate'";
            vec![Cause::forbidden("spec.strategy.rollingUpdate", why)]
        }
        (ROLLING, Some(rolling)) => numbers(rolling),
        (RECREATE | ROLLING, _) => Vec::new(),
        (other, _) => {
            vec![unsupported("spec.strategy", "apps.DeploymentStrategy", other, &[RECREATE, ROLLING])]
        }
    }
}

pub(super) fn of_daemons(daemons: &Value) -> Option<Cause> {
    let kind = text(daemons, "/spec/updateStrategy/type");
    let known = [ROLLING, ON_DELETE];
    (!known.contains(&kind))
        .then(|| unsupported("spec.updateStrategy", "apps.DaemonSetUpdateStrategy", kind, &known))
}

pub(super) fn of_stateful(set: &Value) -> Option<Cause> {
    let kind = text(set, "/spec/updateStrategy/type");
    let value = in_go("apps.StatefulSetUpdateStrategy", kind);
    let why = "must be 'RollingUpdate' or 'OnDelete'";
    (![ROLLING, ON_DELETE].contains(&kind)).then(|| Cause::invalid_text("spec.updateStrategy", &value, why))
}

/// A rollout must be able to go on: by a pod more or by a pod less.
fn numbers(rolling: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    let field = |name: &str| format!("spec.strategy.rollingUpdate.{name}");
    let value = |name: &str| rolling.get(name).unwrap_or(&Value::Null);
    for name in ["maxUnavailable", "maxSurge"] {
        let value = value(name);
        if value.as_i64().is_some_and(|number| number < 0) {
            causes.push(Cause::invalid(&field(name), value, "must be greater than or equal to 0"));
        } else if value.is_string() && percent(value).is_none() {
            let why = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or \
                       '93%', regex used for validation is '[0-9]+%')";
            causes.push(Cause::invalid_text(&field(name), &number_in_go(value), why));
        }
    }
    let unavailable = value("maxUnavailable");
    let is_zero = |value: &Value| value.as_i64().or_else(|| percent(value)) == Some(0);
    if is_zero(unavailable) && is_zero(value("maxSurge")) {
        let why = "may not be 0 when `maxSurge` is 0";
        causes.push(Cause::invalid_text(&field("maxUnavailable"), &number_in_go(unavailable), why));
    }
    if percent(unavailable).is_some_and(|percent| percent > 100) {
        let why = "must not be greater than 100%";
        causes.push(Cause::invalid_text(&field("maxUnavailable"), &number_in_go(unavailable), why));
    }
    causes
}

fn percent(value: &Value) -> Option<i64> {
    let digits = value.as_str()?.strip_suffix('%')?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// A number, or a text, as Go prints it.
fn number_in_go(value: &Value) -> String {
    let (kind, number, text) = match value {
        Value::String(text) => (1, 0, text.as_str()),
        other => (0, other.as_i64().unwrap_or_default(), ""),
    };
    format!("intstr.IntOrString{{Type:{kind}, IntVal:{number}, StrVal:{}}}", GoQuoted(text))
}

fn unsupported(field: &str, go: &str, kind: &str, known: &[&str]) -> Cause {
    let known: Vec<String> = known.iter().map(|each| GoQuoted(each).to_string()).collect();
    let value = in_go(go, kind);
    Cause {
        reason: "FieldValueNotSupported",
        message: format!("Unsupported value: {value}: supported values: {}", known.join(", ")),
        field: field.to_owned(),
    }
}

/// The real one prints the whole strategy, with an address in memory.
fn in_go(go: &str, kind: &str) -> String {
    format!("{go}{{Type:{}, ...}}", GoQuoted(kind))
}
