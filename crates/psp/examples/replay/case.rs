//! A recorded case, and what came out differently here.

use std::fmt;

use serde_json::Value;

use super::{pods, policies};

/// What came out differently.
pub(crate) struct Difference {
    /// The case.
    pub(crate) id: String,
    /// What of its outcome.
    pub(crate) what: &'static str,
    /// As recorded.
    pub(crate) expected: String,
    /// As it is here.
    pub(crate) got: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, what, expected, got } = self;
        write!(f, "  {id}: {what}\n    expected: {expected}\n    got:      {got}")
    }
}

/// An outcome, part by part.
pub(crate) type Outcome = Vec<(&'static str, Value)>;

/// Replays all cases of a file, one in each line.
pub(crate) fn replay(text: &str) -> (usize, Vec<Difference>) {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let results: Vec<_> = lines.enumerate().map(|(number, line)| (number + 1, check(line))).collect();
    let cases = results.len();
    let differences = results.into_iter().filter_map(|(number, result)| {
        result.unwrap_or_else(|error| {
            Some(Difference {
                id: format!("line {number}"),
                what: "cannot be replayed",
                expected: String::new(),
                got: error,
            })
        })
    });
    (cases, differences.collect())
}

/// The first difference of a case.
fn check(line: &str) -> Result<Option<Difference>, String> {
    let case: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let (expected, got) = match case["kind"].as_str().unwrap_or_default() {
        "admission" | "selection" | "authz" => pods::create(&case)?,
        "update" => pods::update(&case)?,
        "psp-validation" => policies::create(&case)?,
        other => return Err(format!("unknown kind {other:?}")),
    };
    let different = expected.into_iter().zip(got).find(|(expected, got)| expected.1 != got.1);
    Ok(different.map(|(expected, got)| Difference {
        id: case["id"].as_str().unwrap_or_default().to_owned(),
        what: expected.0,
        expected: shown(&expected.1),
        got: shown(&got.1),
    }))
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
