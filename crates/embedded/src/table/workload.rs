//! Columns of what makes pods.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::age::duration;
use super::{Printer, age, number};
use crate::object::{items, name, text};

/// What all of them print in `-o wide`, after their own columns.
const CONTAINERS: super::Column = ("Containers", "string", true);
const IMAGES: super::Column = ("Images", "string", true);
const SELECTOR: super::Column = ("Selector", "string", true);

pub(super) const DEPLOYMENT: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Ready", "string", false),
        ("Up-to-date", "string", false),
        ("Available", "string", false),
        ("Age", "string", false),
        CONTAINERS,
        IMAGES,
        SELECTOR,
    ],
    cells: |it, now| {
        vec![
            json!(name(it)),
            ready(it),
            json!(number(it, "/status/updatedReplicas")),
            json!(number(it, "/status/availableReplicas")),
            age(it, now),
            containers(it, "name"),
            containers(it, "image"),
            selector(it),
        ]
    },
};

pub(super) const REPLICA_SET: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Desired", "integer", false),
        ("Current", "integer", false),
        ("Ready", "integer", false),
        ("Age", "string", false),
        CONTAINERS,
        IMAGES,
        SELECTOR,
    ],
    cells: |it, now| {
        vec![
            json!(name(it)),
            json!(number(it, "/spec/replicas")),
            json!(number(it, "/status/replicas")),
            json!(number(it, "/status/readyReplicas")),
            age(it, now),
            containers(it, "name"),
            containers(it, "image"),
            selector(it),
        ]
    },
};

pub(super) const DAEMON_SET: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Desired", "integer", false),
        ("Current", "integer", false),
        ("Ready", "integer", false),
        ("Up-to-date", "integer", false),
        ("Available", "integer", false),
        ("Node Selector", "string", false),
        ("Age", "string", false),
        CONTAINERS,
        IMAGES,
        SELECTOR,
    ],
    cells: |it, now| {
        vec![
            json!(name(it)),
            json!(number(it, "/status/desiredNumberScheduled")),
            json!(number(it, "/status/currentNumberScheduled")),
            json!(number(it, "/status/numberReady")),
            json!(number(it, "/status/updatedNumberScheduled")),
            json!(number(it, "/status/numberAvailable")),
            pairs(it.pointer("/spec/template/spec/nodeSelector")),
            age(it, now),
            containers(it, "name"),
            containers(it, "image"),
            selector(it),
        ]
    },
};

pub(super) const STATEFUL_SET: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Ready", "string", false),
        ("Age", "string", false),
        CONTAINERS,
        IMAGES,
    ],
    cells: |it, now| {
        vec![json!(name(it)), ready(it), age(it, now), containers(it, "name"), containers(it, "image")]
    },
};

pub(super) const JOB: Printer = Printer {
    columns: &[
        ("Name", "string", false),
        ("Completions", "string", false),
        ("Duration", "string", false),
        ("Age", "string", false),
        CONTAINERS,
        IMAGES,
        SELECTOR,
    ],
    cells: |it, now| {
        vec![
            json!(name(it)),
            completions(it),
            taken(it, now),
            age(it, now),
            containers(it, "name"),
            containers(it, "image"),
            selector(it),
        ]
    },
};

fn ready(it: &Value) -> Value {
    json!(format!("{}/{}", number(it, "/status/readyReplicas"), number(it, "/spec/replicas")))
}

/// A job without a number of completions is done when one pod is.
fn completions(job: &Value) -> Value {
    let done = number(job, "/status/succeeded");
    let parallel = number(job, "/spec/parallelism");
    json!(match job.pointer("/spec/completions").and_then(Value::as_i64) {
        Some(wanted) => format!("{done}/{wanted}"),
        None if parallel > 1 => format!("{done}/1 of {parallel}"),
        None => format!("{done}/1"),
    })
}

/// How long the job has run.
fn taken(job: &Value, now: Timestamp) -> Value {
    let Ok(start) = text(job, "/status/startTime").parse::<Timestamp>() else { return json!("") };
    json!(duration(start, text(job, "/status/completionTime").parse().unwrap_or(now)))
}

fn containers(it: &Value, field: &str) -> Value {
    let texts = items(it, "/spec/template/spec/containers").filter_map(|container| container.get(field));
    json!(texts.filter_map(Value::as_str).collect::<Vec<_>>().join(","))
}

/// `a=b,c in (d,e),!f`, sorted by key.
fn selector(it: &Value) -> Value {
    let equal = it.pointer("/spec/selector/matchLabels").and_then(Value::as_object).into_iter().flatten();
    let mut terms: Vec<(&str, String)> =
        equal.filter_map(|(key, value)| Some((key.as_str(), format!("{key}={}", value.as_str()?)))).collect();
    for expression in items(it, "/spec/selector/matchExpressions") {
        let key = text(expression, "/key");
        let mut values: Vec<&str> = items(expression, "/values").filter_map(Value::as_str).collect();
        values.sort_unstable();
        let values = values.join(",");
        terms.push((
            key,
            match text(expression, "/operator") {
                "In" => format!("{key} in ({values})"),
                "NotIn" => format!("{key} notin ({values})"),
                "DoesNotExist" => format!("!{key}"),
                _ => key.to_owned(),
            },
        ));
    }
    terms.sort();
    let terms: Vec<String> = terms.into_iter().map(|(_, term)| term).collect();
    super::or_none(&terms.join(","))
}

/// Labels as `a=b,c=d`.
fn pairs(map: Option<&Value>) -> Value {
    let pairs = map.and_then(Value::as_object).into_iter().flatten();
    let pairs = pairs.map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default()));
    super::or_none(&pairs.collect::<Vec<_>>().join(","))
}
