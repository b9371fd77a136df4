//! Label selectors as objects carry them (`spec.selector`): by equality and by expressions.

use serde_json::Value;

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
