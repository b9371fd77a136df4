//! A cluster at a glance. Trouble is part of the answer.

use std::time::Duration;

use access::status::{Cause, Overview, PspSupport, Reach};
use k8s_openapi::api::core::v1::Node;
use kube::api::ListParams;
use kube::{Api, ResourceExt};
use tokio::time::{Instant, timeout_at};

use crate::{Cluster, Error};

/// One slow cluster must not hold up the list of all.
const PATIENCE: Duration = Duration::from_secs(4);
const TOO_LATE: Cause = Cause::TooLate { seconds: PATIENCE.as_secs() };
/// The label that says where a node is, and what it was called before Kubernetes 1.17.
const REGION: [&str; 2] = ["topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region"];

impl Cluster {
    /// Version, reach, nodes, and whether it serves and enforces policies. Never fails: what is wrong is in the answer.
    pub async fn overview(&self) -> Overview {
        let until = Instant::now() + PATIENCE;
        let server_version = match timeout_at(until, self.client.apiserver_version()).await {
            Ok(Ok(info)) => info.git_version,
            Ok(Err(error)) => return trouble(reach(error.into())),
            Err(_) => return trouble(Reach::Unreachable(TOO_LATE)),
        };
        let psp = async { timeout_at(until, self.support()).await.unwrap_or(PspSupport::Unknown) };
        let nodes = async { timeout_at(until, self.nodes()).await.unwrap_or_default() };
        let (psp, (nodes, region)) = tokio::join!(psp, nodes);
        Overview { server_version: Some(server_version), reach: Reach::Reachable, psp, nodes, region }
    }

    async fn support(&self) -> PspSupport {
        match tokio::join!(self.serves_policies(), self.psp_status()) {
            (Ok(true), Ok(status)) => PspSupport::Served(Ok(status.state)),
            (Ok(true), Err(error)) => PspSupport::Served(Err(error.into())),
            (Ok(false), _) => PspSupport::Removed,
            (Err(_), _) => PspSupport::Unknown,
        }
    }

    /// How many, and where they are. One of them is enough to tell.
    async fn nodes(&self) -> (Option<usize>, Option<String>) {
        let one = ListParams::default().limit(1);
        let Ok(list) = Api::<Node>::all(self.client.clone()).list(&one).await else { return (None, None) };
        let region = list
            .items
            .first()
            .and_then(|node| REGION.into_iter().find_map(|label| node.labels().get(label).cloned()));
        let others = match list.metadata.continue_.as_deref() {
            None | Some("") => Some(0),
            Some(_) => list.metadata.remaining_item_count.and_then(|count| usize::try_from(count).ok()),
        };
        (others.map(|others| list.items.len() + others), region)
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
    Overview { server_version: None, reach, psp: PspSupport::Unknown, nodes: None, region: None }
}

fn reach(error: Error) -> Reach {
    match error {
        Error::Unauthorized => Reach::Unauthorized,
        Error::Forbidden(said) => Reach::Forbidden(said),
        other => Reach::Unreachable(other.into()),
    }
}
