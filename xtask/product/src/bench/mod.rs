//! `cargo xtask bench`: figures that anyone can get again.
//!
//! The work is the same on every machine: fixed journeys, the demo world, and fixed dates but where
//! a server goes by the clock. `cargo xtask` builds this with optimisations.

mod bookings;
mod documents;
mod draw;
mod figures;
mod http;
mod output;
mod process;
mod search;

use output::Output;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bench {
    /// Index the whole demo world and search it
    #[command(after_help = "Examples:\n  cargo xtask bench search --json search.json\n  \
                            cargo xtask bench search --growth\n  \
                            cargo xtask bench search --complete 3000\n  \
                            cargo xtask bench search --beside vulture")]
    Search(search::Arguments),

    /// Book on the server stack, beside pgbench doing the same writes
    #[command(after_help = "Example: cargo xtask bench bookings --json bookings.json\n\n\
                            Needs a running server stack: `cargo xtask services up`, then \
                            `source <(cargo xtask services env)`.")]
    Bookings(bookings::Arguments),

    /// Search over HTTP, beside a bare handler that answers as many bytes
    ///
    /// Starts a server of its own with the whole demo world, and asks it from this machine, over
    /// 32 connections: no request comes twice, but where the table says so. It takes some two
    /// minutes, once all is built.
    #[command(after_help = "Examples:\n  cargo xtask bench http\n  \
                            cargo xtask bench http --seconds 2 --rounds 1\n  \
                            cargo xtask bench http --wrk --json http.json\n  \
                            cargo xtask bench http --program target/release/airside-api")]
    Http(http::Arguments),

    /// The bare handler of `bench http`: every request is answered with a file
    #[command(
        hide = true,
        after_help = "Example: cargo xtask bench bare-handler \
                                         answer.json --port 8090"
    )]
    BareHandler(http::bare::Arguments),

    /// Render tickets and receipts on one core
    #[command(after_help = "Example: cargo xtask bench documents --json documents.json")]
    Documents(Output),
}

pub(crate) async fn run(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Bookings(arguments) => {
            let figures = bookings::measure(arguments).await?;
            arguments.output.write(&figures)
        }
        Bench::Http(arguments) => {
            let figures = http::measure(arguments).await?;
            arguments.output.write(&figures)
        }
        Bench::BareHandler(arguments) => http::bare::serve(arguments).await,
        Bench::Search(arguments) => search::run(arguments),
        Bench::Documents(output) => output.write(&documents::measure()?),
    }
}
