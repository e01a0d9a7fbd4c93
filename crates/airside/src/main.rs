//! Airside as one program: the server, its workers, and all that those who run it do with a shell.

#![expect(clippy::print_stdout, reason = "what a command prints is what it is for")]

mod demo;
mod handed_out;
mod operate;

use std::path::PathBuf;
use std::process::ExitCode;

use airside_api::program as server;
use airside_pdf_worker::program as worker;
use airside_stripe_sandbox::program as sandbox;
use clap::Parser;
use clap_complete::Shell;

/// Airside: search, book, pay, fly, cancel, from one server.
///
/// Settings come from built-in defaults, then the file that `AIRSIDE_CONFIG` names, then the
/// environment: `AIRSIDE_SERVER__PORT=9000 airside serve`
#[derive(Parser)]
#[command(name = "airside", version, disable_help_subcommand = true)]
enum Command {
    /// Tell the story of a trip with a server of its own, and leave the server running
    #[command(after_help = "Example: airside demo --port 9000")]
    Demo(demo::Arguments),

    /// Serve the API
    ///
    /// Without settings: everything in this process, its data in the folder that `AIRSIDE_DATA_DIR`
    /// names, and a payment sandbox.
    #[command(after_help = "Examples:\n  airside serve\n  \
                            AIRSIDE_CONFIG=config/server.toml airside serve")]
    Serve(server::Arguments),

    /// Make tickets and receipts for the servers of a server stack, beside any number of others
    #[command(after_help = "Example: AIRSIDE_CONFIG=config/server.toml airside worker")]
    Worker(worker::Arguments),

    /// Stand in for the part of Stripe's HTTP API that Airside uses; no money moves
    #[command(after_help = "Example: airside sandbox --data sandbox --port 12111")]
    Sandbox(sandbox::Arguments),

    #[command(flatten)]
    Operate(operate::Command),

    /// Print completions of this program for a shell
    #[command(after_help = "Example: airside completions bash > \
                            ~/.local/share/bash-completion/completions/airside")]
    Completions { shell: Shell },

    /// Write a manual page for each command into a folder
    #[command(after_help = "Example: airside manual ~/.local/share/man/man1")]
    Manual { folder: PathBuf },
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Serve(arguments) => run(server::serve(arguments)),
        Command::Worker(arguments) => run(worker::work(arguments)),
        Command::Sandbox(arguments) => run(sandbox::answer(arguments)),
        Command::Operate(command) => run(command.run()),
        Command::Completions { shell } => handed_out::completions(shell),
        Command::Manual { folder } => handed_out::manual(&folder),
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

#[tokio::main]
async fn run(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    work.await
}
