//! Files that are there whole or not at all.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use ring::digest;

/// To whom a file belongs, and who may read it.
#[derive(Clone, Copy)]
pub(crate) enum Access {
    /// Nobody but the agent's own user.
    Private,
    /// As the file that it takes the place of.
    AsBefore,
}

/// Puts a file in place: whoever opens the path, at any moment, finds the old bytes or the new ones, also after the
/// power went.
///
/// The new bytes are written beside it under a name with a dot in front, which kubelet ignores, whether it lists the
/// folder or watches it. Not elsewhere: only in one file system can a file take the place of another at once, and a pod
/// has each folder as a file system of its own. A file made there also gets the folder's SELinux label.
pub(crate) fn replace(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let temporary = temporary(path);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&temporary)?;
    if let Access::AsBefore = access {
        let before = fs::metadata(path)?;
        fchown(&file, Some(before.uid()), Some(before.gid()))?;
        file.set_permissions(Permissions::from_mode(before.mode() & 0o7777))?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    // The folder holds the name: without this the rename could be lost.
    File::open(folder(path))?.sync_all()
}

/// Removes what an agent left that was killed while it wrote.
pub(crate) fn clean(path: &Path) -> io::Result<()> {
    match fs::remove_file(temporary(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.psp-console"))
}

/// The folder that a file is in.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// What bytes are known by, in the journal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    hash.as_ref().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::{Access, clean, hash, replace, temporary};

    #[test]
    fn a_file_keeps_its_mode_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&path, b"new", Access::AsBefore).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_of_the_agents_own_is_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.json");
        replace(&path, b"{}", Access::Private).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    }

    #[test]
    fn what_a_killed_agent_left_is_hidden_from_kubelet_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        assert!(temporary(&path).file_name().unwrap().to_string_lossy().starts_with('.'));
        fs::write(temporary(&path), "half").unwrap();
        clean(&path).unwrap();
        clean(&path).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn hashes_as_sha256sum_does() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
