//! What a traveller looks for, as the form says it in its query string.
//!
//! The query string is all that is kept from page to page: a page can be bookmarked, sent on and
//! gone back to, and holds nothing but what it says.

use airside_app::offers::search::{Filters, SearchError, SearchOffers, Slice};
use airside_app::offers::slices::Said;
use airside_booking::TripType;
use airside_primitives::{AirlineCode, Cabin, InvalidParty, Party};
use airside_search::{Sort, Window};

use super::ways::{blame, said, slices, ways};
use crate::form::{Fields, Wrong};
use crate::texts::Texts;

/// More journeys than anybody reads; each has up to three brands.
const MOST_OFFERS: usize = 600;

/// What is looked for.
pub(crate) struct Wish {
    pub(crate) trip: TripType,
    /// One for each way, in the order of travel.
    pub(crate) slices: Vec<Slice>,
    pub(crate) party: Party,
    pub(crate) cabin: Cabin,
    pub(crate) sort: Sort,
    max_stops: u8,
    airlines: Vec<AirlineCode>,
    departs: Option<Window>,
    refundable: bool,
    checked_baggage: bool,
}

/// The parts of a day that a filter names.
pub(crate) const DAYTIMES: [(&str, Window); 5] = [
    ("EARLY_MORNING", Window::EARLY_MORNING),
    ("MORNING", Window::MORNING),
    ("MIDDAY", Window::MIDDAY),
    ("EVENING", Window::EVENING),
    ("NIGHT", Window::NIGHT),
];

/// The words of the orders that a list can have.
pub(crate) const SORTS: [(&str, Sort); 5] = [
    ("BEST", Sort::Best),
    ("PRICE", Sort::Price),
    ("DURATION", Sort::Duration),
    ("DEPARTURE", Sort::Departure),
    ("ARRIVAL", Sort::Arrival),
];

impl Wish {
    /// Reads it, or tells everything that is wrong: also what `faults` finds in the slices, as far as
    /// they were said.
    pub(crate) fn read(
        fields: &Fields,
        texts: &Texts,
        faults: impl Fn(&[Said<'_>]) -> Vec<SearchError>,
    ) -> Result<Self, Wrong> {
        let mut wrong = Wrong::default();
        let trip = trip(fields);
        let ways = ways(fields, trip);
        let slices = slices(&ways, trip, fields, texts, &mut wrong);
        for fault in faults(&said(&ways, trip, fields)) {
            blame(&fault, &ways, trip, texts, &mut wrong);
        }
        let party = party(fields, texts, &mut wrong);
        let cabin = fields.read("cabin").unwrap_or(Cabin::Economy);
        let of = |name: &str| fields.get(name).to_owned();
        let named = |wanted: &str| SORTS.iter().find(|(code, _)| *code == wanted);
        let daytime = |wanted: &str| DAYTIMES.iter().find(|(code, _)| *code == wanted);
        match party {
            Some(party) if wrong.is_empty() => Ok(Self {
                trip,
                slices,
                party,
                cabin,
                sort: named(&of("sort")).map(|(_, sort)| *sort).unwrap_or_default(),
                max_stops: fields.read("stops").unwrap_or(2).min(2),
                airlines: fields.read("airline").into_iter().collect(),
                departs: daytime(&of("departs")).map(|(_, window)| *window),
                refundable: fields.has("refundable"),
                checked_baggage: fields.has("bags"),
            }),
            _ => Err(wrong),
        }
    }

    /// The search for some of the ways.
    pub(crate) fn search(&self, slices: &[Slice]) -> SearchOffers {
        SearchOffers {
            trip_type: match slices {
                [_] => TripType::OneWay,
                _ => self.trip,
            },
            slices: slices.to_vec(),
            flexible_days: 0,
            party: self.party,
            cabin: self.cabin,
            filters: Filters {
                max_stops: self.max_stops,
                airlines: self.airlines.clone(),
                refundable: self.refundable,
                checked_baggage: self.checked_baggage,
                departure_window: self.departs,
                ..Filters::default()
            },
            sort: self.sort,
            limit: MOST_OFFERS,
            offset: 0,
        }
    }
}

/// The shape of the trip that the form says.
pub(crate) fn trip(fields: &Fields) -> TripType {
    match fields.get("trip") {
        "multi" => TripType::MultiCity,
        "one" => TripType::OneWay,
        "round" => TripType::RoundTrip,
        _ if fields.has("return") || !fields.has("depart") => TripType::RoundTrip,
        _ => TripType::OneWay,
    }
}

fn party(fields: &Fields, texts: &Texts, wrong: &mut Wrong) -> Option<Party> {
    let mut count = |name, usually| {
        let count = if fields.has(name) { fields.read::<u8>(name) } else { Some(usually) };
        if count.is_none() {
            wrong.add(name, texts.choose_one);
        }
        count
    };
    let (adults, children, infants) =
        (count("adults", 1), count("children", 0), count("infants", 0));
    match Party::new(adults?, children?, infants?) {
        Ok(party) => Some(party),
        Err(error) => {
            let field = match error {
                InvalidParty::InfantsWithoutAdults => "infants",
                InvalidParty::TooMany | InvalidParty::NoAdult => "adults",
            };
            wrong.add(field, (texts.party)(error));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use airside_app::offers::search::End;

    use super::*;
    use crate::texts::ENGLISH;

    fn read(query: &str) -> Result<Wish, Wrong> {
        Wish::read(&Fields::of(query.as_bytes()), &ENGLISH, |_| Vec::new())
    }

    #[test]
    fn a_round_trip_goes_back_where_it_came_from() {
        let wish = read("trip=round&from=London+(LON)&to=del&depart=2026-12-01&return=2026-12-09");
        let wish = wish.unwrap_or_else(|_| panic!("it is complete"));
        let ends: Vec<_> =
            wish.slices.iter().map(|it| (it.origin.as_str(), it.destination.as_str())).collect();
        assert_eq!(ends, [("LON", "del"), ("del", "LON")]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = read("trip=round&from=&to=DEL&depart=x&return=2026-12-01&adults=1&infants=2");
        let wrong = wrong.err().unwrap_or_default();
        for field in ["from0", "depart0", "infants"] {
            assert!(wrong.of(field).is_some(), "{field}");
        }
        assert!(wrong.of("to0").is_none());
    }

    #[test]
    fn what_is_wrong_with_a_slice_is_told_beside_its_field_and_with_the_rest() {
        let fields = "trip=round&from=Nowhere&to=&depart=2020-01-01&return=2019-01-01&adults=x";
        let found = |said: &[Said<'_>]| {
            assert_eq!(said.len(), 2);
            assert_eq!((said[0].origin, said[0].destination), (Some("Nowhere"), None));
            let unknown = |slice, end| SearchError::UnknownPlace { slice, end };
            vec![
                unknown(0, End::Origin),
                SearchError::DateInThePast { slice: 0 },
                unknown(1, End::Destination),
                SearchError::DatesOutOfOrder { slice: 1 },
            ]
        };
        let wrong = Wish::read(&Fields::of(fields.as_bytes()), &ENGLISH, found);
        let wrong = wrong.err().unwrap_or_default();
        let mut fields: Vec<&str> = wrong.iter().map(|(field, _)| field).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["adults", "depart0", "from0", "return", "to0"]);
    }

    #[test]
    fn a_number_that_is_none_is_not_taken_for_one() {
        let wrong = read("trip=one&from=A&to=B&depart=2026-12-01&adults=x&children=-1");
        let wrong = wrong.err().unwrap_or_default();
        assert!(wrong.of("adults").is_some() && wrong.of("children").is_some());
    }

    #[test]
    fn ways_that_were_left_blank_are_no_ways() {
        let wish = read("trip=multi&from=A&to=B&depart=2026-12-01&from=&to=&depart=");
        assert_eq!(wish.map(|it| it.slices.len()).ok(), Some(1));
    }
}
