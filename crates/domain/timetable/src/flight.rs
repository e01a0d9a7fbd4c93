//! Recurring flights, as a timetable lists them: row by row.
//!
//! Clock times are local to each airport and say nothing about duration: ask
//! [`Flight::departure`] for the instants of one date.

use airside_primitives::{
    AircraftCode, AirlineCode, AirportCode, FlightId, FlightNumber, OperatingDays,
};
use time::{Date, Duration, Time};
use uuid::Uuid;

use crate::block::BlockTimes;
use crate::departure::Departure;
use crate::zone::Zone;

/// The name space of flight ids; changing it gives every flight of the world a new id.
const FLIGHTS: Uuid = Uuid::from_u128(0x6f1d_54a2_3c0b_5e6e_9d0a_41f2_7b7c_a101);

/// The duration of a flight whose clock times make no sense on a date.
const SHORTEST: Duration = Duration::minutes(15);

/// One row of the timetable: a flight's times on some days of the week, for a season.
///
/// The flight itself is its number and its two airports, and so is its id: a flight whose
/// times, days or seasons change stays the same flight. Several rows may share an id; at
/// most one of them covers a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    pub id: FlightId,
    /// The marketing number; its airline sells the flight.
    pub number: FlightNumber,
    pub operating_airline: AirlineCode,
    /// The operating airline's own number for a codeshare, if it is known.
    pub operating_number: Option<FlightNumber>,
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
    /// The id of a flight: the same number between the same airports is the same flight,
    /// whenever it leaves.
    pub fn id_of(number: FlightNumber, origin: AirportCode, destination: AirportCode) -> FlightId {
        let key = format!("{number} {origin} {destination}");
        FlightId(Uuid::new_v5(&FLIGHTS, key.as_bytes()))
    }

    /// The flight whose seats this one sells: itself, or the operating airline's for a codeshare.
    /// `None` for a codeshare whose operating flight is not named: it has no seats.
    pub fn inventory(&self) -> Option<FlightId> {
        match self.operating_number {
            Some(number) => Some(Self::id_of(number, self.origin, self.destination)),
            None => (!self.is_codeshare()).then_some(self.id),
        }
    }

    /// Whether another airline flies it.
    pub fn is_codeshare(&self) -> bool {
        self.operating_airline != self.number.airline()
    }

    /// Whether it leaves on this date, local to the origin.
    pub fn operates_on(&self, date: Date) -> bool {
        let in_season = (self.valid_from..=self.valid_until).contains(&date);
        in_season && self.days.contains(date.weekday())
    }

    /// The dates on which it leaves, by its season and days of the week.
    pub fn dates(&self) -> impl Iterator<Item = Date> {
        let days = std::iter::successors(Some(self.valid_from), |date| date.next_day());
        days.take_while(|date| *date <= self.valid_until)
            .filter(|date| self.days.contains(date.weekday()))
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
/// The one of -1 to 2 that gives a believable duration on `date`; `None` when none does.
pub fn arrival_day_offset(
    departs: Time,
    arrives: Time,
    date: Date,
    origin: &Zone,
    destination: &Zone,
    believable: BlockTimes,
) -> Option<i8> {
    let departs_at = origin.instant_of(date, departs);
    (-1..=2).find(|days| {
        let arrival_date = date.saturating_add(Duration::days((*days).into()));
        believable.allow(destination.instant_of(arrival_date, arrives) - departs_at)
    })
}
