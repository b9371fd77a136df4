//! What must be right with a container of a pod.

use psp::GoQuoted;
use serde_json::{Value, json};

use super::validation::ids;
use crate::object::{items, text};
use crate::status::Cause;

const PULL: [&str; 3] = ["Always", "IfNotPresent", "Never"];
const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

/// Everything that is wrong with a container but for its name.
pub(super) fn causes(container: &Value, path: &str, volumes: &[&str], causes: &mut Vec<Cause>) {
    if text(container, "/image").is_empty() {
        causes.push(Cause::required(&format!("{path}.image"), ""));
    }
    for (index, port) in items(container, "/ports").enumerate() {
        self::port(port, &format!("{path}.ports[{index}]"), causes);
    }
    let mut paths = Vec::new();
    for (index, mount) in items(container, "/volumeMounts").enumerate() {
        self::mount(mount, &format!("{path}.volumeMounts[{index}]"), volumes, &mut paths, causes);
    }
    let pull = text(container, "/imagePullPolicy");
    if !PULL.contains(&pull) {
        causes.push(Cause::unsupported(&format!("{path}.imagePullPolicy"), pull, &PULL));
    }
    let context = format!("{path}.securityContext");
    ids(container, &context, &["runAsUser", "runAsGroup"], causes);
    let says = |field: &str| container.pointer(&format!("/securityContext/{field}"));
    if says("allowPrivilegeEscalation") == Some(&json!(false)) && says("privileged") == Some(&json!(true)) {
        let why = "cannot set `allowPrivilegeEscalation` to false and `privileged` to true";
        causes.push(Cause::invalid_text(&context, "core.SecurityContext{...}", why));
    }
}

fn port(port: &Value, path: &str, causes: &mut Vec<Cause>) {
    for (field, is_needed) in [("containerPort", true), ("hostPort", false)] {
        let at = format!("{path}.{field}");
        let number = port.get(field).and_then(Value::as_i64).unwrap_or_default();
        if number == 0 && is_needed {
            causes.push(Cause::required(&at, ""));
        } else if number != 0 && !(1..=65535).contains(&number) {
            causes.push(Cause::invalid(&at, &number.into(), "must be between 1 and 65535, inclusive"));
        }
    }
    let protocol = text(port, "/protocol");
    if !PROTOCOLS.contains(&protocol) {
        causes.push(Cause::unsupported(&format!("{path}.protocol"), protocol, &PROTOCOLS));
    }
}

fn mount<'a>(
    mount: &'a Value,
    path: &str,
    volumes: &[&str],
    paths: &mut Vec<&'a str>,
    causes: &mut Vec<Cause>,
) {
    let (name, at) = (text(mount, "/name"), text(mount, "/mountPath"));
    let field = format!("{path}.name");
    if name.is_empty() {
        causes.push(Cause::required(&field, ""));
    } else if !volumes.contains(&name) {
        let message = format!("Not found: {}", GoQuoted(name));
        causes.push(Cause { reason: "FieldValueNotFound", message, field });
    }
    let field = format!("{path}.mountPath");
    if at.is_empty() {
        causes.push(Cause::required(&field, ""));
    } else if paths.contains(&at) {
        causes.push(Cause::invalid(&field, &at.into(), "must be unique"));
    }
    paths.push(at);
}
