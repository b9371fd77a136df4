//! Text to nodes: the parser's events, put together.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::node::{Data, Entry, Node, Position};
use super::scalar;
use super::{Problem, YamlError};

/// Deeper objects than any of Kubernetes; a limit, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 128;
/// Aliases repeat values, and repeated repetitions grow exponentially.
const MAX_NODES: usize = 100_000;

/// The documents of a text.
pub(super) fn documents(text: &str) -> Result<Vec<Node>, Vec<YamlError>> {
    let mut reader = Reader::default();
    let end = end(text);
    let place = |marker: &Marker| position(marker).min(end);
    for event in Parser::new_from_str(text) {
        let step = event
            .map_err(|error| {
                YamlError::new(place(error.marker()), None, Problem::Syntax(error.info().to_owned()))
            })
            .and_then(|(event, span)| reader.take(event, place(&span.start)));
        if let Err(error) = step {
            // Nothing can be said about the text after it.
            return Err(vec![error]);
        }
    }
    if reader.errors.is_empty() { Ok(reader.documents) } else { Err(reader.errors) }
}

/// The only document of a text.
pub(super) fn document(text: &str) -> Result<Node, Vec<YamlError>> {
    let mut documents = documents(text)?.into_iter();
    match (documents.next(), documents.next()) {
        (Some(only), None) => Ok(only),
        (_, Some(second)) => Err(vec![YamlError::new(second.at, None, Problem::SecondDocument)]),
        (None, None) => Err(vec![YamlError::new(Position::START, None, Problem::Empty)]),
    }
}

fn position(marker: &Marker) -> Position {
    Position { line: marker.line().max(1), column: marker.col() + 1 }
}

/// Where the text ends. The parser ends one that has no line break there with one of its own, and goes on behind that.
fn end(text: &str) -> Position {
    let text = text.replace("\r\n", "\n");
    let (last, line) = text.split(['\n', '\r']).enumerate().last().unwrap_or_default();
    Position { line: last + 1, column: line.chars().count() + 1 }
}

#[derive(Default)]
struct Reader {
    documents: Vec<Node>,
    /// The lists and maps that are not finished, from the outside in.
    open: Vec<Open>,
    /// Anchored values of this document, and how many nodes each is, by the parser's number, which counts on from those of
    /// the documents before.
    anchors: Vec<Option<(Node, usize)>>,
    anchors_before: usize,
    nodes: usize,
    errors: Vec<YamlError>,
}

struct Open {
    at: Position,
    anchor: usize,
    /// How many nodes there were before it.
    nodes_before: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(String, Position)> },
}

impl Reader {
    fn take(&mut self, event: Event<'_>, at: Position) -> Result<(), YamlError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = style != ScalarStyle::Plain || tag.as_deref().is_some_and(is_text_tag);
                let data = if is_text { Data::Text(text.into_owned()) } else { scalar::resolve(&text) };
                self.close(Node { at, data }, anchor, self.nodes, at)
            }
            Event::Alias(anchor) => {
                let Some(place) = anchor.checked_sub(self.anchors_before) else {
                    return Err(YamlError::new(at, None, Problem::OtherDocument));
                };
                let Some((node, size)) = self.anchors.get(place).cloned().flatten() else {
                    return Err(YamlError::new(at, None, Problem::InsideItself));
                };
                self.nodes += size;
                self.close(node, 0, self.nodes, at)
            }
            Event::SequenceStart(anchor, _) => self.open(at, anchor, Content::List(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.open(at, anchor, Content::Map { entries: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let data = match open.content {
                    Content::List(items) => Data::List(items),
                    Content::Map { entries, .. } => Data::Map(merged(entries)),
                };
                self.close(Node { at: open.at, data }, open.anchor, open.nodes_before, open.at)
            }
            Event::DocumentStart(_) => {
                self.anchors_before += self.anchors.len();
                self.anchors.clear();
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, at: Position, anchor: usize, content: Content) -> Result<(), YamlError> {
        if self.open.len() == MAX_DEPTH {
            return Err(YamlError::new(at, None, Problem::TooDeep));
        }
        self.open.push(Open { at, anchor, nodes_before: self.nodes, content });
        Ok(())
    }

    /// Puts a finished value where it belongs. `at` is where it is used, which is elsewhere for an alias.
    fn close(
        &mut self,
        node: Node,
        anchor: usize,
        nodes_before: usize,
        at: Position,
    ) -> Result<(), YamlError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(YamlError::new(at, None, Problem::TooMany));
        }
        if anchor != 0 {
            let place = anchor.saturating_sub(self.anchors_before);
            self.anchors.resize(self.anchors.len().max(place + 1), None);
            if let Some(anchored) = self.anchors.get_mut(place) {
                *anchored = Some((node.clone(), self.nodes - nodes_before));
            }
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.documents.push(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { entries, key }) => match key.take() {
                None => *key = Some((key_text(node, at)?, at)),
                Some((key, key_at)) => {
                    if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                        let twice = Problem::Twice { key: key.clone(), line: first.at.line };
                        self.errors.push(YamlError::new(key_at, None, twice));
                    }
                    entries.push(Entry { key, at: key_at, value: node });
                }
            },
        }
        Ok(())
    }
}

fn is_text_tag(tag: &Tag) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == "str"
}

fn key_text(node: Node, at: Position) -> Result<String, YamlError> {
    match node.data {
        Data::Text(text) => Ok(text),
        Data::Bool(value) => Ok(value.to_string()),
        Data::Number(value) => Ok(value.to_string()),
        Data::Null | Data::List(_) | Data::Map(_) => {
            Err(YamlError::new(at, None, Problem::Key((&node.data).into())))
        }
    }
}

/// `<<: *other` stands for the entries of the other map that this one does not have itself.
fn merged(entries: Vec<Entry>) -> Vec<Entry> {
    let (merges, mut own): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.key == "<<");
    for merge in merges {
        let maps = match merge.value.data {
            Data::List(maps) => maps,
            _ => vec![merge.value],
        };
        for map in maps {
            let Data::Map(entries) = map.data else { continue };
            for entry in entries {
                if own.iter().all(|other| other.key != entry.key) {
                    own.push(entry);
                }
            }
        }
    }
    own
}
