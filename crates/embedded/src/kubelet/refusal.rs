//! Why the node does not start a container that the API server admitted: it may not run as root, but would.

use serde_json::Value;

use super::images::User;
use crate::object::{name, namespace, text, uid};

/// The kubelet's words for it.
pub(super) fn refusal(pod: &Value, container: &Value, user: &User) -> Option<String> {
    let of = |field: &str| {
        let own = container.pointer(&format!("/securityContext/{field}")).filter(|value| !value.is_null());
        own.or_else(|| pod.pointer(&format!("/spec/securityContext/{field}")))
    };
    if of("runAsNonRoot").and_then(Value::as_bool) != Some(true) {
        return None;
    }
    let whose = format!(
        "(pod: \"{}_{}({})\", container: {})",
        name(pod),
        namespace(pod),
        uid(pod),
        text(container, "/name")
    );
    match (of("runAsUser").and_then(Value::as_i64), user) {
        (Some(0), _) => Some(format!("container's runAsUser breaks non-root policy {whose}")),
        (None, User::Id(0)) => Some(format!("container has runAsNonRoot and image will run as root {whose}")),
        (Some(_), _) | (None, User::Id(_)) => None,
        (None, User::Name(user)) => Some(format!(
            "container has runAsNonRoot and image has non-numeric user ({user}), cannot verify user is non-root {whose}"
        )),
    }
}
