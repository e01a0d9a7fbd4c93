//! Bodies of the calls that are about single travellers of a booking.

use serde_json::json;

use crate::samples::{Sample, long, one};

pub(crate) fn people() -> Vec<Sample> {
    vec![
        one(
            "/v1/bookings/{booking_ref}/cancellations",
            json!({
                "journeys": ["DEPARTING"], "ticket_id": "0198c0de-0000-7000-8000-000000000001",
                "passengers": ["0198c0de-0000-7000-8000-000000000001"],
            }),
            vec![
                ("/journeys", json!("NOWHERE")),
                ("/journeys/0", json!("NOWHERE")),
                ("/ticket_id", json!("nobody")),
            ],
        ),
        one(
            "/v1/bookings/{booking_ref}/split",
            json!({"passengers": ["0198c0de-0000-7000-8000-000000000001"]}),
            vec![("/passengers", json!("everybody")), ("/passengers/0", json!("Asha"))],
        ),
        one(
            "/v1/admin/bookings/{booking_ref}/split",
            json!({
                "passengers": ["0198c0de-0000-7000-8000-000000000001"],
                "reason": "They part in Mumbai.",
            }),
            vec![("/passengers/0", json!("Asha")), ("/reason", json!(""))],
        ),
        one(
            "/v1/bookings/{booking_ref}/passengers/{id}/travel-document",
            json!({
                "type": "PASSPORT", "number": "Z 123-4567", "issuing_country": "IN",
                "nationality": "IN", "expires_on": "2031-12-31",
            }),
            vec![
                ("/type", json!("VISA")),
                ("/number", json!("")),
                ("/number", json!("A<B")),
                ("/number", long("", 21)),
                ("/issuing_country", json!("ZZ")),
                ("/nationality", json!("IND")),
                ("/expires_on", json!("2031-02-30")),
            ],
        ),
    ]
}
