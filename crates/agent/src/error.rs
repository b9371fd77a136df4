//! What can go wrong, by what it means for the node.

use std::io;
use std::path::{Path, PathBuf};

use manifest::{Cause, Failure, Seen};

use crate::progress::Outcome;

/// Why the state is not what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another agent holds the manifest's folder.
    #[error("another agent is changing a manifest in {}", folder.display())]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("{}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The manifest is a link; replacing it would leave the file it points to as it was.
    #[error("{} is not a file of its own", path.display())]
    NotAFile {
        /// The manifest.
        path: PathBuf,
    },
    /// The backup would be run by kubelet.
    #[error("the backup folder {} is the manifest's own, where kubelet runs every file", folder.display())]
    BackupAmongManifests {
        /// The backup folder.
        folder: PathBuf,
    },
    /// The backup folder is in use for another manifest.
    #[error("the backup folder belongs to {}", manifest.display())]
    BackupOfAnother {
        /// That manifest.
        manifest: PathBuf,
    },
    /// The journal, or the manifest, is no text that can be read.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The manifest is not understood, or cannot be changed.
    #[error("{}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Where and why.
        source: manifest::Error,
    },
    /// The certificate authority cannot be used.
    #[error("{}: {reason}", path.display())]
    Authority {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Certificates are not checked, over a network.
    #[error("--insecure-skip-tls-verify is for loopback only; name the authority with --ca")]
    Insecure,
    /// The server was not ready before anything was changed, so nothing could be said about a change.
    #[error("the server is not ready before the change: {reason}")]
    NotReady {
        /// What it says.
        reason: Seen,
    },
    /// What answers cannot be told from the process that will come after it.
    #[error("what answers at the --readyz URL is not kube-apiserver itself: a restart could not be seen")]
    NotTheServer,
    /// Somebody else edited the manifest meanwhile. It is left as it is.
    #[error("somebody else changed {} meanwhile; it is left as it is", path.display())]
    ChangedMeanwhile {
        /// The manifest.
        path: PathBuf,
    },
    /// The change was taken back.
    #[error("taken back, and the server is ready as before: {reason}")]
    RolledBack {
        /// What was wrong.
        reason: Cause,
    },
    /// It was taken back, but no server is ready.
    #[error("taken back, but the server is still not ready: {reason}")]
    Down {
        /// What was last seen.
        reason: Cause,
    },
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    /// The reason as data, for whoever tells it in another language.
    pub(crate) fn failure(&self) -> Failure {
        let text = |path: &Path| path.display().to_string();
        match self {
            Self::Locked { folder } => Failure::Locked { folder: text(folder) },
            Self::File { path, source } => Failure::File { path: text(path), said: source.to_string() },
            Self::Manifest { path, source } => Failure::Manifest { path: text(path), error: source.clone() },
            Self::NotAFile { path } => Failure::NotAFile { path: text(path) },
            Self::BackupAmongManifests { folder } => Failure::BackupAmongManifests { folder: text(folder) },
            Self::BackupOfAnother { manifest } => Failure::BackupOfAnother { manifest: text(manifest) },
            Self::NotReady { reason } => Failure::NotReady { seen: reason.clone() },
            Self::NotTheServer => Failure::NotTheServer,
            Self::ChangedMeanwhile { path } => Failure::ChangedMeanwhile { path: text(path) },
            Self::RolledBack { reason } => Failure::RolledBack { cause: reason.clone() },
            Self::Down { reason } => Failure::Down { cause: reason.clone() },
            other => Failure::Said(other.to_string()),
        }
    }

    /// What it means for the node. `was_changed` says whether the manifest was touched before.
    pub(crate) fn outcome(&self, was_changed: bool) -> Outcome {
        match self {
            Self::Locked { .. } => Outcome::Busy,
            Self::RolledBack { .. } => Outcome::RolledBack,
            Self::Down { .. } => Outcome::Down,
            _ if was_changed => Outcome::Down,
            _ => Outcome::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use manifest::{Cause, Failure, Psp, Seen};

    use super::Error;
    use crate::progress::in_full;

    #[test]
    fn as_data_it_says_the_same_as_in_words() {
        let path = PathBuf::from("/etc/kubernetes/manifests/kube-apiserver.yaml");
        let source = manifest::set("spec: {}", Psp::On).unwrap_err();
        let reason = Cause::TimeOver { seconds: 30, seen: Seen::NotStopped };
        for error in [
            Error::Locked { folder: path.clone() },
            Error::File { path: path.clone(), source: std::io::Error::from_raw_os_error(13) },
            Error::Manifest { path: path.clone(), source },
            Error::NotAFile { path: path.clone() },
            Error::BackupAmongManifests { folder: path.clone() },
            Error::BackupOfAnother { manifest: path.clone() },
            Error::NotReady { reason: Seen::TooLate { seconds: 5 } },
            Error::NotTheServer,
            Error::ChangedMeanwhile { path: path.clone() },
            Error::RolledBack { reason: reason.clone() },
            Error::Down { reason },
        ] {
            let told = error.failure();
            assert_eq!(told.to_string(), in_full(&error));
            assert!(!matches!(told, Failure::Said(_)), "{told}");
        }
        let other = Error::Unreadable { path, reason: "no text".to_owned() };
        assert_eq!(other.failure(), Failure::Said(in_full(&other)));
    }
}
