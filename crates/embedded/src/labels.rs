//! Label selectors as objects carry them (`spec.selector`): by equality and by expressions.

use psp::GoQuoted;
use serde_json::{Map, Value};

use crate::object::{items, text};

/// Does a `metav1.LabelSelector` select these labels? One that is missing selects nothing, an empty one everything.
pub(crate) fn selects(selector: Option<&Value>, labels: Option<&Value>) -> bool {
    let Some(selector) = selector.filter(|selector| !selector.is_null()) else { return false };
    let label = |key: &str| labels.and_then(|labels| labels.get(key)).and_then(Value::as_str);
    let mut equal = selector.get("matchLabels").and_then(Value::as_object).into_iter().flatten();
    equal.all(|(key, value)| label(key) == value.as_str())
        && items(selector, "/matchExpressions").all(|expression| holds(expression, label))
}

/// Does one requirement (`key`, `operator`, `values`) hold for what `value_of` knows?
pub(crate) fn holds<'a>(requirement: &Value, value_of: impl Fn(&str) -> Option<&'a str>) -> bool {
    let value = value_of(text(requirement, "/key"));
    let listed = || items(requirement, "/values").any(|each| each.as_str() == value);
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok());
    let bound = || number(items(requirement, "/values").next().and_then(Value::as_str));
    match text(requirement, "/operator") {
        "In" => value.is_some() && listed(),
        "NotIn" => value.is_none() || !listed(),
        "Exists" => value.is_some(),
        "DoesNotExist" => value.is_none(),
        "Gt" => number(value).zip(bound()).is_some_and(|(value, bound)| value > bound),
        "Lt" => number(value).zip(bound()).is_some_and(|(value, bound)| value < bound),
        _ => false,
    }
}

/// Does it select by anything at all?
pub(crate) fn is_empty(selector: &Value) -> bool {
    let labels = selector.get("matchLabels").and_then(Value::as_object).is_none_or(Map::is_empty);
    labels && items(selector, "/matchExpressions").next().is_none()
}

/// Labels as Go prints them, which is how messages show them.
pub(crate) fn in_go(labels: Option<&Value>) -> String {
    let Some(labels) = labels.and_then(Value::as_object).filter(|labels| !labels.is_empty()) else {
        return "map[string]string(nil)".to_owned();
    };
    let pairs = labels
        .iter()
        .map(|(key, value)| format!("{}:{}", GoQuoted(key), GoQuoted(value.as_str().unwrap_or_default())));
    format!("map[string]string{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

/// A selector as Go prints it.
pub(crate) fn selector_in_go(selector: &Value) -> String {
    let texts = |expression: &Value| {
        let values: Vec<String> = items(expression, "/values")
            .map(|value| GoQuoted(value.as_str().unwrap_or_default()).to_string())
            .collect();
        if values.is_empty() {
            "[]string(nil)".to_owned()
        } else {
            format!("[]string{{{}}}", values.join(", "))
        }
    };
    let expressions: Vec<String> = items(selector, "/matchExpressions")
        .map(|expression| {
            format!(
                "v1.LabelSelectorRequirement{{Key:{}, Operator:{}, Values:{}}}",
                GoQuoted(text(expression, "/key")),
                GoQuoted(text(expression, "/operator")),
                texts(expression)
            )
        })
        .collect();
    let expressions = match expressions.as_slice() {
        [] => "(nil)".to_owned(),
        all => format!("{{{}}}", all.join(", ")),
    };
    format!(
        "v1.LabelSelector{{MatchLabels:{}, MatchExpressions:[]v1.LabelSelectorRequirement{expressions}}}",
        in_go(selector.get("matchLabels"))
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{in_go, selects};

    #[test]
    fn selects_by_equality_and_by_expressions() {
        let check = |selector: serde_json::Value, expected: bool| {
            let labels = json!({"app": "web", "tier": "front"});
            assert_eq!(selects(Some(&selector), Some(&labels)), expected, "{selector}");
        };
        check(json!({}), true);
        check(json!({"matchLabels": {"app": "web"}}), true);
        check(json!({"matchLabels": {"app": "web", "new": "1"}}), false);
        let by = |key: &str, operator: &str, values: serde_json::Value| json!({"matchExpressions": [{"key": key, "operator": operator, "values": values}]});
        check(by("tier", "In", json!(["front", "back"])), true);
        check(by("tier", "NotIn", json!(["front"])), false);
        check(by("new", "NotIn", json!(["front"])), true);
        check(by("app", "Exists", json!(null)), true);
        check(by("app", "DoesNotExist", json!(null)), false);
        assert!(!selects(None, None), "no selector selects nothing");
    }

    #[test]
    fn labels_are_shown_as_go_shows_them() {
        assert_eq!(in_go(Some(&json!({"b": "2", "a": "1"}))), r#"map[string]string{"a":"1", "b":"2"}"#);
        assert_eq!(in_go(None), "map[string]string(nil)");
    }
}
