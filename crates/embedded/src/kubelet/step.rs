//! One step of a pod's life on its node.

use std::sync::Arc;

use serde_json::{Value, json};

use super::images::{Image, Images};
use super::refusal::refusal;
use super::stage::{self, Stage};
use super::status::{self, List};
use crate::cluster::Inner;
use crate::deletion;
use crate::edit::edit;
use crate::event::{self, News, Source, Type};
use crate::object::{as_map, items, map_at, now, set, text};
use crate::resource::Resource;

/// Where a pod is, and what it is given there.
pub(super) struct Step<'a> {
    pub(super) cluster: &'a Arc<Inner>,
    pub(super) images: &'a Images,
    pub(super) pod: &'a Value,
    /// The node's address.
    pub(super) host: &'a str,
    /// The address for the pod, if it needs one.
    pub(super) address: &'a str,
}

/// What becomes of a container that is to start.
enum Start {
    Runs,
    Waits { reason: &'static str, message: String },
}

impl Step<'_> {
    pub(super) fn take(&self, stage: Stage) {
        match stage {
            Stage::Accept => self.accept(),
            Stage::StartInit(index) => self.start(List::Init, &[index]),
            Stage::EndInit(index) => self.end_init(index),
            Stage::Start => {
                let waiting: Vec<usize> = (0..items(self.pod, List::Main.in_spec()).count())
                    .filter(|index| {
                        let status = status::of(self.pod, List::Main, *index);
                        status.is_none_or(|status| status.pointer("/state/waiting").is_some())
                    })
                    .collect();
                self.start(List::Main, &waiting);
            }
            Stage::End(index) => self.end(index),
            Stage::Kill => self.kill(),
            Stage::Place | Stage::Rest => {}
        }
    }

    fn accept(&self) {
        let initializes = items(self.pod, List::Init.in_spec()).next().is_some();
        let reason = if initializes { "PodInitializing" } else { "ContainerCreating" };
        edit(self.cluster, self.pod, |pod| {
            status::all_wait(pod, List::Init, reason);
            status::all_wait(pod, List::Main, reason);
            let status = map_at(as_map(pod), "status");
            set(status, "hostIP", self.host);
            set(status, "startTime", now());
            status::conclude(pod);
        });
    }

    fn start(&self, list: List, indexes: &[usize]) {
        let started: Vec<(usize, Start)> = indexes
            .iter()
            .filter_map(|index| {
                let container = self.pod.pointer(&format!("{}/{index}", list.in_spec()))?;
                Some((*index, self.try_start(list, container)))
            })
            .collect();
        edit(self.cluster, self.pod, |pod| {
            let on_host = pod.pointer("/spec/hostNetwork") == Some(&json!(true));
            let address = if on_host { self.host } else { self.address };
            let status = map_at(as_map(pod), "status");
            if !status.contains_key("podIP") {
                set(status, "podIP", address);
                set(status, "podIPs", json!([{ "ip": address }]));
            }
            for (index, start) in &started {
                let state = match start {
                    Start::Runs => json!({ "running": { "startedAt": now() } }),
                    Start::Waits { reason, message } => {
                        json!({ "waiting": { "reason": reason, "message": message } })
                    }
                };
                status::put(pod, list, *index, state);
            }
            status::conclude(pod);
        });
    }

    /// Pulls the image and starts the container, as far as it comes.
    fn try_start(&self, list: List, container: &Value) -> Start {
        let (name, image) = (text(container, "/name"), text(container, "/image"));
        let part = list.part(name);
        let tell = |kind, reason: &str, message: String| self.tell(&part, kind, reason, &message);
        let Image { user, missing, .. } = self.images.find(image);
        if missing {
            tell(Type::Normal, "Pulling", format!("Pulling image \"{image}\""));
            let message = format!(
                "Failed to pull image \"{image}\": rpc error: code = NotFound desc = failed to pull and unpack image \
                 \"{image}\": failed to resolve reference \"{image}\": not found"
            );
            tell(Type::Warning, "Failed", message);
            tell(Type::Warning, "Failed", "Error: ErrImagePull".to_owned());
            let message = format!("Back-off pulling image \"{image}\"");
            tell(Type::Normal, "BackOff", message.clone());
            tell(Type::Warning, "Failed", "Error: ImagePullBackOff".to_owned());
            return Start::Waits { reason: "ImagePullBackOff", message };
        }
        if text(container, "/imagePullPolicy") == "Always" {
            tell(Type::Normal, "Pulling", format!("Pulling image \"{image}\""));
            tell(Type::Normal, "Pulled", format!("Successfully pulled image \"{image}\" in 1.2s"));
        } else {
            let message = format!("Container image \"{image}\" already present on machine");
            tell(Type::Normal, "Pulled", message);
        }
        if let Some(message) = refusal(self.pod, container, &user) {
            tell(Type::Warning, "Failed", format!("Error: {message}"));
            return Start::Waits { reason: "CreateContainerConfigError", message };
        }
        tell(Type::Normal, "Created", format!("Created container {name}"));
        tell(Type::Normal, "Started", format!("Started container {name}"));
        Start::Runs
    }

    fn end_init(&self, index: usize) {
        edit(self.cluster, self.pod, |pod| {
            let started = started_at(pod, List::Init, index);
            let terminated = status::terminated(0, &started);
            status::put(pod, List::Init, index, json!({ "terminated": terminated }));
            status::conclude(pod);
        });
    }

    fn end(&self, index: usize) {
        let container = self.pod.pointer(&format!("{}/{index}", List::Main.in_spec()));
        let Some(container) = container else { return };
        let Some(code) = stage::exit_code(self.pod, container, self.images) else { return };
        let again = code != 0 && text(self.pod, "/spec/restartPolicy") == "OnFailure";
        edit(self.cluster, self.pod, |pod| {
            let terminated = status::terminated(code, &started_at(pod, List::Main, index));
            if again {
                status::restart(pod, index, &terminated);
                status::put(pod, List::Main, index, json!({ "running": { "startedAt": now() } }));
            } else {
                status::put(pod, List::Main, index, json!({ "terminated": terminated }));
            }
            status::conclude(pod);
        });
    }

    fn kill(&self) {
        for (index, container) in items(self.pod, List::Main.in_spec()).enumerate() {
            let runs = status::of(self.pod, List::Main, index)
                .is_some_and(|status| status.pointer("/state/running").is_some());
            if runs {
                let name = text(container, "/name");
                let message = format!("Stopping container {name}");
                self.tell(&List::Main.part(name), Type::Normal, "Killing", &message);
            }
        }
        if let Some(pods) = Resource::find("", "v1", "pods") {
            deletion::finish(self.cluster, pods, self.pod);
        }
    }

    fn tell(&self, part: &str, kind: Type, reason: &str, message: &str) {
        let source = Source { component: "kubelet", host: text(self.pod, "/spec/nodeName") };
        event::record(self.cluster, source, self.pod, News { kind, reason, message, part });
    }
}

fn started_at(pod: &Value, list: List, index: usize) -> String {
    let status = status::of(pod, list, index).unwrap_or(&Value::Null);
    text(status, "/state/running/startedAt").to_owned()
}
