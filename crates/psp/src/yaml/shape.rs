//! Fields and their types, before the object is made: so that an error knows its place in the text.

use super::node::{Data, Node};
use super::{Problem, Wanted, YamlError};
use crate::object::PodSecurityPolicy;
use crate::schema::{Object, POLICY, Shape};
use k8s_openapi::Resource;

/// Unknown fields and values of wrong types.
pub(super) fn check(root: &Node) -> Vec<YamlError> {
    let mut errors = Vec::new();
    if matches!(root.data, Data::Map(_)) {
        check_type(root, &mut errors);
        check_object(root, &POLICY, "", &mut errors);
    } else {
        errors.push(YamlError::new(root.at, None, Problem::NoObject((&root.data).into())));
    }
    errors
}

/// `apiVersion` and `kind` must be there: nothing else says that the text is a policy.
fn check_type(root: &Node, errors: &mut Vec<YamlError>) {
    for (field, expected) in
        [("apiVersion", PodSecurityPolicy::API_VERSION), ("kind", PodSecurityPolicy::KIND)]
    {
        let entry = root.get(field);
        let found = entry.map(|entry| &entry.value.data);
        if !matches!(found, Some(Data::Text(text)) if text == expected) {
            let at = entry.map_or(root.at, |entry| entry.value.at);
            errors.push(YamlError::new(at, Some(field.to_owned()), Problem::NotA(expected)));
        }
    }
}

fn check_value(node: &Node, shape: &Shape, path: &str, errors: &mut Vec<YamlError>) {
    let wanted = match (shape, &node.data) {
        // Nothing given, as everywhere in the Kubernetes API.
        (_, Data::Null)
        | (Shape::Any, _)
        | (Shape::Bool, Data::Bool(_))
        | (Shape::Text | Shape::Time, Data::Text(_)) => return,
        (Shape::Int64, Data::Number(number)) if number.is_i64() => return,
        (Shape::Int32, Data::Number(number))
            if number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()) =>
        {
            return;
        }
        (Shape::Object(object), Data::Map(_)) => return check_object(node, object, path, errors),
        (Shape::List { item, .. }, Data::List(items)) => {
            for (index, node) in items.iter().enumerate() {
                check_value(node, item, &format!("{path}[{index}]"), errors);
            }
            return;
        }
        (Shape::TextMap, Data::Map(entries)) => {
            for entry in entries {
                check_value(&entry.value, &Shape::Text, &format!("{path}[{}]", entry.key), errors);
            }
            return;
        }
        (Shape::Bool, _) => Wanted::Bool,
        (Shape::Int32 | Shape::Int64, _) => Wanted::WholeNumber,
        (Shape::Text | Shape::Time, Data::Number(_) | Data::Bool(_)) => Wanted::QuotedText,
        (Shape::Text | Shape::Time, _) => Wanted::Text,
        (Shape::List { .. }, _) => Wanted::List,
        (Shape::Object(_) | Shape::TextMap, _) => Wanted::Object,
    };
    let problem = Problem::Type { wanted, found: (&node.data).into() };
    errors.push(YamlError::new(node.at, Some(path.to_owned()), problem));
}

fn check_object(node: &Node, object: &Object, path: &str, errors: &mut Vec<YamlError>) {
    let Data::Map(entries) = &node.data else { return };
    for entry in entries {
        let path = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
        if let Some(field) = object.field(&entry.key) {
            check_value(&entry.value, &field.shape, &path, errors);
        } else {
            let problem = Problem::UnknownField { nearest: nearest(&entry.key, object) };
            errors.push(YamlError::new(entry.at, Some(path), problem));
        }
    }
}

/// The known field that was probably meant.
fn nearest(key: &str, object: &Object) -> Option<&'static str> {
    object
        .field_names()
        .map(|name| (distance(&key.to_lowercase(), &name.to_lowercase()), name))
        .min()
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .map(|(_, name)| name)
}

/// How many characters must be added, removed or replaced to get from one text to the other (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (b, above) in to.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(a != *b)).min(left + 1).min(*above + 1);
            diagonal = std::mem::replace(above, best);
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn counts_edits() {
        for (a, b, expected) in
            [("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("same", "same", 0)]
        {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }
}
