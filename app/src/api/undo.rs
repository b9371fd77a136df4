//! *Undo*: the server keeps for a while what the latest changes have changed, and the notice of each has the id.

use leptos::prelude::*;

use super::wire::Wire;
use super::{ApiError, ClusterId};
#[cfg(feature = "ssr")]
use super::{Situation, context};
#[cfg(feature = "ssr")]
use crate::route::{Notice, Tab};
#[cfg(feature = "ssr")]
use crate::text::texts;

/// A change that can be undone.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub(super) struct Undoable {
    pub(super) cluster: ClusterId,
    /// Where it was made.
    pub(super) tab: Tab,
    pub(super) change: cluster::Undo,
}

/// Undoes the change of this id, unless somebody has changed the same since.
#[server(output = Wire)]
pub async fn undo_change(cluster: ClusterId, undo: String) -> Result<(), ApiError> {
    let kept = context::clusters().undo;
    let found = kept.get(&undo).filter(|found| found.cluster == cluster);
    let found = found.ok_or_else(|| ApiError::new(Situation::NotFound, texts().undo_gone()))?;
    context::cluster(&cluster)?.undo(&found.change).await.map_err(refused)?;
    kept.forget(&undo);
    context::done(&cluster, "Undo", "", found.tab, Notice::Undone);
    Ok(())
}

/// What a cluster says about a version does not say what that means here.
#[cfg(feature = "ssr")]
fn refused(error: cluster::Error) -> ApiError {
    use cluster::{Clash, Error};

    match error {
        Error::Conflict(Clash::Said(_) | Clash::Changed(_)) => {
            ApiError { detail: texts().undo_changed_meanwhile().to_owned(), ..error.into() }
        }
        error => error.into(),
    }
}
