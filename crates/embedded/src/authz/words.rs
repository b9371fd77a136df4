//! The authorizer's words: why somebody may, and that they may not.

use access::{Bound, Decision, Identity, Request};
use k8s_openapi::api::rbac::v1::RoleRef;
use psp::GoQuoted;

/// That somebody may not do something to objects.
pub(crate) fn cannot(who: &Identity, what: &Request<'_>) -> String {
    let resource = match what.subresource {
        "" => what.resource.to_owned(),
        subresource => format!("{}/{subresource}", what.resource),
    };
    let place = match what.namespace {
        "" => "at the cluster scope".to_owned(),
        namespace => format!("in the namespace {}", GoQuoted(namespace)),
    };
    format!(
        "User {} cannot {} resource {} in API group {} {place}",
        GoQuoted(&who.user),
        what.verb,
        GoQuoted(&resource),
        GoQuoted(what.group),
    )
}

/// That somebody may not request a path.
pub(crate) fn cannot_path(who: &Identity, verb: &str, path: &str) -> String {
    format!("User {} cannot {verb} path {}", GoQuoted(&who.user), GoQuoted(path))
}

/// The words of a refusal: safe to show in a browser, and with what kept the authorizer from knowing better.
pub(crate) fn refusal(cannot: &str, decision: &Decision<'_>) -> String {
    let safe = cannot.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    match reason(decision) {
        reason if reason.is_empty() => safe,
        reason => format!("{safe}: {reason}"),
    }
}

/// Why it was decided so, as access reviews tell it.
pub(crate) fn reason(decision: &Decision<'_>) -> String {
    match decision {
        Decision::Master => String::new(),
        Decision::Through(bound) => format!("RBAC: allowed by {}", through(bound)),
        Decision::Nothing { missing } if missing.is_empty() => String::new(),
        Decision::Nothing { missing } => format!("RBAC: {}", aggregate(missing)),
    }
}

fn through(bound: &Bound<'_>) -> String {
    let (kind, name) = match bound.namespace {
        "" => ("ClusterRoleBinding", bound.name.to_owned()),
        namespace => ("RoleBinding", format!("{}/{namespace}", bound.name)),
    };
    let subject = match bound.subject.kind.as_str() {
        "ServiceAccount" => {
            let own = bound.subject.namespace.as_deref().filter(|own| !own.is_empty());
            format!("{}/{}", bound.subject.name, own.unwrap_or(bound.namespace))
        }
        _ => bound.subject.name.clone(),
    };
    format!(
        "{kind} {} of {} {} to {} {}",
        GoQuoted(&name),
        bound.role.kind,
        GoQuoted(&bound.role.name),
        bound.subject.kind,
        GoQuoted(&subject),
    )
}

/// A list as Go quotes it.
pub(crate) fn quoted(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| GoQuoted(value).to_string()).collect();
    format!("[{}]", values.join(" "))
}

/// What bindings refer to and does not exist, each once: alone as it is, several in brackets.
pub(crate) fn aggregate(missing: &[&RoleRef]) -> String {
    listed(missing, "")
}

/// The same by the names of the resources, as those tell it who look into the store.
pub(crate) fn aggregate_resources(missing: &[&RoleRef]) -> String {
    listed(missing, "s")
}

fn listed(missing: &[&RoleRef], plural: &str) -> String {
    let mut texts: Vec<String> = Vec::new();
    for role in missing {
        let kind = role.kind.to_lowercase();
        let text = format!("{kind}{plural}.rbac.authorization.k8s.io {} not found", GoQuoted(&role.name));
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    match texts.as_slice() {
        [text] => text.clone(),
        texts => format!("[{}]", texts.join(", ")),
    }
}
