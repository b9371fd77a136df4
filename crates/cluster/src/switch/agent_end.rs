//! How an agent ended, as its pod tells.

use k8s_openapi::api::core::v1::{ContainerState, ContainerStateTerminated, Pod};
use kube::ResourceExt;
use serde::Deserialize;

use super::Failure;

/// How an agent ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AgentEnd {
    /// The node's API server runs with what was asked for.
    Done,
    /// It does not, and why.
    Failed(Failure),
    /// It was killed, or another one was at work: the next one goes on from there.
    Again(Failure),
}

/// What an agent's last line of JSON says.
#[derive(Deserialize)]
struct LastLine {
    outcome: String,
    message: Option<String>,
    /// Data since there is such; an agent of another day may have reasons of its own.
    failure: Option<serde_json::Value>,
}

fn state_of(pod: &Pod) -> Option<&ContainerState> {
    pod.status.as_ref()?.container_statuses.as_ref()?.first()?.state.as_ref()
}

/// How it ended, if it did.
pub(super) fn end_of(pod: &Pod) -> Option<AgentEnd> {
    if let Some(terminated) = state_of(pod).and_then(|state| state.terminated.as_ref()) {
        return Some(told(terminated));
    }
    let status = pod.status.as_ref()?;
    match status.phase.as_deref() {
        Some("Succeeded") => Some(AgentEnd::Done),
        Some("Failed") => {
            let why = [status.reason.clone(), status.message.clone()].into_iter().flatten();
            Some(AgentEnd::Again(Failure::Said(why.collect::<Vec<_>>().join(": "))))
        }
        _ => None,
    }
}

/// What a pod that has not begun waits for.
pub(super) fn waits_for(pod: &Pod) -> Option<Failure> {
    let name = pod.name_any();
    let Some(state) = state_of(pod) else { return Some(Failure::NotStarted { pod: name }) };
    let waiting = state.waiting.as_ref()?;
    let words = [waiting.reason.clone(), waiting.message.clone()].into_iter().flatten();
    Some(Failure::Waits { pod: name, said: words.collect::<Vec<_>>().join(": ") })
}

/// The exit status is the agent's own (`psp-console agent set-psp --help`); any other is that of a kill.
fn told(terminated: &ContainerStateTerminated) -> AgentEnd {
    let log = terminated.message.clone().unwrap_or_default();
    let last = log.lines().rev().find_map(|line| serde_json::from_str::<LastLine>(line).ok());
    let known = last.as_ref().and_then(|last| serde_json::from_value(last.failure.clone()?).ok());
    let words = match last {
        Some(LastLine { message: Some(message), .. }) => message,
        Some(LastLine { outcome, .. }) => outcome,
        None => log.trim().to_owned(),
    };
    let why = |words| known.map_or(Failure::Said(words), Failure::Agent);
    match terminated.exit_code {
        0 => AgentEnd::Done,
        1..=4 => AgentEnd::Failed(why(words)),
        5 => AgentEnd::Again(why(words)),
        126..=128 => AgentEnd::Failed(Failure::NoAgent { said: words }),
        status => AgentEnd::Again(Failure::Killed { status }),
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1::ContainerStateTerminated;

    use super::{AgentEnd, Failure, told};

    fn ended(exit_code: i32, message: &str) -> AgentEnd {
        let message = Some(message.to_owned());
        told(&ContainerStateTerminated { exit_code, message, ..ContainerStateTerminated::default() })
    }

    #[test]
    fn the_last_line_of_the_log_says_why_it_failed() {
        let log = "{\"step\":\"replaced\",\"state\":\"on\"}\nwords\n\
                   {\"step\":\"ended\",\"outcome\":\"rolled-back\",\"message\":\"after 30 s no server answers\"}\nrolled back";
        assert_eq!(ended(3, log), AgentEnd::Failed(Failure::Said("after 30 s no server answers".to_owned())));
        assert_eq!(
            ended(2, "error: a flag is missing"),
            AgentEnd::Failed(Failure::Said("error: a flag is missing".to_owned()))
        );
        assert_eq!(ended(0, ""), AgentEnd::Done);
    }

    #[test]
    fn a_reason_that_is_data_is_taken_before_words_and_one_of_a_later_agent_is_not() {
        let known = r#"{"outcome":"refused","message":"words","failure":"not-the-server"}"#;
        assert_eq!(ended(1, known), AgentEnd::Failed(Failure::Agent(manifest::Failure::NotTheServer)));
        let later = r#"{"outcome":"refused","message":"words","failure":{"of-a-later-day":1}}"#;
        assert_eq!(ended(1, later), AgentEnd::Failed(Failure::Said("words".to_owned())));
    }

    #[test]
    fn a_killed_agent_is_followed_by_another() {
        assert!(matches!(ended(137, ""), AgentEnd::Again(_)));
        assert!(matches!(ended(5, "another agent is changing a manifest"), AgentEnd::Again(_)));
    }
}
