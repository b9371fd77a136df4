//! Field selectors: `path=value`, for the few fields that the API server knows of each kind.

use psp::GoQuoted;
use serde_json::Value;

use crate::resource::Resource;

#[derive(Clone, Debug)]
pub(super) struct Term {
    pointer: String,
    /// What a missing field counts as.
    missing: &'static str,
    equal: bool,
    value: String,
}

impl Term {
    pub(super) fn is_met_by(&self, object: &Value) -> bool {
        let is = match object.pointer(&self.pointer) {
            Some(Value::String(text)) => *text == self.value,
            None | Some(Value::Null) => self.value == self.missing,
            Some(Value::Bool(flag)) => flag.to_string() == self.value,
            Some(Value::Number(number)) => number.to_string() == self.value,
            // Lists are not selected by: `status.podIPs` is known and never equal to anything.
            Some(_) => false,
        };
        is == self.equal
    }
}

pub(super) fn parse(resource: &Resource, text: &str) -> Result<Vec<Term>, String> {
    let terms = split(text).into_iter().filter(|term| !term.is_empty());
    terms
        .map(|term| {
            let (path, equal, value) = operator(&term)
                .ok_or_else(|| format!("invalid selector: '{text}'; can't understand '{term}'"))?;
            check(resource, path)?;
            let (pointer, missing) = place(path);
            Ok(Term { pointer, missing, equal, value: unescape(value)? })
        })
        .collect()
}

/// At commas that are not escaped.
fn split(text: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut escaped = false;
    for letter in text.chars() {
        if letter == ',' && !escaped {
            terms.push(String::new());
            continue;
        }
        escaped = letter == '\\' && !escaped;
        if let Some(last) = terms.last_mut() {
            last.push(letter);
        }
    }
    terms
}

fn operator(term: &str) -> Option<(&str, bool, &str)> {
    let at = term.find(['!', '='])?;
    let (path, rest) = term.split_at_checked(at)?;
    if let Some(value) = rest.strip_prefix("!=") {
        return Some((path, false, value));
    }
    rest.strip_prefix("==").or_else(|| rest.strip_prefix('=')).map(|value| (path, true, value))
}

fn unescape(value: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some(next @ ('\\' | ',' | '=')) => text.push(next),
                next => {
                    let next = next.map(String::from).unwrap_or_default();
                    return Err(format!("invalid field selector: invalid escape sequence: \\{next}"));
                }
            },
            ',' | '=' => {
                return Err(format!("invalid field selector: unescaped character in input: {letter}"));
            }
            _ => text.push(letter),
        }
    }
    Ok(text)
}

/// The fields of a kind that may be selected by, besides name and namespace; `None` for the many that have no others.
fn known(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "Pod" => &[
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "status.nominatedNodeName",
            "status.phase",
            "status.podIP",
            "status.podIPs",
        ],
        "Node" => &["spec.unschedulable"],
        "Namespace" => &["status.phase"],
        "Secret" => &["type"],
        "Event" => &[
            "involvedObject.apiVersion",
            "involvedObject.fieldPath",
            "involvedObject.kind",
            "involvedObject.name",
            "involvedObject.namespace",
            "involvedObject.resourceVersion",
            "involvedObject.uid",
            "reason",
            "reportingComponent",
            "source",
            "type",
        ],
        "Job" => &["status.successful"],
        _ => return None,
    })
}

fn check(resource: &Resource, path: &str) -> Result<(), String> {
    let named = path == "metadata.name"
        || path == "metadata.namespace" && (resource.namespaced || known(resource.kind).is_none());
    match known(resource.kind) {
        _ if named => Ok(()),
        Some(known) if known.contains(&path) => Ok(()),
        Some(_) if resource.kind == "Job" => {
            Err(format!("field label {} not supported for batchv1.Job", GoQuoted(path)))
        }
        Some(_) => Err(format!("field label not supported: {path}")),
        None => Err(format!(
            "{} is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
            GoQuoted(path)
        )),
    }
}

/// Where a field is, and what it counts as when it is missing.
fn place(path: &str) -> (String, &'static str) {
    match path {
        "source" => ("/source/component".to_owned(), ""),
        "status.successful" => ("/status/succeeded".to_owned(), "0"),
        "spec.unschedulable" => ("/spec/unschedulable".to_owned(), "false"),
        path => (format!("/{}", path.replace('.', "/")), ""),
    }
}
