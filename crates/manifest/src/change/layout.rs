//! Items that come and go in the lists `command` and `args`, in the style of their neighbours.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

use super::edit::Edit;
use super::plan::End;
use crate::args;
use crate::container::{Argument, Server};
use crate::tree::Layout;

/// Where a new flag goes: before the first one, or after the program if there is none or it is no simple line.
pub(super) struct Spot<'a> {
    pub(super) neighbour: Argument<'a>,
    side: End,
    form: Form,
}

/// What is written around an item.
enum Form {
    /// Its own line.
    Line { indent: String, end: &'static str },
    /// Between brackets.
    Inline { separator: String },
}

/// Finds the spot.
pub(super) fn spot<'a>(text: &str, server: &Server<'a>) -> Option<Spot<'a>> {
    let first = args::after_program(&server.arguments).ok()?;
    let candidates = [(Some(first), End::Before), (first.checked_sub(1), End::After)];
    candidates.into_iter().find_map(|(number, side)| {
        let neighbour = *server.arguments.get(number?)?;
        Some(Spot { neighbour, side, form: form(text, server, number?)? })
    })
}

fn form(text: &str, server: &Server<'_>, number: usize) -> Option<Form> {
    let argument = server.arguments.get(number)?;
    if server.lists.get(argument.list)?.layout == Layout::Flow {
        let separator = [number.checked_sub(1), Some(number)].into_iter().flatten().find_map(|before| {
            let (before, after) = (server.arguments.get(before)?, server.arguments.get(before + 1)?);
            let between = text.get(end_of(text, before)..after.node.range.start)?;
            (before.list == after.list && between.trim() == ",").then(|| between.to_owned())
        });
        return Some(Form::Inline { separator: separator.unwrap_or_else(|| ", ".to_owned()) });
    }
    let range = argument.node.range.start..end_of(text, argument);
    let line = line(text, &range);
    let indent = text.get(line.start..range.start)?;
    let is_one_line = text.get(range)?.lines().count() == 1;
    let is_simple = is_one_line && indent.trim() == "-" && indent.ends_with([' ', '\t']);
    is_simple.then(|| Form::Line { indent: indent.to_owned(), end: line_end(text, &line) })
}

impl Spot<'_> {
    /// The number in its list that the new flag gets.
    pub(super) fn index(&self) -> usize {
        match self.side {
            End::Before => self.neighbour.index,
            End::After => self.neighbour.index + 1,
        }
    }

    pub(super) fn insert(&self, text: &str, flag: &str) -> Edit {
        let item = match self.neighbour.scalar.style {
            ScalarStyle::SingleQuoted => format!("'{flag}'"),
            ScalarStyle::DoubleQuoted => format!("\"{flag}\""),
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => flag.to_owned(),
        };
        let range = self.neighbour.node.range.start..end_of(text, &self.neighbour);
        let line = line(text, &range);
        let (at, with) = match (&self.form, self.side) {
            (Form::Line { indent, end }, End::Before) => (line.start, format!("{indent}{item}{end}")),
            (Form::Line { indent, end }, End::After) => (line.end, format!("{end}{indent}{item}")),
            (Form::Inline { separator }, End::Before) => (range.start, format!("{item}{separator}")),
            (Form::Inline { separator }, End::After) => (range.end, format!("{separator}{item}")),
        };
        Edit { range: at..at, with }
    }
}

/// Takes an item out.
pub(super) fn delete(text: &str, server: &Server<'_>, number: usize, end: End) -> Option<Edit> {
    let argument = server.arguments.get(number)?;
    let neighbour = |number: Option<usize>| {
        number.and_then(|number| server.arguments.get(number)).filter(|it| it.list == argument.list)
    };
    let (start, stop) = (argument.node.range.start, end_of(text, argument));
    let range = match (server.lists.get(argument.list)?.layout, end) {
        (Layout::Flow, End::After) => start..neighbour(number.checked_add(1))?.node.range.start,
        (Layout::Flow, End::Before) => end_of(text, neighbour(number.checked_sub(1))?)..stop,
        (Layout::Block, End::After) => {
            let line = line(text, &(start..stop));
            line.start..line.end + line_end_at(text, line.end).len()
        }
        (Layout::Block, End::Before) => {
            let line = line(text, &(start..stop));
            line.start - line_end(text, &line).len().min(line.start)..line.end
        }
    };
    Some(Edit { range, with: String::new() })
}

/// The parser counts the white space behind quotes to the value.
fn end_of(text: &str, argument: &Argument<'_>) -> usize {
    let range = &argument.node.range;
    range.start + text.get(range.clone()).unwrap_or_default().trim_end().len()
}

/// The lines that a range is in, without the end of the last one.
fn line(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let after = text.get(range.end..).unwrap_or_default();
    let end = after.find('\n').map_or(text.len(), |at| range.end + at);
    let ends_with_return = text.get(start..end).is_some_and(|line| line.ends_with('\r'));
    start..end - usize::from(ends_with_return)
}

fn line_end_at(text: &str, at: usize) -> &'static str {
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with("\r\n") {
        "\r\n"
    } else if rest.starts_with('\n') {
        "\n"
    } else {
        ""
    }
}

/// How this line ends, or the one before it where the text ends without one.
fn line_end(text: &str, line: &Range<usize>) -> &'static str {
    match line_end_at(text, line.end) {
        "" if text.get(..line.start).is_some_and(|before| before.ends_with("\r\n")) => "\r\n",
        "" => "\n",
        end => end,
    }
}
