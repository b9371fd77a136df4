//! How new what is read must be: `resourceVersion` of a read.

use std::time::Duration;

use psp::GoQuoted;

use crate::api::Call;
use crate::status::Failure;

/// How long a read waits for a version that is not there yet.
const PATIENCE: Duration = Duration::from_secs(3);

/// A version as a number, or what is wrong with it.
pub(crate) fn parse(given: &str) -> Result<u64, String> {
    match given {
        "" => Ok(0),
        _ => given.parse().map_err(|_| {
            let quoted = GoQuoted(given);
            format!(
                "resourceVersion: Invalid value: {quoted}: strconv.ParseUint: parsing {quoted}: invalid syntax"
            )
        }),
    }
}

/// Waits until there is this version.
pub(super) async fn wait(call: &Call, revision: u64) -> Result<(), Failure> {
    let mut news = call.cluster.store.subscribe();
    let fresh = news.wait_for(|newest| *newest >= revision);
    match tokio::time::timeout(PATIENCE, fresh).await {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::too_large_version(revision, call.cluster.store.revision(), true)),
    }
}
