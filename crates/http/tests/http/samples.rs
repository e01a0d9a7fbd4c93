//! A body for every call that takes one, with every field that it may have; and what is of
//! the right type in a field, but too long or out of range.

use serde_json::{Value, json};

use crate::desk_samples;
use crate::party_samples::people;

/// A body that nothing is wrong with, and what would be wrong in it.
pub(crate) struct Sample {
    pub path: &'static str,
    pub body: Value,
    /// Where, and what there.
    pub out_of_shape: Vec<(&'static str, Value)>,
}

/// A path with something that could exist in each place.
pub(crate) fn address(path: &str) -> String {
    let path = path.replace("{booking_ref}", "ABCDEF");
    let path = path.replace("{date}", "2026-12-01").replace("{name}", "refunds-failed");
    let path = path.replace("{flight_id}", "0198c0de-0000-7000-8000-000000000001");
    let path = path.replace("{iata}", "DEL").replace("{code}", "QZ");
    path.replace("{id}", "0198c0de-0000-7000-8000-000000000001")
}

pub(crate) fn all() -> Vec<Sample> {
    [accounts(), trips(), people(), trade(), desk_samples::all()].into_iter().flatten().collect()
}

pub(crate) fn one(
    path: &'static str,
    body: Value,
    out_of_shape: Vec<(&'static str, Value)>,
) -> Sample {
    Sample { path, body, out_of_shape }
}

fn accounts() -> Vec<Sample> {
    vec![
        one("/v1/users", user(), wrong_in_user()),
        one(
            "/sandbox/clock/advance",
            json!({"seconds": 60}),
            vec![("/seconds", json!(0)), ("/seconds", json!(34_560_001))],
        ),
        one("/v1/sessions", json!({"email": "asha@example.com", "password": "x"}), Vec::new()),
        one("/v1/users/me/erase", json!({"password": "x"}), Vec::new()),
        one("/v1/sessions/refresh", json!({"refresh_token": "x"}), Vec::new()),
        one(
            "/v1/api-keys",
            json!({"name": "web shop", "scopes": ["account"]}),
            vec![
                ("/name", json!(" ")),
                ("/name", long("", 101)),
                ("/scopes", json!([])),
                ("/scopes/0", json!("fly")),
            ],
        ),
        one(
            "/v1/webhook-endpoints",
            json!({
                "url": "https://shop.example/webhooks",
                "events": ["booking.confirmed", "flight.cancelled"],
                "description": "web shop",
            }),
            vec![
                ("/url", json!("")),
                ("/url", long("https://shop.example/", 2_049)),
                ("/events", json!([])),
                ("/events/0", json!("booking.eaten")),
                ("/events/1", json!("ping")),
                ("/description", json!(" ")),
                ("/description", long("", 201)),
            ],
        ),
        one(
            "/v1/webhook-endpoints/{id}",
            json!({"events": ["booking.expired"], "is_enabled": false, "description": "shop"}),
            vec![
                ("/events", json!([])),
                ("/events/0", json!("ping")),
                ("/description", long("", 201)),
            ],
        ),
        one("/v1/users/me", profile(), wrong_in_profile()),
        one(
            "/v1/users/me/password",
            json!({"current_password": "x", "new_password": "correct horse"}),
            vec![("/new_password", json!("short")), ("/new_password", long("", 129))],
        ),
        one(
            "/v1/password-resets",
            json!({"email": "ravi@example.com"}),
            vec![("/email", json!("ravi"))],
        ),
        one(
            "/v1/password-resets/confirm",
            json!({"token": "x", "new_password": "correct horse"}),
            vec![("/new_password", json!("short")), ("/new_password", long("", 129))],
        ),
        one("/v1/email-proofs", json!({}), Vec::new()),
        one("/v1/email-proofs/confirm", json!({"token": "x"}), Vec::new()),
    ]
}

fn trips() -> Vec<Sample> {
    vec![
        one("/v1/offers/search", search(), wrong_in_search()),
        one(
            "/v1/offers/search",
            multi_city(),
            vec![
                ("/slices", json!([])),
                ("/slices/0/date", json!("1")),
                ("/slices/0/origin", long("", 101)),
                ("/slices/0/destination", json!("a ".repeat(11))),
            ],
        ),
        one("/v1/bookings", booking(), wrong_in_booking()),
        one(
            "/v1/bookings/{booking_ref}/passengers/{id}",
            corrected_name(),
            vec![("/reason", json!("")), ("/reason", long("", 501))],
        ),
        one(
            "/v1/bookings/{booking_ref}/passengers/{id}/special-services",
            json!({"special_services": [
                {"code": "WCHR", "journeys": ["DEPARTING"], "text": "two sticks"},
            ]}),
            vec![
                ("/special_services/0/code", json!("CHAIR")),
                ("/special_services/0/journeys/0", json!("NORTH")),
                ("/special_services/0/text", json!(" ")),
                ("/special_services/0/text", long("", 101)),
            ],
        ),
        one(
            "/v1/bookings/{booking_ref}/seats",
            json!({"seats": [{
                "passenger_id": "0198c0de-0000-7000-8000-000000000001",
                "journey": "RETURNING", "segment": 0, "seat": "12A",
            }]}),
            vec![
                ("/seats", json!([])),
                ("/seats/0/passenger_id", json!("Asha")),
                ("/seats/0/journey", json!("NORTH")),
                ("/seats/0/segment", json!(-1)),
                ("/seats/0/segment", json!(3)),
                ("/seats/0/seat", json!("A12")),
            ],
        ),
        one(
            "/v1/bookings/{booking_ref}/payments",
            json!({"payment_method": "pm_card_visa", "return_url": "https://shop.example/"}),
            vec![("/payment_method", long("pm_", 256)), ("/payment_method", json!("visa"))],
        ),
        one(
            "/v1/bookings/{booking_ref}/changes",
            json!({
                "replace": [{"direction": "RETURNING", "offer": "off_AAECAwQFBgcICQ"}],
                "schedule_change_id": "0198c0de-0000-7000-8000-000000000001",
            }),
            vec![("/replace", json!([])), ("/replace/0/direction", json!("NORTH"))],
        ),
        one(
            "/v1/changes/{id}/confirm",
            json!({"payment_method": "pm_card_visa", "return_url": "http://127.0.0.1:8080/done"}),
            vec![("/payment_method", json!("4242424242424242"))],
        ),
        one("/v1/cancellations/{id}/confirm", json!({}), Vec::new()),
        one("/v1/bookings/{booking_ref}/schedule-changes/{id}/accept", json!({}), Vec::new()),
        one(
            "/v1/bookings/{booking_ref}/schedule-changes/{id}/refund",
            json!({"whole_ticket": true}),
            Vec::new(),
        ),
    ]
}

fn trade() -> Vec<Sample> {
    vec![
        one(
            "/v1/admin/users",
            json!({
                "email": "meera@example.com", "given_name": "Meera", "family_name": "Rao",
                "phone": "+91 98765 43210", "role": "AGENT", "reason": "joins the desk",
            }),
            vec![
                ("/email", json!("meera")),
                ("/given_name", json!(" ")),
                ("/family_name", long("", 101)),
                ("/role", json!("PILOT")),
                ("/reason", json!(" ")),
                ("/reason", long("", 501)),
            ],
        ),
        one(
            "/v1/admin/users/{id}",
            json!({"role": "AGENT", "is_blocked": true, "reason": "stolen cards"}),
            vec![("/role", json!("PILOT")), ("/reason", json!(" ")), ("/reason", long("", 501))],
        ),
        one(
            "/v1/admin/promo-codes",
            json!({
                "code": "WINTER15", "percent": 15, "fixed": null, "valid_from": "2026-11-01",
                "valid_until": "2026-12-31", "minimum_spend": 100_000, "limit": 1_000,
                "limit_per_user": 1, "airlines": ["QZ"], "routes": ["DEL-BOM"],
                "reason": "the winter campaign",
            }),
            vec![
                ("/code", json!("X")),
                ("/percent", json!(101)),
                ("/minimum_spend", json!(0)),
                ("/limit", json!(0)),
                ("/limit_per_user", json!(0)),
                ("/valid_from", json!("1")),
                ("/valid_until", json!("2026-10-31")),
                ("/airlines/0", json!("IndiGo")),
                ("/routes/0", json!("DEL")),
                ("/reason", json!(" ")),
            ],
        ),
        one(
            "/v1/admin/airports/{iata}",
            json!({
                "icao": "VIDP", "name": "Indira Gandhi International", "city": "New Delhi",
                "country": "IN", "city_code": "DEL", "latitude": 28.5665, "longitude": 77.1031,
                "time_zone": "Asia/Kolkata", "reason": "it was missing",
            }),
            vec![
                ("/icao", json!("VID")),
                ("/name", json!(" ")),
                ("/city", long("", 101)),
                ("/country", json!("IND")),
                ("/city_code", json!("D")),
                ("/latitude", json!(90.5)),
                ("/longitude", json!(-181)),
                ("/time_zone", json!("Mars/Olympus")),
                ("/reason", long("", 501)),
            ],
        ),
        one(
            "/v1/admin/airlines/{code}",
            json!({"name": "Quetzal Air", "reason": "a partner"}),
            vec![("/name", json!(" ")), ("/reason", json!(""))],
        ),
    ]
}

pub(crate) fn corrected_name() -> Value {
    json!({
        "given_name": "Aasha", "middle_name": "Devi", "family_name": "Rao",
        "latin_given_name": "Aasha Devi", "latin_family_name": "Rao", "reason": "A slip.",
    })
}

/// Text that begins like this and is so long.
pub(crate) fn long(start: &str, length: usize) -> Value {
    json!(format!("{start}{}", "a".repeat(length - start.len())))
}

fn user() -> Value {
    json!({
        "email": "ravi@example.com", "password": "correct horse", "given_name": "Ravi",
        "family_name": "Rao", "phone": "+91 98765 43210",
    })
}

fn wrong_in_user() -> Vec<(&'static str, Value)> {
    vec![
        ("/email", json!("ravi")),
        ("/email", json!(format!("ravi@{}.example", "a".repeat(255)))),
        ("/password", json!("short")),
        ("/password", long("", 129)),
        ("/given_name", json!(" ")),
        ("/given_name", long("", 101)),
        ("/family_name", json!("A\u{0}")),
        ("/family_name", long("", 101)),
        ("/phone", json!("ring me")),
        ("/phone", json!("+0000000")),
        ("/phone", json!("++911234567890")),
    ]
}

fn profile() -> Value {
    json!({"given_name": "Ravi", "family_name": "Rao", "phone": "+91 98765 43210"})
}

fn wrong_in_profile() -> Vec<(&'static str, Value)> {
    vec![
        ("/given_name", json!(" ")),
        ("/given_name", long("", 101)),
        ("/family_name", json!("A\u{0}")),
        ("/family_name", long("", 101)),
        ("/phone", json!("ring me")),
    ]
}

fn search() -> Value {
    json!({
        "origin": "DEL", "destination": "BOM", "departure_date": "2026-12-01",
        "return_date": "2026-12-02", "adults": 1, "children": 0, "infants": 0,
        "cabin": "ECONOMY", "max_stops": 1, "airlines": ["6E"], "exclude_airlines": ["SG"],
        "flight_number": "6E95", "max_price": 1_000_000, "max_duration": 600,
        "departure_window": "MORNING", "arrival_window": "05:00-23:00", "min_layover": 60,
        "flexible_days": 2, "max_layover": 300, "via": "BLR", "refundable": true, "checked_baggage": true,
        "sort": "PRICE", "limit": 5, "cursor": "MQ",
    })
}

fn wrong_in_search() -> Vec<(&'static str, Value)> {
    vec![
        ("/origin", json!(" ")),
        ("/origin", long("", 101)),
        ("/destination", json!("a ".repeat(11))),
        ("/destination", Value::Null),
        ("/departure_date", json!("")),
        ("/return_date", json!("2026-02-30")),
        ("/adults", json!(0)),
        ("/adults", json!(256)),
        ("/children", json!(-1)),
        ("/cabin", json!("STEERAGE")),
        ("/max_stops", json!(3)),
        ("/airlines", json!(["INDIGO"])),
        ("/exclude_airlines", json!([""])),
        ("/flight_number", json!("95")),
        ("/max_price", json!(-1)),
        ("/max_duration", json!(0)),
        ("/max_duration", json!(10_001)),
        ("/departure_window", json!("25:00-26:00")),
        ("/arrival_window", json!("12:00")),
        ("/min_layover", json!(10_001)),
        ("/max_layover", json!(10_001)),
        ("/via", json!("NOWHERE")),
        ("/sort", json!("CHEAP")),
        ("/limit", json!(0)),
        ("/limit", json!(201)),
    ]
}

fn multi_city() -> Value {
    json!({"slices": [{"origin": "DEL", "destination": "BOM", "date": "2026-12-01"}]})
}

fn booking() -> Value {
    json!({
        "offers": ["not one of ours"],
        "passengers": [{
            "given_name": "Asha", "middle_name": "Devi", "family_name": "Rao",
            "latin_given_name": "Asha Devi", "latin_family_name": "Rao", "gender": "FEMALE",
            "date_of_birth": "1990-05-01", "seat_preference": "WINDOW", "seats": ["12A"],
            "hand_baggage_kg": 7, "extra_baggage_kg": 5, "infant_of": 1,
            "special_services": [{"code": "WCHR", "journeys": ["DEPARTING"], "text": "two sticks"}],
        }],
        "extra_baggage_mode": "PREPAID",
        "contact": {"email": "asha@example.com", "phone": "+91 98765 43210"},
        "promo_code": "WELCOME10",
    })
}

fn wrong_in_booking() -> Vec<(&'static str, Value)> {
    vec![
        ("/offers", json!([])),
        ("/offers", json!(["a", "b", "c", "d", "e", "f", "g"])),
        ("/passengers", json!([])),
        ("/passengers/0/given_name", json!("")),
        ("/passengers/0/given_name", long("", 61)),
        ("/passengers/0/middle_name", json!("12")),
        ("/passengers/0/middle_name", json!("😀")),
        ("/passengers/0/family_name", json!("A\u{0}")),
        ("/passengers/0/latin_given_name", json!("太郎")),
        ("/passengers/0/latin_family_name", json!("")),
        ("/passengers/0/gender", json!("F")),
        ("/passengers/0/date_of_birth", json!("1899-12-31")),
        ("/passengers/0/date_of_birth", json!("1990-02-30")),
        ("/passengers/0/seat_preference", json!("ROOF")),
        ("/passengers/0/seats/0", json!("roof")),
        ("/passengers/0/hand_baggage_kg", json!(256)),
        ("/passengers/0/extra_baggage_kg", json!(-1)),
        ("/passengers/0/infant_of", json!(-1)),
        ("/passengers/0/special_services/0/code", json!("WHEEL")),
        ("/passengers/0/special_services/0/journeys/0", json!("NORTH")),
        ("/passengers/0/special_services/0/text", long("", 101)),
        ("/extra_baggage_mode", json!("FREE")),
        ("/contact/email", json!("nobody")),
        ("/contact/email", json!(format!("asha@{}.example", "a".repeat(255)))),
        ("/contact/phone", json!("ring")),
        ("/contact/phone", json!("98765 43210")),
    ]
}
