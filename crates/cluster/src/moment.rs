//! What the parts of one page read of a cluster: each thing once, so that all of them tell of the same moment.

use std::sync::{Arc, OnceLock};

use access::{Associations, Rbac};
use psp::PodSecurityPolicy;
use tokio::sync::OnceCell;

use crate::{Cluster, Result};

/// What has been read.
#[derive(Default)]
pub(crate) struct Moment {
    pub(crate) rbac: Kept<Rbac>,
    pub(crate) policies: Kept<Vec<PodSecurityPolicy>>,
    /// What follows from [`rbac`](Self::rbac).
    pub(crate) associations: Arc<OnceLock<Associations>>,
}

/// A thing, once it has been read.
pub(crate) type Kept<T> = OnceCell<Arc<T>>;

impl Cluster {
    /// The same cluster, for the parts of one page. Not for changes: what they do is not seen by what was read before.
    #[must_use]
    pub fn at_one_moment(self) -> Self {
        Self { moment: Some(Arc::default()), ..self }
    }

    /// What was read already, or what `read` gives.
    pub(crate) async fn kept<T>(
        &self,
        which: impl FnOnce(&Moment) -> &Kept<T>,
        read: impl AsyncFnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        match &self.moment {
            Some(moment) => which(moment).get_or_try_init(async || read().await.map(Arc::new)).await.cloned(),
            None => read().await.map(Arc::new),
        }
    }
}
