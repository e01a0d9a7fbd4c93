//! Writes found offers as JSON, by hand and into one buffer: most of an answer is the same for every
//! offer of an airport or airline, and escaping it each time took longer than the search.
//!
//! What it writes is [`OffersView`](super::search::OffersView) to the letter; a test compares them.

use airside_app::offers::search::{Found, FoundOffer};
use airside_app::world::Snapshot;
use airside_booking::{Offer, Segment, TripType};

use super::names::Names;
use super::view::{AirlineView, MOST_SEATS_SHOWN, StopView, minutes};
use crate::written::Written;
use airside_exchange::Rules;

/// What an offer of one flight takes, about.
const OFFER_BYTES: usize = 1_800;

/// The whole answer.
pub(super) fn offers(
    (world, names): (&Snapshot, &Names),
    trip_type: TripType,
    found: &Found,
    next_cursor: Option<&str>,
) -> Vec<u8> {
    let count: usize = found.slices.iter().map(Vec::len).sum();
    let mut text = Written::with_capacity(count * OFFER_BYTES + 200);
    let list = |text: &mut Written, list: &Vec<FoundOffer>| {
        text.list(list, |text, found| offer(text, (world, names), found));
    };
    text.raw("{\"trip_type\":\"").raw(trip_type.code()).raw("\"");
    match trip_type {
        TripType::OneWay | TripType::RoundTrip => {
            for (name, offers) in ["departing", "returning"].into_iter().zip(&found.slices) {
                text.raw(",\"").raw(name).raw("\":");
                list(&mut text, offers);
            }
        }
        TripType::MultiCity => {
            text.raw(",\"slices\":").list(&found.slices, list);
        }
    }
    text.raw(",\"next_cursor\":");
    match next_cursor {
        Some(cursor) => text.raw("\"").raw(cursor).raw("\"}"),
        None => text.raw("null}"),
    };
    text.into_bytes()
}

fn offer(text: &mut Written, known: (&Snapshot, &Names), found: &FoundOffer) {
    let FoundOffer { id, offer, seats_left } = found;
    let (world, names) = known;
    text.raw("{\"id\":\"").raw(id).raw("\",\"expires_at\":\"").utc(offer.expires_at);
    text.raw("\",\"airline\":");
    match names.airline(offer.airline) {
        Some(known) => text.raw(known),
        None => text.view(&AirlineView::of(world, offer.airline)),
    };
    text.raw(",\"brand\":{\"code\":\"").raw(offer.brand.code());
    text.raw("\",\"name\":\"").raw(offer.brand.name()).raw("\"},\"stops\":");
    let stops = i64::try_from(offer.segments.len()).unwrap_or(1) - 1;
    text.integer(stops).raw(",\"duration_minutes\":").integer(minutes(offer));
    text.raw(",\"segments\":").list(offer.segments.iter(), |text, it| {
        segment(text, known, offer, it);
    });
    text.raw(",\"layovers\":").list(offer.segments.windows(2), |text, pair| {
        let minutes = (pair[1].departs_at - pair[0].arrives_at).whole_minutes();
        text.raw("{\"airport\":\"").raw(pair[0].destination.as_str());
        text.raw("\",\"minutes\":").integer(minutes).raw("}");
    });
    price(text.raw(",\"price\":"), offer);
    text.raw(",\"seats_left\":").integer((*seats_left).min(MOST_SEATS_SHOWN).into());
    text.raw(",\"baggage\":{\"hand_kg\":").integer(offer.baggage.hand_kg.into());
    text.raw(",\"checked_kg\":").integer(offer.baggage.checked_kg.into());
    text.raw("},\"conditions\":{\"refundable\":").bool(offer.conditions.refundable());
    text.raw(",\"cancellation\":").list(offer.conditions.charges(), |text, step| {
        text.raw("{\"hours_before_departure\":").integer(step.above_hours.into());
        text.raw(",\"charge\":").money(step.charge, offer.currency).raw("}");
    });
    // What is found is priced by the tariff of this world.
    let changes = world.terms.changes.of(offer.brand);
    text.raw(",\"changeable\":").bool(changes.is_some());
    let fees = changes.map_or(&[][..], Rules::fees);
    text.raw(",\"change\":").list(fees, |text, step| {
        text.raw("{\"hours_before_departure\":").integer(step.above_hours.into());
        text.raw(",\"fee\":").money(step.charge, offer.currency).raw("}");
    });
    text.raw(",\"returns_difference\":").bool(changes.is_some_and(Rules::returns_difference));
    text.raw("}}");
}

fn segment(
    text: &mut Written,
    (world, names): (&Snapshot, &Names),
    offer: &Offer,
    segment: &Segment,
) {
    let number = segment.number;
    let airline = number.airline();
    text.raw("{\"flight_id\":\"").uuid(segment.flight.0);
    text.raw("\",\"flight_number\":\"").raw(airline.as_str()).integer(number.number().into());
    if let Some(suffix) = number.suffix() {
        text.char(suffix);
    }
    text.raw("\",\"airline\":\"").raw(airline.as_str());
    text.raw("\",\"operating_airline\":\"").raw(segment.operating_airline.as_str());
    text.raw("\",\"origin\":");
    for (code, then) in [(segment.origin, ",\"destination\":"), (segment.destination, "")] {
        match names.airport(code) {
            Some(known) => text.raw(known),
            None => text.view(&StopView::of(world, code)),
        };
        text.raw(then);
    }
    text.raw(",\"departure\":\"").local(segment.departs_at);
    text.raw("\",\"arrival\":\"").local(segment.arrives_at);
    text.raw("\",\"arrival_day_offset\":").integer(segment.arrival_day_offset().into());
    text.raw(",\"duration_minutes\":").integer(segment.minutes());
    text.raw(",\"aircraft\":\"").raw(segment.aircraft.as_str());
    text.raw("\",\"cabin\":\"").raw(offer.cabin.code()).raw("\",\"fare_basis\":\"");
    text.char(offer.cabin.letter()).raw(offer.brand.code()).raw("\"}");
}

fn price(text: &mut Written, offer: &Offer) {
    let (price, currency) = (&offer.price, offer.currency);
    text.raw("{\"base\":").money(price.base(), currency);
    text.raw(",\"taxes\":").list(price.taxes(), |text, tax| {
        text.raw("{\"code\":\"").raw(tax.code.as_str());
        text.raw("\",\"amount\":").money(tax.amount, currency);
        text.raw(",\"refundable\":").bool(tax.refundable).raw("}");
    });
    text.raw(",\"total\":").money(price.total(), currency);
    text.raw(",\"per_passenger\":").list(price.per_passenger(), |text, each| {
        text.raw("{\"type\":\"").raw(each.kind.code());
        text.raw("\",\"count\":").integer(each.count.into());
        text.raw(",\"base\":").money(each.base, currency);
        text.raw(",\"taxes\":").money(each.taxes, currency);
        text.raw(",\"total\":").money(each.total(), currency).raw("}");
    });
    text.raw("}");
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use airside_port_contracts::samples;
    use airside_primitives::{Brand, Cabin};
    use airside_search::{ConnectingTimes, Index, Network};
    use time::Duration;

    use super::*;
    use crate::offers::search::{
        MultiCityOffersView, OffersView, OneWayOffersView, RoundTripOffersView,
    };
    use crate::offers::view::OfferView;

    fn world() -> Snapshot {
        let mut delhi = samples::airport("DEL");
        delhi.name = "\"Delhi\" \\ दिल्ली".to_owned();
        let airports = vec![delhi, samples::airport("LHR")];
        let network = Network {
            airports,
            flights: Vec::new(),
            partners: Vec::new(),
            connecting: ConnectingTimes::default(),
        };
        Snapshot { index: Index::build(network), ..Snapshot::default() }
    }

    /// An offer of so many flights, each of which has something that the others have not.
    fn found(flights: usize) -> FoundOffer {
        let mut offer = samples::offer(7);
        let first = offer.segments.first().clone();
        let legs = (0..flights).map(|at| {
            let later = Duration::hours(9 * i64::try_from(at).unwrap());
            let number = first.number.with_suffix('B').filter(|_| at == 1);
            Segment {
                number: number.unwrap_or(first.number),
                operating_airline: "ZZ".parse().unwrap(),
                origin: ["DEL", "ZZZ", "LHR"][at].parse().unwrap(),
                departs_at: first.departs_at + later,
                arrives_at: first.arrives_at + later,
                ..first.clone()
            }
        });
        offer.segments = legs.collect::<Vec<_>>().try_into().unwrap();
        offer.brand = Brand::ALL[flights - 1];
        offer.cabin = Cabin::ALL[flights];
        let seats_left = u16::try_from(flights * 4).unwrap();
        FoundOffer { id: format!("off_{flights}"), offer, seats_left }
    }

    fn offer_view(world: &Snapshot, found: &FoundOffer) -> OfferView {
        OfferView::of(world, found, world.terms.changes.of(found.offer.brand))
    }

    fn view(
        world: &Snapshot,
        trip_type: TripType,
        found: &Found,
        next_cursor: Option<&str>,
    ) -> OffersView {
        let list = |list: &Vec<FoundOffer>| list.iter().map(|it| offer_view(world, it)).collect();
        let mut lists = found.slices.iter().map(list);
        let mut next = || lists.next().unwrap();
        let next_cursor = next_cursor.map(str::to_owned);
        match trip_type {
            TripType::OneWay => OffersView::OneWay(OneWayOffersView {
                trip_type: trip_type.code(),
                departing: next(),
                next_cursor,
            }),
            TripType::RoundTrip => OffersView::RoundTrip(RoundTripOffersView {
                trip_type: trip_type.code(),
                departing: next(),
                returning: next(),
                next_cursor,
            }),
            TripType::MultiCity => OffersView::MultiCity(MultiCityOffersView {
                trip_type: trip_type.code(),
                slices: lists.collect(),
                next_cursor,
            }),
        }
    }

    #[test]
    fn what_is_written_is_what_is_described() {
        let world = Arc::new(world());
        let names = Names::of(&world);
        assert!(names.airport("DEL".parse().unwrap()).is_some());
        for (trip_type, slices, next_cursor) in [
            (TripType::OneWay, vec![vec![]], None),
            (TripType::OneWay, vec![vec![found(1), found(2), found(3)]], Some("MjA")),
            (TripType::RoundTrip, vec![vec![found(2)], vec![found(1), found(3)]], None),
            (TripType::MultiCity, vec![vec![], vec![found(1)], vec![found(3)]], Some("Nw")),
        ] {
            let found = Found { slices, next_offset: None, follows_from: None };
            let written = offers((&world, &names), trip_type, &found, next_cursor);
            let described = view(&world, trip_type, &found, next_cursor);
            let described = serde_json::to_string(&described).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), described);
        }
    }
}
