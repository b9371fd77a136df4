//! The manifest as a tree whose values know which bytes of the text they are.
//!
//! Aliases are replaced by what they stand for, which keeps the place of the anchor: two nodes with the same
//! source are one piece of text that is used twice.

mod read;

use std::ops::Range;

use saphyr_parser::ScalarStyle;

use crate::place::Place;

pub(crate) use read::document;

/// A value of the document.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Where it is used: for an alias not where the anchor is.
    pub(crate) at: Place,
    /// Its bytes where it is used. Of a block sequence or mapping only the beginning is known.
    pub(crate) range: Range<usize>,
    /// Its bytes where it is written, with anchor and tag.
    pub(crate) source: Range<usize>,
    pub(crate) data: Data,
}

#[derive(Clone, Debug)]
pub(crate) enum Data {
    Scalar(Scalar),
    List { items: Vec<Node>, layout: Layout },
    Map(Vec<(Node, Node)>),
}

/// One text.
#[derive(Clone, Debug)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    pub(crate) style: ScalarStyle,
    pub(crate) layout: Layout,
    tag: Option<String>,
}

/// Whether a value stands between brackets or on lines of its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Layout {
    Block,
    Flow,
}

impl Node {
    /// The entry of a map, also one that comes from `<<: *other`; the last one if a key stands twice, as kubelet
    /// reads it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Data::Map(entries) = &self.data else { return None };
        let own = entries.iter().rev().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value);
        own.or_else(|| {
            let merged = entries.iter().filter(|(name, _)| name.text() == Some("<<")).map(|(_, value)| value);
            merged
                .flat_map(|value| value.items().unwrap_or(std::slice::from_ref(value)))
                .find_map(|map| map.get(key))
        })
    }

    pub(crate) fn items(&self) -> Option<&[Self]> {
        match &self.data {
            Data::List { items, .. } => Some(items),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// Do both say the same, wherever and however it is written, but for what stands in place of these?
    pub(crate) fn same_but(&self, other: &Self, skip: &[&Self]) -> bool {
        if skip.iter().any(|skipped| std::ptr::eq(*skipped, self)) {
            return true;
        }
        match (&self.data, &other.data) {
            (Data::Scalar(a), Data::Scalar(b)) => a.same(b),
            (Data::List { items: a, .. }, Data::List { items: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_but(b, skip))
            }
            (Data::Map(a), Data::Map(b)) => {
                let same = |(a, b): (&(Self, Self), &(Self, Self))| {
                    a.0.same_but(&b.0, skip) && a.1.same_but(&b.1, skip)
                };
                a.len() == b.len() && a.iter().zip(b).all(same)
            }
            _ => false,
        }
    }

    /// Where everything that is written in these bytes is used: for what an alias brings along, where that stands.
    pub(crate) fn uses(&self, source: &Range<usize>) -> Vec<Place> {
        let is_alias = self.range != self.source;
        let inner = match &self.data {
            Data::Scalar(_) => Vec::new(),
            Data::List { items, .. } => items.iter().flat_map(|item| item.uses(source)).collect(),
            Data::Map(entries) => {
                let nodes = entries.iter().flat_map(|(key, value)| [key, value]);
                nodes.flat_map(|node| node.uses(source)).collect()
            }
        };
        let own = (self.source == *source).then_some(self.at);
        own.into_iter().chain(inner.into_iter().map(|at| if is_alias { self.at } else { at })).collect()
    }
}

impl Scalar {
    /// Quotes decide whether `true` is a text, so they belong to what is said; which quotes, does not.
    fn same(&self, other: &Self) -> bool {
        let plain = |scalar: &Self| scalar.style == ScalarStyle::Plain;
        self.text == other.text && plain(self) == plain(other) && self.tag == other.tag
    }
}
