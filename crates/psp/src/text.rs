//! Texts compared line by line: what one changes of another, and what two people have made of the same one.

mod diff;
mod merge;

pub use diff::{Change, diff};
pub use merge::{Part, merge};
