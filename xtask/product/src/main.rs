//! The commands of `cargo xtask` that need the product's own code.
//!
//! A program apart, because building it takes minutes that a demo or a tidy
//! should not wait for. `cargo xtask` builds and runs it.

#![expect(clippy::print_stdout, reason = "what a command prints is what it is for")]

mod access_page;
mod accounts;
mod audit;
mod bench;
mod booking;
mod by_command;
mod departure;
mod drill;
mod import;
mod migrate;
mod openapi;
mod own_server;
mod password;
mod promo;
mod queue;
mod report;
mod reversals;
mod sealing;
mod soak;
mod tariff;
mod today;

use std::process::ExitCode;

use clap::Parser;

/// Commands of the Airside project
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Command {
    /// Load airports, timetables and fares from CSV files, whole or not at all
    ///
    /// Airports come first, then the timetable, then fares. A running server notices by itself.
    #[command(subcommand, after_help = STORE)]
    Import(import::Import),

    /// Make operators, and take their role away
    ///
    /// A running server follows within 5 seconds.
    #[command(subcommand, after_help = STORE)]
    Admin(accounts::Admin),

    /// Block accounts
    ///
    /// A running server follows within 5 seconds.
    #[command(subcommand, after_help = STORE)]
    User(accounts::Users),

    /// See how a booking stands, and what happened to it
    #[command(subcommand, after_help = STORE)]
    Booking(booking::Booking),

    /// See what a person has to look at
    #[command(
        after_help = "Examples: cargo xtask queue\n          cargo xtask queue refunds-failed"
    )]
    Queue(queue::Arguments),

    /// See what is sold of departures, close one for sale, cancel one
    #[command(subcommand, after_help = STORE)]
    Departure(departure::Departure),

    /// Put up promo codes, list them, end them
    #[command(subcommand, after_help = STORE)]
    Promo(promo::Promo),

    /// Add up what was sold
    #[command(subcommand, after_help = STORE)]
    Report(report::Report),

    /// See and settle what moved back at the payment gateway without our asking
    ///
    /// Refunds made at the gateway's dashboard, and disputes of payers' banks. What is away counts
    /// towards what a cancellation returns; what it was for, only you know.
    #[command(subcommand, after_help = STORE)]
    Reversals(reversals::Reversals),

    /// Seal what is private in the store with the newest key of `personal_data.keys`
    ///
    /// After a key was added, or the first one set. A server may sell meanwhile; stopped and begun
    /// again, it goes on.
    #[command(after_help = "Example: AIRSIDE_CONFIG=config/server.toml cargo xtask reseal")]
    Reseal,

    /// Check, show and load what is sold by: brands, taxes, baggage, cancellation, aircraft
    ///
    /// One TOML file, described in docs/guides/tariff.md. A running server notices by itself.
    #[command(subcommand, after_help = STORE)]
    Tariff(tariff::Tariff),

    /// Compare what is counted as sold, who has which seat, and who flies when with the bookings
    ///
    /// Reads the whole store and changes nothing. While servers are at work, a difference may be a
    /// sale that was read by half, so it is looked at again 3 seconds later; what they bring up to
    /// date by themselves, as bookings after an import of a timetable, has 30 seconds. What is told
    /// was found each time.
    #[command(after_help = AUDIT)]
    Audit(audit::Arguments),

    /// Bring the tables of the store up to date
    ///
    /// A server does so when it starts, unless postgres.migrate is off. Safe to run at any time,
    /// several times at once.
    #[command(after_help = "Example: AIRSIDE_CONFIG=config/server.toml cargo xtask migrate")]
    Migrate(migrate::Arguments),

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

const STORE: &str = "The store is in the folder that AIRSIDE_DATA_DIR names [.airside/data]; \
                     the one of `cargo xtask demo` is .airside/demo. With \
                     AIRSIDE_CONFIG=config/server.toml it is in PostgreSQL.";

const AUDIT: &str = "Example: AIRSIDE_DATA_DIR=.airside/demo cargo xtask audit";

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Import(import) => import::run(import).await,
        Command::Admin(admin) => accounts::run_admin(admin).await,
        Command::User(users) => accounts::run_users(users).await,
        Command::Booking(booking) => booking::run(booking).await,
        Command::Queue(arguments) => queue::run(&arguments).await,
        Command::Departure(departure) => departure::run(departure).await,
        Command::Promo(promo) => promo::run(promo).await,
        Command::Report(report) => report::run(report).await,
        Command::Reversals(reversals) => reversals::run(reversals).await,
        Command::Reseal => sealing::run().await,
        Command::Tariff(tariff) => tariff::run(tariff).await,
        Command::Audit(arguments) => audit::run(&arguments).await,
        Command::Migrate(arguments) => migrate::run(&arguments).await,
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Command;

    #[test]
    fn every_command_has_an_example() {
        let command = Command::command();
        command.clone().debug_assert();
        for group in command.get_subcommands() {
            for each in group.get_subcommands() {
                let help = each.get_after_help().map(ToString::to_string).unwrap_or_default();
                let start = format!("cargo xtask {} {}", group.get_name(), each.get_name());
                assert!(help.contains(&start), "{start} has no example");
            }
        }
    }
}
