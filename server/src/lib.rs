//! The psp-console server: which clusters there are, and the HTTP in front of the pages.
//!
//! `Config` is what was asked for, `Console` is what runs: it binds the sockets, finds the clusters and serves
//! `http::router`. What the pages show and do is in `app`; nothing here knows what a policy is.

mod clusters;
mod config;
mod console;
pub mod http;
pub mod shutdown;
pub mod telemetry;

pub use config::Config;
pub use console::Console;
