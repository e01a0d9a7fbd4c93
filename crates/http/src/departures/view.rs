//! How a departure is shown to operators.

use airside_app::departures::{CabinFigures, DepartureCancellation, DepartureFigures, Progress};
use airside_app::world::Snapshot;
use airside_timetable::Departure;
use serde::Serialize;
use utoipa::ToSchema;

use crate::date;
use crate::times::{Local, Utc};
use crate::words;

/// A flight on one date, and what is sold of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Departure)]
pub(crate) struct DepartureView {
    #[schema(value_type = words::Id)]
    flight_id: String,
    #[schema(value_type = words::FlightNumber)]
    flight_number: String,
    /// Local to the origin; it is the departure's for good.
    #[schema(value_type = time::Date)]
    date: String,
    /// OPEN, CLOSED (flies, and nothing more of it is sold) or CANCELLED.
    #[schema(value_type = words::DepartureStatus)]
    status: &'static str,
    #[schema(value_type = words::AirportCode)]
    origin: String,
    #[schema(value_type = words::AirportCode)]
    destination: String,
    departure: Local,
    arrival: Local,
    /// IATA aircraft type.
    #[schema(example = "320")]
    aircraft: String,
    /// From the front of the aircraft to the back.
    cabins: Vec<CabinView>,
    /// What it would be without what operators decided.
    timetable: PlannedView,
}

/// One cabin of a departure, in seats.
#[derive(Serialize, ToSchema)]
#[schema(as = DepartureCabin)]
struct CabinView {
    #[schema(value_type = words::Cabin)]
    cabin: &'static str,
    /// What there is for sale while the departure is open.
    capacity: u16,
    /// Paid for.
    sold: u16,
    /// Held by bookings that wait for their payment.
    held: u16,
    /// Seats with a number, picked or given.
    seats_given: u16,
}

/// A departure as the timetable has it.
#[derive(Serialize, ToSchema)]
#[schema(as = PlannedDeparture)]
struct PlannedView {
    departure: Local,
    arrival: Local,
    /// IATA aircraft type.
    #[schema(example = "320")]
    aircraft: String,
}

/// A cancelled departure, and how far its bookings have been told.
#[derive(Serialize, ToSchema)]
#[schema(as = DepartureCancellation)]
pub(crate) struct DepartureCancellationView {
    #[schema(value_type = words::Id)]
    id: String,
    /// RUNNING or DONE.
    #[schema(value_type = words::DepartureCancellationStatus)]
    status: &'static str,
    /// Bookings that had places on it.
    total: u32,
    /// Those of them that have their schedule change and, at once, their refund on its way.
    done: u32,
    /// `AT_ONCE` or `ON_ANSWER`.
    #[schema(value_type = words::RefundWhen)]
    refund: &'static str,
    created_at: Utc,
    /// Null while it is under way.
    #[schema(required)]
    finished_at: Option<Utc>,
}

impl DepartureView {
    /// `None` only where its airports are not known.
    pub(crate) fn of(world: &Snapshot, figures: &DepartureFigures) -> Option<Self> {
        let DepartureFigures { known, times, cabins } = figures;
        let row = &known.original;
        let zone = |code| world.airport(code).map(|airport| &airport.zone);
        let planned = row.departure(known.date, zone(row.origin)?, zone(row.destination)?);
        Some(Self {
            flight_id: row.id.to_string(),
            flight_number: row.number.to_string(),
            date: date::show(known.date),
            status: known.amendment.sales.code(),
            origin: row.origin.to_string(),
            destination: row.destination.to_string(),
            departure: Local(times.departs_at),
            arrival: Local(times.arrives_at),
            aircraft: known.aircraft().to_string(),
            cabins: cabins.iter().map(CabinView::of).collect(),
            timetable: PlannedView::of(planned, row.aircraft.to_string()),
        })
    }
}

impl CabinView {
    const fn of(figures: &CabinFigures) -> Self {
        let CabinFigures { cabin, capacity, sold, held, seats_given } = *figures;
        Self { cabin: cabin.code(), capacity, sold, held, seats_given }
    }
}

impl PlannedView {
    const fn of(planned: Departure, aircraft: String) -> Self {
        let Departure { departs_at, arrives_at } = planned;
        Self { departure: Local(departs_at), arrival: Local(arrives_at), aircraft }
    }
}

impl DepartureCancellationView {
    pub(crate) fn of(cancellation: &DepartureCancellation) -> Self {
        Self {
            id: cancellation.id.to_string(),
            status: cancellation.state.code(),
            total: cancellation.total,
            done: cancellation.done,
            refund: cancellation.refund.code(),
            created_at: Utc(cancellation.asked_at),
            finished_at: match cancellation.state {
                Progress::Running { .. } => None,
                Progress::Done { at } => Some(Utc(at)),
            },
        }
    }
}
