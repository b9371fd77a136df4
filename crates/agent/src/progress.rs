//! What the agent tells while it works: a line of JSON for each step, which the console reads in the pod's log.

use std::fmt::{self, Display, Formatter};

use manifest::Failure;
use serde::Serialize;

use crate::options::State;

/// A step.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Progress {
    /// An agent before this one did not come to its end; its work is finished or undone first.
    Resumed {
        /// What that one was to do.
        state: State,
    },
    /// The manifest as it was is safe.
    BackedUp {
        /// Where.
        path: String,
    },
    /// The new manifest is in place; kubelet will restart the server.
    Replaced {
        /// What it says now.
        state: State,
    },
    /// The server before is gone.
    ServerGone,
    /// The new server answers, but is not ready.
    ServerStarting {
        /// What it says.
        reason: String,
    },
    /// A server is ready.
    ServerReady,
    /// The manifest as it was is put back.
    RollingBack {
        /// Why.
        reason: String,
    },
    /// How it ended.
    Ended {
        /// In one word.
        outcome: Outcome,
        /// What the user should read, if something is wrong.
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// The same as data.
        #[serde(skip_serializing_if = "Option::is_none")]
        failure: Option<Failure>,
    },
}

/// How the work ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is as it was asked for, and the server is ready.
    Done,
    /// It was so already; nothing was touched.
    Unchanged,
    /// Nothing was changed, for a reason that the message tells.
    Refused,
    /// The new server was not ready in time, or the change could not be finished: all is as before, and ready.
    RolledBack,
    /// The server is not ready. The next run goes on from there.
    Down,
    /// Another agent is at work.
    Busy,
}

impl Outcome {
    /// The exit status. 2 is left out: it says that the command line was wrong.
    pub fn code(self) -> u8 {
        match self {
            Self::Done | Self::Unchanged => 0,
            Self::Refused => 1,
            Self::RolledBack => 3,
            Self::Down => 4,
            Self::Busy => 5,
        }
    }
}

impl Display for Progress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resumed { state } => {
                write!(f, "an agent before this one was turning PodSecurityPolicy {state}")
            }
            Self::BackedUp { path } => write!(f, "the manifest as it was is kept in {path}"),
            Self::Replaced { state } => write!(f, "the manifest now turns PodSecurityPolicy {state}"),
            Self::ServerGone => f.write_str("no server answers"),
            Self::ServerStarting { reason } => write!(f, "a new server is not ready yet: {reason}"),
            Self::ServerReady => f.write_str("the server is ready"),
            Self::RollingBack { reason } => write!(f, "putting the manifest back as it was: {reason}"),
            Self::Ended { outcome, message: Some(message), .. } => write!(f, "{outcome}: {message}"),
            Self::Ended { outcome, message: None, .. } => outcome.fmt(f),
        }
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done => "done",
            Self::Unchanged => "nothing to do",
            Self::Refused => "refused, and nothing changed",
            Self::RolledBack => "rolled back",
            Self::Down => "the server is down",
            Self::Busy => "busy",
        })
    }
}

/// An error and what it comes from, as one line.
pub(crate) fn in_full(error: &dyn std::error::Error) -> String {
    let source = error.source().map(|source| format!(": {}", in_full(source)));
    format!("{error}{}", source.unwrap_or_default())
}
