//! Tells the page what the editor's bundle is called: its name has a hash (`app/editor/build.mjs`). Without the bundle, as
//! when only the server is checked, editing works in a plain text field.

use std::path::Path;

/// Holds the bundle and nothing else.
const FOLDER: &str = "../public/editor";

fn main() {
    // Of a folder cargo watches the files in it, of one that is missing nothing: then its parent.
    let watched = if Path::new(FOLDER).is_dir() { FOLDER } else { "../public" };
    println!("cargo::rerun-if-changed={watched}");
    let files = std::fs::read_dir(FOLDER).into_iter().flatten().flatten();
    let bundle = files.map(|file| file.file_name().to_string_lossy().into_owned()).max();
    println!("cargo::rustc-env=YAML_EDITOR={}", bundle.unwrap_or_default());
}
