//! `cargo xtask`: the commands to work on the project.
//!
//! Small on purpose, so that it is there seconds after a clone. What operators do is in the program
//! `airside`, and what proves and measures the product in `xtask-product`: this program builds and
//! runs them.

#![expect(clippy::print_stdout, reason = "what a command prints is what it is for")]

mod cargo;
mod dev;
mod dist;
mod fuzz;
mod interrupt;
mod product;
mod services;
mod shell;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use crate::cargo::Profile;

/// Commands of the Airside project
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Command {
    /// Tell the story of a trip with a server of its own, and leave the server running
    #[command(disable_help_flag = true)]
    Demo(product::Arguments),

    /// Run API and document worker on the services of the server stack, and restart them
    /// when their settings change
    #[command(after_help = "Example: cargo xtask dev --port 9000 --workers 2")]
    Dev(dev::Arguments),

    /// Start or stop what the server stack runs on: PostgreSQL, RabbitMQ, Redis, S3
    #[command(after_help = "Examples:\n  cargo xtask services up\n  \
                            eval \"$(cargo xtask services env)\" && cargo run --bin airside-api\n  \
                            cargo xtask services down --wipe")]
    Services(services::Arguments),

    /// Run every test on both stacks; arguments are handed to `cargo test`
    #[command(after_help = "Examples:\n  cargo xtask test\n  \
                            cargo xtask test --embedded sold_out")]
    Test(test::Arguments),

    /// Give bytes that nobody would think of to everything that reads some, target by target
    #[command(after_help = "Examples:\n  cargo xtask fuzz\n  \
                            cargo xtask fuzz csv ssim --minutes 1")]
    Fuzz(fuzz::Arguments),

    /// Make what is downloaded for this machine: the program, its manual, a unit, sums
    #[command(after_help = "Example: cargo xtask dist")]
    Dist(dist::Arguments),

    /// Check the rules of the house that the compiler does not know
    #[command(after_help = "Example: cargo xtask tidy")]
    Tidy,

    /// Load airports, timetables and fares from files
    #[command(disable_help_flag = true)]
    Import(product::Arguments),

    /// Make operators, and take their role away
    #[command(disable_help_flag = true)]
    Admin(product::Arguments),

    /// Block accounts
    #[command(disable_help_flag = true)]
    User(product::Arguments),

    /// See what is sold of departures, close one for sale, cancel one
    #[command(disable_help_flag = true)]
    Departure(product::Arguments),

    /// Put up promo codes, list them, end them
    #[command(disable_help_flag = true)]
    Promo(product::Arguments),

    /// See how a booking stands, and what happened to it
    #[command(disable_help_flag = true)]
    Booking(product::Arguments),

    /// See what a person has to look at
    #[command(disable_help_flag = true)]
    Queue(product::Arguments),

    /// Add up what was sold
    #[command(disable_help_flag = true)]
    Report(product::Arguments),

    /// See and settle what moved back at the payment gateway without our asking
    #[command(disable_help_flag = true)]
    Reversals(product::Arguments),

    /// Seal what is private in the store with the newest key of `personal_data.keys`
    #[command(disable_help_flag = true)]
    Reseal(product::Arguments),

    /// Check, show and load what is sold by: brands, taxes, baggage, cancellation, aircraft
    #[command(disable_help_flag = true)]
    Tariff(product::Arguments),

    /// Compare counters, seats and times in a store with its bookings
    #[command(disable_help_flag = true)]
    Audit(product::Arguments),

    /// Copy what an embedded server keeps to another folder, while it sells
    #[command(disable_help_flag = true)]
    Backup(product::Arguments),

    /// Bring the tables of a PostgreSQL store up to date
    #[command(disable_help_flag = true)]
    Migrate(product::Arguments),

    /// Measure search, also over HTTP, documents and bookings
    #[command(disable_help_flag = true)]
    Bench(product::Arguments),

    /// Let parts of the server stack fail while clients book, and prove that nothing is lost
    #[command(disable_help_flag = true)]
    Drill(product::Arguments),

    /// Load a server for minutes, then with four times as much, and watch its memory
    #[command(disable_help_flag = true)]
    Soak(product::Arguments),

    /// Play stories in which everything may fail at every step, each drawn from a seed
    #[command(disable_help_flag = true)]
    Simulate(product::Arguments),

    /// Write the API's description to docs/openapi.json
    #[command(disable_help_flag = true)]
    Openapi(product::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Demo(arguments) => product::demo(&arguments),
        Command::Dev(arguments) => dev::run(&arguments),
        Command::Services(arguments) => services::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Dist(arguments) => dist::run(&arguments),
        Command::Tidy => tidy::run(),
        Command::Import(arguments) => product::operate("import", &arguments),
        Command::Admin(arguments) => product::operate("admin", &arguments),
        Command::User(arguments) => product::operate("user", &arguments),
        Command::Departure(arguments) => product::operate("departure", &arguments),
        Command::Promo(arguments) => product::operate("promo", &arguments),
        Command::Booking(arguments) => product::operate("booking", &arguments),
        Command::Queue(arguments) => product::operate("queue", &arguments),
        Command::Report(arguments) => product::operate("report", &arguments),
        Command::Reversals(arguments) => product::operate("reversals", &arguments),
        Command::Reseal(arguments) => product::operate("reseal", &arguments),
        Command::Tariff(arguments) => product::operate("tariff", &arguments),
        Command::Audit(arguments) => product::operate("audit", &arguments),
        Command::Backup(arguments) => product::operate("backup", &arguments),
        Command::Migrate(arguments) => product::operate("migrate", &arguments),
        Command::Bench(arguments) => product::run("bench", &arguments, Profile::Release),
        Command::Drill(arguments) => product::run("drill", &arguments, Profile::Dev),
        Command::Soak(arguments) => product::run("soak", &arguments, Profile::Release),
        Command::Simulate(arguments) => product::simulate(&arguments),
        Command::Openapi(arguments) => product::run("openapi", &arguments, Profile::Dev),
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
    fn every_command_says_what_it_does() {
        let command = Command::command();
        command.clone().debug_assert();
        for each in command.get_subcommands() {
            assert!(each.get_about().is_some(), "{} has no description", each.get_name());
        }
    }
}
