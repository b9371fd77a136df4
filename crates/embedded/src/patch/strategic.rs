//! Kubernetes' strategic merge patch: lists of things with names are merged by those names, and directives say what a
//! merge cannot.

use serde_json::{Map, Value};

/// Lists of these fields are merged by the key of their items; other lists are replaced.
const KEYS: [(&str, &str); 17] = [
    ("addresses", "type"),
    ("conditions", "type"),
    ("containers", "name"),
    ("env", "name"),
    ("ephemeralContainers", "name"),
    ("hostAliases", "ip"),
    ("imagePullSecrets", "name"),
    ("initContainers", "name"),
    ("ownerReferences", "uid"),
    ("podIPs", "ip"),
    ("ports", "containerPort"),
    ("secrets", "name"),
    ("taints", "key"),
    ("topologySpreadConstraints", "topologyKey"),
    ("volumeDevices", "devicePath"),
    ("volumeMounts", "mountPath"),
    ("volumes", "name"),
];

/// A service account's pull secrets, other than a pod's, have no key.
const REPLACED: (&str, &str) = ("", "imagePullSecrets");

const DIRECTIVE: &str = "$patch";
const RETAIN: &str = "$retainKeys";
const DELETE_FROM: &str = "$deleteFromPrimitiveList/";
const ORDER: &str = "$setElementOrder/";

/// The object with the patch made to it.
pub(super) fn merge(object: Value, patch: Value) -> Value {
    match merge_at("", Some(object), patch) {
        Some(merged) => merged,
        None => Value::Object(Map::new()),
    }
}

/// `place` is the name of the field. `None` when the patch deletes what is there.
fn merge_at(place: &str, old: Option<Value>, patch: Value) -> Option<Value> {
    let Value::Object(patch) = patch else { return Some(patch) };
    let mut fields = match old {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    match patch.get(DIRECTIVE).and_then(Value::as_str) {
        Some("replace") => fields.clear(),
        Some("delete") => return None,
        _ => {}
    }
    if let Some(kept) = patch.get(RETAIN).and_then(Value::as_array) {
        fields.retain(|name, _| kept.iter().any(|each| each == name));
    }
    let mut orders = Vec::new();
    for (name, value) in patch {
        if let Some(list) = name.strip_prefix(DELETE_FROM) {
            delete_from(&mut fields, list, &value);
        } else if let Some(list) = name.strip_prefix(ORDER) {
            orders.push((list.to_owned(), value));
        } else if name == DIRECTIVE || name == RETAIN {
        } else if value.is_null() {
            fields.remove(&name);
        } else {
            let old = fields.remove(&name);
            if let Some(merged) = merge_field(place, &name, old, value) {
                fields.insert(name, merged);
            }
        }
    }
    for (list, order) in orders {
        if let (Some(Value::Array(items)), Value::Array(order)) = (fields.get_mut(&list), order) {
            *items = ordered(key_of(place, &list), std::mem::take(items), &order);
        }
    }
    Some(Value::Object(fields))
}

/// `place` is the name of the field that the list is in.
fn key_of(place: &str, list: &str) -> Option<&'static str> {
    if (place, list) == REPLACED {
        return None;
    }
    KEYS.iter().find(|(field, _)| *field == list).map(|(_, key)| *key)
}

fn delete_from(fields: &mut Map<String, Value>, list: &str, gone: &Value) {
    let gone = gone.as_array().cloned().unwrap_or_default();
    if let Some(items) = fields.get_mut(list).and_then(Value::as_array_mut) {
        items.retain(|item| !gone.contains(item));
    }
}

fn merge_field(place: &str, name: &str, old: Option<Value>, patch: Value) -> Option<Value> {
    let old_items = |old: Option<Value>| match old {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    match patch {
        // A policy's `volumes` are names themselves.
        Value::Array(patch) if patch.iter().all(Value::is_object) => {
            Some(Value::Array(match key_of(place, name) {
                Some(key) => merge_list(key, old_items(old), patch),
                None => patch,
            }))
        }
        Value::Array(patch) if place == "metadata" && name == "finalizers" => {
            let mut items = old_items(old);
            for item in patch {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            Some(Value::Array(items))
        }
        patch @ Value::Object(_) => merge_at(name, old, patch),
        patch => Some(patch),
    }
}

fn merge_list(key: &str, mut items: Vec<Value>, patch: Vec<Value>) -> Vec<Value> {
    let directive = |item: &Value| item.get(DIRECTIVE).and_then(Value::as_str).unwrap_or_default().to_owned();
    if patch.iter().any(|item| directive(item) == "replace") {
        items.clear();
    }
    for change in patch.into_iter().filter(|item| directive(item) != "replace") {
        let found = items.iter().position(|item| item.get(key).is_some() && item.get(key) == change.get(key));
        let old = found.map(|index| items.get_mut(index).map(Value::take).unwrap_or_default());
        match (found, merge_at("", old, change)) {
            (Some(index), Some(merged)) => {
                if let Some(item) = items.get_mut(index) {
                    *item = merged;
                }
            }
            (Some(index), None) => drop(items.remove(index)),
            (None, Some(merged)) => items.push(merged),
            (None, None) => {}
        }
    }
    items
}

/// The items in this order; those that it does not name stay behind what they stood behind.
fn ordered(key: Option<&str>, items: Vec<Value>, order: &[Value]) -> Vec<Value> {
    let rank = |item: &Value| {
        order.iter().position(|wanted| match key {
            Some(key) => wanted.get(key) == item.get(key),
            None => wanted == item,
        })
    };
    let ranked = items.into_iter().enumerate().map(|(index, item)| (rank(&item), index, item));
    let (mut named, others): (Vec<_>, Vec<_>) = ranked.partition(|(rank, _, _)| rank.is_some());
    named.sort_by_key(|(rank, _, _)| *rank);
    let mut others = others.into_iter().peekable();
    let mut sorted = Vec::new();
    for (_, index, item) in named {
        while let Some((_, _, other)) = others.next_if(|(_, other, _)| *other < index) {
            sorted.push(other);
        }
        sorted.push(item);
    }
    sorted.extend(others.map(|(_, _, item)| item));
    sorted
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::merge;

    fn check(object: Value, patch: Value, expected: &Value) {
        assert_eq!(&merge(object, patch), expected);
    }

    #[test]
    fn lists_are_merged_by_their_key_and_put_in_order() {
        let pod = json!({"spec": {"containers": [{"name": "a", "image": "x"}, {"name": "b", "image": "y"}]}});
        let patch = json!({"spec": {
            "$setElementOrder/containers": [{"name": "c"}, {"name": "a"}],
            "containers": [{"name": "a", "image": "z"}, {"name": "b", "$patch": "delete"}, {"name": "c", "image": "w"}],
        }});
        let expected =
            json!({"spec": {"containers": [{"name": "c", "image": "w"}, {"name": "a", "image": "z"}]}});
        check(pod, patch, &expected);
    }

    #[test]
    fn what_the_order_does_not_name_keeps_its_place() {
        let items =
            |names: &str| names.chars().map(|name| json!({"name": name.to_string()})).collect::<Value>();
        let patch = json!({"$setElementOrder/env": items("ca"), "env": []});
        check(json!({"env": items("abc")}), patch, &json!({"env": items("bca")}));
    }

    #[test]
    fn lists_without_a_key_are_replaced() {
        let binding = json!({"subjects": [{"name": "a"}], "spec": {"volumes": ["*"], "finalizers": ["x"]}});
        let patch =
            json!({"subjects": [{"name": "b"}], "spec": {"volumes": ["secret"], "finalizers": ["y"]}});
        check(binding, patch.clone(), &patch);
    }

    #[test]
    fn pull_secrets_are_merged_in_pods_and_replaced_in_accounts() {
        let secrets = |names: &[&str]| {
            let items: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
            json!({"imagePullSecrets": items})
        };
        check(secrets(&["a"]), secrets(&["b"]), &secrets(&["b"]));
        let pod = |names: &[&str]| json!({"spec": secrets(names)});
        check(pod(&["a"]), pod(&["b"]), &pod(&["a", "b"]));
    }

    #[test]
    fn directives_replace_delete_and_retain() {
        let object = json!({"metadata": {"labels": {"a": "1"}, "annotations": {"b": "2"}, "finalizers": ["x", "y"]},
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {}}});
        let patch = json!({"metadata": {
                "labels": {"$patch": "replace", "c": "3"},
                "annotations": {"$patch": "delete"},
                "$deleteFromPrimitiveList/finalizers": ["x"],
                "finalizers": ["z"]},
            "strategy": {"$retainKeys": ["type"], "type": "Recreate"}});
        let expected = json!({"metadata": {"labels": {"c": "3"}, "finalizers": ["y", "z"]}, "strategy": {"type": "Recreate"}});
        check(object, patch, &expected);
    }

    #[test]
    fn null_removes_and_makes_nothing() {
        let object = json!({"metadata": {"labels": {"a": "1", "b": "2"}}});
        let patch = json!({"metadata": {"labels": {"a": null}, "annotations": {"c": null}}});
        check(object, patch, &json!({"metadata": {"labels": {"b": "2"}, "annotations": {}}}));
    }
}
