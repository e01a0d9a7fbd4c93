//! What operators do: load, look, change, and check what a store holds, beside servers that sell
//! from it or without any.

mod accounts;
mod audit;
mod backup;
mod booking;
mod by_command;
mod departure;
mod import;
mod migrate;
mod password;
mod promo;
mod queue;
mod report;
mod reversals;
mod sealing;
mod tariff;
mod today;

use clap::Subcommand;

/// One thing to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
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
    #[command(after_help = "Examples: airside queue\n          airside queue refunds-failed")]
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
    #[command(after_help = "Example: AIRSIDE_CONFIG=config/server.toml airside reseal")]
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

    /// Copy what an embedded server keeps to another folder, while it sells
    ///
    /// Its database as it is at one moment, its signing keys, its documents, and the sandbox.
    #[command(
        after_help = "Example: AIRSIDE_DATA_DIR=/var/lib/airside airside backup /backup/monday"
    )]
    Backup(backup::Arguments),

    /// Bring the tables of the store up to date
    ///
    /// A server does so when it starts, unless postgres.migrate is off. Safe to run at any time,
    /// several times at once.
    #[command(after_help = "Example: AIRSIDE_CONFIG=config/server.toml airside migrate")]
    Migrate(migrate::Arguments),
}

const STORE: &str = "The store is in the folder that AIRSIDE_DATA_DIR names [.airside/data]; \
                     the one of `airside demo` is .airside/demo. With \
                     AIRSIDE_CONFIG=config/server.toml it is in PostgreSQL.";

const AUDIT: &str = "Example: AIRSIDE_DATA_DIR=.airside/demo airside audit";

impl Command {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Import(import) => import::run(import).await,
            Self::Admin(admin) => accounts::run_admin(admin).await,
            Self::User(users) => accounts::run_users(users).await,
            Self::Booking(booking) => booking::run(booking).await,
            Self::Queue(arguments) => queue::run(&arguments).await,
            Self::Departure(departure) => departure::run(departure).await,
            Self::Promo(promo) => promo::run(promo).await,
            Self::Report(report) => report::run(report).await,
            Self::Reversals(reversals) => reversals::run(reversals).await,
            Self::Reseal => sealing::run().await,
            Self::Tariff(tariff) => tariff::run(tariff).await,
            Self::Audit(arguments) => audit::run(&arguments).await,
            Self::Backup(arguments) => backup::run(&arguments),
            Self::Migrate(arguments) => migrate::run(&arguments).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_an_example() {
        let command = Command::augment_subcommands(clap::Command::new("airside"));
        command.clone().debug_assert();
        for group in command.get_subcommands() {
            for each in group.get_subcommands() {
                let help = each.get_after_help().map(ToString::to_string).unwrap_or_default();
                let start = format!("airside {} {}", group.get_name(), each.get_name());
                assert!(help.contains(&start), "{start} has no example");
            }
        }
    }
}
