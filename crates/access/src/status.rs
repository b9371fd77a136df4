//! A cluster at a glance: what the console tells about it before anything is asked of it.

use serde::{Deserialize, Serialize};

use crate::switch::PspState;

/// Can the cluster be worked with? Trouble is part of the answer, so that one bad cluster spoils no list.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Overview {
    /// e.g. `v1.20.2`; absent when the cluster does not tell.
    pub server_version: Option<String>,
    /// Does it answer, and does it accept the caller?
    pub reach: Reach,
    /// Does it serve policies, and enforce them?
    pub psp: PspSupport,
    /// How many nodes it has; absent where the caller may not see them, or an old server does not count them.
    pub nodes: Option<usize>,
    /// Where they are, as their labels say.
    pub region: Option<String>,
}

/// How far a request gets.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Reach {
    /// It answers, and accepts the caller.
    Reachable,
    /// Nothing answers, or not in time.
    Unreachable(Cause),
    /// It answers, and does not accept the credentials.
    Unauthorized,
    /// It accepts the credentials, and refuses even discovery; the API server's own words.
    Forbidden(String),
}

/// Why a cluster tells nothing, for the admin who must mend it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
pub enum Cause {
    /// No answer came in this time.
    #[error("no answer within {seconds} seconds")]
    TooLate {
        /// How long was waited for it.
        seconds: u64,
    },
    /// An answer came that the console does not understand; what is wrong with it.
    #[error("the API server's answer is not understood: {0}")]
    NotUnderstood(String),
    /// The dry run of a pod does not tell whether policies are enforced: something else refused it; its words.
    #[error("the dry run of a pod does not tell whether policies are enforced: {0}")]
    NotTold(String),
    /// The API server's or the operating system's own words.
    #[error("{0}")]
    Said(String),
}

/// Does the cluster serve the `PodSecurityPolicy` API?
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum PspSupport {
    /// Yes, as Kubernetes 1.10 to 1.24 do. Whether it enforces them, or why that is not known.
    Served(Result<PspState, Cause>),
    /// No: Kubernetes 1.25 removed it.
    Removed,
    /// It could not be found out.
    Unknown,
}

/// Something that happened to an object, as its events tell it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Occurrence {
    /// Is it a warning?
    pub is_warning: bool,
    /// In a word, e.g. `FailedCreate`.
    pub reason: String,
    /// In words of whoever has seen it.
    pub message: String,
    /// Who has seen it; empty when that is unknown.
    pub source: String,
    /// How often.
    pub times: i32,
    /// When last (RFC 3339); empty when that is unknown.
    pub last: String,
}
