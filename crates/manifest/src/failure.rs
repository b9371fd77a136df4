//! Why an agent did not do what it was asked for, as data: the agent tells it, and whoever shows it says it in the
//! reader's language. The texts here are for the log, and for readers of English.

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Why the state is not what was asked for.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// Another agent holds the manifest's folder.
    #[error("another agent is changing a manifest in {folder}")]
    Locked {
        /// The folder.
        folder: String,
    },
    /// A file cannot be read or written; the operating system's words.
    #[error("{path}: {said}")]
    File {
        /// The file.
        path: String,
        /// Why.
        said: String,
    },
    /// The manifest is not understood, or cannot be changed.
    #[error("{path}: {error}")]
    Manifest {
        /// The manifest.
        path: String,
        /// Where and why.
        error: Error,
    },
    /// The manifest is a link; replacing it would leave the file it points to as it was.
    #[error("{path} is not a file of its own")]
    NotAFile {
        /// The manifest.
        path: String,
    },
    /// The backup would be run by kubelet.
    #[error("the backup folder {folder} is the manifest's own, where kubelet runs every file")]
    BackupAmongManifests {
        /// The backup folder.
        folder: String,
    },
    /// The backup folder is in use for another manifest.
    #[error("the backup folder belongs to {manifest}")]
    BackupOfAnother {
        /// That manifest.
        manifest: String,
    },
    /// The server was not ready before anything was changed, so nothing could be said about a change.
    #[error("the server is not ready before the change: {seen}")]
    NotReady {
        /// What it says.
        seen: Seen,
    },
    /// What answers cannot be told from the process that will come after it.
    #[error("what answers at the --readyz URL is not kube-apiserver itself: a restart could not be seen")]
    NotTheServer,
    /// Somebody else edited the manifest meanwhile. It is left as it is.
    #[error("somebody else changed {path} meanwhile; it is left as it is")]
    ChangedMeanwhile {
        /// The manifest.
        path: String,
    },
    /// The change was taken back.
    #[error("taken back, and the server is ready as before: {cause}")]
    RolledBack {
        /// What was wrong.
        cause: Cause,
    },
    /// It was taken back, but no server is ready.
    #[error("taken back, but the server is still not ready: {cause}")]
    Down {
        /// What was last seen.
        cause: Cause,
    },
    /// Something else, in words.
    #[error("{0}")]
    #[serde(untagged)]
    Said(String),
}

/// Why a change is taken back.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The time was over before a new server was ready.
    #[error("after {seconds} s {seen}")]
    TimeOver {
        /// How long it was waited for.
        seconds: u64,
        /// What was seen last.
        seen: Seen,
    },
    /// Whoever asks now wants it as it was.
    #[error("the opposite was asked for")]
    Opposite,
    /// Something else, in words.
    #[error("{0}")]
    #[serde(untagged)]
    Said(String),
}

/// What is seen of a server that is not ready.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// The server from before is still there.
    #[error("kubelet did not stop the server before")]
    NotStopped,
    /// It is ready, but has not been so for long enough.
    #[error("the server was ready only now")]
    ReadyOnlyNow,
    /// What answers is no kube-apiserver.
    #[error("something else than kube-apiserver answers")]
    SomethingElse,
    /// Nothing answers.
    #[error("no server answers")]
    NoServer,
    /// It takes the connection, and does not answer.
    #[error("no answer within {seconds} s")]
    TooLate {
        /// How long it was waited for.
        seconds: u64,
    },
    /// What the server or the operating system says.
    #[error("{0}")]
    #[serde(untagged)]
    Said(String),
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Cause, Error, Failure, Seen};
    use crate::{Place, Problem};

    #[test]
    fn it_is_read_as_it_was_written_and_words_of_before_stay_words() {
        let seen = Seen::Said("500 Internal Server Error: [-]etcd failed".to_owned());
        let problem = Problem::NoValue { flag: "enable-admission-plugins".to_owned() };
        let error = Error::Arguments { at: Place { line: 2, column: 3 }, problem };
        let written = [
            Failure::RolledBack { cause: Cause::TimeOver { seconds: 180, seen: Seen::NotStopped } },
            Failure::Down { cause: Cause::TimeOver { seconds: 180, seen } },
            Failure::RolledBack { cause: Cause::Opposite },
            Failure::NotReady { seen: Seen::TooLate { seconds: 5 } },
            Failure::NotTheServer,
            Failure::Manifest { path: "kube-apiserver.yaml".to_owned(), error },
            Failure::Said("the backup folder belongs to another".to_owned()),
        ];
        for failure in written {
            let text = serde_json::to_string(&failure).unwrap();
            assert_eq!(serde_json::from_str::<Failure>(&text).unwrap(), failure, "{text}");
        }
        let words = json!({"rolled-back": {"cause": "after 30 s no server answers"}});
        let Ok(Failure::RolledBack { cause: Cause::Said(said) }) = serde_json::from_value(words) else {
            panic!("a cause in words")
        };
        assert_eq!(said, "after 30 s no server answers");
    }

    #[test]
    fn its_english_is_one_sentence() {
        let cause = Cause::TimeOver { seconds: 30, seen: Seen::NoServer };
        assert_eq!(
            Failure::RolledBack { cause }.to_string(),
            "taken back, and the server is ready as before: after 30 s no server answers"
        );
    }
}
