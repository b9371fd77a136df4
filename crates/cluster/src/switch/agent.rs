//! Running the agent on a node to its end: its pod made, waited for, made again if somebody killed it, and cleaned up.

use std::time::Duration;

use access::objects::KUBE_SYSTEM;
use k8s_openapi::api::core::v1::{Pod, ServiceAccount};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::api::{DeleteParams, PostParams};
use kube::{Api, ResourceExt};
use psp::{Accounts, AssociationRule, ServiceAccountName};
use tokio::time::{Instant, sleep};

use super::agent_end::{AgentEnd, end_of, waits_for};
use super::agent_pod::{self, ACCOUNT, CHANGE};
use super::{ApiServer, Failure, NAMESPACE, Work};
use crate::{Cluster, Error, Result};

/// How often to look.
const PAUSE: Duration = Duration::from_millis(500);
/// How long kubelet may take to fetch the image and start the pod.
const START: Duration = Duration::from_mins(4);
/// How often a killed agent is followed by another.
const RUNS: usize = 5;

impl Cluster {
    /// Runs the agent on the server's node until it has come to an end.
    pub(super) async fn run_agent(&self, work: &Work, server: &ApiServer) -> Result<AgentEnd> {
        let Some(image) = &self.switching.agent_image else {
            return Ok(AgentEnd::Failed(Failure::NoImage));
        };
        let readyz = self.readyz().await?;
        let mut last = Failure::PodDeleted;
        for _ in 0..RUNS {
            self.ensure_account().await?;
            let pod = agent_pod::pod(work, server, image, readyz, &self.switching);
            self.ensure_pod(&pod).await?;
            let end = self.await_end(&pod.name_any()).await?;
            // How it ended is known: a pod that stays must not hide it.
            if let Err(error) = self.remove_pod(&pod.name_any()).await {
                tracing::warn!(error = error.in_full(), "the agent's pod could not be removed");
            }
            match end {
                AgentEnd::Again(why) => last = why,
                end => return Ok(end),
            }
        }
        Ok(AgentEnd::Failed(Failure::Again { runs: RUNS, last: Box::new(last) }))
    }

    /// Where this version of the API server says that it is ready.
    pub(super) async fn readyz(&self) -> Result<&'static str> {
        let minor = self.client.apiserver_version().await?.minor;
        let minor: u32 =
            minor.trim_end_matches(|letter: char| !letter.is_ascii_digit()).parse().unwrap_or(u32::MAX);
        Ok(if minor < 16 { "/healthz" } else { "/readyz" })
    }

    /// The agent's account, which may use the default policy.
    async fn ensure_account(&self) -> Result<()> {
        let account = ServiceAccount {
            metadata: ObjectMeta {
                name: Some(ACCOUNT.to_owned()),
                labels: Some([("app.kubernetes.io/managed-by".to_owned(), "psp-console".to_owned())].into()),
                ..ObjectMeta::default()
            },
            automount_service_account_token: Some(false),
            ..ServiceAccount::default()
        };
        let accounts = Api::<ServiceAccount>::namespaced(self.client.clone(), NAMESPACE);
        match accounts.create(&PostParams::default(), &account).await.map_err(Error::from) {
            Ok(_) | Err(Error::AlreadyExists(_)) => {}
            Err(error) => return Err(error),
        }
        if let Some(rule) = self.agent_rule().await? {
            self.add_association(&rule).await?;
        }
        Ok(())
    }

    /// The rule that lets the agent's account use the default policy.
    async fn agent_rule(&self) -> Result<Option<AssociationRule>> {
        let policy = self.snapshot().await?.default_names().policy.parse().ok();
        let account: Option<ServiceAccountName> = ACCOUNT.parse().ok();
        let namespace = KUBE_SYSTEM.parse().ok();
        Ok(policy.zip(account).zip(namespace).map(|((policy, account), namespace)| AssociationRule {
            namespace,
            accounts: Accounts::One(account),
            policy,
        }))
    }

    /// The pod of this change; one that an earlier change has left is waited for, and goes.
    async fn ensure_pod(&self, wanted: &Pod) -> Result<()> {
        let (pods, name) = (self.agent_pods(), wanted.name_any());
        loop {
            match pods.create(&PostParams::default(), wanted).await.map_err(Error::from) {
                Ok(_) => return Ok(()),
                Err(Error::AlreadyExists(_)) => {}
                Err(error) => return Err(error),
            }
            let Some(found) = pods.get_opt(&name).await? else { continue };
            let is_of_this_change = found.labels().get(CHANGE) == wanted.labels().get(CHANGE);
            if is_of_this_change && found.metadata.deletion_timestamp.is_none() {
                return Ok(());
            }
            self.await_end(&name).await?;
            self.remove_pod(&name).await?;
        }
    }

    async fn await_end(&self, name: &str) -> Result<AgentEnd> {
        let pods = self.agent_pods();
        let limit = Instant::now() + START;
        loop {
            let pod = match pods.get_opt(name).await.map_err(Error::from) {
                Ok(None) => return Ok(AgentEnd::Again(Failure::PodDeleted)),
                Ok(Some(pod)) => pod,
                // This is the API server that restarts.
                Err(Error::Unreachable(_)) => {
                    sleep(PAUSE).await;
                    continue;
                }
                Err(error) => return Err(error),
            };
            if let Some(end) = end_of(&pod) {
                return Ok(end);
            }
            if let Some(why) = waits_for(&pod)
                && Instant::now() > limit
            {
                return Ok(AgentEnd::Failed(why));
            }
            sleep(PAUSE).await;
        }
    }

    /// Deletes it, and waits until it is gone.
    async fn remove_pod(&self, name: &str) -> Result<()> {
        let pods = self.agent_pods();
        loop {
            match pods.delete(name, &DeleteParams::default().grace_period(0)).await.map_err(Error::from) {
                Ok(_) | Err(Error::Unreachable(_)) => sleep(PAUSE).await,
                Err(Error::NotFound(_)) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes away what agents have needed. What cannot be taken away harms nobody.
    pub(super) async fn remove_account(&self) {
        let accounts = Api::<ServiceAccount>::namespaced(self.client.clone(), NAMESPACE);
        let removed = async {
            for rule in self.associations().await?.iter() {
                let subject = access::Subject::ServiceAccount {
                    namespace: NAMESPACE.to_owned(),
                    name: ACCOUNT.to_owned(),
                };
                if rule.subject == subject {
                    self.remove_association(rule).await?;
                }
            }
            accounts.delete(ACCOUNT, &DeleteParams::default()).await?;
            Ok::<_, Error>(())
        };
        if let Err(error) = removed.await
            && !matches!(error, Error::NotFound(_))
        {
            tracing::warn!(error = error.in_full(), "the agent's account could not be removed");
        }
    }

    fn agent_pods(&self) -> Api<Pod> {
        Api::namespaced(self.client.clone(), NAMESPACE)
    }
}
