//! A folder that keeps a cluster across restarts: one redb database, one process at a time.
//!
//! redb commits by writing pages aside and then switching to them, so whenever the process or the machine dies, the
//! last commit stands. Nothing is read from it after the start: the store in memory answers. A file that is not whole,
//! or that a newer version wrote, is refused and left as it is; to be sure of that, a copy in memory is looked at
//! first.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use redb::backends::{FileBackend, InMemoryBackend};
use redb::{Builder, Database, ReadableDatabase, ReadableTable, StorageBackend, TableDefinition};
use serde_json::Value;

use crate::object::Object;
use crate::resource::RESOURCES;
use crate::store::Key;

/// Counts every change of what the tables hold.
const FORMAT: &str = "1";
const FILE: &str = "cluster.redb";

/// JSON of each object, by `group/plural/namespace/name`.
const OBJECTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("objects");
/// The format, the revision, and what is made once: tokens, keys, certificates.
const KEPT: TableDefinition<'_, &str, &str> = TableDefinition::new("kept");

/// Why a cluster cannot be kept in a folder.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The folder or a file in it cannot be used.
    #[error("cannot use {path}")]
    Unusable {
        /// Folder or file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// One process at a time.
    #[error("{0} is in use by another process")]
    InUse(PathBuf),
    /// A newer version of this program wrote the file.
    #[error("{path} has the format {found}, and this version knows {FORMAT}; the file was left as it is")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: String,
    },
    /// The file is not what was written.
    #[error("{path} is damaged; it was left as it is")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How that was noticed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Something could not be written.
    #[error("cannot write {path}")]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<redb::Error>,
    },
}

/// One change, as it is written.
#[derive(Debug)]
pub(crate) enum Entry {
    /// An object is this now, or gone.
    Change { revision: u64, key: Key, object: Option<Object> },
    /// All objects are gone.
    Cleared { revision: u64 },
}

impl Entry {
    pub(crate) fn revision(&self) -> u64 {
        match self {
            Self::Change { revision, .. } | Self::Cleared { revision } => *revision,
        }
    }
}

/// What was found in the folder.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) objects: Vec<(Key, Value)>,
    /// None when nothing was ever written.
    pub(crate) revision: Option<u64>,
}

/// The folder, while it is used.
#[derive(Debug)]
pub(crate) struct Data {
    database: Database,
    path: PathBuf,
    /// Locked until it is closed.
    _lock: File,
}

impl Data {
    /// Opens the folder, which is made if need be, and reads what it holds.
    pub(crate) fn open(folder: &Path) -> Result<(Self, Found), DataError> {
        let unusable = |path: &Path| {
            let path = path.to_owned();
            move |source| DataError::Unusable { path, source }
        };
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(unusable(folder))?;
        let lock = lock(folder)?;
        let path = folder.join(FILE);
        let (database, found) = match std::fs::read(&path) {
            Ok(bytes) => {
                let found = inspect(&path, &bytes)?;
                let database = builder().open(&path).map_err(|error| unwritten(&path, error))?;
                (database, found)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let database = create(folder, &path)?;
                (database, Found::default())
            }
            Err(error) => return Err(unusable(&path)(error)),
        };
        Ok((Self { database, path, _lock: lock }, found))
    }

    /// Writes the changes, all or none, and returns when they are on the disk.
    pub(crate) fn write(&self, entries: &[Entry]) -> Result<(), DataError> {
        self.try_write(entries).map_err(|error| unwritten(&self.path, error))
    }

    fn try_write(&self, entries: &[Entry]) -> Result<(), redb::Error> {
        let transaction = self.database.begin_write()?;
        {
            let mut objects = transaction.open_table(OBJECTS)?;
            for entry in entries {
                match entry {
                    Entry::Change { key, object: Some(object), .. } => {
                        objects.insert(path_of(key).as_str(), object.to_string().as_bytes())?;
                    }
                    Entry::Change { key, object: None, .. } => {
                        objects.remove(path_of(key).as_str())?;
                    }
                    Entry::Cleared { .. } => objects.retain(|_, _| false)?,
                }
            }
            if let Some(revision) = entries.last().map(Entry::revision) {
                transaction.open_table(KEPT)?.insert("revision", revision.to_string().as_str())?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// What has this name, made and kept when there is none yet.
    pub(crate) fn once(&self, name: &str, make: impl FnOnce() -> String) -> Result<String, DataError> {
        self.try_once(name, make).map_err(|error| unwritten(&self.path, error))
    }

    /// It is not what was kept.
    pub(crate) fn damaged(&self, how: &'static str) -> DataError {
        DataError::Damaged { path: self.path.clone(), source: how.into() }
    }

    fn try_once(&self, name: &str, make: impl FnOnce() -> String) -> Result<String, redb::Error> {
        if let Some(known) = self.database.begin_read()?.open_table(KEPT)?.get(name)? {
            return Ok(known.value().to_owned());
        }
        let new = make();
        let transaction = self.database.begin_write()?;
        transaction.open_table(KEPT)?.insert(name, new.as_str())?;
        transaction.commit()?;
        Ok(new)
    }
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    // It is written, not read.
    builder.set_cache_size(4 * 1024 * 1024);
    builder
}

fn lock(folder: &Path) -> Result<File, DataError> {
    let path = folder.join("lock");
    let unusable = |source| DataError::Unusable { path: path.clone(), source };
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DataError::InUse(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

/// Under another name first, so that a file of the right name is always whole.
fn create(folder: &Path, path: &Path) -> Result<Database, DataError> {
    let unusable = |source| DataError::Unusable { path: path.to_owned(), source };
    let new = path.with_extension("new");
    let mut options = OpenOptions::new();
    // It holds tokens and keys.
    let file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&new)
        .map_err(unusable)?;
    let made = || -> Result<Database, redb::Error> {
        let backend = FileBackend::new(file)?;
        let database = builder().create_with_backend(backend)?;
        let transaction = database.begin_write()?;
        transaction.open_table(OBJECTS)?;
        transaction.open_table(KEPT)?.insert("format", FORMAT)?;
        transaction.commit()?;
        Ok(database)
    };
    let database = made().map_err(|error| unwritten(path, error))?;
    std::fs::rename(&new, path).map_err(unusable)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(unusable)?;
    Ok(database)
}

/// Reads a copy, whose every page is compared with its checksum.
fn inspect(path: &Path, bytes: &[u8]) -> Result<Found, DataError> {
    let damaged = |source| DataError::Damaged { path: path.to_owned(), source };
    let database = copy(bytes).map_err(|error| damaged(error.into()))?;
    let format = format_of(&database).map_err(|error| damaged(error.into()))?;
    if format != FORMAT {
        return Err(DataError::Newer { path: path.to_owned(), found: format });
    }
    read(&database).map_err(damaged)
}

fn copy(bytes: &[u8]) -> Result<Database, redb::Error> {
    if bytes.is_empty() {
        return Err(redb::Error::Corrupted("the file is empty".to_owned()));
    }
    let memory = InMemoryBackend::new();
    memory.set_len(bytes.len() as u64)?;
    memory.write(0, bytes)?;
    Ok(builder().set_check_integrity_on_open(true).create_with_backend(memory)?)
}

fn format_of(database: &Database) -> Result<String, redb::Error> {
    let kept = database.begin_read()?.open_table(KEPT)?;
    Ok(kept.get("format")?.map(|format| format.value().to_owned()).unwrap_or_default())
}

fn read(database: &Database) -> Result<Found, Box<dyn std::error::Error + Send + Sync>> {
    let transaction = database.begin_read()?;
    let revision = transaction.open_table(KEPT)?.get("revision")?;
    let revision = revision.map(|revision| revision.value().parse()).transpose()?;
    let mut objects = Vec::new();
    for row in transaction.open_table(OBJECTS)?.iter()? {
        let (key, object) = row?;
        let key =
            key_of(key.value()).ok_or_else(|| format!("{} is no object of this cluster", key.value()))?;
        objects.push((key, serde_json::from_slice(object.value())?));
    }
    Ok(Found { objects, revision })
}

fn path_of(key: &Key) -> String {
    let (group, plural) = key.kind();
    format!("{group}/{plural}/{}/{}", key.namespace, key.name)
}

fn key_of(path: &str) -> Option<Key> {
    let mut parts = path.splitn(4, '/');
    let (group, plural) = (parts.next()?, parts.next()?);
    let resource = RESOURCES.iter().find(|row| (row.group, row.plural) == (group, plural))?;
    Some(Key::new(resource, parts.next()?, parts.next()?))
}

fn unwritten(path: &Path, error: impl Into<redb::Error>) -> DataError {
    DataError::Unwritten { path: path.to_owned(), source: Box::new(error.into()) }
}
