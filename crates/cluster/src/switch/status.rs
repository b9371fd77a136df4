//! The state, how it can be changed, and the change that is under way.

use access::switch::{Means, PspState, PspStatus, Turn};

use super::{Failure, probe, record};
use crate::{Cluster, Error, Result};

impl Cluster {
    /// Does the cluster enforce its policies? Found out by the dry run of a pod, never remembered.
    pub async fn psp_status(&self) -> Result<PspStatus<Failure>> {
        match self.ask_status().await {
            Err(Error::Unreachable(_)) => {
                Ok(PspStatus { state: PspState::Restarting, means: Means::Away, work: self.driver.work() })
            }
            answer => answer,
        }
    }

    async fn ask_status(&self) -> Result<PspStatus<Failure>> {
        let (answer, mut means, record, ()) = tokio::try_join!(
            probe::probe(&self.client),
            self.means(),
            record::read(self),
            self.require_policies_api()
        )?;
        if let Means::StaticPods { servers, .. } = &mut means {
            self.ask_each(servers, answer).await;
        }
        if let Some(record) = &record {
            self.adopt(record);
        }
        let state = PspState::of(answer, means.servers());
        // What this console does itself it knows before the cluster does.
        let work = self.driver.work().or_else(|| record.map(|record| record.work));
        Ok(PspStatus { state, means, work })
    }

    /// What this API server does, or the one that the cluster's address leads to.
    pub(super) async fn probe_server(&self, address: Option<&str>) -> Result<Turn, Failure> {
        let client = match address {
            Some(address) => self.through(address)?,
            None => self.client.clone(),
        };
        probe::probe(&client).await.map_err(Failure::from)
    }
}
