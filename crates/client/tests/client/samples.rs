//! Answers as the API gives them, and requests.

use airside_client::accounts::NewUser;
use airside_client::bookings::{Contact, Gender, NewBooking, NewPassenger};
use serde_json::{Value, json};
use time::macros::date;

pub(crate) fn new_user() -> NewUser {
    NewUser::new("asha@example.com", "correct horse battery", "Asha", "Rao")
}

pub(crate) fn new_booking() -> NewBooking {
    let asha = NewPassenger {
        seats: vec![Some("12A".to_owned()), None],
        ..NewPassenger::new("Asha", "Rao", Gender::Female, date!(1990 - 05 - 01))
    };
    NewBooking::new(["off_1"], [asha], Contact::new("asha@example.com"))
}

pub(crate) fn signed_up() -> Value {
    let user = json!({
        "id": "u1", "email": "asha@example.com", "given_name": "Asha", "family_name": "Rao",
        "phone": null, "role": "CUSTOMER", "created_at": "2026-11-01T10:00:00Z",
    });
    json!({ "user": user, "api_key": { "id": "k1", "key": "air_test_first" } })
}

pub(crate) fn booking(reference: &str) -> Value {
    json!({
        "booking_ref": reference,
        "status": "PENDING_PAYMENT",
        "payment_due_by": "2026-11-01T10:15:00Z",
        "created_at": "2026-11-01T10:00:00Z",
        "trip_type": "ONE_WAY",
        "tickets": [{
            "id": "t1", "airline": "QZ", "journeys": ["DEPARTING"], "status": "PENDING",
            "passengers": [{ "passenger_id": "p1", "ticket_number": null }],
        }],
        "journeys": [{
            "direction": "DEPARTING",
            "status": "PENDING",
            "airline": { "code": "QZ", "name": "Quartz" },
            "brand": { "code": "STANDARD", "name": "Standard" },
            "duration_minutes": 130,
            "segments": [segment()],
            "layovers": [],
            "price": {
                "base": inr(380_000),
                "taxes": [{ "code": "K3", "amount": inr(20_000), "refundable": false }],
                "total": inr(400_000),
                "per_passenger": [{
                    "type": "ADULT", "count": 1,
                    "base": inr(380_000), "taxes": inr(20_000), "total": inr(400_000),
                }],
            },
            "baggage": { "hand_kg": 7, "checked_kg": 15 },
            "conditions": {
                "refundable": true,
                "cancellation": [{ "hours_before_departure": 168, "charge": inr(0) }],
            },
        }],
        "passengers": [{
            "id": "p1", "type": "ADULT", "given_name": "Asha", "middle_name": null,
            "family_name": "Rao", "ticket_name": "RAO/ASHA", "gender": "FEMALE", "date_of_birth": "1990-05-01",
            "seat_preference": "ANY", "hand_baggage_kg": 0, "extra_baggage_kg": 0,
            "infant_of": null,
        }],
        "contact": { "email": "asha@example.com", "phone": null },
        "extra_baggage_mode": "PREPAID",
        "promo_code": null,
        "price": {
            "base": inr(380_000), "taxes": inr(20_000), "extra_baggage": inr(0),
            "discount": inr(0), "total": inr(400_000),
        },
        "schedule_changes": [],
        "links": {
            "self": "/v1/bookings/1", "payments": "/v1/bookings/1/payments",
            "documents": "/v1/bookings/1/documents",
            "cancellations": "/v1/bookings/1/cancellations",
        },
    })
}

fn segment() -> Value {
    let stop = |iata| json!({ "iata": iata, "city": null, "name": null, "terminal": null });
    json!({
        "flight_id": "f1", "flight_number": "QZ2045", "airline": "QZ", "operating_airline": "QZ",
        "origin": stop("DEL"), "destination": stop("BOM"),
        "departure": "2026-12-01T08:00:00+05:30", "arrival": "2026-12-01T10:10:00+05:30",
        "arrival_day_offset": 0, "duration_minutes": 130, "aircraft": "320",
        "cabin": "ECONOMY", "fare_basis": "YSTANDARD",
        "seats": [{ "passenger_id": "p1", "seat": "12A" }],
    })
}

fn inr(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "INR" })
}
