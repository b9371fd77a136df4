//! The psp-console server: which clusters there are, and the HTTP in front of the pages.
//!
//! `Config` is what was asked for, `Console` is what runs: it binds the sockets, finds the clusters and serves
//! `http::router`. What the pages show and do is in `app`; nothing here knows what a policy is.

// The type of a page nests as deeply as its view.
#![recursion_limit = "512"]

mod clusters;
mod config;
mod console;
mod embedded;
pub mod http;
pub mod shutdown;
mod switching;
pub mod telemetry;
mod visitors;

pub use config::{Command, Config};
pub use console::Console;
pub use visitors::{Visitors, Visits};
