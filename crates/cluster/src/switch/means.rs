//! How this cluster's PSP Status can be changed.

use access::switch::Reach;

use super::{ApiServer, EMBEDDED, Means};
use crate::{Cluster, Result};

impl Cluster {
    /// Found out anew each time; the servers are asked nothing.
    pub(super) async fn means(&self) -> Result<Means> {
        if self.is_embedded().await? {
            return Ok(Means::Embedded);
        }
        let servers = self.servers().await?;
        if servers.is_empty() && self.switching.local.is_none() {
            return Ok(self.provider().await.map_or(Means::OutOfSight, Means::Managed));
        }
        Ok(self.static_pods(servers))
    }

    fn static_pods(&self, servers: Vec<ApiServer>) -> Means {
        let reach = match (&self.switching.local, &self.switching.agent_image) {
            (Some(_), _) => Reach::ThisNode,
            (None, Some(_)) => Reach::AgentPods,
            (None, None) => Reach::NoImage,
        };
        Means::StaticPods { servers, reach }
    }

    /// Does discovery show the embedded cluster's own API group?
    pub(crate) async fn is_embedded(&self) -> Result<bool> {
        let groups = self.client.list_api_groups().await?.groups;
        Ok(groups.iter().any(|group| group.name == EMBEDDED))
    }
}
