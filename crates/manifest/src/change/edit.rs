//! Changes of bytes.

use std::ops::Range;

/// These bytes become others.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

/// All of them, which must not overlap.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.range.start);
    let mut changed = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        changed.push_str(text.get(at..edit.range.start).unwrap_or_default());
        changed.push_str(&edit.with);
        at = edit.range.end;
    }
    changed.push_str(text.get(at..).unwrap_or_default());
    changed
}
