//! Recurring flights, as a timetable lists them.
//!
//! Clock times are local to each airport and say nothing about duration: ask
//! [`Flight::departure`] for the instants of one date.

use airside_primitives::{AircraftCode, AirlineCode, AirportCode, FlightId, FlightNumber};
use time::{Date, Duration, Time};
use uuid::Uuid;

use crate::days::OperatingDays;
use crate::departure::Departure;
use crate::zone::Zone;

/// The name space of flight ids; changing it gives every flight of the world a new id.
const FLIGHTS: Uuid = Uuid::from_u128(0x6f1d_54a2_3c0b_5e6e_9d0a_41f2_7b7c_a101);

/// The shortest scheduled time in the air that a timetable row is read as.
const SHORTEST: Duration = Duration::minutes(15);

/// One flight number between two airports, on some days of the week, for a season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    pub id: FlightId,
    /// The marketing number; its airline sells the flight.
    pub number: FlightNumber,
    pub operating_airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    /// The clock at the origin, in whole minutes.
    pub departs: Time,
    /// The clock at the destination, in whole minutes.
    pub arrives: Time,
    /// Days from the local date of departure to that of arrival, -1 to 2.
    pub arrival_day_offset: i8,
    pub days: OperatingDays,
    /// The first date of departure, local to the origin.
    pub valid_from: Date,
    /// The last date of departure, inclusive.
    pub valid_until: Date,
    pub aircraft: AircraftCode,
}

impl Flight {
    /// The id that a row of the timetable always has: the same row twice is the same flight.
    pub fn id_of(
        number: FlightNumber,
        origin: AirportCode,
        destination: AirportCode,
        departs: Time,
        days: OperatingDays,
        valid_from: Date,
    ) -> FlightId {
        let (hour, minute, _) = departs.as_hms();
        let key =
            format!("{number} {origin} {destination} {hour:02}:{minute:02} {days} {valid_from}");
        FlightId(Uuid::new_v5(&FLIGHTS, key.as_bytes()))
    }

    /// Whether it leaves on this date, local to the origin.
    pub fn operates_on(&self, date: Date) -> bool {
        let in_season = (self.valid_from..=self.valid_until).contains(&date);
        in_season && self.days.contains(date.weekday())
    }

    /// When it leaves and arrives on a date, whether or not it operates then.
    ///
    /// On the night the clocks change, a short flight's clock times can say that
    /// it arrives before it leaves; it then takes as long as on the day before. A row whose
    /// times make no sense on either day gets the shortest time that a flight can take.
    pub fn departure(&self, date: Date, origin: &Zone, destination: &Zone) -> Departure {
        let departure = self.by_the_clock(date, origin, destination);
        if departure.departs_at < departure.arrives_at {
            return departure;
        }
        let usual = self.by_the_clock(date.previous_day().unwrap_or(date), origin, destination);
        let in_the_air = (usual.arrives_at - usual.departs_at).max(SHORTEST);
        let arrives_at = destination.local(departure.departs_at.saturating_add(in_the_air));
        Departure { arrives_at, ..departure }
    }

    fn by_the_clock(&self, date: Date, origin: &Zone, destination: &Zone) -> Departure {
        let arrival_date = date.saturating_add(Duration::days(self.arrival_day_offset.into()));
        Departure {
            departs_at: origin.instant_of(date, self.departs),
            arrives_at: destination.instant_of(arrival_date, self.arrives),
        }
    }
}

/// How many days after its departure date a flight arrives, when the timetable does not say.
///
/// The smallest of -1 to 2 that gives at least 15 minutes in the air on `date`;
/// `None` when none does.
pub fn arrival_day_offset(
    departs: Time,
    arrives: Time,
    date: Date,
    origin: &Zone,
    destination: &Zone,
) -> Option<i8> {
    let departs_at = origin.instant_of(date, departs);
    (-1..=2).find(|days| {
        let arrival_date = date.saturating_add(Duration::days((*days).into()));
        destination.instant_of(arrival_date, arrives) - departs_at >= SHORTEST
    })
}
