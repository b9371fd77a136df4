//! Small changes to an object, as data, and their application.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One small change to a pod or a policy.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The field, as a JSON pointer (RFC 6901): `/spec/containers/0/securityContext/privileged`.
    pub path: String,
    /// What is done to it.
    pub action: Action,
}

/// What is done to a field.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// It gets this value.
    Set(Value),
    /// This is added to the list, or to the comma-separated list of an annotation.
    Add(Value),
    /// It is taken away.
    Remove,
}

impl Change {
    pub(super) fn set(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { path: path.into(), action: Action::Set(value.into()) }
    }

    pub(super) fn add(path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { path: path.into(), action: Action::Add(value.into()) }
    }

    pub(super) fn remove(path: impl Into<String>) -> Self {
        Self { path: path.into(), action: Action::Remove }
    }

    /// The path with its numbers as numbers, so that `/9` comes before `/10`.
    fn sort_key(&self) -> Vec<(Option<usize>, &str)> {
        self.path.split('/').map(|step| (step.parse().ok(), step)).collect()
    }
}

/// A step of a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Applies changes that were made for this object, all at once: places in lists are those of the object as it is.
pub fn apply(changes: &[Change], object: &mut Value) {
    let (mut removals, others): (Vec<_>, Vec<_>) =
        changes.iter().partition(|change| change.action == Action::Remove);
    for change in others {
        let Some(field) = reach(object, &change.path) else { continue };
        match &change.action {
            Action::Set(value) => *field = value.clone(),
            Action::Add(value) => add(field, value, change.path.starts_with("/metadata/annotations/")),
            Action::Remove => {}
        }
    }
    // The last of a list first.
    removals.sort_by(|a, b| b.sort_key().cmp(&a.sort_key()));
    removals.dedup();
    for change in removals {
        let Some((parent, step)) = change.path.rsplit_once('/') else { continue };
        match object.pointer_mut(parent) {
            Some(Value::Array(items)) => {
                if let Some(index) = step.parse().ok().filter(|index| *index < items.len()) {
                    items.remove(index);
                }
            }
            Some(Value::Object(fields)) => {
                fields.remove(&step.replace("~1", "/").replace("~0", "~"));
            }
            _ => {}
        }
    }
}

/// The values of annotations are texts.
fn add(field: &mut Value, value: &Value, of_texts: bool) {
    match (field, value) {
        (Value::String(list), Value::String(text)) => {
            if !list.split(',').any(|entry| entry == text) {
                *list = if list.is_empty() { text.clone() } else { format!("{list},{text}") };
            }
        }
        (Value::Array(items), value) => {
            if !items.contains(value) {
                items.push(value.clone());
            }
        }
        // A list that was not there.
        (field, value) if of_texts => *field = value.clone(),
        (field, value) => *field = Value::Array(vec![value.clone()]),
    }
}

/// The field, with the objects on the way made if need be.
fn reach<'a>(object: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('/').skip(1).try_fold(object, |value, step| {
        if value.is_null() {
            *value = Value::Object(serde_json::Map::new());
        }
        match value {
            Value::Object(fields) => {
                Some(fields.entry(step.replace("~1", "/").replace("~0", "~")).or_insert(Value::Null))
            }
            Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Change, apply};

    #[test]
    fn changes_do_not_disturb_each_other() {
        let mut object = json!({"list": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "text": "a", "a/b": 1});
        let changes = [
            Change::remove("/list/2"),
            Change::remove("/list/10"),
            Change::set("/list/9", 90),
            Change::remove("/list/2"),
            Change::remove("/a~1b"),
            Change::add("/text", "b"),
            Change::add("/text", "b"),
            Change::add("/new/list", 1),
        ];
        apply(&changes, &mut object);
        assert_eq!(
            object,
            json!({"list": [0, 1, 3, 4, 5, 6, 7, 8, 90], "text": "a,b", "new": {"list": [1]}})
        );
    }
}
