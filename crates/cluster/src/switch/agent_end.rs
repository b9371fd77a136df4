//! How an agent ended, as its pod tells.

use k8s_openapi::api::core::v1::{ContainerState, ContainerStateTerminated, Pod};
use serde::Deserialize;

/// How an agent ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AgentEnd {
    /// The node's API server runs with what was asked for.
    Done,
    /// It does not, and why.
    Failed(String),
    /// It was killed, or another one was at work: the next one goes on from there.
    Again(String),
}

/// What an agent's last line of JSON says.
#[derive(Deserialize)]
struct LastLine {
    outcome: String,
    message: Option<String>,
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
            Some(AgentEnd::Again(why.collect::<Vec<_>>().join(": ")))
        }
        _ => None,
    }
}

/// What a pod that has not begun waits for.
pub(super) fn waits_for(pod: &Pod) -> Option<String> {
    let Some(state) = state_of(pod) else { return Some("kubelet does not start it".to_owned()) };
    let waiting = state.waiting.as_ref()?;
    let words = [waiting.reason.clone(), waiting.message.clone()].into_iter().flatten();
    Some(words.collect::<Vec<_>>().join(": "))
}

/// The exit status is the agent's own (`psp-console agent set-psp --help`); any other is that of a kill.
fn told(terminated: &ContainerStateTerminated) -> AgentEnd {
    let log = terminated.message.clone().unwrap_or_default();
    let last = log.lines().rev().find_map(|line| serde_json::from_str::<LastLine>(line).ok());
    let words = match last {
        Some(LastLine { message: Some(message), .. }) => message,
        Some(LastLine { outcome, .. }) => outcome,
        None => log.trim().to_owned(),
    };
    match terminated.exit_code {
        0 => AgentEnd::Done,
        1..=4 => AgentEnd::Failed(words),
        5 => AgentEnd::Again(words),
        126..=128 => AgentEnd::Failed(format!("the image does not hold the agent: {words}")),
        code => AgentEnd::Again(format!("the agent was killed (exit status {code})")),
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1::ContainerStateTerminated;

    use super::{AgentEnd, told};

    fn ended(exit_code: i32, message: &str) -> AgentEnd {
        let message = Some(message.to_owned());
        told(&ContainerStateTerminated { exit_code, message, ..ContainerStateTerminated::default() })
    }

    #[test]
    fn the_last_line_of_the_log_says_why_it_failed() {
        let log = "{\"step\":\"replaced\",\"state\":\"on\"}\nwords\n\
                   {\"step\":\"ended\",\"outcome\":\"rolled-back\",\"message\":\"after 30 s no server answers\"}\nrolled back";
        assert_eq!(ended(3, log), AgentEnd::Failed("after 30 s no server answers".to_owned()));
        assert_eq!(
            ended(2, "error: a flag is missing"),
            AgentEnd::Failed("error: a flag is missing".to_owned())
        );
        assert_eq!(ended(0, ""), AgentEnd::Done);
    }

    #[test]
    fn a_killed_agent_is_followed_by_another() {
        assert!(matches!(ended(137, ""), AgentEnd::Again(_)));
        assert!(matches!(ended(5, "another agent is changing a manifest"), AgentEnd::Again(_)));
    }
}
