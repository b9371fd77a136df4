//! What must be right with a pod's specification: what matters to pod security, and the mistakes that are made most.

use psp::GoQuoted;
use psp::validation::label_problems;
use serde_json::Value;

use super::container;
use crate::object::{items, text};
use crate::status::Cause;

const DNS: [&str; 4] = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
const RESTART: [&str; 3] = ["Always", "OnFailure", "Never"];

/// Everything that is wrong with a specification that stands at `path`, in the API server's order.
pub(crate) fn causes(spec: &Value, path: &str) -> Vec<Cause> {
    let mut causes = volumes(spec, path);
    let volumes: Vec<&str> = items(spec, "/volumes").map(|volume| text(volume, "/name")).collect();
    if items(spec, "/containers").next().is_none() {
        causes.push(Cause::required(&format!("{path}.containers"), ""));
    }
    let mut names = Vec::new();
    for list in ["containers", "initContainers"] {
        for (index, each) in items(spec, &format!("/{list}")).enumerate() {
            let path = format!("{path}.{list}[{index}]");
            named(each, &path, &mut names, &mut causes);
            container::causes(each, &path, &volumes, &mut causes);
        }
    }
    for (field, known) in [("restartPolicy", RESTART.as_slice()), ("dnsPolicy", DNS.as_slice())] {
        let given = text(spec, &format!("/{field}"));
        if !known.contains(&given) {
            causes.push(Cause::unsupported(&format!("{path}.{field}"), given, known));
        }
    }
    ids(spec, &path_of(path), &["fsGroup", "runAsUser", "runAsGroup"], &mut causes);
    causes
}

fn path_of(path: &str) -> String {
    format!("{path}.securityContext")
}

fn volumes(spec: &Value, path: &str) -> Vec<Cause> {
    let (mut names, mut causes) = (Vec::new(), Vec::new());
    for (index, volume) in items(spec, "/volumes").enumerate() {
        named(volume, &format!("{path}.volumes[{index}]"), &mut names, &mut causes);
    }
    causes
}

/// A name is a label that nothing else in the list has.
fn named<'a>(object: &'a Value, path: &str, names: &mut Vec<&'a str>, causes: &mut Vec<Cause>) {
    let (name, field) = (text(object, "/name"), format!("{path}.name"));
    let problems = label_problems(name);
    if name.is_empty() {
        causes.push(Cause::required(&field, ""));
    } else if problems.is_empty() && names.contains(&name) {
        let message = format!("Duplicate value: {}", GoQuoted(name));
        causes.push(Cause { reason: "FieldValueDuplicate", message, field });
    } else {
        causes.extend(problems.iter().map(|why| Cause::invalid(&field, &name.into(), why)));
    }
    names.push(name);
}

/// Users and groups of a security context.
pub(super) fn ids(object: &Value, path: &str, fields: &[&str], causes: &mut Vec<Cause>) {
    for field in fields {
        let Some(id) = object.pointer(&format!("/securityContext/{field}")) else { continue };
        if id.as_i64().is_some_and(|id| !(0..=i64::from(i32::MAX)).contains(&id)) {
            let why = "must be between 0 and 2147483647, inclusive";
            causes.push(Cause::invalid(&format!("{path}.{field}"), id, why));
        }
    }
}
