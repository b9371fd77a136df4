//! A text read by its indentation only: which keys and items enclose each line, however broken the rest is.

/// One step from an object or list into it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

/// What encloses the line that was read last, from the outside in.
#[derive(Debug, Default)]
pub(super) struct Outline {
    frames: Vec<Frame>,
    /// The indentation of the key whose value is the text of the lines below it (`key: |`).
    block: Option<usize>,
}

#[derive(Debug)]
struct Frame {
    indent: usize,
    step: Step,
}

/// What a line says, apart from where it stands.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Content<'a> {
    pub(super) key: Option<&'a str>,
    /// What stands behind the key; without a key, all of it.
    pub(super) value: &'a str,
    /// How many characters stand before it, dashes and all.
    pub(super) indent: usize,
    /// Does it stand behind the dash of an item?
    pub(super) is_item: bool,
}

impl Outline {
    /// The way to what encloses the line that was read last.
    pub(super) fn path(&self) -> Vec<Step> {
        self.frames.iter().map(|frame| frame.step.clone()).collect()
    }

    /// Reads a line. `None` when it says nothing: it is empty, a comment, or part of a text of several lines.
    pub(super) fn enter<'a>(&mut self, line: &'a str) -> Option<Content<'a>> {
        let trimmed = line.trim_start_matches(' ');
        let indent = line.len() - trimmed.len();
        if let Some(outer) = self.block {
            if indent > outer || trimmed.is_empty() {
                return None;
            }
            self.block = None;
        }
        if trimmed.starts_with("---") || trimmed.starts_with("...") {
            self.frames.clear();
            return None;
        }
        if trimmed.is_empty() || trimmed.starts_with(['#', '\t']) {
            return None;
        }
        let content = self.stand_at(line, indent);
        if let Some(key) = content.key {
            self.push(content.indent, Step::Key(key.to_owned()));
        }
        if content.value.starts_with(['|', '>']) {
            self.block = Some(content.indent);
        }
        Some(content)
    }

    /// Enters the items that the line begins, and leaves what it does not belong to. Does not enter its key.
    pub(super) fn stand_at<'a>(&mut self, line: &'a str, mut indent: usize) -> Content<'a> {
        let mut rest = line.get(indent..).unwrap_or_default();
        let mut is_item = false;
        while let Some(after) =
            rest.strip_prefix('-').filter(|after| after.is_empty() || after.starts_with(' '))
        {
            self.push_item(indent);
            is_item = true;
            rest = after.trim_start_matches(' ');
            indent = line.len() - rest.len();
        }
        self.leave(indent);
        let (key, value) = match split_key(rest) {
            Some((key, value)) => (Some(key), value),
            None => (None, rest),
        };
        Content { key, value, indent, is_item }
    }

    /// Leaves everything that begins at this indentation or further to the right.
    pub(super) fn leave(&mut self, indent: usize) {
        while self.frames.last().is_some_and(|top| top.indent >= indent) {
            self.frames.pop();
        }
    }

    pub(super) fn push(&mut self, indent: usize, step: Step) {
        self.frames.push(Frame { indent, step });
    }

    /// A list may stand at the indentation of its key.
    fn push_item(&mut self, indent: usize) {
        let mut index = 0;
        while let Some(top) = self.frames.last() {
            match top.step {
                Step::Item(before) if top.indent == indent => index = before + 1,
                _ if top.indent > indent => {}
                _ => break,
            }
            self.frames.pop();
        }
        self.push(indent, Step::Item(index));
    }
}

/// Key and value of `key: value`. The key without its quotes.
pub(super) fn split_key(content: &str) -> Option<(&str, &str)> {
    if content.starts_with(['[', '{', '#', '|', '>', '&', '*', '!']) {
        return None;
    }
    for quote in ['"', '\''] {
        if let Some(quoted) = content.strip_prefix(quote) {
            let (key, after) = quoted.split_once(quote)?;
            return Some((key, value_behind(after.trim_start())?));
        }
    }
    let colon = content.match_indices(':').find(|(at, _)| {
        let after = content.get(at + 1..).unwrap_or_default();
        after.is_empty() || after.starts_with(' ')
    })?;
    let (key, after) = content.split_at(colon.0);
    Some((key.trim_end(), value_behind(after)?))
}

fn value_behind(colon: &str) -> Option<&str> {
    colon.strip_prefix(':').map(str::trim_start)
}
