//! What a timetable changes, as operators see it.

use airside_app::ports::store::WorldVersion;
use airside_app::timetable::Plan;
use airside_timetable::DepartureChange;
use serde::Serialize;
use utoipa::ToSchema;

use crate::date::show;
use crate::words;

/// Enough to see what it is about; all of them are counted.
const MOST_DEPARTURES: usize = 1_000;
const MOST_BOOKINGS: usize = 100;

/// What was read of a file.
pub(super) struct Read {
    pub rows: usize,
    pub repeated: usize,
    pub merged: usize,
    pub taken: usize,
    pub notes: Vec<String>,
}

/// What a timetable changes, or would change.
#[derive(Serialize, ToSchema)]
#[schema(as = TimetablePlan)]
pub(super) struct TimetablePlanView {
    /// Whether it is in force now.
    applied: bool,
    /// Counts the worlds that were in force; null if nothing was changed.
    #[schema(required)]
    version: Option<i64>,
    /// Whether it takes away much: more than a tenth of the booked departures, all there is, or the
    /// seats of flights that are for sale.
    needs_confirmation: bool,
    #[schema(value_type = Vec<words::AirlineCode>)]
    airlines: Vec<String>,
    #[schema(value_type = time::Date)]
    from: String,
    #[schema(value_type = time::Date)]
    until: String,
    rows: TimetableRowsView,
    departures: DepartureCountsView,
    /// Bookings that are not over, on departures that change.
    bookings: usize,
    /// Their passengers.
    passengers: usize,
    /// Booked departures that change, in all.
    booked_departures: usize,
    /// These, at most 1,000.
    changes: Vec<DepartureChangeView>,
    /// Cabins that are closed for sale, since more was sold than the new aircraft holds.
    closed: Vec<ClosedCabinView>,
    /// Codeshares that are not sold, since their operating flight is not known.
    unsold_codeshares: usize,
    /// Aircraft that the tariff has no seats for: nothing is sold on these rows.
    seatless: Vec<SeatlessView>,
    /// Departures of the whole timetable from the first date on.
    left_for_sale: u64,
    /// What an operator should know of the file, in sentences.
    notes: Vec<String>,
}

/// Rows of a file.
#[derive(Serialize, ToSchema)]
#[schema(as = TimetableRows)]
struct TimetableRowsView {
    read: usize,
    /// They say exactly what an earlier one says.
    repeated: usize,
    /// They became part of another.
    merged: usize,
    taken: usize,
}

/// Departures, by what becomes of them.
#[derive(Serialize, ToSchema)]
#[schema(as = DepartureCounts)]
struct DepartureCountsView {
    added: u64,
    withdrawn: u64,
    /// To a neighbouring date.
    moved: u64,
    retimed: u64,
    /// Flown by another aircraft or airline.
    reequipped: u64,
}

/// A booked departure that changes.
#[derive(Serialize, ToSchema)]
#[schema(as = DepartureChange)]
struct DepartureChangeView {
    #[schema(value_type = words::Id)]
    flight_id: String,
    #[schema(value_type = Option<words::FlightNumber>, required)]
    flight_number: Option<String>,
    #[schema(value_type = time::Date)]
    date: String,
    #[schema(value_type = words::DepartureChangeKind)]
    change: &'static str,
    #[schema(value_type = Option<time::Date>, required)]
    moved_to: Option<String>,
    /// At most 100.
    #[schema(value_type = Vec<words::BookingRef>)]
    bookings: Vec<String>,
}

/// An aircraft that the tariff has no seats for.
#[derive(Serialize, ToSchema)]
#[schema(as = SeatlessAircraft)]
struct SeatlessView {
    /// IATA aircraft type.
    #[schema(example = "320")]
    aircraft: String,
    rows: usize,
}

/// A cabin that sold more than it will hold.
#[derive(Serialize, ToSchema)]
#[schema(as = ClosedCabin)]
pub(super) struct ClosedCabinView {
    #[schema(value_type = words::Id)]
    flight_id: String,
    #[schema(value_type = time::Date)]
    date: String,
    #[schema(value_type = words::Cabin)]
    cabin: &'static str,
    sold: u16,
    capacity: u16,
}

impl TimetablePlanView {
    /// Of a plan that was not applied.
    pub(super) fn of(read: Read, plan: &Plan) -> Self {
        let counts = plan.departures;
        let changes = plan.touched.iter().take(MOST_DEPARTURES).map(|(touched, change)| {
            let (flight, date) = (touched.flight, touched.date);
            let bookings = plan.references.get(&(flight, date)).into_iter().flatten();
            let (change, moved_to) = told(*change);
            DepartureChangeView {
                flight_id: flight.to_string(),
                flight_number: plan.row(flight, date).map(|row| row.number.to_string()),
                date: show(date),
                change,
                moved_to: moved_to.map(show),
                bookings: bookings.take(MOST_BOOKINGS).map(ToString::to_string).collect(),
            }
        });
        let seatless = plan
            .seatless
            .iter()
            .map(|(aircraft, rows)| SeatlessView { aircraft: aircraft.to_string(), rows: *rows });
        let rows = TimetableRowsView {
            read: read.rows,
            repeated: read.repeated,
            merged: read.merged,
            taken: read.taken,
        };
        Self {
            applied: false,
            version: None,
            needs_confirmation: plan.takes_away_much(),
            airlines: plan.airlines.iter().map(ToString::to_string).collect(),
            from: show(*plan.window.start()),
            until: show(*plan.window.end()),
            rows,
            departures: DepartureCountsView {
                added: counts.added,
                withdrawn: counts.withdrawn,
                moved: counts.moved,
                retimed: counts.retimed,
                reequipped: counts.reequipped,
            },
            bookings: plan.bookings,
            passengers: plan.passengers,
            booked_departures: plan.touched.len(),
            changes: changes.collect(),
            closed: plan.closed.iter().take(MOST_DEPARTURES).map(ClosedCabinView::of).collect(),
            unsold_codeshares: plan.unsold_codeshares,
            seatless: seatless.collect(),
            left_for_sale: plan.left_for_sale,
            notes: read.notes,
        }
    }

    pub(super) fn applied(&mut self, version: WorldVersion) {
        self.applied = true;
        self.version = Some(version.0);
    }
}

impl ClosedCabinView {
    pub(super) fn of(closed: &airside_app::timetable::Closed) -> Self {
        Self {
            flight_id: closed.flight.to_string(),
            date: show(closed.date),
            cabin: closed.cabin.code(),
            sold: closed.sold,
            capacity: closed.capacity,
        }
    }
}

fn told(change: DepartureChange) -> (&'static str, Option<time::Date>) {
    match change {
        DepartureChange::Added => ("ADDED", None),
        DepartureChange::Withdrawn { moved_to } => match moved_to {
            None => ("WITHDRAWN", None),
            Some(date) => ("MOVED", Some(date)),
        },
        DepartureChange::Retimed => ("RETIMED", None),
        DepartureChange::Reequipped => ("EQUIPMENT", None),
    }
}
