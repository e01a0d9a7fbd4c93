//! What operators decided about single departures, over what the timetable says of them.
//!
//! An amendment is of the departure whose seats are sold: codeshares on it fly as it does. It
//! outlives a new timetable, for a season that is loaded again must not undo what was decided for
//! one day.

use std::collections::BTreeMap;

use airside_primitives::{AircraftCode, Cabin, FlightId};
use time::{Date, Time};
use uuid::Uuid;

use crate::flight::Flight;
use crate::revision::clipped;

/// The name space of the ids of amendments; changing it lets a departure have two.
const AMENDMENTS: Uuid = Uuid::from_u128(0x41c7_9e0d_5b23_5f8a_8d16_7a92_e4b0_c355);

/// What was decided about one departure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    pub flight: FlightId,
    pub date: Date,
    pub sales: Sales,
    /// The timetable's own, where it is not said.
    pub times: Option<ClockTimes>,
    /// The timetable's own, where it is not said.
    pub aircraft: Option<AircraftCode>,
    /// The most that a cabin sells; all that its aircraft holds, where it is not said.
    pub capacity: BTreeMap<Cabin, u16>,
}

/// Whether a departure is sold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sales {
    #[default]
    Open,
    /// It flies, and nothing more of it is sold.
    Closed,
    /// It does not fly, and never will again.
    Cancelled,
}

/// When a departure leaves and arrives, by the clocks at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClockTimes {
    pub departs: Time,
    pub arrives: Time,
    /// Days from the local date of departure to that of arrival, -1 to 2.
    pub arrival_day_offset: i8,
}

impl Sales {
    pub const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Cancelled];

    /// The code of the API, `OPEN`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Closed => "CLOSED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

impl ClockTimes {
    /// The times of a row.
    pub const fn of(row: &Flight) -> Self {
        Self {
            departs: row.departs,
            arrives: row.arrives,
            arrival_day_offset: row.arrival_day_offset,
        }
    }
}

impl Amendment {
    /// Nothing was decided: the departure is what the timetable says.
    pub const fn none(flight: FlightId, date: Date) -> Self {
        Self {
            flight,
            date,
            sales: Sales::Open,
            times: None,
            aircraft: None,
            capacity: BTreeMap::new(),
        }
    }

    /// The same for every amendment of a departure.
    pub fn id(&self) -> Uuid {
        let key = format!("{} {}", self.flight, self.date);
        Uuid::new_v5(&AMENDMENTS, key.as_bytes())
    }

    /// Whether nothing was decided, or nothing of it is left.
    pub fn is_nothing(&self) -> bool {
        *self == Self::none(self.flight, self.date)
    }

    /// How many seats of a cabin can be sold, of those that the aircraft has.
    pub fn capacity(&self, cabin: Cabin, of_aircraft: u16) -> u16 {
        match self.sales {
            Sales::Open => self.most(cabin, of_aircraft),
            Sales::Closed | Sales::Cancelled => 0,
        }
    }

    /// How many seats of a cabin there are for sale while the departure is open.
    pub fn most(&self, cabin: Cabin, of_aircraft: u16) -> u16 {
        self.capacity.get(&cabin).map_or(of_aircraft, |most| of_aircraft.min(*most))
    }

    /// A row of the departure alone, as it flies.
    fn of_row(&self, row: &Flight) -> Flight {
        let ClockTimes { departs, arrives, arrival_day_offset } =
            self.times.unwrap_or(ClockTimes::of(row));
        let aircraft = self.aircraft.unwrap_or(row.aircraft);
        Flight { departs, arrives, arrival_day_offset, aircraft, ..row.clone() }
    }

    /// Whether rows are another for it.
    const fn changes_rows(&self) -> bool {
        let is_cancelled = matches!(self.sales, Sales::Cancelled);
        is_cancelled || self.times.is_some() || self.aircraft.is_some()
    }
}

/// All amendments, by departure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amendments {
    by_departure: BTreeMap<(FlightId, Date), Amendment>,
}

/// A timetable after its amendments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amended {
    /// What flies: at most one row for each departure, as before.
    pub rows: Vec<Flight>,
    /// Departures that fly otherwise or not at all, each in a row of its own as the timetable has
    /// it; codeshares on them too.
    pub originals: Vec<Flight>,
}

impl Amendments {
    pub fn new(amendments: impl IntoIterator<Item = Amendment>) -> Self {
        let by_departure = amendments.into_iter().map(|it| ((it.flight, it.date), it));
        Self { by_departure: by_departure.collect() }
    }

    /// What was decided about a departure, by the flight whose seats are sold.
    pub fn of(&self, flight: FlightId, date: Date) -> Option<&Amendment> {
        self.by_departure.get(&(flight, date))
    }

    /// How many seats of a cabin a departure can sell, of those that its aircraft has.
    pub fn capacity(
        &self,
        (flight, date): (FlightId, Date),
        cabin: Cabin,
        of_aircraft: u16,
    ) -> u16 {
        self.of(flight, date).map_or(of_aircraft, |it| it.capacity(cabin, of_aircraft))
    }

    pub fn is_cancelled(&self, flight: FlightId, date: Date) -> bool {
        self.of(flight, date).is_some_and(|it| it.sales == Sales::Cancelled)
    }

    /// The timetable as it flies: each departure that was retimed or has another aircraft in a row
    /// of its own, and none that was cancelled.
    pub fn apply(&self, rows: Vec<Flight>) -> Amended {
        let mut amended = Amended { rows: Vec::with_capacity(rows.len()), originals: Vec::new() };
        for row in rows {
            let changes = self.changes_of(&row);
            if changes.is_empty() {
                amended.rows.push(row);
                continue;
            }
            let mut from = row.valid_from;
            for amendment in changes {
                let date = amendment.date;
                amended.rows.extend(date.previous_day().and_then(|last| clipped(&row, from, last)));
                if let Some(original) = clipped(&row, date, date) {
                    let flies = amendment.sales != Sales::Cancelled;
                    amended.rows.extend(flies.then(|| amendment.of_row(&original)));
                    amended.originals.push(original);
                }
                from = date.next_day().unwrap_or(Date::MAX);
            }
            amended.rows.extend(clipped(&row, from, row.valid_until));
        }
        amended
    }

    /// The amendments that make other rows of one, by date.
    fn changes_of(&self, row: &Flight) -> Vec<&Amendment> {
        if self.by_departure.is_empty() {
            return Vec::new();
        }
        let Some(flight) = row.inventory() else { return Vec::new() };
        let season = (flight, row.valid_from)..=(flight, row.valid_until);
        let of_season = self.by_departure.range(season).map(|(_, amendment)| amendment);
        of_season.filter(|it| it.changes_rows() && row.operates_on(it.date)).collect()
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::{FlightNumber, OperatingDays};
    use time::macros::{date, time};

    use super::*;
    use crate::rows::Rows;

    fn daily(number: &str) -> Flight {
        let number: FlightNumber = number.parse().unwrap();
        let (origin, destination) = ("DEL".parse().unwrap(), "BOM".parse().unwrap());
        Flight {
            id: Flight::id_of(number, origin, destination),
            number,
            operating_airline: number.airline(),
            operating_number: None,
            origin,
            destination,
            departs: time!(08:00),
            arrives: time!(10:10),
            arrival_day_offset: 0,
            days: OperatingDays::from_bits(0b111_1111).unwrap(),
            valid_from: date!(2026 - 12 - 01),
            valid_until: date!(2026 - 12 - 31),
            aircraft: "320".parse().unwrap(),
        }
    }

    fn codeshare_on(operating: &Flight) -> Flight {
        let number: FlightNumber = "ZX900".parse().unwrap();
        Flight {
            id: Flight::id_of(number, operating.origin, operating.destination),
            number,
            operating_number: Some(operating.number),
            ..operating.clone()
        }
    }

    fn retimed(flight: FlightId) -> Amendment {
        let times =
            ClockTimes { departs: time!(09:30), arrives: time!(11:40), arrival_day_offset: 0 };
        Amendment { times: Some(times), ..Amendment::none(flight, date!(2026 - 12 - 10)) }
    }

    fn cancelled(flight: FlightId) -> Amendment {
        Amendment { sales: Sales::Cancelled, ..Amendment::none(flight, date!(2026 - 12 - 01)) }
    }

    #[test]
    fn an_amended_departure_flies_alone_and_all_others_as_before() {
        let (own, shared) = (daily("QZ2045"), codeshare_on(&daily("QZ2045")));
        let amendments = Amendments::new([retimed(own.id), cancelled(own.id)]);
        let amended = amendments.apply(vec![own.clone(), shared.clone()]);
        let rows = Rows::new(amended.rows);
        for row in [&own, &shared] {
            for date in row.dates() {
                let flies = rows.on(row.id, date);
                match date.day() {
                    1 => assert_eq!(flies, None),
                    10 => assert_eq!(flies.unwrap().departs, time!(09:30)),
                    _ => assert_eq!(flies.unwrap().departs, time!(08:00)),
                }
                let covering = rows.of(row.id).iter().filter(|it| it.operates_on(date));
                assert!(covering.count() <= 1, "{date}");
            }
        }
        let originals = Rows::new(amended.originals);
        assert_eq!(originals.on(own.id, date!(2026 - 12 - 01)).unwrap().departs, time!(08:00));
        assert_eq!(originals.on(shared.id, date!(2026 - 12 - 10)).unwrap().departs, time!(08:00));
        assert_eq!(originals.iter().count(), 4);
    }

    #[test]
    fn what_does_not_fly_is_not_brought_back() {
        let row = Flight { valid_from: date!(2026 - 12 - 20), ..daily("QZ2045") };
        let amendments = Amendments::new([retimed(row.id)]);
        let amended = amendments.apply(vec![row.clone()]);
        assert_eq!(amended, Amended { rows: vec![row], originals: Vec::new() });
    }

    #[test]
    fn a_cabin_sells_no_more_than_its_aircraft_holds_and_nothing_once_it_is_closed() {
        let (flight, date) = (daily("QZ2045").id, date!(2026 - 12 - 10));
        let capacity = [(Cabin::Economy, 150)].into();
        let open = Amendment { capacity, ..Amendment::none(flight, date) };
        let capacity = |amendment: &Amendment, of_aircraft| {
            let amendments = Amendments::new([amendment.clone()]);
            amendments.capacity((flight, date), Cabin::Economy, of_aircraft)
        };
        assert_eq!(capacity(&open, 180), 150);
        assert_eq!(capacity(&open, 120), 120);
        assert_eq!(capacity(&Amendment { sales: Sales::Closed, ..open.clone() }, 180), 0);
        assert_eq!(open.most(Cabin::Business, 8), 8);
        assert_eq!(Amendments::default().capacity((flight, date), Cabin::Economy, 180), 180);
    }
}
