//! Columns of pod security policies.

use serde_json::{Value, json};

use super::{Printer, at, joined};
use crate::object::name;

pub(super) const POLICY: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Priv", "string", false),
        ("Caps", "string", false),
        ("SELinux", "string", false),
        ("RunAsUser", "string", false),
        ("FsGroup", "string", false),
        ("SupGroup", "string", false),
        ("ReadOnlyRootFs", "string", false),
        ("Volumes", "string", false),
    ],
    cells: |policy, _| {
        let is = |field: &str| policy.pointer(field).and_then(Value::as_bool).unwrap_or_default();
        vec![
            json!(name(policy)),
            json!(is("/spec/privileged").to_string()),
            joined(policy, "/spec/allowedCapabilities"),
            at(policy, "/spec/seLinux/rule"),
            at(policy, "/spec/runAsUser/rule"),
            at(policy, "/spec/fsGroup/rule"),
            at(policy, "/spec/supplementalGroups/rule"),
            json!(is("/spec/readOnlyRootFilesystem")),
            joined(policy, "/spec/volumes"),
        ]
    },
};
