//! The commands of `cargo xtask` that prove and measure the product, and so link it.
//!
//! A program apart, because building it takes minutes that a demo or a tidy
//! should not wait for. `cargo xtask` builds and runs it.

#![expect(clippy::print_stdout, reason = "what a command prints is what it is for")]

mod access_page;
mod bench;
mod drill;
mod openapi;
mod own_server;
mod soak;
mod today;

use std::process::ExitCode;

use clap::Parser;

/// Commands of the Airside project
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Command {
    /// Write the description of the API to docs/openapi.json
    #[command(after_help = "Example: cargo xtask openapi --check")]
    Openapi(openapi::Arguments),

    /// Let parts of the server stack fail while clients book, and prove that nothing is lost
    ///
    /// Starts API nodes, workers and a payment sandbox of its own on the services that the
    /// environment names; kills and restarts them; then compares the books with what the
    /// clients were told.
    #[command(after_help = "Example: source <(cargo xtask services env) && \
                            cargo xtask drill --bookings 500 --json drill.json")]
    Drill(drill::Arguments),

    /// Load a server for minutes, then with four times as much, and watch its memory
    ///
    /// Starts a server of its own on the embedded stack; compares the books at the end.
    #[command(after_help = "Example: cargo xtask soak --minutes 10 --json soak.json")]
    Soak(soak::Arguments),

    /// Measure the product on this machine
    #[command(subcommand)]
    Bench(bench::Bench),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Openapi(arguments) => openapi::run(&arguments),
        Command::Drill(arguments) => drill::run(&arguments).await,
        Command::Soak(arguments) => soak::run(&arguments).await,
        Command::Bench(bench) => bench::run(&bench).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // For people: what is wrong and why, never a backtrace.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
