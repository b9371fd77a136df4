//! A text that is some object, for readers of other objects than policies.

use serde_json::Value;

use super::node::Node;
use super::{Problem, YamlError, locate, read};

/// One object of a text, which knows where its parts stand.
pub(crate) struct Tree(Node);

impl Tree {
    /// Reads a text of one document.
    pub(crate) fn read_one(text: &str) -> Result<Self, Vec<YamlError>> {
        read::document(text).map(Self)
    }

    pub(crate) fn value(&self) -> Value {
        self.0.to_json()
    }

    /// This is wrong with the field of this path, or with the innermost object around it that is there.
    pub(crate) fn error(&self, path: &str, problem: Problem) -> YamlError {
        let at = match problem {
            Problem::UnknownField { .. } => locate::key(&self.0, path),
            _ => locate::at(&self.0, path),
        };
        YamlError::new(at, Some(path.to_owned()), problem)
    }
}
