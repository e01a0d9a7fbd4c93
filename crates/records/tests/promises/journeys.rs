//! Journeys: as many and called as the trip type says, with seats, offers and prices that fit.

use airside_booking::Booking;
use serde_json::{Value, json};

use crate::broken::Record;

/// One adult who has not paid.
fn one_way() -> Record {
    Record::of("booking-pending-one-way")
}

/// Two adults, a child and an infant; out by two flights, and back by one.
fn family() -> Record {
    Record::of("booking-confirmed-family")
}

/// Three legs.
fn multi_city() -> Record {
    Record::of("booking-partly-cancelled-multi-city")
}

#[test]
fn a_trip_has_as_many_journeys_as_its_type_says() {
    let refused = |record: Record| record.is_refused::<Booking>("booking", "journeys");
    refused(one_way().with("/journeys", json!([])));
    refused(one_way().with("/trip_type", "ROUND_TRIP"));
    refused(one_way().with("/trip_type", "MULTI_CITY"));
    refused(family().with("/trip_type", "ONE_WAY"));
    refused(multi_city().with("/trip_type", "ROUND_TRIP"));
    let leg = multi_city().at("/journeys/2");
    refused(
        (3..7).fold(multi_city(), |trip, at| trip.with(&format!("/journeys/{at}"), leg.clone())),
    );
}

#[test]
fn journeys_are_called_as_the_trip_type_says_each_once_and_in_order() {
    let refused = |record: Record| record.is_refused::<Booking>("journey", "direction");
    refused(family().with("/journeys/1/direction", "DEPARTING"));
    refused(one_way().with("/journeys/0/direction", "RETURNING"));
    refused(one_way().with("/journeys/0/direction", json!({"LEG": 1})));
    refused(family().with("/trip_type", "MULTI_CITY"));
    refused(multi_city().with("/journeys/0/direction", json!({"LEG": 2})));
    let swapped = multi_city().with("/journeys/0/direction", json!({"LEG": 2}));
    refused(swapped.with("/journeys/1/direction", json!({"LEG": 1})));
    refused(multi_city().with("/journeys/2/direction", json!({"LEG": 4})));
}

#[test]
fn everything_is_paid_in_one_currency_that_there_is() {
    let refused = |record: Record| record.is_refused::<Booking>("booking", "currency");
    refused(one_way().with("/currency", "XXX"));
    refused(one_way().with("/currency", "usd"));
    refused(one_way().with("/currency", "USD"));
    refused(family().with("/journeys/1/offer/currency", "USD"));
    let record = one_way().with("/journeys/0/offer/currency", "12#");
    record.is_refused::<Booking>("offer", "currency");
}

#[test]
fn there_is_a_row_of_seats_for_each_flight_and_a_place_for_each_passenger() {
    let refused = |record: Record| record.is_refused::<Booking>("journey", "seats");
    refused(one_way().with("/journeys/0/seats", json!([])));
    refused(one_way().with("/journeys/0/seats/1", json!(["14A"])));
    refused(family().without("/journeys/0/seats", 1));
    refused(family().without("/journeys/0/seats/1", 3));
    refused(family().with("/journeys/0/seats/1/4", "14A"));
    refused(one_way().with("/journeys/0/seats/0/0", "14I"));
    one_way().with("/journeys/0/seats/0/0", Value::Null).is_read::<Booking>();
}

#[test]
fn an_infant_has_no_seat_and_nobody_anothers() {
    let refused = |record: Record| record.is_refused::<Booking>("journey", "seats");
    refused(family().with("/journeys/1/seats/0/3", "30A"));
    let taken = family().at("/journeys/1/seats/0/0");
    refused(family().with("/journeys/1/seats/0/1", taken));
    // On another flight the number is another seat.
    let other_flight = family().at("/journeys/0/seats/1/0");
    family().with("/journeys/0/seats/0/0", other_flight).is_read::<Booking>();
}

#[test]
fn a_discount_is_part_of_the_base_and_comes_of_a_promo_code() {
    let refused = |record: Record| record.is_refused::<Booking>("journey", "discount");
    let with_code = || Record::of("booking-pending-with-promo-code");
    refused(with_code().with("/journeys/0/discount", -1));
    refused(with_code().with("/journeys/0/discount", 500_001));
    refused(with_code().with("/promo_code", Value::Null));
    with_code().with("/journeys/0/discount", 500_000).is_read::<Booking>();
    with_code().with("/promo_code", "NO").is_refused::<Booking>("booking", "promo_code");
}

#[test]
fn baggage_costs_something_only_when_somebody_prepaid_it() {
    let refused = |record: Record| record.is_refused::<Booking>("journey", "extra_baggage");
    refused(one_way().with("/journeys/0/extra_baggage", 1));
    refused(family().with("/journeys/0/extra_baggage", -1));
    refused(family().with("/extra_baggage_mode", "AT_AIRPORT"));
    family().with("/journeys/0/extra_baggage", 0).is_read::<Booking>();
}

#[test]
fn an_offer_has_one_to_three_flights_and_is_of_the_airline_that_sells_the_first() {
    let refused = |record: Record, field| record.is_refused::<Booking>("offer", field);
    let flight = one_way().at("/journeys/0/offer/segments/0");
    refused(one_way().with("/journeys/0/offer/segments", json!([])), "segments");
    let four = json!([flight, flight, flight, flight]);
    refused(one_way().with("/journeys/0/offer/segments", four), "segments");
    refused(one_way().with("/journeys/0/offer/airline", "BA"), "airline");
}

#[test]
fn an_offer_is_priced_for_its_party_with_nothing_negative() {
    let refused = |record: Record, field| record.is_refused::<Booking>("offer", field);
    let offer = |pointer: &str| format!("/journeys/0/offer/{pointer}");
    refused(one_way().with(&offer("party"), json!([0, 1, 0])), "party");
    refused(one_way().with(&offer("party"), json!([1, 1, 0])), "per_passenger");
    refused(family().with(&offer("party"), json!([2, 0, 1])), "per_passenger");
    refused(one_way().with(&offer("per_passenger/0/base"), -1), "price");
    refused(one_way().with(&offer("per_passenger/0/taxes"), 1), "price");
    refused(one_way().with(&offer("taxes/0/amount"), -1), "price");
    refused(one_way().with(&offer("taxes/0/code"), "??"), "taxes");
    refused(one_way().with(&offer("conditions/charges"), json!([])), "conditions");
    refused(one_way().with(&offer("conditions/charges/0/charge"), -1), "conditions");
}

#[test]
fn a_flight_has_a_number_and_does_not_arrive_before_it_leaves() {
    let refused = |record: Record, field| record.is_refused::<Booking>("segment", field);
    let flight = |pointer: &str| format!("/journeys/0/offer/segments/0/{pointer}");
    refused(one_way().with(&flight("number"), 0), "number");
    refused(one_way().with(&flight("suffix"), "a"), "number");
    refused(one_way().with(&flight("origin"), "del"), "origin");
    refused(one_way().with(&flight("aircraft"), "3-0"), "aircraft");
    let departs = one_way().at(&flight("departs_at/seconds")).as_i64().unwrap();
    refused(one_way().with(&flight("arrives_at/seconds"), departs - 1), "arrives_at");
    one_way().with(&flight("arrives_at/seconds"), departs).is_read::<Booking>();
    refused(one_way().with(&flight("departs_at/offset"), 30_000), "departs_at");
}
