//! The same policies, pods and changes, asked of a real API server and of the embedded one: verdict, words and what is
//! filled in must be the same. `make test-cluster` runs some thousand fresh cases; a failure prints the smallest case
//! and the seed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod admission;
mod answer;
mod case;
mod policies;
mod side;
#[path = "../../../psp/tests/support/strategies.rs"]
mod strategies;
mod updates;
