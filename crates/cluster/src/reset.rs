//! *Reset demo*: an embedded cluster becomes what it was at first.

use serde::de::IgnoredAny;

use crate::switch::EMBEDDED;
use crate::{Cluster, Error, Protection, Result};

impl Cluster {
    /// Forgets everything that was done to an embedded cluster. A real one has no such thing, and is not asked.
    pub async fn reset(&self) -> Result<()> {
        if !self.is_embedded().await? {
            return Err(Error::Protected(Protection::RealCluster));
        }
        let path = format!("/apis/{EMBEDDED}/reset");
        let request = http::Request::post(path).body(Vec::new()).map_err(kube::Error::HttpError)?;
        let _: IgnoredAny = self.client.request(request).await?;
        Ok(())
    }
}
