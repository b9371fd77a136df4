//! The psp-console binary: reads the configuration, and serves until it is told to stop.

// The type of a page nests as deeply as its view.
#![recursion_limit = "512"]

use clap::Parser;
use server::{Config, Console, telemetry};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::parse();
    telemetry::start(&config.log)?;
    let console = Console::start(config).await?;
    print!("{}", console.greeting());
    console.serve(server::shutdown::requested()).await
}
