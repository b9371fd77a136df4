//! From the bytes of an argument to the bytes of the text, through quotes, anchors and lines that continue.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

use super::edit::Edit;
use crate::container::Argument;
use crate::tree::Layout;

/// The change of the text that changes an argument so; `None` if it is written with escapes.
pub(super) fn replace(text: &str, argument: &Argument<'_>, range: &Range<usize>, with: &str) -> Option<Edit> {
    let raw = Raw::new(text, argument)?;
    let is_all = range.len() == argument.scalar.text.len();
    if is_all && with.is_empty() && argument.scalar.style == ScalarStyle::Plain {
        // Nothing without quotes would be null.
        return Some(Edit { range: raw.range(range)?, with: "\"\"".to_owned() });
    }
    Some(Edit { range: raw.range(range)?, with: with.to_owned() })
}

/// Can a comma and a name be added? Not without quotes between brackets, where the comma would begin a new item.
pub(super) fn can_append(text: &str, argument: &Argument<'_>) -> bool {
    let splits = argument.scalar.style == ScalarStyle::Plain && argument.scalar.layout == Layout::Flow;
    !splits && Raw::new(text, argument).is_some()
}

/// Where each byte of an argument stands in the text.
struct Raw {
    /// Where the first one would be, even if there is none.
    start: usize,
    bytes: Vec<usize>,
}

impl Raw {
    fn new(text: &str, argument: &Argument<'_>) -> Option<Self> {
        let source = &argument.node.source;
        let value = without_properties(text.get(source.clone())?);
        let start = source.end - value.len();
        let said = argument.scalar.text.as_str();
        let (skipped, bytes) = match argument.scalar.style {
            ScalarStyle::Plain => (0, literal(value, said)?),
            ScalarStyle::SingleQuoted => (1, literal(value.strip_prefix('\'')?, said)?),
            ScalarStyle::DoubleQuoted => (1, continued(value.strip_prefix('"')?, said)?),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let line = said.trim_end_matches('\n');
                // Of an empty block nobody knows how far it is indented.
                let at = value.find(line).filter(|_| !line.is_empty())?;
                (at, literal(value.get(at..)?, line)?)
            }
        };
        let start = start + skipped;
        Some(Self { start, bytes: bytes.into_iter().map(|at| start + at).collect() })
    }

    fn range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let after = |index: usize| match index.checked_sub(1) {
            Some(before) => self.bytes.get(before).map(|at| at + 1),
            None => Some(self.start),
        };
        if range.is_empty() {
            let at = after(range.start)?;
            return Some(at..at);
        }
        Some(*self.bytes.get(range.start)?..after(range.end)?)
    }
}

/// The value behind its anchor and tag.
fn without_properties(source: &str) -> &str {
    let mut rest = source;
    while rest.starts_with(['&', '!']) {
        rest =
            rest.find(char::is_whitespace).and_then(|end| rest.get(end..)).unwrap_or_default().trim_start();
    }
    rest
}

fn literal(value: &str, said: &str) -> Option<Vec<usize>> {
    value.starts_with(said).then(|| (0..said.len()).collect())
}

/// Between double quotes a line may end with a backslash and continue in the next one; other escapes are not followed.
fn continued(value: &str, said: &str) -> Option<Vec<usize>> {
    let mut bytes = Vec::with_capacity(said.len());
    let mut rest = value;
    for character in said.chars() {
        while let Some(line) = rest.strip_prefix("\\\r\n").or_else(|| rest.strip_prefix("\\\n")) {
            rest = line.trim_start_matches([' ', '\t']);
        }
        let at = value.len() - rest.len();
        rest = rest.strip_prefix(character).filter(|_| !matches!(character, '"' | '\\'))?;
        bytes.extend(at..at + character.len_utf8());
    }
    Some(bytes)
}
