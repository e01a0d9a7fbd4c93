//! What the sandbox makes of the flights of one booking, for those who test a client: `RETIMED`,
//! `CANCELLEDFLIGHT`. Everybody else's booking of the same flights stays as it is.

use airside_booking::schedule_change::Flies;
use airside_booking::{Booking, State};
use airside_primitives::FlightId;
use time::{Date, Duration, OffsetDateTime};

use crate::context::App;
use crate::ports::scenario::Scenario;
use crate::scenarios;
use crate::world::Snapshot;

/// How long a booking is confirmed before its flights change: long enough to be seen.
pub(super) const MOMENT: Duration = Duration::SECOND;

/// By how much a journey may be retimed; the first that leaves each flight on its day is taken.
const SHIFTS: [i64; 6] = [120, 60, 30, -30, -60, -120];

/// The flights of the first journey, and what becomes of them.
pub(super) struct Played {
    flights: Vec<(FlightId, Date)>,
    change: Change,
}

enum Change {
    Retimed(Duration),
    Cancelled,
}

impl Played {
    /// What is played with this booking now, if anything.
    pub(super) fn with(
        app: &App,
        world: &Snapshot,
        booking: &Booking,
        now: OffsetDateTime,
    ) -> Option<Self> {
        let scenario = scenarios::of_flights(app, booking)?;
        let State::Confirmed { at, .. } = booking.state else { return None };
        if now < at + MOMENT {
            return None;
        }
        let segments = &booking.journeys.first().offer.segments;
        let flights: Vec<_> = segments.iter().map(|it| (it.flight, it.date)).collect();
        let change = match scenario {
            Scenario::CancelledFlight => Change::Cancelled,
            _ => Change::Retimed(shift(world, &flights)?),
        };
        Some(Self { flights, change })
    }

    pub(super) fn is_of(&self, flight: FlightId, date: Date) -> bool {
        self.flights.contains(&(flight, date))
    }

    /// What became of a departure of the journey, which in truth flies like this.
    pub(super) fn applied(&self, flies: Flies) -> Flies {
        match (&self.change, flies) {
            (Change::Cancelled, _) => Flies::Cancelled,
            (Change::Retimed(by), Flies::OnItsDate(mut flown)) => {
                flown.departs_at += *by;
                flown.arrives_at += *by;
                Flies::OnItsDate(flown)
            }
            (Change::Retimed(_), other) => other,
        }
    }
}

/// All flights go by it together, so their connections stay as they are.
fn shift(world: &Snapshot, flights: &[(FlightId, Date)]) -> Option<Duration> {
    let stays = |by: Duration| {
        flights.iter().all(|(flight, date)| {
            let row = world.index.row_on(*flight, *date);
            let departure = row.and_then(|row| world.index.departure(row, *date));
            departure.is_none_or(|it| (it.departs_at + by).date() == it.departs_at.date())
        })
    };
    SHIFTS.into_iter().map(Duration::minutes).find(|by| stays(*by))
}
