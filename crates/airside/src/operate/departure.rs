//! `airside departure`: what is sold of single departures, for whoever has a shell.

use std::time::Duration;

use airside_app::App;
use airside_app::departures::{
    CancelDeparture, DepartureFigures, Known, Progress, RefundWhen, Wanted, Wish, amend_departure,
    cancel_by_command, departures_on, figures,
};
use airside_app::history::Actor;
use airside_bootstrap::{Settings, open_office};
use airside_primitives::{AirportCode, FlightNumber};
use anyhow::{Context, bail};
use time::Date;

use crate::operate::today::date;

/// How long a command waits for a server to tell the bookings.
const PATIENCE: u32 = 60;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Departure {
    /// List the departures of a date with what is sold of each, cabin by cabin
    #[command(
        after_help = "Example: airside departure list --date 2026-12-01 --origin DEL --flight 6E2045"
    )]
    List(List),
    /// Sell nothing more of a departure, or sell it again; it flies all the same
    #[command(
        after_help = "Examples: airside departure close 6E2045 2026-12-01 --reason \"Charter\"\n          \
                            airside departure close 6E2045 2026-12-01 --reopen --reason \"Not chartered\""
    )]
    Close(Close),
    /// Cancel a departure for good: its bookings are told, and refunded at once if you say so
    ///
    /// A running server does the telling; without one, the next that starts.
    #[command(
        after_help = "Example: airside departure cancel 6E2045 2026-12-01 --refund at-once --reason \"Fog\""
    )]
    Cancel(Cancel),
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Local to the origin
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Date,
    /// The airport that they leave from
    #[arg(long, value_name = "CODE")]
    origin: Option<AirportCode>,
    /// Their own number, or that of a codeshare on them
    #[arg(long, value_name = "NUMBER")]
    flight: Option<FlightNumber>,
}

/// Which departure, and why.
#[derive(Debug, clap::Args)]
pub(crate) struct Named {
    /// The number of the flight
    flight: FlightNumber,
    /// The date on which it leaves, local to the origin
    #[arg(value_parser = date)]
    date: Date,
    /// Where it leaves from; needed where a number has several flights on a date
    #[arg(long, value_name = "CODE")]
    origin: Option<AirportCode>,
    /// Why; it stands in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Close {
    #[command(flatten)]
    named: Named,
    /// Sell it again
    #[arg(long)]
    reopen: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Cancel {
    #[command(flatten)]
    named: Named,
    /// When travellers get their money back
    #[arg(long, value_name = "WHEN")]
    refund: When,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum When {
    /// Unasked, all of it
    AtOnce,
    /// When they ask for it, or have not answered in time
    OnAnswer,
}

pub(crate) async fn run(departure: Departure) -> anyhow::Result<()> {
    let app = open_office(&Settings::load()?).await?;
    match departure {
        Departure::List(List { date, origin, flight }) => {
            let world = app.world.load();
            let found = departures_on(&world, Wanted { date, number: flight, origin });
            for shown in figures(&app, &world, found).await? {
                println!("{}", told(&shown));
            }
            Ok(())
        }
        Departure::Close(Close { named, reopen }) => {
            let known = find(&app, &named)?;
            let wish = Wish { is_closed: Some(!reopen), ..Wish::default() };
            let by = (Actor::System, named.reason.as_str());
            let known = amend_departure(&app, (known.flight(), known.date), &wish, by).await?;
            println!("{} on {} is {}.", named.flight, named.date, known.amendment.sales.code());
            Ok(())
        }
        Departure::Cancel(Cancel { named, refund }) => cancel(&app, named, refund).await,
    }
}

async fn cancel(app: &App, named: Named, refund: When) -> anyhow::Result<()> {
    let known = find(app, &named)?;
    let command = CancelDeparture {
        flight: known.flight(),
        date: known.date,
        refund: match refund {
            When::AtOnce => RefundWhen::AtOnce,
            When::OnAnswer => RefundWhen::OnAnswer,
        },
        by: Actor::System,
        reason: named.reason,
    };
    let asked = cancel_by_command(app, &command).await?;
    println!("{} on {} is cancelled: {} bookings to tell.", asked.number, asked.date, asked.total);
    for _ in 0..PATIENCE {
        let now = app.ports.store.departure_cancellation(asked.id).await?;
        let now = now.context("the cancellation is gone")?.value;
        match now.state {
            Progress::Done { .. } => {
                println!("All {} are told.", now.total);
                return Ok(());
            }
            Progress::Running { .. } => tokio::time::sleep(Duration::from_secs(1)).await,
        }
        println!("{} of {}", now.done, now.total);
    }
    println!("A server goes on with the others.");
    Ok(())
}

/// The one departure that is meant.
fn find(app: &App, named: &Named) -> anyhow::Result<Known> {
    let world = app.world.load();
    let wanted = Wanted { date: named.date, number: Some(named.flight), origin: named.origin };
    let mut found = departures_on(&world, wanted);
    match (found.pop(), found.pop()) {
        (Some(known), None) => Ok(known),
        (None, _) => bail!("{} does not fly on {}", named.flight, named.date),
        (Some(_), Some(_)) => {
            bail!("{} has several flights on {}: say --origin", named.flight, named.date)
        }
    }
}

/// A departure in a line, and each of its cabins in another.
fn told(shown: &DepartureFigures) -> String {
    let DepartureFigures { known, times, cabins } = shown;
    let row = &known.original;
    let departs = times.departs_at;
    let mut lines = vec![format!(
        "{} {} {:02}:{:02} {}-{} {} {}",
        row.number,
        known.date,
        departs.hour(),
        departs.minute(),
        row.origin,
        row.destination,
        known.aircraft(),
        known.amendment.sales.code(),
    )];
    lines.extend(cabins.iter().map(|it| {
        format!(
            "  {}: {} of {} sold, {} held, {} seats given",
            it.cabin.name(),
            it.sold,
            it.capacity,
            it.held,
            it.seats_given
        )
    }));
    lines.join("\n")
}
