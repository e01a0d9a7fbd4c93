//! A plan, told to people and to programs.

use std::path::Path;

use airside_app::timetable::Plan;
use airside_timetable::{DepartureChange, Flight};
use serde::Serialize;

/// Enough to see what it is about, few enough to read.
const LISTED: usize = 12;

/// What was read of a file.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Read {
    pub(super) rows: usize,
    pub(super) repeated: usize,
    pub(super) merged: usize,
    pub(super) taken: usize,
}

pub(super) fn print(file: &Path, read: &Read, plan: &Plan) {
    let airlines: Vec<_> = plan.airlines.iter().map(ToString::to_string).collect();
    println!(
        "Read {} rows of {}: {} repeated, {} merged, {} of {}.",
        read.rows,
        file.display(),
        read.repeated,
        read.merged,
        read.taken,
        airlines.join(", ")
    );
    println!("From {} to {}:", plan.window.start(), plan.window.end());
    let counts = plan.departures;
    for (what, count) in [
        ("departures added", counts.added),
        ("withdrawn", counts.withdrawn),
        ("moved to a neighbouring date", counts.moved),
        ("retimed", counts.retimed),
        ("flown by another aircraft or airline", counts.reequipped),
    ] {
        println!("  {count:>9} {what}");
    }
    if plan.unsold_codeshares > 0 {
        println!(
            "{} rows are codeshares whose operating flight is not known: they are not sold.",
            plan.unsold_codeshares
        );
    }
    for (aircraft, rows) in &plan.seatless {
        println!(
            "{rows} rows fly aircraft {aircraft}, which the tariff does not know: they are not sold."
        );
    }
    println!(
        "It touches {} bookings with {} passengers, on {} booked departures.",
        plan.bookings,
        plan.passengers,
        plan.touched.len()
    );
    for (touched, change) in plan.touched.iter().take(LISTED) {
        let flight = plan.row(touched.flight, touched.date).map(named).unwrap_or_default();
        println!("  {flight} on {}: {}", touched.date, said(*change));
    }
    if plan.touched.len() > LISTED {
        println!("  and {} more", plan.touched.len() - LISTED);
    }
    if !plan.closed.is_empty() {
        println!("Closed for sale, since more was sold than the new aircraft holds:");
        for closed in &plan.closed {
            let flight = plan.row(closed.flight, closed.date).map(named).unwrap_or_default();
            println!(
                "  {flight} on {}, {}: {} sold, {} seats",
                closed.date, closed.cabin, closed.sold, closed.capacity
            );
        }
    }
}

fn named(row: &Flight) -> String {
    format!("{} {}-{}", row.number, row.origin, row.destination)
}

fn said(change: DepartureChange) -> String {
    match change {
        DepartureChange::Added => "added".to_owned(),
        DepartureChange::Withdrawn { moved_to: None } => "withdrawn".to_owned(),
        DepartureChange::Withdrawn { moved_to: Some(date) } => format!("moved to {date}"),
        DepartureChange::Retimed => "retimed".to_owned(),
        DepartureChange::Reequipped => "another aircraft or airline".to_owned(),
    }
}

#[derive(Serialize)]
struct PlanJson {
    rows: Read,
    airlines: Vec<String>,
    from: String,
    until: String,
    departures: DeparturesJson,
    bookings: usize,
    passengers: usize,
    touched: Vec<TouchedJson>,
    closed: Vec<ClosedJson>,
    unsold_codeshares: usize,
    seatless: Vec<SeatlessJson>,
    left_for_sale: u64,
    needs_confirmation: bool,
    is_dry_run: bool,
}

#[derive(Serialize)]
struct DeparturesJson {
    added: u64,
    withdrawn: u64,
    moved: u64,
    retimed: u64,
    reequipped: u64,
}

#[derive(Serialize)]
struct TouchedJson {
    flight_id: String,
    flight: String,
    date: String,
    change: String,
}

/// An aircraft that the tariff has no seats for.
#[derive(Serialize)]
struct SeatlessJson {
    aircraft: String,
    rows: usize,
}

#[derive(Serialize)]
struct ClosedJson {
    flight_id: String,
    date: String,
    cabin: &'static str,
    sold: u16,
    capacity: u16,
}

pub(super) fn json(read: &Read, plan: &Plan, is_dry_run: bool) -> anyhow::Result<()> {
    let counts = plan.departures;
    let touched = plan.touched.iter().map(|(touched, change)| TouchedJson {
        flight_id: touched.flight.to_string(),
        flight: plan.row(touched.flight, touched.date).map(named).unwrap_or_default(),
        date: touched.date.to_string(),
        change: said(*change),
    });
    let closed = plan.closed.iter().map(|closed| ClosedJson {
        flight_id: closed.flight.to_string(),
        date: closed.date.to_string(),
        cabin: closed.cabin.code(),
        sold: closed.sold,
        capacity: closed.capacity,
    });
    let seatless = plan
        .seatless
        .iter()
        .map(|(aircraft, rows)| SeatlessJson { aircraft: aircraft.to_string(), rows: *rows });
    let told = PlanJson {
        rows: *read,
        airlines: plan.airlines.iter().map(ToString::to_string).collect(),
        from: plan.window.start().to_string(),
        until: plan.window.end().to_string(),
        departures: DeparturesJson {
            added: counts.added,
            withdrawn: counts.withdrawn,
            moved: counts.moved,
            retimed: counts.retimed,
            reequipped: counts.reequipped,
        },
        bookings: plan.bookings,
        passengers: plan.passengers,
        touched: touched.collect(),
        closed: closed.collect(),
        unsold_codeshares: plan.unsold_codeshares,
        seatless: seatless.collect(),
        left_for_sale: plan.left_for_sale,
        needs_confirmation: plan.takes_away_much(),
        is_dry_run,
    };
    println!("{}", serde_json::to_string_pretty(&told)?);
    Ok(())
}
