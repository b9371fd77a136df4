//! What is under way, and what was before: the two files in the backup folder.
//!
//! A step is written here before it is done, so that the manifest's own bytes tell the next run how far the agent
//! before it came: they are those before, those after, or somebody else's.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::files::{self, Access};
use crate::options::{SetPsp, State};

/// A change of the manifest, from the moment before it is made.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Journal {
    /// The manifest's path: the bytes below are of no other.
    pub(crate) manifest: PathBuf,
    /// What it was to become.
    pub(crate) state: State,
    /// Its bytes before and after, by their hashes.
    pub(crate) before: String,
    pub(crate) after: String,
    /// The server process that ran before.
    pub(crate) server: String,
    pub(crate) phase: Phase,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub(crate) enum Phase {
    /// The manifest is being replaced, or the server is awaited.
    Changing,
    /// The manifest as it was is being put back, or its server is awaited.
    RollingBack {
        /// What was wrong.
        reason: String,
        /// The server process that is to go, if one answered.
        server: Option<String>,
    },
    /// Nothing is under way.
    Ended,
}

/// Whose bytes the manifest has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Bytes {
    Before,
    After,
    /// Somebody else's.
    Other,
}

impl Journal {
    pub(crate) fn whose(&self, manifest: &[u8]) -> Bytes {
        match files::hash(manifest) {
            hash if hash == self.before => Bytes::Before,
            hash if hash == self.after => Bytes::After,
            _ => Bytes::Other,
        }
    }
}

/// The manifest and the backup folder, which no other agent touches as long as this is there.
pub(crate) struct Site {
    pub(crate) manifest: PathBuf,
    backups: PathBuf,
    /// The lock is on the manifest's folder, so that it holds whatever backup folders there are.
    _lock: File,
}

impl Site {
    pub(crate) fn open(options: &SetPsp) -> Result<Self, Error> {
        let manifest = &options.manifest;
        if !fs::symlink_metadata(manifest).map_err(Error::file(manifest))?.is_file() {
            return Err(Error::NotAFile { path: manifest.clone() });
        }
        let manifest = fs::canonicalize(manifest).map_err(Error::file(manifest))?;
        let folder = files::folder(&manifest);
        let lock = File::open(folder).map_err(Error::file(folder))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Locked { folder: folder.to_owned() }),
            Err(TryLockError::Error(error)) => return Err(Error::file(folder)(error)),
        }
        let backups = match &options.backup_dir {
            Some(path) => path.clone(),
            None => files::folder(folder).join("psp-console"),
        };
        DirBuilder::new().recursive(true).mode(0o700).create(&backups).map_err(Error::file(&backups))?;
        let backups = fs::canonicalize(&backups).map_err(Error::file(&backups))?;
        if backups == folder {
            return Err(Error::BackupAmongManifests { folder: backups });
        }
        files::clean(&manifest).map_err(Error::file(&manifest))?;
        Ok(Self { manifest, backups, _lock: lock })
    }

    /// The last change, if there ever was one.
    pub(crate) fn journal(&self) -> Result<Option<Journal>, Error> {
        let path = self.journal_path();
        let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
        let journal: Journal = serde_json::from_slice(&bytes)
            .map_err(|error| Error::Unreadable { path: path.clone(), reason: error.to_string() })?;
        if journal.manifest != self.manifest {
            return Err(Error::BackupOfAnother { manifest: journal.manifest });
        }
        Ok(Some(journal))
    }

    pub(crate) fn write_journal(&self, journal: &Journal) -> Result<(), Error> {
        let path = self.journal_path();
        let bytes = serde_json::to_vec_pretty(journal)
            .map_err(|error| Error::Unreadable { path: path.clone(), reason: error.to_string() })?;
        files::replace(&path, &bytes, Access::Private).map_err(Error::file(&path))
    }

    /// The manifest's bytes before the last change.
    pub(crate) fn backup(&self) -> Result<Option<Vec<u8>>, Error> {
        read_if_there(&self.backup_path())
    }

    pub(crate) fn write_backup(&self, bytes: &[u8]) -> Result<(), Error> {
        let path = self.backup_path();
        files::replace(&path, bytes, Access::Private).map_err(Error::file(&path))
    }

    pub(crate) fn read_manifest(&self) -> Result<Vec<u8>, Error> {
        fs::read(&self.manifest).map_err(Error::file(&self.manifest))
    }

    pub(crate) fn write_manifest(&self, bytes: &[u8]) -> Result<(), Error> {
        files::replace(&self.manifest, bytes, Access::AsBefore).map_err(Error::file(&self.manifest))
    }

    pub(crate) fn backup_path(&self) -> PathBuf {
        let name = self.manifest.file_name().unwrap_or_default().to_string_lossy();
        self.backups.join(format!("{name}.before"))
    }

    fn journal_path(&self) -> PathBuf {
        self.backups.join("journal.json")
    }
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::file(path)(error)),
    }
}
