//! Text to tree: the parser's events, put together.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScanError, Span};

use super::{Data, Layout, Node, Scalar};
use crate::error::Error;
use crate::place::Place;

/// Deeper than any pod; a limit, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 100;
/// Aliases repeat values, and repeated repetitions grow exponentially.
const MAX_NODES: usize = 100_000;

/// The first document of a text, which is the only one that kubelet reads.
pub(crate) fn document(text: &str) -> Result<Node, Error> {
    let mut reader = Reader { bytes: text.char_indices().map(|(at, _)| at).collect(), ..Reader::default() };
    reader.bytes.push(text.len());
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| syntax(&error))?;
        reader.take(text, event, &span)?;
    }
    reader.first.ok_or_else(|| Error::Syntax { at: Place::START, message: "the text is empty".to_owned() })
}

fn syntax(error: &ScanError) -> Error {
    Error::Syntax { at: place(error.marker()), message: error.info().to_owned() }
}

fn place(marker: &Marker) -> Place {
    Place { line: marker.line().max(1), column: marker.col() + 1 }
}

#[derive(Default)]
struct Reader {
    /// At which byte each character begins: the parser counts characters.
    bytes: Vec<usize>,
    /// The lists and maps that are not finished, from the outside in.
    open: Vec<Open>,
    /// Anchored values by the parser's number, and how many nodes each of them is.
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    first: Option<Node>,
}

struct Open {
    at: Place,
    range: Range<usize>,
    anchor: usize,
    nodes_before: usize,
    layout: Layout,
    is_list: bool,
    /// Of a map the keys and values in turn.
    children: Vec<Node>,
}

impl Reader {
    fn take(&mut self, text: &str, event: Event<'_>, span: &Span) -> Result<(), Error> {
        let at = place(&span.start);
        let range = self.byte(&span.start)..self.byte(&span.end);
        let layout = self.layout(text.get(range.clone()).unwrap_or_default());
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let tag = tag.map(|tag| tag.to_string());
                let data = Data::Scalar(Scalar { text: value.into_owned(), style, layout, tag });
                let node = Node { at, source: range.clone(), range, data };
                self.close(node, anchor, self.nodes)
            }
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(Error::Syntax { at, message: "this value stands inside itself".to_owned() });
                };
                self.nodes += size;
                self.close(Node { at, range, ..node }, 0, self.nodes)
            }
            Event::SequenceStart(anchor, _) => self.open(at, range, anchor, layout, true),
            Event::MappingStart(anchor, _) => self.open(at, range, anchor, layout, false),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let data = if open.is_list {
                    Data::List { items: open.children, layout: open.layout }
                } else {
                    Data::Map(pairs(open.children))
                };
                let node = Node { at: open.at, source: open.range.clone(), range: open.range, data };
                self.close(node, open.anchor, open.nodes_before)
            }
            Event::DocumentStart(_) => {
                self.anchors.clear();
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn byte(&self, marker: &Marker) -> usize {
        self.bytes.get(marker.index()).or(self.bytes.last()).copied().unwrap_or_default()
    }

    /// Everything inside of brackets is flow; what a block begins with is its first line's white space.
    fn layout(&self, beginning: &str) -> Layout {
        let around = self.open.last().map_or(Layout::Block, |open| open.layout);
        if beginning.ends_with(['[', '{']) { Layout::Flow } else { around }
    }

    fn open(
        &mut self,
        at: Place,
        range: Range<usize>,
        anchor: usize,
        layout: Layout,
        is_list: bool,
    ) -> Result<(), Error> {
        if self.open.len() == MAX_DEPTH {
            return Err(Error::Syntax { at, message: "too deeply nested".to_owned() });
        }
        let nodes_before = self.nodes;
        self.open.push(Open { at, range, anchor, nodes_before, layout, is_list, children: Vec::new() });
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn close(&mut self, node: Node, anchor: usize, nodes_before: usize) -> Result<(), Error> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Error::Syntax { at: node.at, message: "too many values".to_owned() });
        }
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), self.nodes - nodes_before));
        }
        match self.open.last_mut() {
            Some(open) => open.children.push(node),
            None => self.first = self.first.take().or(Some(node)),
        }
        Ok(())
    }
}

fn pairs(children: Vec<Node>) -> Vec<(Node, Node)> {
    let mut pairs = Vec::with_capacity(children.len() / 2);
    let mut children = children.into_iter();
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
        pairs.push((key, value));
    }
    pairs
}
