//! What a pod is at, by what is written in it. Nothing else is remembered.

use serde_json::Value;

use super::command::{self, End};
use super::images::Images;
use super::status::{self, List};
use crate::deletion::is_ending;
use crate::object::{items, text};

/// What is to be done next.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Stage {
    /// It has no node.
    Place,
    /// Its node begins with it.
    Accept,
    /// This init container starts.
    StartInit(usize),
    /// This init container ends.
    EndInit(usize),
    /// Its containers start.
    Start,
    /// This container ends.
    End(usize),
    /// It is being deleted: its containers are ended, and it goes.
    Kill,
    /// Nothing, until somebody changes something.
    Rest,
}

/// The stage. `again` also takes up what was given up: an image may be another now, or a node.
pub(super) fn of(pod: &Value, images: &Images, again: bool) -> Stage {
    if is_ending(pod) {
        return Stage::Kill;
    }
    if is_finished(pod) {
        return Stage::Rest;
    }
    if text(pod, "/spec/nodeName").is_empty() {
        let tried = items(pod, "/status/conditions").any(|each| text(each, "/type") == "PodScheduled");
        return if again || !tried { Stage::Place } else { Stage::Rest };
    }
    if text(pod, "/status/startTime").is_empty() {
        return Stage::Accept;
    }
    for index in 0..items(pod, List::Init.in_spec()).count() {
        match state(pod, List::Init, index) {
            State::Ended(0) => {}
            State::Running => return Stage::EndInit(index),
            State::Waiting => return Stage::StartInit(index),
            State::GivenUp if again => return Stage::StartInit(index),
            State::GivenUp | State::Ended(_) => return Stage::Rest,
        }
    }
    let containers = || items(pod, List::Main.in_spec()).enumerate();
    let startable = |index| match state(pod, List::Main, index) {
        State::Waiting => true,
        State::GivenUp => again,
        State::Running | State::Ended(_) => false,
    };
    if containers().any(|(index, _)| startable(index)) {
        return Stage::Start;
    }
    let ending = containers().find(|(index, container)| {
        state(pod, List::Main, *index) == State::Running && exit_code(pod, container, images).is_some()
    });
    ending.map_or(Stage::Rest, |(index, _)| Stage::End(index))
}

/// Have all its containers ended for good?
pub(super) fn is_finished(pod: &Value) -> bool {
    matches!(text(pod, "/status/phase"), "Succeeded" | "Failed")
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// For its turn.
    Waiting,
    /// For somebody to change something.
    GivenUp,
    Running,
    Ended(i64),
}

fn state(pod: &Value, list: List, index: usize) -> State {
    let Some(status) = status::of(pod, list, index) else { return State::Waiting };
    if status.pointer("/state/running").is_some() {
        return State::Running;
    }
    if let Some(terminated) = status.pointer("/state/terminated") {
        return State::Ended(terminated.get("exitCode").and_then(Value::as_i64).unwrap_or_default());
    }
    match text(status, "/state/waiting/reason") {
        "" | "ContainerCreating" | "PodInitializing" => State::Waiting,
        _ => State::GivenUp,
    }
}

/// The code with which a container ends by itself. In a pod that is always restarted none does, and a job's all do.
pub(super) fn exit_code(pod: &Value, container: &Value, images: &Images) -> Option<i64> {
    if text(pod, "/spec/restartPolicy") == "Always" {
        return None;
    }
    let of_job = items(pod, "/metadata/ownerReferences").any(|owner| text(owner, "/kind") == "Job");
    match command::end(container) {
        End::Code(code) => Some(code),
        End::Never => of_job.then_some(0),
        End::Unsaid => images.find(text(container, "/image")).ends.or(of_job.then_some(0)),
    }
}
