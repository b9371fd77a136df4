//! How a controller follows the store.

use std::sync::{Arc, Weak};

use tokio::time::Instant;

use crate::cluster::Inner;
use crate::object::Object;
use crate::store::{Change, Key};

/// What a follower is told.
pub(crate) enum News {
    /// Everything there is: at first, and when more has happened than is remembered.
    All(Vec<(Key, Object)>),
    /// What has happened since, oldest first.
    Changes(Vec<Arc<Change>>),
}

/// Tells `act` what is there and then every change, until the cluster is gone.
pub(crate) async fn store(cluster: Weak<Inner>, mut act: impl FnMut(&Arc<Inner>, News)) {
    let Some(mut news) = cluster.upgrade().map(|cluster| cluster.store.subscribe()) else { return };
    let mut seen = None;
    loop {
        let Some(cluster) = cluster.upgrade() else { return };
        if let Some(changes) = seen.and_then(|seen| cluster.store.since(seen).ok()) {
            seen = changes.last().map(|change| change.revision).or(seen);
            act(&cluster, News::Changes(changes));
        } else {
            let (all, revision) = cluster.store.all();
            seen = Some(revision);
            act(&cluster, News::All(all));
        }
        drop(cluster);
        if news.changed().await.is_err() {
            return;
        }
    }
}

/// Ends when something is due; never, if nothing is.
pub(crate) async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
