//! A cluster at a glance. Trouble is part of the answer.

use std::time::Duration;

use access::status::{Overview, PspSupport, Reach};
use tokio::time::timeout;

use crate::{Cluster, Error};

/// One slow cluster must not hold up the list of all.
const PATIENCE: Duration = Duration::from_secs(4);

impl Cluster {
    /// Version, reach, and whether it serves policies. Never fails: what is wrong is in the answer.
    pub async fn overview(&self) -> Overview {
        match timeout(PATIENCE, self.ask()).await {
            Ok(overview) => overview,
            Err(_) => trouble(Reach::Unreachable(format!("no answer within {} seconds", PATIENCE.as_secs()))),
        }
    }

    async fn ask(&self) -> Overview {
        let server_version = match self.client.apiserver_version().await {
            Ok(info) => info.git_version,
            Err(error) => return trouble(reach(error.into())),
        };
        let psp = match self.serves_policies().await {
            Ok(true) => PspSupport::Served,
            Ok(false) => PspSupport::Removed,
            Err(_) => PspSupport::Unknown,
        };
        Overview { server_version: Some(server_version), reach: Reach::Reachable, psp }
    }

    /// Does discovery list the resource? A cluster without it is told apart from one without policies.
    pub(crate) async fn serves_policies(&self) -> Result<bool, Error> {
        match self.client.list_api_group_resources("policy/v1beta1").await {
            Ok(list) => Ok(list.resources.iter().any(|resource| resource.name == "podsecuritypolicies")),
            Err(kube::Error::Api(status)) if status.code == 404 => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

fn trouble(reach: Reach) -> Overview {
    Overview { server_version: None, reach, psp: PspSupport::Unknown }
}

fn reach(error: Error) -> Reach {
    match error {
        Error::Unauthorized => Reach::Unauthorized(error.to_string()),
        Error::Forbidden(message) => Reach::Forbidden(message),
        Error::Unreachable(cause) => Reach::Unreachable(innermost(&cause)),
        other => Reach::Unreachable(other.to_string()),
    }
}

/// The last cause says what an admin can mend, e.g. `Connection refused (os error 111)`.
fn innermost(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), innermost)
}
