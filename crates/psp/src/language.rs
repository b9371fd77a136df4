//! What an editor of policies knows while one types: what the cursor is in, what can be written there, what it means,
//! and what is wrong.
//!
//! A text that is being written is rarely whole. So everything but [`check`] reads it line by line, by its indentation,
//! and finds its way however broken the rest of the text is.
//!
//! ```
//! use psp::language::{complete, parameter_at, Cursor};
//!
//! let text = "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nspec:\n  runAsUser:\n    rule: Must";
//! let cursor = Cursor { line: 5, column: 15 };
//! assert_eq!(parameter_at(text, cursor).unwrap().path, "spec.runAsUser");
//! let labels = complete(text, cursor).unwrap().items.into_iter().map(|item| item.label);
//! assert!(labels.eq(["MustRunAs", "MustRunAsNonRoot", "RunAsAny"]));
//! ```

mod check;
mod completion;
mod flow;
mod outline;
mod parameter;
mod place;
mod values;
mod warning;

use serde::{Deserialize, Serialize};

pub use check::{Note, Severity, check};
pub use completion::{Completion, Item, complete};
pub use parameter::{PARAMETERS, Parameter, Words, find as parameter};
pub use warning::{Kind as WarningKind, Warning, warnings};

/// A place in a text, between two characters: both from 1, the column in characters, as in
/// [`YamlError`](crate::yaml::YamlError).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct Cursor {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
}

/// The parameter that the cursor is in, its values and everything below it included.
pub fn parameter_at(text: &str, cursor: Cursor) -> Option<&'static Parameter> {
    parameter::find(&place::path_at(text, cursor)?)
}

#[cfg(test)]
mod tests;
