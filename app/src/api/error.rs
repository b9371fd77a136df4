//! What the page is told when something fails: the situation it can react to, and words for the user.
//!
//! Everything else about a failure (the chain of causes) goes to the log, in `refusal`, and never to the browser.

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use super::wire::{NotRead, OTHER_BUILD, WireEncoding};
use crate::text::texts;

/// Why a server function failed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
#[error("{}", self.in_words())]
pub struct ApiError {
    /// What the page reacts to.
    pub situation: Situation,
    /// What happened in this very case, e.g. the API server's own message; empty when the situation says it all.
    pub detail: String,
    /// What is wrong with which field of the form.
    pub fields: Vec<FieldProblem>,
    /// What is wrong with which line of a YAML text.
    pub lines: Vec<LineProblem>,
    /// What was typed, by field, so that a form that came back without JavaScript still holds it; and what [`UNDO`] is to
    /// send.
    pub typed: Vec<(String, String)>,
}

/// The field of the form that undoes what was done of several things before one was refused.
pub const UNDO: &str = "undo";

/// One field of a form, or one path of an object, and what is wrong with it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FieldProblem {
    /// The form's field or the object's path.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// One line of a YAML text, and what is wrong with it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct LineProblem {
    /// Line and column, in characters, both from 1.
    pub place: (usize, usize),
    /// The object's path, where it is about one.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
}

/// The kinds of failure that a user can do something about, each in a different way.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Situation {
    /// The cluster serves no `PodSecurityPolicy` API (Kubernetes 1.25 and later).
    NoPspApi,
    /// The cluster's API server does not answer, as while it restarts.
    Unreachable,
    /// The cluster does not accept the credentials.
    Unauthorized,
    /// The cluster refuses: the caller lacks the rights.
    Forbidden,
    /// There is no such object, or no such cluster.
    NotFound,
    /// There is such an object already.
    AlreadyExists,
    /// Somebody else changed the object in the meantime.
    Conflict,
    /// The input is wrong; `fields` may say where.
    Invalid,
    /// The console itself refuses, to keep the cluster working; `detail` says why.
    Protected,
    /// The browser cannot reach this console.
    Offline,
    /// The console was updated since the page was loaded, so they do not understand each other.
    Outdated,
    /// A fault of the console; the log knows more.
    Internal,
}

impl ApiError {
    /// An error with a detail, which may be empty.
    pub fn new(situation: Situation, detail: impl Into<String>) -> Self {
        Self { situation, detail: detail.into(), fields: Vec::new(), lines: Vec::new(), typed: Vec::new() }
    }

    /// Everything that is wrong with a YAML text.
    #[cfg(feature = "ssr")]
    pub fn yaml(errors: Vec<psp::yaml::YamlError>) -> Self {
        let line = |error: psp::yaml::YamlError| LineProblem {
            place: (error.line, error.column),
            field: error.field,
            message: texts().yaml_problem(&error.problem),
        };
        Self { lines: errors.into_iter().map(line).collect(), ..Self::new(Situation::Invalid, "") }
    }

    /// With what is wrong with one field of a form.
    #[must_use]
    pub fn at(mut self, field: &str, message: impl Into<String>) -> Self {
        self.fields.push(FieldProblem { field: field.to_owned(), message: message.into() });
        self
    }

    /// With what was typed, for a form that is shown again.
    #[must_use]
    pub fn keeping<const N: usize>(mut self, typed: [(&str, &str); N]) -> Self {
        self.typed = typed.map(|(field, value)| (field.to_owned(), value.to_owned())).to_vec();
        self
    }

    /// Something had been done before, which is undone by this id.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub(super) fn undoable(mut self, undo: String) -> Self {
        self.typed.push((UNDO.to_owned(), undo));
        self
    }

    /// What was typed into this field.
    pub fn typed(&self, field: &str) -> Option<&str> {
        self.typed.iter().find(|(each, _)| each == field).map(|(_, value)| value.as_str())
    }

    /// What is wrong with this field.
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|each| each.field == field).map(|each| each.message.as_str())
    }

    /// What happened, in a few words: the heading of an alert.
    pub fn title(&self) -> &'static str {
        let t = texts();
        match self.situation {
            Situation::NoPspApi => t.no_psp_api(),
            Situation::Unreachable => t.does_not_answer(),
            Situation::Unauthorized => t.unauthorized(),
            Situation::Forbidden => t.no_rights(),
            Situation::NotFound => t.not_found(),
            Situation::AlreadyExists => t.exists_already(),
            Situation::Conflict => t.changed_meanwhile(),
            Situation::Invalid => t.not_right_yet(),
            Situation::Protected => t.protected(),
            Situation::Offline => t.offline(),
            Situation::Outdated => t.outdated(),
            Situation::Internal => t.internal(),
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        let t = texts();
        match self.situation {
            Situation::NoPspApi => t.no_psp_api_advice(),
            Situation::Unreachable => t.does_not_answer_advice(),
            Situation::Unauthorized => t.unauthorized_advice(),
            Situation::Forbidden => t.no_rights_advice(),
            Situation::NotFound => t.not_found_advice(),
            Situation::AlreadyExists => t.exists_already_advice(),
            Situation::Conflict => t.changed_meanwhile_advice(),
            Situation::Invalid => t.not_right_yet_advice(),
            Situation::Protected => "",
            Situation::Offline => t.offline_advice(),
            Situation::Outdated => t.outdated_advice(),
            Situation::Internal => t.internal_advice(),
        }
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        match self.situation {
            Situation::NoPspApi | Situation::NotFound => 404,
            Situation::Unauthorized => 401,
            Situation::Forbidden => 403,
            Situation::AlreadyExists | Situation::Conflict => 409,
            Situation::Invalid | Situation::Protected => 422,
            Situation::Unreachable | Situation::Offline | Situation::Outdated => 503,
            Situation::Internal => 500,
        }
    }

    /// May the same request succeed when it is simply made again?
    pub fn is_worth_retrying(&self) -> bool {
        matches!(self.situation, Situation::Unreachable | Situation::Offline | Situation::Internal)
    }

    /// What happened, as shortly as it can be said.
    #[cfg(feature = "ssr")]
    pub(super) fn why(&self) -> &str {
        if self.detail.is_empty() { self.title() } else { &self.detail }
    }

    fn in_words(&self) -> String {
        if self.detail.is_empty() {
            self.title().to_owned()
        } else {
            format!("{}: {}", self.title(), self.detail)
        }
    }
}

impl From<NotRead> for ApiError {
    fn from(why: NotRead) -> Self {
        let situation = match why {
            NotRead::OtherBuild => Situation::Outdated,
            NotRead::NotOurs => Situation::Offline,
        };
        Self::new(situation, "")
    }
}

impl FromServerFnError for ApiError {
    type Encoder = WireEncoding;

    /// What leptos itself can run into. Its texts are for developers; the user gets the situation.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Deserialization(why) if why == OTHER_BUILD => {
                Self::new(Situation::Outdated, "")
            }
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::new(Situation::Offline, "")
            }
            ServerFnErrorErr::Args(text) => Self::new(Situation::Invalid, text),
            ServerFnErrorErr::MissingArg(name) => Self::new(Situation::Invalid, texts().is_missing(&name)),
            _ => Self::new(Situation::Internal, ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{FromServerFnError, ServerFnErrorErr};

    use super::{ApiError, Situation};

    #[test]
    fn survives_the_way_to_the_browser() {
        let error = ApiError::new(Situation::Invalid, "bad name").keeping([("account", "ack-dev")]);
        assert_eq!(ApiError::de(error.ser()), error);
    }

    #[test]
    fn tells_no_internals_of_a_framework_error() {
        let error = ApiError::from_server_fn_error(ServerFnErrorErr::ServerError("token=secret".into()));
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn an_answer_that_is_not_ours_reads_as_offline() {
        assert_eq!(ApiError::de("<html>502</html>".into()).situation, Situation::Offline);
    }
}
