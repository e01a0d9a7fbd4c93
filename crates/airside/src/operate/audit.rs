//! `airside audit`: whether a store says the same everywhere that it says a thing.

use std::time::{Duration as StdDuration, Instant};

use airside_app::audit::{Audit, Sources, audit_live};
use airside_app::world::{Scope, Snapshot};
use airside_bootstrap::{Books, Settings, open_books};
use anyhow::{Context, ensure};
use indicatif::ProgressBar;
use serde_json::json;
use time::Duration;

use crate::operate::today::now;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Print the figures and findings as JSON
    #[arg(long)]
    json: bool,
    /// Fail when the payment gateway does not answer; else it is asked if it does
    #[arg(long)]
    gateway: bool,
    /// How many days back the gateway's own list of payments and refunds is read; 0: not at all
    #[arg(long, default_value_t = 7, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(0..=366))]
    list_days: u16,
}

/// How long something must have been wrong to be believed, while a server is at work.
const PAUSE: StdDuration = StdDuration::from_secs(3);
/// How long what servers bring up to date by themselves is looked at again. They sweep every ten
/// seconds, and a sweep takes its time after a large import.
const PATIENCE: StdDuration = StdDuration::from_secs(30);

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let Books { store, blobs, payments } = open_books(&settings).await?;
    let world = Snapshot::read(&*store, settings.currency()?, Scope::Everything);
    let world = world.await.context("the world in the store cannot be used")?;
    let gateway = match payments.ping().await {
        Ok(()) => Some(&*payments),
        Err(error) if arguments.gateway => {
            return Err(error).context("the gateway is to be asked, and does not answer");
        }
        Err(_) => None,
    };
    let now = now() + Duration::seconds(settings.clock.ahead_seconds);
    let days = Some(arguments.list_days).filter(|days| *days > 0);
    let sources = Sources {
        blobs: Some(&*blobs),
        gateway,
        listed_since: days.map(|days| now - Duration::days(days.into())),
        answers: Some(&airside_http::told),
        ..Sources::of_store(&*store, &world, now)
    };

    let bar = ProgressBar::new_spinner();
    let each = |bookings| bar.set_message(format!("{bookings} bookings read"));
    let mut until = None;
    let pause = async || {
        let until = *until.get_or_insert_with(|| Instant::now() + PATIENCE);
        tokio::time::sleep(PAUSE).await;
        Instant::now() < until
    };
    let audit = audit_live(sources, pause, &each).await?;
    bar.finish_and_clear();
    if arguments.json {
        println!("{:#}", as_json(&audit, gateway.is_some()));
    } else {
        print(&audit, gateway.is_some());
    }
    ensure!(audit.findings.is_empty(), "{} things do not agree", audit.findings.len());
    Ok(())
}

fn print(audit: &Audit, was_asked: bool) {
    let rows = [
        ("bookings", audit.bookings),
        ("  live, or held", audit.live),
        ("cabins of departures with something sold", audit.cabins),
        ("  places sold or held", audit.inventory),
        ("  seats given by number", audit.seats),
        ("payments that succeeded", audit.payments),
        ("refunds", audit.refunds),
        ("ticket numbers", audit.ticket_numbers),
        ("documents", audit.documents),
        ("promo codes in use", audit.promo_codes),
        ("schedule changes that wait for an answer", audit.open_changes),
        ("answers kept under idempotency keys", audit.answers),
        ("payments and refunds on the gateway's list", audit.listed),
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
    if !was_asked {
        println!("The payment gateway does not answer, and was not asked.");
    }
    if audit.list_goes_on {
        println!("The gateway's list is longer than what was read of it: give fewer --list-days.");
    }
    if audit.findings.is_empty() {
        let all = "counters, seats, times, money, tickets, files, promo codes and answers";
        println!("Everything agrees: {all} are those of the bookings.");
        return;
    }
    println!("What does not agree:");
    for finding in &audit.findings {
        println!("  {finding}");
    }
}

fn as_json(audit: &Audit, was_asked: bool) -> serde_json::Value {
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
        "payments": audit.payments,
        "refunds": audit.refunds,
        "ticket_numbers": audit.ticket_numbers,
        "documents": audit.documents,
        "promo_codes": audit.promo_codes,
        "answers": audit.answers,
        "gateway_was_asked": was_asked,
        "gateway_listed": audit.listed,
        "gateway_list_goes_on": audit.list_goes_on,
        "open_changes": audit.open_changes,
        "closed": closed.collect::<Vec<_>>(),
        "findings": audit.findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
