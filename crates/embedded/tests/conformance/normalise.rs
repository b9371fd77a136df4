//! What is no part of an answer: times, uids, versions, generated names, and where the server is.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

/// The letters that names are generated of.
const RULES: &[(&str, &str)] = &[
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uid>"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "<time>"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \+0000", "<time>"),
    (r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000", "<time>"),
    (r"\b\d+m\d+s\b|\b\d+(s|h|d|ms)\b|\b\d{1,2}m\b", "<age>"),
    (r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", "<token>"),
    (r"-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----", "<certificate>"),
    (r"127\.0\.0\.1:\d+", "<server>"),
    (r#"("serverAddress": ")[^"]*""#, "$1<server>\""),
    (r"Resource Version:\s+\d+", "Resource Version: <version>"),
    (r"/tmp/((LIVE|MERGED)|kubectl-edit)-\d+", "/tmp/$1"),
    (r#"(resourceVersion"?: ")\d+""#, r#"$1<version>""#),
    (r"(precondition|record) \(\d+\)", "$1 (<version>)"),
    (r"too old resource version: \d+ \(\d+\)", "too old resource version: <version> (<version>)"),
    (r#"("continue": ")[^"]+""#, r#"$1<continue>""#),
    (r#"(-|pod-template-hash=|hash": "|hash: )[bcdfghjklmnpqrstvwxz2456789]{8,10}\b"#, "$1<hash>"),
    (r"-[bcdfghjklmnpqrstvwxz2456789]{5}\b", "-<suffix>"),
    // Whether the real deployment controller sees the first pods with their replica set or after it is chance.
    ("NewReplicaSetCreated", "ReplicaSetUpdated"),
    (r#"Created new replica set (\\?"[\w<>-]+\\?")"#, "ReplicaSet $1 is progressing."),
    // Columns are as wide as what is in them.
    (r"(\S) {2,}", "$1  "),
    (r" +\n", "\n"),
];

static COMPILED: LazyLock<Vec<(Regex, &str)>> =
    LazyLock::new(|| RULES.iter().map(|(rule, by)| (Regex::new(rule).unwrap(), *by)).collect());

pub(crate) fn text(text: &str) -> String {
    COMPILED.iter().fold(text.to_owned(), |text, (rule, by)| rule.replace_all(&text, *by).into_owned())
}

/// Lists that a real server makes from a map, each time in another order.
const UNORDERED: [&str; 2] = ["resourceRules", "nonResourceRules"];

fn sorted(list: &Value) -> Value {
    let mut items = list.as_array().cloned().unwrap_or_default();
    items.sort_by_key(Value::to_string);
    items.into()
}

/// Without what differs knowingly everywhere; steps that show a difference see the whole.
pub(crate) fn json(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let is_column = ["format", "priority"].iter().all(|field| fields.contains_key(*field));
            let left_out = |name: &str| name == "managedFields" || is_column && name == "description";
            let kept = fields.iter().filter(|(name, _)| !left_out(name));
            kept.map(|(name, value)| {
                (name.clone(), if UNORDERED.contains(&name.as_str()) { sorted(value) } else { json(value) })
            })
            .collect()
        }
        Value::Array(items) => items.iter().map(json).collect(),
        other => other.clone(),
    }
}
