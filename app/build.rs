//! Tells the page what the editor's bundle is called: its name has a hash (`app/editor/build.mjs`). Without the bundle, as
//! when only the server is checked, editing works in a plain text field.
//!
//! And gives the build a name, by which the page knows answers of another one (`api/wire.rs`).

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The sources that decide what an answer looks like.
const SOURCES: [&str; 3] = ["src", "../crates/access/src", "../crates/psp/src"];
/// Holds the bundle and nothing else.
const FOLDER: &str = "../public/editor";

fn main() {
    // Of a folder cargo watches the files in it, of one that is missing nothing: then its parent.
    let watched = if Path::new(FOLDER).is_dir() { FOLDER } else { "../public" };
    println!("cargo::rerun-if-changed={watched}");
    let files = std::fs::read_dir(FOLDER).into_iter().flatten().flatten();
    let bundle = files.map(|file| file.file_name().to_string_lossy().into_owned()).max();
    println!("cargo::rustc-env=YAML_EDITOR={}", bundle.unwrap_or_default());
    println!("cargo::rustc-env=BUILD_ID={:016x}", build_id());
}

/// The same for the server and for the browser's program, which are built one after the other from the same sources.
fn build_id() -> u64 {
    let mut hasher = DefaultHasher::new();
    for folder in SOURCES {
        println!("cargo::rerun-if-changed={folder}");
        for file in files_in(Path::new(folder)) {
            file.hash(&mut hasher);
            std::fs::read(&file).unwrap_or_default().hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Every file beneath it, in the same order on every machine.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}
