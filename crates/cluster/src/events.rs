//! What happened to a policy: the events that name it.

use access::Occurrence;
use k8s_openapi::api::core::v1::Event;
use kube::Api;
use kube::api::ListParams;
use psp::PolicyName;

use crate::{Cluster, Result};

impl Cluster {
    /// The events about a policy, the latest first. A cluster forgets them after a while, by default an hour.
    pub async fn policy_events(&self, policy: &PolicyName) -> Result<Vec<Occurrence>> {
        let about = format!("involvedObject.kind=PodSecurityPolicy,involvedObject.name={policy}");
        // They stand in the namespace `default` as a rule, but whoever writes one may choose another.
        let events = Api::<Event>::all(self.client.clone());
        let found = events.list(&ListParams::default().fields(&about)).await?;
        let mut events: Vec<_> = found.items.into_iter().map(occurrence).collect();
        events.sort_by(|one, other| other.last.cmp(&one.last));
        Ok(events)
    }
}

fn occurrence(event: Event) -> Occurrence {
    let micro = event.event_time.map(|time| time.0);
    let last = event.last_timestamp.or(event.first_timestamp).map(|time| time.0);
    let source = event.source.and_then(|source| source.component).or(event.reporting_component);
    Occurrence {
        is_warning: event.type_.as_deref() == Some("Warning"),
        reason: event.reason.unwrap_or_default(),
        message: event.message.unwrap_or_default(),
        source: source.unwrap_or_default(),
        times: event.count.unwrap_or(1).max(1),
        last: last.or(micro).map(|time| time.to_string()).unwrap_or_default(),
    }
}
