//! What enforcing policies would do to what runs now.

use access::switch::Preflight;
use k8s_openapi::api::core::v1::Pod;
use kube::api::ListParams;
use kube::{Api, ResourceExt};

use super::servers::MIRROR;
use crate::{Cluster, Result};

/// The account of a pod that names none.
const DEFAULT_ACCOUNT: &str = "default";

impl Cluster {
    /// Who could create no pod any more, how many pods run as them, and which workloads of others would be refused.
    pub async fn psp_preflight(&self) -> Result<Preflight> {
        // Accounts and workloads are judged by the same policies and RBAC, which are read once.
        let cluster = self.clone().at_one_moment();
        let snapshot = cluster.snapshot().await?;
        let mut preflight = snapshot.preflight();
        for stranded in &mut preflight.stranded {
            let api = Api::<Pod>::namespaced(self.client.clone(), &stranded.namespace);
            let pods = api.list(&ListParams::default()).await?.items;
            stranded.pods = pods.iter().filter(|pod| runs_as(pod, &stranded.accounts)).count();
        }
        cluster.judge_workloads(&snapshot, &mut preflight).await?;
        Ok(preflight)
    }
}

/// Does it run, or is it going to, as one of these accounts? A mirror pod only shows one that its node runs.
fn runs_as(pod: &Pod, accounts: &[String]) -> bool {
    if pod.annotations().contains_key(MIRROR) {
        return false;
    }
    let account = pod.spec.as_ref().and_then(|spec| spec.service_account_name.as_deref());
    let account = account.filter(|name| !name.is_empty()).unwrap_or(DEFAULT_ACCOUNT);
    let phase = pod.status.as_ref().and_then(|status| status.phase.as_deref());
    !matches!(phase, Some("Succeeded" | "Failed")) && accounts.iter().any(|each| each == account)
}
