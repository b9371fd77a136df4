//! A YAML document as a tree that knows where each value stands.

use serde_json::{Map, Number, Value};

/// A place in the text; both from 1, the column in characters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Position {
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

/// A value and where it begins.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: Position,
    pub(super) data: Data,
}

#[derive(Clone, Debug)]
pub(super) enum Data {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One line of a map.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    /// Where the key stands.
    pub(super) at: Position,
    pub(super) value: Node,
}

impl Node {
    pub(super) fn null(at: Position) -> Self {
        Self { at, data: Data::Null }
    }

    /// The entry of a map.
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        match &self.data {
            Data::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// Makes this entry of a map its first one.
    pub(super) fn move_to_front(&mut self, key: &str) {
        if let Data::Map(entries) = &mut self.data {
            // Stable: the others keep their order.
            entries.sort_by_key(|entry| entry.key != key);
        }
    }

    pub(super) fn to_json(&self) -> Value {
        match &self.data {
            Data::Null => Value::Null,
            Data::Bool(value) => Value::Bool(*value),
            Data::Number(value) => Value::Number(value.clone()),
            Data::Text(value) => Value::String(value.clone()),
            Data::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Data::Map(entries) => {
                // Collected, they would be sorted first: more code than it is worth in a browser.
                let mut map = Map::new();
                map.extend(entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())));
                Value::Object(map)
            }
        }
    }
}
