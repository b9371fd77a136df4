//! What the API server leaves out when it writes an object: empty lists and maps, and what is not set.
//!
//! It decides about the object before: to a policy, a list of no groups is not the same as no list.

use serde_json::{Map, Value};

use crate::object::{as_map, set};
use crate::resource::{OURS, RBAC, Resource};

/// Fields that are maps. Other empty objects say something: `emptyDir: {}`.
const MAPS: [&str; 12] = [
    "allocatable",
    "annotations",
    "binaryData",
    "capacity",
    "data",
    "labels",
    "limits",
    "matchLabels",
    "nodeSelector",
    "overhead",
    "requests",
    "stringData",
];

/// Fields whose `false` is the same as nothing.
const FLAGS: [&str; 9] =
    ["hostIPC", "hostNetwork", "hostPID", "paused", "readOnly", "stdin", "stdinOnce", "tty", "unschedulable"];

/// Leaves out what is empty in an object of this resource.
pub(crate) fn leave_out(resource: &Resource, object: &mut Value) {
    if resource.group == OURS {
        return;
    }
    let fields = as_map(object);
    leave_out_of(fields);
    // The one list that is always written.
    if resource.group == RBAC && resource.kind.ends_with("Role") && !fields.contains_key("rules") {
        set(fields, "rules", Value::Null);
    }
}

/// Leaves out what is empty in a part of an object.
pub(crate) fn leave_out_of(fields: &mut Map<String, Value>) {
    fields.retain(|name, value| match value {
        Value::Array(items) => {
            items.iter_mut().filter_map(Value::as_object_mut).for_each(leave_out_of);
            !items.is_empty()
        }
        Value::Object(map) if MAPS.contains(&name.as_str()) => !map.is_empty(),
        Value::Object(map) if name == "seLinuxOptions" => {
            map.retain(|_, part| part != "");
            true
        }
        Value::Object(map) => {
            leave_out_of(map);
            true
        }
        Value::Bool(false) => !FLAGS.contains(&name.as_str()),
        _ => true,
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::leave_out;
    use crate::resource::Resource;

    #[test]
    fn empty_lists_and_maps_are_left_out_and_empty_choices_are_kept() {
        let mut pod = json!({
            "metadata": {"name": "a", "labels": {}, "finalizers": []},
            "spec": {"hostNetwork": false, "nodeSelector": {}, "securityContext": {}, "volumes": [{"emptyDir": {}}],
                "containers": [{"args": [], "resources": {"limits": {}}, "securityContext":
                    {"privileged": false, "seLinuxOptions": {"user": "u", "level": ""}}}]},
        });
        leave_out(Resource::of_kind("v1", "Pod").unwrap(), &mut pod);
        let expected = json!({
            "metadata": {"name": "a"},
            "spec": {"securityContext": {}, "volumes": [{"emptyDir": {}}],
                "containers": [{"resources": {}, "securityContext":
                    {"privileged": false, "seLinuxOptions": {"user": "u"}}}]},
        });
        assert_eq!(pod, expected);
    }

    #[test]
    fn what_is_in_a_map_is_the_users() {
        let mut map = json!({"data": {"labels": ""}});
        leave_out(Resource::of_kind("v1", "ConfigMap").unwrap(), &mut map);
        assert_eq!(map, json!({"data": {"labels": ""}}));
    }

    #[test]
    fn a_role_always_says_its_rules() {
        let mut role = json!({"rules": []});
        leave_out(Resource::of_kind("rbac.authorization.k8s.io/v1", "Role").unwrap(), &mut role);
        assert_eq!(role["rules"], Value::Null);
        assert!(role.as_object().unwrap().contains_key("rules"));
    }
}
