//! What can be written at the cursor: fields that are not there yet, and values where the API knows them.

use super::outline::{Outline, Step};
use super::parameter::{self, Parameter};
use super::place::{Place, place_at};
use super::{Cursor, values};
use crate::schema::{Object, POLICY, Shape};

/// What can be written in place of a word.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Completion {
    /// Where the word begins.
    pub from: Cursor,
    /// Where it ends, behind the cursor perhaps.
    pub to: Cursor,
    /// In the order in which they are best shown; the word is not looked at.
    pub items: Vec<Item>,
}

/// One thing that can be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// What it is called, and what the word is compared with.
    pub label: &'static str,
    /// What is written, of several lines perhaps.
    pub insert: String,
    /// Its type; empty for a value.
    pub detail: &'static str,
    /// What is known about it.
    pub parameter: Option<&'static Parameter>,
}

/// `None` where nothing is known.
pub fn complete(text: &str, cursor: Cursor) -> Option<Completion> {
    let place = place_at(text, cursor)?;
    let line = text.lines().nth(cursor.line.saturating_sub(1)).unwrap_or_default();
    let rest: String = line.chars().skip(cursor.column.saturating_sub(1)).collect();
    let behind = rest.trim_start_matches(|letter: char| !" :,]}'\"#".contains(letter));
    let word = rest.chars().count() - behind.chars().count();
    let target = Target {
        place: &place,
        is_quoted: is_quoted(line, cursor, &place),
        has_colon: behind.starts_with(':'),
    };
    let shape = shape_at(&place.path)?;
    let names = place.path.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Item(_) => None,
    });
    let path = names.collect::<Vec<_>>().join(".");
    let present = Present { text, line: cursor.line };
    let mut items = match shape {
        Reached::Object(object) if !place.is_value => {
            let taken = present.keys(&place.path);
            let fields = object.fields().filter(|field| !taken.contains(&field.name));
            fields.map(|field| target.field(&path, field.name, &field.shape)).collect()
        }
        Reached::Shape(Shape::TextMap) if !place.is_value => {
            let taken = present.keys(&place.path);
            let known = parameter::PARAMETERS.iter().copied().flatten();
            let here =
                known.filter(|each| each.path.strip_prefix(&path).is_some_and(|rest| rest.starts_with('.')));
            here.filter(|each| !taken.contains(&each.name())).map(|each| target.annotation(each)).collect()
        }
        Reached::Shape(Shape::Bool) => ["true", "false"].map(|value| target.value(value, "")).into(),
        Reached::Shape(Shape::Text) => {
            let taken = present.items(&place.path);
            let new = values::at(&path).into_iter().filter(|value| !taken.iter().any(|each| each == value));
            new.map(|value| target.value(value, "")).collect()
        }
        // An item, of which even the dash is to be written.
        Reached::Shape(Shape::List { item: Shape::Text, .. }) if place.is_block && place.typed.is_empty() => {
            values::at(&path).into_iter().map(|value| target.value(value, "- ")).collect()
        }
        _ => Vec::new(),
    };
    items.retain(|item| !item.label.is_empty());
    let at = |column: usize| Cursor { line: cursor.line, column };
    let from = at(cursor.column - place.typed.chars().count());
    (!items.is_empty()).then_some(Completion { from, to: at(cursor.column + word), items })
}

enum Reached {
    Object(&'static Object),
    Shape(&'static Shape),
}

fn shape_at(path: &[Step]) -> Option<Reached> {
    let mut here = Reached::Object(&POLICY);
    for step in path {
        let shape = match (here, step) {
            (Reached::Object(object), Step::Key(key)) => &object.field(key)?.shape,
            (Reached::Shape(Shape::List { item, .. }), Step::Item(_)) => item,
            (Reached::Shape(Shape::TextMap), Step::Key(_)) => &Shape::Text,
            _ => return None,
        };
        here = match shape {
            Shape::Object(object) => Reached::Object(object),
            shape => Reached::Shape(shape),
        };
    }
    Some(here)
}

/// Has a quote been opened before the word?
fn is_quoted(line: &str, cursor: Cursor, place: &Place) -> bool {
    let before = line.chars().take(cursor.column.saturating_sub(1));
    let before: Vec<char> = before.collect();
    let at = before.len().checked_sub(place.typed.chars().count() + 1);
    at.and_then(|at| before.get(at)).is_some_and(|letter| "'\"".contains(*letter))
}

/// Where something is to be written.
struct Target<'a> {
    place: &'a Place,
    is_quoted: bool,
    has_colon: bool,
}

impl Target<'_> {
    fn field(&self, path: &str, name: &'static str, shape: &'static Shape) -> Item {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let (detail, goes_on) = match shape {
            Shape::Bool => ("boolean", " "),
            Shape::Int32 | Shape::Int64 => ("integer", " "),
            Shape::Text | Shape::Time => ("string", " "),
            Shape::Any | Shape::Object(_) | Shape::TextMap => ("object", "\n  "),
            Shape::List { .. } => ("list", "\n  - "),
        };
        let parameter = parameter::find(&path).filter(|found| found.path == path);
        Item { label: name, insert: self.key(name, goes_on), detail, parameter }
    }

    fn annotation(&self, parameter: &'static Parameter) -> Item {
        let label = parameter.name();
        Item { label, insert: self.key(label, " "), detail: "string", parameter: Some(parameter) }
    }

    fn key(&self, name: &str, goes_on: &str) -> String {
        if self.has_colon {
            return name.to_owned();
        }
        let goes_on = if self.place.is_block { goes_on } else { " " };
        format!("{name}:{}", goes_on.replace('\n', &format!("\n{}", " ".repeat(self.place.indent))))
    }

    fn value(&self, value: &'static str, before: &str) -> Item {
        // A plain text that begins with a star would be an alias.
        let quoted = value.starts_with('*') && !self.is_quoted;
        let insert = if quoted { format!("{before}'{value}'") } else { format!("{before}{value}") };
        Item { label: value, insert, detail: "", parameter: None }
    }
}

/// What the text has elsewhere.
struct Present<'a> {
    text: &'a str,
    /// The cursor's line, which does not count.
    line: usize,
}

impl<'a> Present<'a> {
    /// The keys of this object.
    fn keys(&self, object: &[Step]) -> Vec<&'a str> {
        self.read(|path, key, _| {
            let (Step::Key(_), above) = path.split_last()? else { return None };
            key.filter(|_| above == object)
        })
    }

    /// The items of the list that this path leads into, if it does.
    fn items(&self, item: &[Step]) -> Vec<&'a str> {
        let Some((Step::Item(_), list)) = item.split_last() else { return Vec::new() };
        self.read(|path, key, value| {
            let (Step::Item(_), above) = path.split_last()? else { return None };
            (key.is_none() && above == list).then(|| super::flow::unquoted(value))
        })
    }

    fn read(&self, pick: impl Fn(&[Step], Option<&'a str>, &'a str) -> Option<&'a str>) -> Vec<&'a str> {
        let mut outline = Outline::default();
        let mut found = Vec::new();
        for (index, line) in self.text.lines().enumerate() {
            if let Some(content) = outline.enter(line).filter(|_| index + 1 != self.line) {
                found.extend(pick(&outline.path(), content.key, content.value));
            }
        }
        found
    }
}
