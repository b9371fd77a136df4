//! What a label selector of an aggregated role must be like.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};
use psp::GoQuoted;
use psp::validation::{label_value_problems, qualified_name_problems};

use super::validation::invalid;
use crate::status::Cause;

/// Everything that is wrong with the selector at this field.
pub(super) fn causes(selector: &LabelSelector, field: &str) -> Vec<Cause> {
    let mut causes = Vec::new();
    let labels = format!("{field}.matchLabels");
    for (key, value) in selector.match_labels.iter().flatten() {
        refuse(&mut causes, &labels, key, &qualified_name_problems(key));
        refuse(&mut causes, &labels, value, &label_value_problems(value));
    }
    let requirements = selector.match_expressions.as_deref().unwrap_or_default();
    for (index, each) in requirements.iter().enumerate() {
        requirement(each, &format!("{field}.matchExpressions[{index}]"), &mut causes);
    }
    let mut values = requirements.iter().flat_map(|each| each.values.iter().flatten());
    if !causes.is_empty() || values.any(|value| !label_value_problems(value).is_empty()) {
        causes.push(invalid(field, "\"null\"", "invalid label selector."));
    }
    causes
}

fn requirement(requirement: &LabelSelectorRequirement, field: &str, causes: &mut Vec<Cause>) {
    let values = format!("{field}.values");
    let given = requirement.values.as_ref().is_some_and(|values| !values.is_empty());
    match requirement.operator.as_str() {
        "In" | "NotIn" if !given => {
            causes.push(Cause::required(&values, "must be specified when `operator` is 'In' or 'NotIn'"));
        }
        "Exists" | "DoesNotExist" if given => {
            let why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
            causes.push(Cause::forbidden(&values, why));
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
        other => {
            let shown = GoQuoted(other).to_string();
            causes.push(invalid(&format!("{field}.operator"), &shown, "not a valid selector operator"));
        }
    }
    let key = &requirement.key;
    refuse(causes, &format!("{field}.key"), key, &qualified_name_problems(key));
}

fn refuse(causes: &mut Vec<Cause>, field: &str, value: &str, problems: &[String]) {
    causes.extend(problems.iter().map(|problem| invalid(field, &GoQuoted(value).to_string(), problem)));
}
