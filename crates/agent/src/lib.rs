//! The node agent: turns `PodSecurityPolicy` on or off in the static pod manifest of one API server, on its own node.
//!
//! A wrong manifest takes a control plane down, so everything here is about coming back: the file is replaced whole
//! and never half, the text before is kept outside of the folder that kubelet reads, and if the server that kubelet
//! starts from the new text is not ready in time, the old text returns. A journal beside the backup says what was
//! under way, so that an agent that was killed at any moment is followed by one that finishes or undoes its work.
//!
//! [`SetPsp::run`] is the whole of it, [`Command`] the same on a command line. What to change in the text is `crates/manifest`'s business.

mod command;
mod error;
mod files;
mod journal;
mod options;
mod progress;
mod server;
mod set_psp;
mod wait;

pub use command::Command;
pub use error::Error;
pub use options::{ReadyzUrl, SetPsp, State};
pub use progress::{Outcome, Progress};
