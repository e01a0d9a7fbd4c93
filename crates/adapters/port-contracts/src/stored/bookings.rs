//! Sixteen bookings, in every state, and what hangs on them.

use std::sync::Arc;

use airside_app::ports::Store;
use airside_app::ports::store::{BookingFilter, Page};
use airside_booking::{Booking, BookingStatus, State};
use airside_primitives::SeatNumber;

use super::{ASHA, NOW, RAVI, booking, words};

/// Each booking in the order of placing: its reference, then how it stands, what it costs, its
/// flights with the seats, and the ticket numbers.
#[rustfmt::skip]
pub(super) const BOOKINGS: &[(&str, &str)] = &[
    ("QNPK28", "CONFIRMED 584600; AI101 2026-10-20 4A; 098-4219404483"),
    // Booked twice under two ids of one departure: see `stock`.
    ("5QL5QL", "CONFIRMED 532205; 6E2041 2027-03-12 14A; 312-2106078173"),
    ("AUJ782", "CONFIRMED 532205; 6E2041 2027-03-13 14A; 312-5525630007"),
    ("UQ4CE8", "CONFIRMED 12311600; 6E5302 2027-03-18 1A 1C 1D 1F 2A 2C 2D; 312-6433432780 312-6191949548 312-7997346110 312-2514129769 312-5927713399 312-0484321058 312-2376412131"),
    // Its flight is in no timetable any more.
    ("DJUZK2", "CONFIRMED 469100; 6E777 2027-03-24 4A; 312-3111504079"),
    ("PRX6DT", "CONFIRMED 532205; 6E2041 2027-03-12 -; 312-8702061098"),
    ("NWN6KZ", "CONFIRMED 532205; 6E2041 2027-03-13 15A; 312-9407741147"),
    ("R9ZVCC", "CONFIRMED 12311600; 6E5302 2027-03-18 - - - - - - -; 312-6376767318 312-9547897467 312-0042908358 312-4174182290 312-5863070747 312-4479758720 312-3388097825"),
    // Two adults and an infant, who has no seat.
    ("ZMBEBU", "CONFIRMED 1341700; AI101 2027-03-10 4A 4B -; 098-0132703105 098-7441909387 098-7047063066"),
    ("Y3HLDX", "CONFIRMED 3759700; AI503 2027-03-20 4A, AI161 2027-03-21 20A; 098-0838482455"),
    ("FY89N9", "CONFIRMED 6057200; AI161 2027-04-02 20A 20B; 098-2481302399 098-9997082935"),
    ("ALJT6Z", "PARTIALLY_CANCELLED 2027200; AI101 2027-03-15 4A, 6E2042 2027-03-22 4A; 098-4817620376 312-0478720745"),
    ("9PTRV8", "CANCELLED 584600; AI101 2027-03-16 4A; 098-1172321904"),
    ("KSGJET", "EXPIRED 532205; 6E2041 2027-03-14 20F; "),
    ("MFQ3RY", "PENDING_PAYMENT 534600; AI101 2027-03-11 20F; "),
    ("RYUENL", "CONFIRMED 584600; AI101 2027-03-17 4A; 098-4958111921"),
];

/// What hangs on bookings that have more than a payment by card and a ticket.
#[rustfmt::skip]
const MORE: &[(&str, &str)] = &[
    ("ZMBEBU", "FAILED 1341700, SUCCEEDED 1341700; SUPERSEDED 1289200, EXPIRED 1289200; ; READY"),
    ("ALJT6Z", "SUCCEEDED 2027200; CONFIRMED 969600; SUCCEEDED 969600; READY, READY, READY"),
    ("9PTRV8", "SUCCEEDED 584600; CONFIRMED 559600; PENDING 559600; READY, PENDING"),
    ("KSGJET", "CANCELED 532205; ; ; "),
    ("MFQ3RY", "REQUIRES_ACTION 534600; ; ; "),
    ("RYUENL", "SUCCEEDED 584600; ; ; PENDING"),
];

fn told(booking: &Booking) -> String {
    let flights = booking.journeys.iter().flat_map(|journey| {
        let segments = journey.offer.segments.iter().zip(journey.seats.iter());
        segments.map(|(segment, seats)| {
            let seat = |seat: &Option<SeatNumber>| match seat {
                Some(seat) => seat.to_string(),
                None => "-".to_owned(),
            };
            format!("{} {} {}", segment.number, segment.date, words(seats.iter().map(seat)))
        })
    });
    let flights: Vec<_> = flights.collect();
    let numbers = match &booking.state {
        State::PendingPayment { .. } | State::Expired { .. } => String::new(),
        State::Confirmed { ticket_numbers, .. } => words(ticket_numbers.iter().flatten()),
    };
    let status = booking.status(NOW).code();
    format!("{status} {}; {}; {numbers}", booking.price().total.get(), flights.join(", "))
}

pub async fn every_booking_is_there(store: Arc<dyn Store>) {
    for (reference, expected) in BOOKINGS {
        assert_eq!(told(&booking(&*store, reference).await), *expected, "{reference}");
    }
}

pub async fn every_payment_refund_and_document_is_there(store: Arc<dyn Store>) {
    for (reference, _) in BOOKINGS {
        let booking = booking(&*store, reference).await;
        let payments = store.payments(booking.id).await.unwrap();
        let payments = payments
            .iter()
            .map(|it| format!("{} {}", it.value.status_code(), it.value.amount.get()));
        let cancellations = store.cancellations(booking.id).await.unwrap();
        let cancellations = cancellations
            .iter()
            .map(|it| format!("{} {}", it.value.status_code(NOW), it.value.refund().get()));
        let refunds = store.refunds(booking.id).await.unwrap();
        let refunds = refunds
            .iter()
            .map(|it| format!("{} {}", it.value.status_code(), it.value.amount.get()));
        let documents = store.documents(booking.id).await.unwrap();
        let documents = documents.iter().map(|it| it.value.status_code().to_owned());
        let lists: Vec<Vec<_>> = vec![
            payments.collect(),
            cancellations.collect(),
            refunds.collect(),
            documents.collect(),
        ];
        let told = lists.iter().map(|list| list.join(", ")).collect::<Vec<_>>().join("; ");

        let plain = format!("SUCCEEDED {}; ; ; READY", booking.price().total.get());
        let more = MORE.iter().find(|(it, _)| it == reference);
        assert_eq!(told, more.map_or(&*plain, |(_, more)| more), "{reference}");
    }
}

pub async fn bookings_are_listed_by_their_owner(store: Arc<dyn Store>) {
    let page = Page { limit: 100, before: None };
    let mut references = Vec::new();
    for owner in [ASHA, RAVI] {
        let all = BookingFilter { owner, status: None, now: NOW };
        references.extend(store.bookings(all, page).await.unwrap());
        let held = BookingFilter { status: Some(BookingStatus::PendingPayment), ..all };
        let held = store.bookings(held, page).await.unwrap();
        assert_eq!(
            words(held.iter().map(|it| it.reference)),
            if owner == ASHA { "MFQ3RY" } else { "" }
        );
    }
    references.sort_by_key(|booking| booking.id);
    let references: Vec<_> = references.iter().map(|it| it.reference.to_string()).collect();
    let expected: Vec<_> = BOOKINGS.iter().map(|(reference, _)| *reference).collect();
    assert_eq!(references, expected);
}
