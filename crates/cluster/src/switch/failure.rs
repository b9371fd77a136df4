//! Why a node's part of a change failed, as the record on the cluster keeps it, and why a server does not tell what it
//! does: whoever shows it says it in the reader's language. The texts here are for the log and the events, and for readers
//! of English.

use access::status::Cause;
use access::switch::Turn;
use serde::{Deserialize, Serialize};

use crate::{Clash, Error, Missing};

/// Why a node's API server does not do what was asked for, or does not tell what it does.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// This console was told of no image for the agent.
    #[error("no image is known for the agent")]
    NoImage,
    /// The node's API server is not to be seen any more.
    #[error("there is no API server on {node} any more")]
    NoServer {
        /// The node.
        node: String,
    },
    /// kubelet has not looked at the agent's pod.
    #[error("the agent's pod {pod} has not begun: kubelet does not start it")]
    NotStarted {
        /// The pod.
        pod: String,
    },
    /// The agent's pod waits for something; kubelet's words.
    #[error("the agent's pod {pod} has not begun: {said}")]
    Waits {
        /// The pod.
        pod: String,
        /// For what.
        said: String,
    },
    /// The agent's pod is gone.
    #[error("somebody deleted the agent's pod")]
    PodDeleted,
    /// The agent was stopped in the middle of its work.
    #[error("the agent was killed (exit status {status})")]
    Killed {
        /// Its exit status.
        status: i32,
    },
    /// The image holds something else.
    #[error("the image does not hold the agent: {said}")]
    NoAgent {
        /// The container runtime's words.
        said: String,
    },
    /// One agent after the other did not come to an end.
    #[error("after {runs} agents: {last}")]
    Again {
        /// How many there were.
        runs: usize,
        /// Why the last one did not.
        last: Box<Failure>,
    },
    /// The agent's own reason.
    #[error(transparent)]
    Agent(manifest::Failure),
    /// The server came back as it was.
    #[error("its API server is ready, but still has PSP Status {state}")]
    Still {
        /// What it does.
        state: Turn,
    },
    /// The server came back, and does not tell what it does.
    #[error("its API server is ready, but cannot be asked: {why}")]
    Silent {
        /// Why.
        why: Box<Failure>,
    },
    /// Its flags are not understood.
    #[error("{0}")]
    Flags(manifest::Problem),
    /// Its flags cannot be changed by a program.
    #[error("{0}")]
    Manifest(manifest::Error),
    /// There is no way to the server alone: this console was given a client, and no address.
    #[error("this console has no address of its own for it")]
    NoWay,
    /// What its pod names as the server's address is none.
    #[error("{address} is no address")]
    NoAddress {
        /// What it names.
        address: String,
    },
    /// Nobody has asked it.
    #[error("not asked yet")]
    NotAsked,
    /// The API server does not accept the credentials.
    #[error("the API server does not accept the credentials")]
    Unauthorized,
    /// Something is not there that it takes.
    #[error(transparent)]
    NotFound(Missing),
    /// Somebody else has done something against which it cannot be done.
    #[error(transparent)]
    Conflict(Box<Clash>),
    /// An API server refuses something on the way, or tells nothing.
    #[error("{0}")]
    Refused(Cause),
    /// A reason of before there were such as these: it is in words.
    #[error("{0}")]
    #[serde(untagged)]
    Said(String),
    /// A reason of a console that knows more of them.
    #[error("{0}")]
    #[serde(untagged)]
    Other(serde_json::Value),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthorized => Self::Unauthorized,
            Error::NotFound(missing) => Self::NotFound(missing),
            Error::Conflict(clash) => Self::Conflict(Box::new(clash)),
            other => Self::Refused(other.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use access::status::Cause;
    use access::switch::Turn;
    use serde_json::{Value, json};

    use super::{Clash, Failure, Missing};

    #[test]
    fn the_record_keeps_each_reason() {
        let agents = manifest::Failure::Down { cause: manifest::Cause::Opposite };
        let reasons = [
            Failure::NoImage,
            Failure::NoServer { node: "master-1".to_owned() },
            Failure::Again { runs: 5, last: Box::new(Failure::Killed { status: 137 }) },
            Failure::Agent(agents),
            Failure::Agent(manifest::Failure::Said("a flag is missing".to_owned())),
            Failure::Still { state: Turn::On },
            Failure::NotFound(Missing::Policy("ack.privileged".parse().unwrap())),
            Failure::Conflict(Box::new(Clash::MadeMeanwhile("ack.privileged".to_owned()))),
            Failure::Silent { why: Box::new(Failure::Refused(Cause::TooLate { seconds: 3 })) },
            Failure::Refused(Cause::Said("etcdserver: request timed out".to_owned())),
            Failure::Said("taken back: unknown flag".to_owned()),
        ];
        for reason in reasons {
            let kept = serde_json::to_string(&reason).unwrap();
            assert_eq!(serde_json::from_str::<Failure>(&kept).unwrap(), reason, "{kept}");
        }
    }

    #[test]
    fn a_reason_that_is_not_known_is_told_as_it_is() {
        let told = |kept: Value| serde_json::from_value::<Failure>(kept).unwrap().to_string();
        assert_eq!(told(json!("after 30 s no server answers")), "after 30 s no server answers");
        assert_eq!(told(json!({"of-a-later-day": {"node": "a"}})), r#"{"of-a-later-day":{"node":"a"}}"#);
    }
}
