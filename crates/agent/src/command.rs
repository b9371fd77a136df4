//! `psp-console agent …`: progress as lines of JSON on standard output, and in words on standard error.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use crate::options::SetPsp;
use crate::progress::Progress;

/// What an agent can do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Turns PodSecurityPolicy on or off in the API server's manifest on this node.
    SetPsp(SetPsp),
}

impl Command {
    /// Does it.
    pub async fn run(self) -> ExitCode {
        let Self::SetPsp(options) = self;
        let outcome = options.run(|step| tell(&step)).await;
        ExitCode::from(outcome.code())
    }
}

/// Nobody may be listening any more; that is no reason to leave the manifest half done.
fn tell(step: &Progress) {
    let line = serde_json::to_string(step).unwrap_or_default();
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    let _ = writeln!(io::stderr(), "{step}");
}
