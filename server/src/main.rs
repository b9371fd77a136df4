//! The psp-console binary: reads the configuration, and serves until it is told to stop.

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
