//! The static half of the release: where it is, and what its files are called.

use std::path::{Path, PathBuf};

use leptos::config::LeptosOptions;

/// What cargo-leptos calls the page's program and style sheet.
const OUTPUT_NAME: &str = "psp-console";

/// The folder with the page's program, style sheet and icons, as cargo-leptos lays it out.
#[derive(Clone, Debug)]
pub struct Site {
    root: PathBuf,
    hashes: Option<PathBuf>,
}

impl Site {
    /// The site in this folder, or else beside the executable, wherever the process was started from.
    ///
    /// `target/release/psp-console` finds `target/site` and an installed `bin/psp-console` finds `bin/site`.
    pub fn find(root: Option<PathBuf>) -> Self {
        let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_owned));
        Self::in_folder(root, &beside.unwrap_or_default())
    }

    fn in_folder(root: Option<PathBuf>, executable: &Path) -> Self {
        let beside = executable.join("site");
        let above = executable.join("../site");
        let root = root.unwrap_or_else(|| if beside.is_dir() { beside } else { above });
        // Written by cargo-leptos when it puts hashes into file names. Absolute, as leptos would otherwise look
        // beside the executable only.
        let hashes =
            [root.join("hash.txt"), executable.join("hash.txt")].into_iter().find(|file| file.is_file());
        Self { root, hashes }
    }

    /// Without files: pages are served, and what they refer to is not found.
    pub fn none() -> Self {
        Self { root: PathBuf::from("/nonexistent"), hashes: None }
    }

    /// Is it there? Without it, pages work as without JavaScript, and look like it.
    pub(crate) fn is_there(&self) -> bool {
        self.root.is_dir()
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the program and the style sheet are.
    pub(crate) fn packages(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// Do the names of program and style sheet change with their content?
    pub(crate) fn is_hashed(&self) -> bool {
        self.hashes.is_some()
    }

    /// What leptos must know to refer to the files.
    pub(crate) fn options(&self) -> LeptosOptions {
        let hash_file = self.hashes.as_deref().unwrap_or(Path::new("hash.txt"));
        LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root(self.root.to_string_lossy().as_ref())
            .site_pkg_dir("pkg")
            .hash_files(self.is_hashed())
            .hash_file(hash_file.to_string_lossy().as_ref().into())
            .build()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Site;

    #[test]
    fn is_found_beside_the_folder_of_the_executable() {
        let target = std::env::temp_dir().join(format!("psp-console-site-{}", std::process::id()));
        let release = target.join("release");
        fs::create_dir_all(&release).unwrap();
        fs::create_dir_all(target.join("site")).unwrap();
        fs::write(release.join("hash.txt"), "js: abc\n").unwrap();
        let site = Site::in_folder(None, &release);
        assert!(site.is_there());
        assert!(site.is_hashed());
        assert!(site.options().hash_file.starts_with('/'));
        fs::remove_dir_all(target).unwrap();
    }

    #[test]
    fn names_files_without_a_hash_when_there_are_no_hashes() {
        assert!(!Site::none().options().hash_files);
    }
}
