//! The differences that `docs/embedded-differences.md` lists.

use std::collections::BTreeSet;
use std::path::Path;

/// Their ids: what stands in the first column, in backquotes.
pub(crate) fn differences() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/embedded-differences.md");
    let text = std::fs::read_to_string(path).unwrap();
    let ids = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    ids.map(|(id, _)| id.to_owned()).filter(|id| !id.contains(['`', ' '])).collect()
}
