//! Why an operation failed, as a situation that the page can react to.

mod refusal;

use access::status::Cause;

pub use refusal::{Clash, Missing, Protection, edit};

/// What an operation returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation failed. The cause is for the log.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The cluster serves no `PodSecurityPolicy` API: Kubernetes 1.25 removed it.
    #[error("the cluster serves no PodSecurityPolicies")]
    NoPspApi,
    /// Nothing answers, or not in time.
    #[error("the API server does not answer")]
    Unreachable(#[source] kube::Error),
    /// The API server does not accept the credentials.
    #[error("the API server does not accept the credentials")]
    Unauthorized,
    /// The caller lacks the rights; the API server's own words.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such object.
    #[error(transparent)]
    NotFound(Missing),
    /// There is such an object already; the API server's own words.
    #[error("{0}")]
    AlreadyExists(String),
    /// Somebody else changed the object in the meantime.
    #[error(transparent)]
    Conflict(Clash),
    /// The API server found the object wrong: its message, and each field with what is wrong with it.
    #[error("{message}")]
    Invalid {
        /// The whole message.
        message: String,
        /// Path and message of each cause.
        causes: Vec<(String, String)>,
    },
    /// A policy is called what none can be called.
    #[error(transparent)]
    BadName(#[from] psp::InvalidName),
    /// The console itself refuses, to keep the cluster working.
    #[error(transparent)]
    Protected(Protection),
    /// Whether policies are enforced is not known: something else refused the pod that should have told; its words.
    #[error("the dry run of a pod does not tell whether policies are enforced: {0}")]
    NotTold(String),
    /// An answer that the console does not understand.
    #[error("the API server's answer is not understood")]
    Unexpected(#[source] kube::Error),
}

impl From<kube::Error> for Error {
    fn from(error: kube::Error) -> Self {
        let status = match error {
            kube::Error::Api(status) => status,
            error @ (kube::Error::HyperError(_) | kube::Error::Service(_)) => {
                return Self::Unreachable(error);
            }
            error => return Self::Unexpected(error),
        };
        let message = status.message.clone();
        match (status.code, status.reason.as_str()) {
            (401, _) => Self::Unauthorized,
            (403, _) => Self::Forbidden(message),
            (404, _) => Self::NotFound(Missing::Said(message)),
            (409, "AlreadyExists") => Self::AlreadyExists(message),
            (409, _) => Self::Conflict(Clash::Said(message)),
            (400 | 422, _) => {
                let causes = status.details.iter().flat_map(|details| &details.causes);
                let causes = causes.map(|cause| (cause.field.clone(), cause.message.clone())).collect();
                Self::Invalid { message, causes }
            }
            (502..=504, _) => Self::Unreachable(kube::Error::Api(status)),
            _ => Self::Unexpected(kube::Error::Api(status)),
        }
    }
}

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        match error {
            Error::Unreachable(error) => Self::Said(innermost(&error)),
            Error::NotTold(said) => Self::NotTold(said),
            Error::Unexpected(error) => Self::NotUnderstood(innermost(&error)),
            other => Self::Said(other.to_string()),
        }
    }
}

impl Error {
    /// The text, and the causes behind it: for the log, and for the one that must find out.
    pub(crate) fn in_full(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            let words = error.to_string();
            // Some errors repeat what they come from.
            if !text.contains(&words) {
                text = format!("{text}: {words}");
            }
            cause = error.source();
        }
        text
    }
}

/// The last cause says what an admin can mend, e.g. `Connection refused (os error 111)`.
pub(crate) fn innermost(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), innermost)
}
