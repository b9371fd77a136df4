//! What a cluster refuses, as the page is told it: the situation, and the reader's words for it. The chain of causes goes
//! to the log.

use cluster::Error;

use super::context::answer_with;
use super::{ApiError, FieldProblem, Situation};
use crate::text::texts;

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        tracing::warn!(%error, cause, "an operation on a cluster failed");
        let told = Self { fields: fields(&error), ..Self::new(situation(&error), texts().refusal(&error)) };
        answer_with(told.status());
        told
    }
}

fn situation(error: &Error) -> Situation {
    match error {
        Error::NoPspApi => Situation::NoPspApi,
        Error::Unreachable(_) => Situation::Unreachable,
        Error::Unauthorized => Situation::Unauthorized,
        Error::Forbidden(_) => Situation::Forbidden,
        Error::NotFound(_) => Situation::NotFound,
        Error::AlreadyExists(_) => Situation::AlreadyExists,
        Error::Conflict(_) => Situation::Conflict,
        Error::Invalid { .. } | Error::BadName(_) | Error::NotTold(_) => Situation::Invalid,
        Error::Protected(_) => Situation::Protected,
        Error::Unexpected(_) => Situation::Internal,
    }
}

fn fields(error: &Error) -> Vec<FieldProblem> {
    match error {
        Error::Invalid { causes, .. } => {
            let problem = |(field, message): &(String, String)| FieldProblem {
                field: field.clone(),
                message: message.clone(),
            };
            causes.iter().map(problem).collect()
        }
        Error::BadName(name) => {
            vec![FieldProblem { field: "metadata.name".to_owned(), message: texts().bad_name(name) }]
        }
        _ => Vec::new(),
    }
}
