//! What is sold of departures, cabin by cabin. Uses the store.

use std::collections::HashMap;

use airside_primitives::{AirportCode, Cabin, FlightId, FlightNumber};
use airside_timetable::{Departure, Flight};
use time::Date;

use super::known::Known;
use crate::context::App;
use crate::ports::StoreError;
use crate::world::Snapshot;

/// Which departures are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Local to the origin.
    pub date: Date,
    /// Its own number or that of a codeshare on it.
    pub number: Option<FlightNumber>,
    pub origin: Option<AirportCode>,
}

/// A departure, and what is sold of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartureFigures {
    pub known: Known,
    pub times: Departure,
    /// Those that its aircraft has, and those that something was sold of.
    pub cabins: Vec<CabinFigures>,
}

/// One cabin of a departure, in seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CabinFigures {
    pub cabin: Cabin,
    /// What there is for sale while the departure is open.
    pub capacity: u16,
    /// Paid for.
    pub sold: u16,
    /// Held by bookings that wait for their payment.
    pub held: u16,
    /// Seats with a number, picked or given.
    pub seats_given: u16,
}

/// Every departure that is looked for, cancelled ones too, as they leave.
pub fn departures_on(world: &Snapshot, wanted: Wanted) -> Vec<Known> {
    let Wanted { date, number, origin } = wanted;
    let originals = world.originals.iter();
    let rows =
        world.index.flights().iter().filter(|row| world.originals.on(row.id, date).is_none());
    let on_date: Vec<&Flight> = originals.chain(rows).filter(|row| row.operates_on(date)).collect();

    let is_meant = |row: &&&Flight| number.is_none_or(|number| row.number == number);
    let meant: Vec<FlightId> =
        on_date.iter().filter(is_meant).filter_map(|row| row.inventory()).collect();
    let found = on_date.into_iter().filter(|row| {
        number.is_none_or(|_| meant.contains(&row.id))
            && origin.is_none_or(|origin| row.origin == origin)
    });
    let known = found.filter_map(|row| Known::of_row(world, row, date));
    let timed = known.filter_map(|known| Some((known.times(world)?.departs_at, known)));
    let mut timed: Vec<_> = timed.collect();
    timed.sort_by_key(|(departs_at, known)| (*departs_at, known.original.number, known.flight()));
    timed.into_iter().map(|(_, known)| known).collect()
}

/// What is sold of these departures now.
pub async fn figures(
    app: &App,
    world: &Snapshot,
    departures: Vec<Known>,
) -> Result<Vec<DepartureFigures>, StoreError> {
    let store = &app.ports.store;
    let named: Vec<_> = departures.iter().map(|known| (known.flight(), known.date)).collect();
    let counted = store.sold_on(&named).await?;
    let seats = store.taken_seats(&named).await?;
    let unpaid = store.unpaid_on(&named).await?;

    let mut held: HashMap<(FlightId, Date, Cabin), u16> = HashMap::new();
    for booking in unpaid {
        for it in booking.unpaid_holdings() {
            *held.entry((it.flight, it.date, it.cabin)).or_default() += it.count;
        }
    }
    let figures = departures.into_iter().filter_map(|known| {
        let (flight, date, aircraft) = (known.flight(), known.date, known.aircraft());
        let of_cabin = |cabin: Cabin| {
            let counted = counted.iter().map(|it| it.inventory);
            let mut counted =
                counted.filter(|it| (it.flight, it.date, it.cabin) == (flight, date, cabin));
            let count = counted.next().map_or(0, |it| it.count);
            let held = held.get(&(flight, date, cabin)).copied().unwrap_or_default().min(count);
            let layout = world.terms.fleet.layout(aircraft);
            let is_of_cabin = |number| {
                let seats = layout.map(|layout| layout.rows(cabin)).unwrap_or_default();
                seats.iter().any(|row| row.seats().any(|seat| seat.number == number))
            };
            let given = seats.iter().filter(|row| (row.0, row.1) == (flight, date));
            let given = given.filter(|row| is_of_cabin(row.2)).count();
            let of_aircraft = world.terms.fleet.capacity(aircraft, cabin);
            CabinFigures {
                cabin,
                capacity: known.amendment.most(cabin, of_aircraft),
                sold: count - held,
                held,
                seats_given: u16::try_from(given).unwrap_or(u16::MAX),
            }
        };
        let cabins = Cabin::ALL.into_iter().map(of_cabin);
        let has_any = |it: &CabinFigures| {
            world.terms.fleet.capacity(aircraft, it.cabin) > 0 || it.sold > 0 || it.held > 0
        };
        let cabins = cabins.filter(has_any).collect();
        Some(DepartureFigures { times: known.times(world)?, cabins, known })
    });
    Ok(figures.collect())
}
