//! The agent as a program of its own, for the tests: they kill it.

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    command: agent::Command,
}

#[tokio::main]
async fn main() -> ExitCode {
    Options::parse().command.run().await
}
