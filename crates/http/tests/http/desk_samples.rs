//! Bodies for the calls of those who serve bookings and departures, as in `samples`.

use serde_json::json;

use crate::samples::{Sample, corrected_name, long, one};

pub(crate) fn all() -> Vec<Sample> {
    of_bookings().into_iter().chain(of_departures()).collect()
}

fn of_bookings() -> Vec<Sample> {
    vec![
        one(
            "/v1/admin/bookings/{booking_ref}/notes",
            json!({"text": "Asked for a wheelchair."}),
            vec![("/text", json!(" ")), ("/text", long("", 501))],
        ),
        one(
            "/v1/admin/bookings/{booking_ref}/cancellations",
            json!({
                "journeys": ["DEPARTING"], "waive_charge": true, "reason": "A death.",
                "passengers": ["0198c0de-0000-7000-8000-000000000001"],
            }),
            vec![
                ("/journeys", json!("NOWHERE")),
                ("/reason", json!("")),
                ("/reason", long("", 501)),
            ],
        ),
        one(
            "/v1/admin/bookings/{booking_ref}/changes",
            json!({
                "replace": [{"direction": "RETURNING", "offer": "off_AAECAwQFBgcICQ"}],
                "schedule_change_id": "0198c0de-0000-7000-8000-000000000001",
                "waive_fee": true, "reason": "A death.",
            }),
            vec![
                ("/replace", json!([])),
                ("/replace/0/direction", json!("NORTH")),
                ("/reason", json!("")),
                ("/reason", long("", 501)),
            ],
        ),
        one(
            "/v1/admin/changes/{id}/confirm",
            json!({
                "payment_method": "pm_card_visa", "return_url": "http://127.0.0.1:8080/done",
                "reason": "She agreed.",
            }),
            vec![
                ("/payment_method", json!("4242424242424242")),
                ("/reason", json!("")),
                ("/reason", long("", 501)),
            ],
        ),
        one(
            "/v1/admin/bookings/{booking_ref}/passengers/{id}",
            corrected_name(),
            vec![("/reason", json!("")), ("/reason", long("", 501))],
        ),
        one(
            "/v1/admin/bookings/{booking_ref}/passengers/{id}/special-services",
            json!({
                "special_services": [
                    {"code": "WCHR", "journeys": ["DEPARTING"], "text": "two sticks"},
                ],
                "reason": "She called.",
            }),
            vec![("/special_services/0/code", json!("CHAIR")), ("/reason", json!(""))],
        ),
        one(
            "/v1/admin/bookings/{booking_ref}/seats",
            json!({
                "seats": [{
                    "passenger_id": "0198c0de-0000-7000-8000-000000000001",
                    "journey": "DEPARTING", "segment": 0, "seat": "12A",
                }],
                "reason": "She called.",
            }),
            vec![("/seats/0/seat", json!("A12")), ("/reason", json!(""))],
        ),
        one(
            "/v1/admin/bookings/{booking_ref}/documents/resend",
            json!({"reason": "The mail was lost."}),
            vec![("/reason", json!(""))],
        ),
    ]
}

fn of_departures() -> Vec<Sample> {
    vec![
        one(
            "/v1/admin/departures/{flight_id}/{date}",
            json!({
                "status": "OPEN",
                "capacity": {"FIRST": 0, "BUSINESS": 12, "PREMIUM_ECONOMY": 0, "ECONOMY": 150},
                "departure_local": "2026-12-01T09:30", "arrival_local": "2026-12-01T11:40",
                "aircraft": "321", "reason": "the runway was closed",
            }),
            vec![
                ("/status", json!("CANCELLED")),
                ("/capacity/FIRST", json!(-1)),
                ("/capacity/BUSINESS", json!(-1)),
                ("/capacity/PREMIUM_ECONOMY", json!(-1)),
                ("/capacity/ECONOMY", json!(-1)),
                ("/capacity/ECONOMY", json!(10_000)),
                ("/departure_local", json!("09:30")),
                ("/arrival_local", json!("2026-12-01T11:40Z")),
                ("/reason", json!(" ")),
                ("/reason", long("", 501)),
            ],
        ),
        one(
            "/v1/admin/departures/{flight_id}/{date}/cancel",
            json!({"refund": "AT_ONCE", "reason": "the aircraft is on the ground"}),
            vec![("/refund", json!("NEVER")), ("/reason", json!(" ")), ("/reason", long("", 501))],
        ),
    ]
}
