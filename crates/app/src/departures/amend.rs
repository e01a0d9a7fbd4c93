//! Changes one departure: whether it is sold, how much of it, when it flies and by what aircraft.
//! Uses the store.
//!
//! What is decided becomes part of the next world, so bookings follow it as they follow a new
//! timetable. It stands over later timetables, until it is taken away.

use std::sync::Arc;

use airside_primitives::{AircraftCode, Cabin, FlightId};
use airside_records::AmendmentRecord;
use airside_timetable::{Amendment, BlockTimes, ClockTimes, Sales};
use thiserror::Error;
use time::{Date, PrimitiveDateTime};

use super::known::{Known, adopt};
use crate::context::App;
use crate::history::{Actor, Deed, HistoryEntry, Subject};
use crate::ports::store::AdoptError;
use crate::ports::{StoreError, Write};
use crate::work::world::load_newer_world;
use crate::world::{LoadError, Snapshot};

/// How often it is tried when the world changes meanwhile.
const TRIES: u32 = 8;

/// What is to be otherwise. `None` leaves it, and `Some(None)` gives it back to the timetable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub is_closed: Option<bool>,
    pub capacity: Vec<(Cabin, Option<u16>)>,
    pub departs: Option<Option<PrimitiveDateTime>>,
    pub arrives: Option<Option<PrimitiveDateTime>>,
    pub aircraft: Option<Option<AircraftCode>>,
}

/// Carries out the wish; the departure as it is then.
pub async fn amend_departure(
    app: &App,
    (flight, date): (FlightId, Date),
    wish: &Wish,
    (by, reason): (Actor, &str),
) -> Result<Known, AmendError> {
    let mut tries_left = TRIES;
    loop {
        let world = app.world.load();
        let known = Known::of(&world, flight, date).ok_or(AmendError::Unknown)?;
        let amendment = decide(app, &world, &known, wish).await?;
        if amendment == known.amendment {
            return Ok(known);
        }
        let line =
            HistoryEntry::new(app, by, Subject::Departure(flight, date), Deed::DepartureChanged)
                .because(reason)
                .changed(Some(told(&known.amendment)), Some(told(&amendment)));
        let also = vec![Write::AddHistory(line)];
        match adopt(app, &world, (flight, date), amendment, also).await {
            Ok(()) => {
                load_newer_world(app, world.version).await?;
                let now = app.world.load();
                return Known::of(&now, flight, date).ok_or(AmendError::Unknown);
            }
            Err(AdoptError::Outdated) if tries_left > 1 => {
                tries_left -= 1;
                load_newer_world(app, world.version).await?;
            }
            Err(AdoptError::Outdated) => return Err(AmendError::Conflict),
            Err(AdoptError::Store(error)) => return Err(error.into()),
        }
    }
}

/// What was decided, as the history tells it.
fn told(amendment: &Amendment) -> String {
    airside_records::body(&AmendmentRecord::from(amendment))
}

async fn decide(
    app: &App,
    world: &Arc<Snapshot>,
    known: &Known,
    wish: &Wish,
) -> Result<Amendment, AmendError> {
    if known.amendment.sales == Sales::Cancelled {
        return Err(AmendError::Cancelled);
    }
    let now = app.now();
    if known.has_left(world, now) {
        return Err(AmendError::HasLeft);
    }
    let mut faults = Vec::new();
    let mut amendment = known.amendment.clone();
    amendment.sales = match wish.is_closed {
        None => amendment.sales,
        Some(true) => Sales::Closed,
        Some(false) => Sales::Open,
    };
    if let Some(aircraft) = wish.aircraft {
        if aircraft.is_some_and(|it| world.terms.fleet.layout(it).is_none()) {
            faults.push(WishFault::UnknownAircraft);
        }
        amendment.aircraft = aircraft.filter(|it| *it != known.original.aircraft);
    }
    amendment.times = times(known, wish, &amendment, &mut faults);
    let retimed = known.times_by(world, &amendment);
    if amendment.times != known.amendment.times
        && let Some(times) = retimed
    {
        let kilometres = {
            let airport = |code| world.airport(code);
            let (from, to) = (airport(known.original.origin), airport(known.original.destination));
            from.zip(to).map(|(from, to)| from.distance_km(to))
        };
        let took = times.arrives_at - times.departs_at;
        let is_believed = kilometres.is_none_or(|it| BlockTimes::over(it).allow(took));
        if times.departs_at <= now {
            faults.push(WishFault::DepartsInThePast);
        } else if !is_believed {
            faults.push(WishFault::Duration);
        }
    }
    set_capacity(world, known, wish, &mut amendment, &mut faults);
    if !faults.is_empty() {
        return Err(AmendError::Faults(faults));
    }
    check_sold(app, known, wish).await?;
    Ok(amendment)
}

/// The times that are wished for; `None` when they are the timetable's own.
fn times(
    known: &Known,
    wish: &Wish,
    amendment: &Amendment,
    faults: &mut Vec<WishFault>,
) -> Option<ClockTimes> {
    let original = ClockTimes::of(&known.original);
    let mut times = amendment.times.unwrap_or(original);
    match wish.departs {
        None => (),
        Some(None) => times.departs = original.departs,
        Some(Some(local)) if local.date() == known.date => times.departs = local.time(),
        Some(Some(_)) => faults.push(WishFault::DepartsOnAnotherDay),
    }
    match wish.arrives {
        None => (),
        Some(None) => {
            times.arrives = original.arrives;
            times.arrival_day_offset = original.arrival_day_offset;
        }
        Some(Some(local)) => {
            let days = (local.date() - known.date).whole_days();
            match i8::try_from(days).ok().filter(|days| (-1..=2).contains(days)) {
                Some(days) => {
                    times.arrives = local.time();
                    times.arrival_day_offset = days;
                }
                None => faults.push(WishFault::Duration),
            }
        }
    }
    (times != original).then_some(times)
}

/// No cabin can sell more than its aircraft has; one that sells all of it has no limit of its own.
fn set_capacity(
    world: &Snapshot,
    known: &Known,
    wish: &Wish,
    amendment: &mut Amendment,
    faults: &mut Vec<WishFault>,
) {
    let aircraft = amendment.aircraft.unwrap_or(known.original.aircraft);
    for (cabin, most) in &wish.capacity {
        let of_aircraft = world.terms.fleet.capacity(aircraft, *cabin);
        match most {
            Some(most) if *most > of_aircraft => {
                faults.push(WishFault::Capacity { cabin: *cabin, most: of_aircraft });
            }
            Some(most) if *most < of_aircraft => {
                amendment.capacity.insert(*cabin, *most);
            }
            Some(_) | None => {
                amendment.capacity.remove(cabin);
            }
        }
    }
}

/// Nobody is thrown off by a number that was typed.
async fn check_sold(app: &App, known: &Known, wish: &Wish) -> Result<(), AmendError> {
    let sold = app.ports.store.sold_on(&[(known.flight(), known.date)]).await?;
    for (cabin, most) in &wish.capacity {
        let mut of_cabin = sold.iter().filter(|sold| sold.inventory.cabin == *cabin);
        let count = of_cabin.next().map_or(0, |sold| sold.inventory.count);
        if most.is_some_and(|most| most < count) {
            return Err(AmendError::AlreadySold { cabin: *cabin, count });
        }
    }
    Ok(())
}

/// What is wrong with a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WishFault {
    /// No aircraft of the fleet.
    UnknownAircraft,
    /// The aircraft has only so many seats.
    Capacity {
        cabin: Cabin,
        most: u16,
    },
    /// A departure keeps its date.
    DepartsOnAnotherDay,
    DepartsInThePast,
    /// No airliner takes so long, or so short.
    Duration,
}

/// Why a departure stays as it is.
#[derive(Debug, Error)]
pub enum AmendError {
    #[error("there is no such departure")]
    Unknown,
    #[error("the departure was cancelled")]
    Cancelled,
    #[error("the flight has left")]
    HasLeft,
    #[error("{count} seats of {cabin} are sold or held")]
    AlreadySold { cabin: Cabin, count: u16 },
    #[error("the departure cannot be so")]
    Faults(Vec<WishFault>),
    #[error("the timetable was changed meanwhile: try again")]
    Conflict,
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
