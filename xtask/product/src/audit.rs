//! `cargo xtask audit`: whether a store says the same everywhere that it says a thing.

use airside_app::audit::{Audit, audit};
use airside_app::world::{Scope, Snapshot};
use airside_bootstrap::{Settings, open_store};
use anyhow::{Context, ensure};
use serde_json::json;
use time::Duration;

use crate::today::now;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Print the figures and findings as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let store = open_store(&settings).await?;
    let world = Snapshot::read(&*store, settings.currency()?, Scope::Everything);
    let world = world.await.context("the world in the store cannot be used")?;
    let now = now() + Duration::seconds(settings.clock.ahead_seconds);

    let audit = audit(&*store, &world, now).await?;
    if arguments.json {
        println!("{:#}", as_json(&audit));
    } else {
        print(&audit);
    }
    ensure!(audit.findings.is_empty(), "{} things do not agree", audit.findings.len());
    Ok(())
}

fn print(audit: &Audit) {
    let rows = [
        ("bookings", audit.bookings),
        ("  live, or held", audit.live),
        ("cabins of departures with something sold", audit.cabins),
        ("  places sold or held", audit.inventory),
        ("  seats given by number", audit.seats),
        ("schedule changes that wait for an answer", audit.open_changes),
        ("cabins smaller than what they had sold", audit.closed.len()),
    ];
    for (what, count) in rows {
        println!("{what:<42} {count:>9}");
    }
    for it in &audit.closed {
        println!(
            "  {} on {}, {}: {} sold of {}",
            it.flight,
            it.date,
            it.cabin.code(),
            it.sold,
            it.capacity
        );
    }
    if audit.findings.is_empty() {
        println!("Everything agrees: counters, seats and times are those of the bookings.");
        return;
    }
    println!("What does not agree:");
    for finding in &audit.findings {
        println!("  {finding}");
    }
}

fn as_json(audit: &Audit) -> serde_json::Value {
    let closed = audit.closed.iter().map(|it| {
        json!({
            "flight_id": it.flight.to_string(),
            "date": it.date.to_string(),
            "cabin": it.cabin.code(),
            "sold": it.sold,
            "capacity": it.capacity,
        })
    });
    json!({
        "bookings": audit.bookings,
        "live": audit.live,
        "cabins": audit.cabins,
        "places": audit.inventory,
        "seats": audit.seats,
        "open_changes": audit.open_changes,
        "closed": closed.collect::<Vec<_>>(),
        "findings": audit.findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
