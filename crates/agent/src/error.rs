//! What can go wrong, by what it means for the node.

use std::io;
use std::path::{Path, PathBuf};

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
    #[error("the backup folder {} is the manifest's own, where kubelet runs every file", path.display())]
    BackupAmongManifests {
        /// The backup folder.
        path: PathBuf,
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
        reason: String,
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
        reason: String,
    },
    /// It was taken back, but no server is ready.
    #[error("taken back, but the server is still not ready: {reason}")]
    Down {
        /// What was last seen.
        reason: String,
    },
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
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
