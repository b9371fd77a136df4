//! What every write may say in its query.

use psp::GoQuoted;

use crate::api::Call;
use crate::status::{Cause, Failure};

/// Is the write only a trial? `kind` is what the API calls the write's options.
pub(super) fn is_dry_run(call: &Call, kind: &str) -> Result<bool, Failure> {
    let given = call.query.get("dryRun");
    if given.is_empty() {
        return Ok(false);
    }
    match check_dry_run(&[given.to_owned()]) {
        None => Ok(true),
        Some(cause) => Err(Failure::invalid(kind, "meta.k8s.io", "", &[cause])),
    }
}

/// A number in the query, if it is there.
pub(crate) fn number(call: &Call, name: &str) -> Result<Option<i64>, Failure> {
    match call.query.get(name) {
        "" => Ok(None),
        given => given.parse().map(Some).map_err(|_| {
            Failure::bad_request(format!("strconv.ParseInt: parsing {}: invalid syntax", GoQuoted(given)))
        }),
    }
}

/// There is one kind of trial.
pub(super) fn check_dry_run(given: &[String]) -> Option<Cause> {
    if given.iter().all(|each| each == "All") {
        return None;
    }
    let values: Vec<String> = given.iter().map(|each| GoQuoted(each).to_string()).collect();
    Some(Cause {
        reason: "FieldValueNotSupported",
        message: format!("Unsupported value: []string{{{}}}: supported values: \"All\"", values.join(", ")),
        field: "dryRun".to_owned(),
    })
}
