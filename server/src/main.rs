//! The psp-console binary: reads the configuration, and serves until it is told to stop, or works as a node's agent.

// The type of a page nests as deeply as its view.
#![recursion_limit = "512"]

use std::process::ExitCode;

use clap::Parser;
use server::{Command, Config, Console, telemetry};

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let mut config = Config::parse();
    telemetry::start(&config.log)?;
    if let Some(Command::Agent { command }) = config.command.take() {
        return Ok(command.run().await);
    }
    let console = Console::start(config).await?;
    print!("{}", console.greeting());
    console.serve(server::shutdown::requested()).await?;
    Ok(ExitCode::SUCCESS)
}
