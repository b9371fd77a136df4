//! What one text changes of another.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A line of the old text or the new one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Change<'a> {
    /// It is in both.
    Kept(&'a str),
    /// Only the old text has it.
    Removed(&'a str),
    /// Only the new text has it.
    Added(&'a str),
}

/// Every line of both, in order; of a changed place first what is removed, then what is added.
///
/// ```
/// use psp::text::{Change, diff};
///
/// assert_eq!(diff("a\nb\n", "a\nc\n"), [Change::Kept("a"), Change::Removed("b"), Change::Added("c")]);
/// ```
pub fn diff<'a>(old: &'a str, new: &'a str) -> Vec<Change<'a>> {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let mut changes = Vec::new();
    for operation in operations(&old, &new) {
        let removed = old.get(operation.old_range()).unwrap_or_default().iter().copied();
        let added = new.get(operation.new_range()).unwrap_or_default().iter().copied();
        if matches!(operation, DiffOp::Equal { .. }) {
            changes.extend(added.map(Change::Kept));
        } else {
            changes.extend(removed.map(Change::Removed).chain(added.map(Change::Added)));
        }
    }
    changes
}

pub(super) fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, old, new)
}
