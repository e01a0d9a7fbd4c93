//! What a client may ask of a search, from the query string or from JSON.
//!
//! Both forms are one [`Criteria`], whose every fault is found at once.

use airside_app::offers::search::{Filters, SearchOffers, Slice};
use airside_booking::TripType;
use airside_primitives::{Amount, Cabin, Party};
use airside_search::Sort;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::faults::Faults;
use crate::page::{Cursors, PageSize, invalid_cursor};
use crate::problem::Problem;
use crate::request::{Request, fields};
use crate::valid::place;
use crate::words;

/// No list of offers is longer, so no cursor of ours goes further.
const LAST_OFFSET: usize = 1_000_000;
/// So many slices make one trip.
const MOST_SLICES: usize = 6;
/// So many days either side make a week.
const MOST_FLEXIBLE_DAYS: u8 = 3;
/// No journey has more.
const MOST_STOPS: u8 = 2;
/// Far more than any journey costs in any currency, and exact in every client's numbers.
pub(super) const MOST_MONEY: i64 = 1_000_000_000_000_000;
/// A week in minutes: longer than any journey.
const WEEK: u32 = 10_000;

/// What to look for; `slices` are for a multi-city trip, and in a body only.
#[derive(Default, Validate, IntoParams, ToSchema)]
#[schema(as = OfferSearch, example = json!({
    "origin": "DEL", "destination": "BOM", "departure_date": "2026-12-01", "max_stops": 0,
}))]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Criteria {
    /// IATA airport or city code, or a city name.
    #[param(required = true, example = "DEL")]
    #[validate(custom(function = place))]
    origin: Option<String>,
    /// IATA airport or city code, or a city name.
    #[param(required = true, example = "BOM")]
    #[validate(custom(function = place))]
    destination: Option<String>,
    /// On the origin's calendar.
    #[param(required = true, value_type = time::Date, example = "2026-12-01")]
    #[schema(value_type = Option<time::Date>)]
    departure_date: Option<String>,
    /// Makes it a round trip.
    #[param(value_type = Option<time::Date>)]
    #[schema(value_type = Option<time::Date>)]
    return_date: Option<String>,
    /// So many days before and after each date will do as well: 0 to 3 [0].
    #[param(maximum = 3)]
    #[schema(maximum = 3)]
    flexible_days: Option<u8>,
    /// Up to six, instead of origin, destination and dates.
    #[param(ignore)]
    slices: Option<Vec<SliceCriteria>>,
    /// From 12 years [1].
    #[param(maximum = 10)]
    #[schema(maximum = 10)]
    adults: Option<u8>,
    /// 2 to 11 years [0].
    #[param(maximum = 10)]
    #[schema(maximum = 10)]
    children: Option<u8>,
    /// Under 2 years, on an adult's lap [0].
    #[param(maximum = 10)]
    #[schema(maximum = 10)]
    infants: Option<u8>,
    /// [ECONOMY]
    #[param(value_type = Option<words::Cabin>)]
    #[schema(value_type = Option<words::Cabin>)]
    cabin: Option<String>,
    /// 0, 1 or 2 [2].
    #[param(maximum = 2)]
    #[schema(maximum = 2)]
    max_stops: Option<u8>,
    /// Codes, in a query comma-separated; they sell all segments.
    #[param(value_type = Option<String>)]
    airlines: Option<Vec<String>>,
    /// Codes, in a query comma-separated; they sell no segment.
    #[param(value_type = Option<String>)]
    exclude_airlines: Option<Vec<String>>,
    /// As `6E2045`; for the departing list only.
    flight_number: Option<String>,
    /// Minor units, for the whole party, each direction alone.
    #[param(minimum = 0, maximum = 1_000_000_000_000_000_i64)]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_000_i64)]
    max_price: Option<i64>,
    /// Minutes.
    #[param(minimum = 1, maximum = 10_000)]
    #[schema(minimum = 1, maximum = 10_000)]
    max_duration: Option<u32>,
    /// `HH:MM-HH:MM` local, or `EARLY_MORNING`, MORNING, MIDDAY, EVENING, NIGHT; departing list only.
    departure_window: Option<String>,
    /// As `departure_window`, for the arrival.
    arrival_window: Option<String>,
    /// Minutes.
    #[param(maximum = 10_000)]
    #[schema(maximum = 10_000)]
    min_layover: Option<u32>,
    /// Minutes.
    #[param(maximum = 10_000)]
    #[schema(maximum = 10_000)]
    max_layover: Option<u32>,
    /// An airport on the way.
    via: Option<String>,
    /// Only offers that return some of the fare.
    refundable: Option<bool>,
    /// Only offers that include checked baggage.
    checked_baggage: Option<bool>,
    /// [BEST]
    #[param(value_type = Option<words::OfferSort>)]
    #[schema(value_type = Option<words::OfferSort>)]
    sort: Option<String>,
    /// For each list, 1 to 200 [50].
    limit: Option<PageSize>,
    /// From the answer before.
    cursor: Option<String>,
}

/// One direction of a multi-city trip.
#[derive(Default, Validate, ToSchema)]
#[schema(as = SliceSearch)]
#[serde(deny_unknown_fields)]
struct SliceCriteria {
    #[validate(custom(function = place))]
    origin: String,
    #[validate(custom(function = place))]
    destination: String,
    #[schema(value_type = time::Date)]
    date: String,
}

fields! {
    Criteria {
        origin, destination, departure_date, return_date,
        flexible_days in 0..=MOST_FLEXIBLE_DAYS, slices,
        adults in 0..=Party::MOST, children in 0..=Party::MOST, infants in 0..=Party::MOST,
        cabin, max_stops in 0..=MOST_STOPS, airlines, exclude_airlines, flight_number,
        max_price in 0..=MOST_MONEY, max_duration in 1..=WEEK, departure_window, arrival_window,
        min_layover in 0..=WEEK, max_layover in 0..=WEEK, via, refundable, checked_baggage, sort,
        limit, cursor
    }
    SliceCriteria { origin, destination, date }
}

impl Request for Criteria {
    type Checked = SearchOffers;

    fn check(self, faults: &mut Faults) -> Option<SearchOffers> {
        let (trip_type, slices) = self.trip(faults);
        let party = Party::new(
            self.adults.unwrap_or(1),
            self.children.unwrap_or(0),
            self.infants.unwrap_or(0),
        );
        let party = party.map_err(|error| faults.add("/adults", error)).ok();
        let cabin = faults.read("/cabin", self.cabin.as_deref()).unwrap_or(Cabin::Economy);
        let sort = faults.read("/sort", self.sort.as_deref()).unwrap_or(Sort::Best);
        let filters = Filters {
            max_stops: self.max_stops.unwrap_or(2),
            airlines: faults.list("/airlines", self.airlines.as_deref()),
            exclude_airlines: faults.list("/exclude_airlines", self.exclude_airlines.as_deref()),
            max_price: self.max_price.map(Amount::minor),
            max_minutes: self.max_duration,
            min_layover: self.min_layover,
            max_layover: self.max_layover,
            via: faults.read("/via", self.via.as_deref()),
            refundable: self.refundable.unwrap_or(false),
            checked_baggage: self.checked_baggage.unwrap_or(false),
            flight_number: faults.read("/flight_number", self.flight_number.as_deref()),
            departure_window: faults.read("/departure_window", self.departure_window.as_deref()),
            arrival_window: faults.read("/arrival_window", self.arrival_window.as_deref()),
        };
        let mut command = SearchOffers {
            trip_type,
            slices,
            flexible_days: self.flexible_days.unwrap_or(0),
            party: party?,
            cabin,
            filters,
            sort,
            limit: self.limit.unwrap_or_default().get().into(),
            offset: 0,
        };
        // Of what is wrong there is no list that a cursor could be of.
        if let Some(cursor) = self.cursor.filter(|_| faults.are_none()) {
            let offset = offset(cursors(&command), &cursor);
            command.offset = offset.map_err(|problem| faults.answer_instead(problem)).ok()?;
        }
        Some(command)
    }
}

impl Criteria {
    /// How a pointer names the places and dates of a slice. The way back has the same
    /// places, the other way round.
    pub(crate) fn pointer(trip_type: TripType, slice: usize, field: SliceField) -> String {
        let is_first = slice == 0;
        match (trip_type, field) {
            (TripType::MultiCity, SliceField::Origin) => format!("/slices/{slice}/origin"),
            (TripType::MultiCity, SliceField::Destination) => {
                format!("/slices/{slice}/destination")
            }
            (TripType::MultiCity, SliceField::Date) => format!("/slices/{slice}/date"),
            (TripType::OneWay | TripType::RoundTrip, SliceField::Date) if is_first => {
                "/departure_date".to_owned()
            }
            (TripType::OneWay | TripType::RoundTrip, SliceField::Date) => "/return_date".to_owned(),
            (TripType::OneWay | TripType::RoundTrip, place) => {
                let is_origin = matches!(place, SliceField::Origin) == is_first;
                if is_origin { "/origin".to_owned() } else { "/destination".to_owned() }
            }
        }
    }

    fn trip(&self, faults: &mut Faults) -> (TripType, Vec<Slice>) {
        if let Some(slices) = &self.slices {
            return (TripType::MultiCity, self.multi_city(slices, faults));
        }
        if faults.is_blamed("/slices") {
            // Nobody can tell which trip it was to be.
            return (TripType::MultiCity, Vec::new());
        }
        let origin = faults.required("/origin", self.origin.as_ref());
        let destination = faults.required("/destination", self.destination.as_ref());
        let departure = faults.required("/departure_date", self.departure_date.as_ref());
        let departure = faults.date("/departure_date", departure.as_deref());
        let back = faults.date("/return_date", self.return_date.as_deref());

        let trip_type =
            if self.return_date.is_some() { TripType::RoundTrip } else { TripType::OneWay };
        let (Some(origin), Some(destination), Some(date)) = (origin, destination, departure) else {
            return (trip_type, Vec::new());
        };
        let there = Slice { origin: origin.clone(), destination: destination.clone(), date };
        let back = back.map(|date| Slice { origin: destination, destination: origin, date });
        (trip_type, [there].into_iter().chain(back).collect())
    }

    fn multi_city(&self, slices: &[SliceCriteria], faults: &mut Faults) -> Vec<Slice> {
        let single = [
            ("/origin", self.origin.is_some()),
            ("/destination", self.destination.is_some()),
            ("/departure_date", self.departure_date.is_some()),
            ("/return_date", self.return_date.is_some()),
        ];
        for (pointer, _) in single.into_iter().filter(|(_, given)| *given) {
            faults.add(pointer, "cannot be given together with slices");
        }
        if !(1..=MOST_SLICES).contains(&slices.len()) {
            faults.add("/slices", format!("must have 1 to {MOST_SLICES} slices"));
        }
        let mut read = Vec::new();
        for (at, slice) in slices.iter().enumerate() {
            if let Some(date) = faults.date(&format!("/slices/{at}/date"), Some(&slice.date)) {
                let (origin, destination) = (slice.origin.clone(), slice.destination.clone());
                read.push(Slice { origin, destination, date });
            }
        }
        read
    }
}

/// The cursors of what a search finds, by whichever of the two calls it is asked.
pub(super) fn cursors(command: &SearchOffers) -> Cursors {
    let SearchOffers { trip_type, slices, flexible_days, party, cabin, filters, sort, .. } =
        command;
    Cursors::of("offers", &(trip_type, slices, flexible_days, party, cabin, filters, sort))
}

/// The position that a cursor stands for.
fn offset(cursors: Cursors, cursor: &str) -> Result<usize, Problem> {
    let offset = cursors.key(Some(cursor))?.unwrap_or(0);
    if offset > LAST_OFFSET { Err(invalid_cursor()) } else { Ok(offset) }
}

/// A part of a slice that can be wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SliceField {
    Origin,
    Destination,
    Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Kind;

    fn command(origin: &str, cursor: Option<String>) -> Result<SearchOffers, Problem> {
        let criteria = Criteria {
            origin: Some(origin.to_owned()),
            destination: Some("BOM".to_owned()),
            departure_date: Some("2026-12-01".to_owned()),
            cursor,
            ..Criteria::default()
        };
        let mut faults = Faults::default();
        let checked = criteria.check(&mut faults);
        faults.accept(checked)
    }

    #[test]
    fn a_cursor_past_every_list_or_of_another_is_not_one_of_ours() {
        let cursors = cursors(&command("DEL", None).unwrap());
        let from = |origin, position| command(origin, Some(cursors.cursor(position)));
        assert_eq!(from("DEL", "1000000").unwrap().offset, LAST_OFFSET);
        for (origin, position) in [
            ("DEL", "1000001"),
            ("DEL", "18446744073709551615"),
            ("DEL", "18446744073709551616"),
            ("BLR", "7"),
        ] {
            let problem = from(origin, position).err().unwrap();
            assert_eq!(problem.kind(), Kind::InvalidCursor, "{origin} {position}");
        }
    }
}
