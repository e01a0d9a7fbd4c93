//! A change to try the renderer with.

use airside_app::ports::documents::{Balance, ChangeReceiptDocument, ChangedJourney, LocalTime};
use airside_primitives::{Amount, Currency};
use time::macros::datetime;

use super::{AIRLINE, valid};

/// The way back a day later, for the difference and a fee.
pub fn sample_change_receipt() -> ChangeReceiptDocument {
    ChangeReceiptDocument {
        seller: AIRLINE.to_owned(),
        booking_ref: "K7Q2MZ".to_owned(),
        receipt_id: "0198c0de-6a4b-7c1e-9f20-3b5a8d7e1c44".to_owned(),
        quoted_at: LocalTime::utc(datetime!(2026-11-20 10:02 UTC)),
        changed_at: LocalTime::utc(datetime!(2026-11-20 10:05 UTC)),
        passengers: vec!["Asha Rao".to_owned(), "Şule Gülşen Öztürk".to_owned()],
        journeys: vec![ChangedJourney {
            direction: "Returning".to_owned(),
            route: vec![valid("LHR"), valid("BOM"), valid("DEL")],
            flights: vec![valid("QZ132"), valid("QZ2046")],
            departure: LocalTime { at: datetime!(2026-12-15 21:05 +00:00), zone: "GMT".to_owned() },
            old_value: Amount::minor(6_824_500),
            new_price: Amount::minor(7_012_300),
            change_fee: Amount::minor(150_000),
            kept: Amount::ZERO,
            difference: Amount::minor(337_800),
        }],
        currency: Currency::INR,
        balance: Balance::Paid {
            amount: Amount::minor(337_800),
            reference: Some("pi_3QmVx2KZf0sample".to_owned()),
        },
        notice: Some("Demo data: not valid for travel".to_owned()),
    }
}
