//! Where the cursor is: what encloses it, and what is written of the word before it.

use super::Cursor;
use super::flow;
use super::outline::{Content, Outline, Step, split_key};

/// The word before the cursor, and where it stands.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Place {
    /// The way to the object that the word is a key of, to the item that it is, or to the key whose value it is.
    pub(super) path: Vec<Step>,
    /// What is written of it.
    pub(super) typed: String,
    /// Is it the value of a key on the same line?
    pub(super) is_value: bool,
    /// How many characters stand before the line's key or item.
    pub(super) indent: usize,
    /// Is it alone on its line, so that what is put there may go on in further lines?
    pub(super) is_block: bool,
}

/// `None` in comments, behind a finished value, and where nothing is known.
pub(super) fn place_at(text: &str, cursor: Cursor) -> Option<Place> {
    let (mut outline, line) = outline_before(text, cursor);
    let before: String = line.chars().take(cursor.column.saturating_sub(1)).collect();
    let start = before.len() - before.trim_start_matches(' ').len();
    let content = outline.stand_at(&before, start);
    if is_comment(&before) {
        return None;
    }
    let Content { key, value, indent, .. } = content;
    let mut path = outline.path();
    if let Some(key) = key {
        if before.ends_with(':') {
            return None;
        }
        path.push(Step::Key(key.to_owned()));
    }
    if value.starts_with(['[', '{']) {
        let open = flow::end_of(value)?;
        path.extend(open.steps);
        let typed = open.typed.trim_start_matches(['"', '\'']).to_owned();
        return Some(Place { path, typed, is_value: open.is_value, indent, is_block: false });
    }
    let typed = value.trim_start_matches(['"', '\'']).to_owned();
    // Behind a finished word nothing goes on.
    (!typed.contains(' ')).then_some(Place {
        path,
        typed,
        is_value: key.is_some(),
        indent,
        is_block: key.is_none(),
    })
}

/// The keys from the outside to the one that the cursor's line belongs to, with dots between them. In a comment, the
/// key that has been commented out.
pub(super) fn path_at(text: &str, cursor: Cursor) -> Option<String> {
    let (mut outline, line) = outline_before(text, cursor);
    let start = line.len() - line.trim_start_matches(' ').len();
    let mut keys = |line: &str, indent: usize| {
        let content = outline.stand_at(line, indent);
        let mut path = outline.path();
        path.extend(content.key.map(|key| Step::Key(key.to_owned())));
        path
    };
    let path = if let Some(comment) = line.get(start..).and_then(|rest| rest.strip_prefix('#')) {
        let (key, _) = split_key(comment.trim_start())?;
        // As if it were not commented out.
        keys(&format!("{}{key}:", " ".repeat(start)), start)
    } else if line.trim().is_empty() {
        keys(line, cursor.column.saturating_sub(1))
    } else {
        keys(line, start)
    };
    let names = path.into_iter().filter_map(|step| match step {
        Step::Key(key) => Some(key),
        Step::Item(_) => None,
    });
    Some(names.collect::<Vec<_>>().join("."))
}

/// Everything before the cursor's line, and that line.
fn outline_before(text: &str, cursor: Cursor) -> (Outline, &str) {
    let mut outline = Outline::default();
    let mut lines = text.lines();
    for line in lines.by_ref().take(cursor.line.saturating_sub(1)) {
        outline.enter(line);
    }
    (outline, lines.next().unwrap_or_default())
}

fn is_comment(before: &str) -> bool {
    before.trim_start().starts_with('#') || before.contains(" #")
}
