//! What was done, for whoever looks at the cluster's events and at the console's log.

use k8s_openapi::api::core::v1::{Event, EventSource, ObjectReference};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{ObjectMeta, Time};
use kube::Api;
use kube::api::PostParams;

use super::{NAMESPACE, Work, record};
use crate::Cluster;

const COMPONENT: &str = "psp-console";

/// What happened, as the event's reason.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Happened {
    Started,
    NodeChanged,
    Done,
    Failed,
}

impl Happened {
    const fn reason(self) -> &'static str {
        match self {
            Self::Started => "PSPStatusChanging",
            Self::NodeChanged => "PSPStatusNodeChanged",
            Self::Done => "PSPStatusChanged",
            Self::Failed => "PSPStatusChangeFailed",
        }
    }
}

impl Cluster {
    /// Tells it. An event that cannot be written is no reason to stop half way; the log has it too.
    pub(super) async fn tell(&self, happened: Happened, work: &Work, more: &str) {
        let from = work.turn.opposite();
        let message = format!("{} turns PSP Status from {from} to {}{more}", work.by, work.turn);
        if happened == Happened::Failed {
            tracing::warn!(reason = happened.reason(), "{message}");
        } else {
            tracing::info!(reason = happened.reason(), "{message}");
        }
        let api = Api::<Event>::namespaced(self.client.clone(), NAMESPACE);
        if let Err(error) = api.create(&PostParams::default(), &event(happened, message)).await {
            tracing::warn!(%error, "the event could not be recorded");
        }
    }
}

fn event(happened: Happened, message: String) -> Event {
    let now = Time(k8s_openapi::jiff::Timestamp::now());
    Event {
        metadata: ObjectMeta {
            generate_name: Some(format!("{}-", record::NAME)),
            namespace: Some(NAMESPACE.to_owned()),
            ..ObjectMeta::default()
        },
        involved_object: ObjectReference {
            api_version: Some("v1".to_owned()),
            kind: Some("ConfigMap".to_owned()),
            name: Some(record::NAME.to_owned()),
            namespace: Some(NAMESPACE.to_owned()),
            ..ObjectReference::default()
        },
        reason: Some(happened.reason().to_owned()),
        type_: Some(if happened == Happened::Failed { "Warning" } else { "Normal" }.to_owned()),
        message: Some(message),
        source: Some(EventSource { component: Some(COMPONENT.to_owned()), host: None }),
        reporting_component: Some(COMPONENT.to_owned()),
        count: Some(1),
        first_timestamp: Some(now.clone()),
        last_timestamp: Some(now),
        ..Event::default()
    }
}
