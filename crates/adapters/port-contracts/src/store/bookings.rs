//! Promises about bookings, cancellations and documents.

use std::sync::Arc;

use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{BookingFilter, Page};
use airside_app::ports::{CommitError, Store, Write};
use airside_booking::{
    Booking, BookingStatus, CancellationState, Direction, Document, DocumentKind, DocumentState,
};
use airside_primitives::RefundId;
use time::Duration;

use super::{commit, put};
use crate::samples::{
    NOW, booking, booking_id, cancellation, confirmed, document, expired, id, reference,
    ticket_numbers, user_id,
};

pub async fn unpaid_bookings_are_those_whose_hold_is_not_over(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(1)), Write::add(&expired(2)), Write::add(&confirmed(3, []))])
        .await;
    let (owner, due_by) = (booking(1).owner, booking(1).payment_due_by().unwrap());
    let unpaid = async |owner, now| {
        let found = store.unpaid_bookings(owner, now, 10).await.unwrap();
        found.into_iter().map(|booking| booking.id).collect::<Vec<_>>()
    };
    assert_eq!(unpaid(owner, due_by - Duration::MICROSECOND).await, [booking_id(1)]);
    assert_eq!(unpaid(owner, due_by).await, []);
    assert_eq!(unpaid(user_id(99), due_by - Duration::MICROSECOND).await, []);
}

pub async fn a_booking_in_any_state_comes_back_as_committed(store: Arc<dyn Store>) {
    let added = booking(1);
    put(&*store, [Write::add(&added)]).await;
    let found = store.booking(added.id).await.unwrap();
    assert_eq!(found, Some(Versioned { value: added, version: Version(1) }));

    let states =
        [expired(1), confirmed(1, []), confirmed(1, [Direction::Departing, Direction::Returning])];
    for (version, value) in (1..).zip(states) {
        let saved = Versioned { value: value.clone(), version: Version(version) };
        put(&*store, [Write::save(&saved)]).await;

        let expected = Versioned { value, version: Version(version + 1) };
        let found = store.booking_by_reference(reference(1)).await.unwrap();
        assert_eq!(found, Some(expected));
    }
}

pub async fn an_unknown_booking_is_none(store: Arc<dyn Store>) {
    assert_eq!(store.booking(booking_id(1)).await.unwrap(), None);
    assert_eq!(store.booking_by_reference(reference(1)).await.unwrap(), None);
    assert_eq!(listed(&*store, None).await, []);
    assert_eq!(store.documents(booking_id(1)).await.unwrap(), []);

    let unknown = Versioned { value: booking(1), version: Version(1) };
    let refused = commit(&*store, Write::save(&unknown)).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
}

pub async fn a_stale_version_is_a_conflict(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(1))]).await;
    let read = store.booking(booking_id(1)).await.unwrap().unwrap();
    let first = Versioned { value: confirmed(1, []), version: read.version };
    let second = Versioned { value: expired(1), version: read.version };

    put(&*store, [Write::save(&first)]).await;
    let refused = commit(&*store, Write::save(&second)).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");

    let found = store.booking(booking_id(1)).await.unwrap().unwrap();
    assert_eq!(found.value, confirmed(1, []));
}

pub async fn a_locator_is_given_once(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(1))]).await;
    let second = Booking { reference: reference(1), ..booking(2) };

    let refused = commit(&*store, Write::add(&second)).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
    assert_eq!(store.booking(booking_id(2)).await.unwrap(), None);
}

pub async fn a_ticket_number_is_given_once(store: Arc<dyn Store>) {
    let numbers = |booking, ticket| Write::AddTicketNumbers {
        booking: booking_id(booking),
        numbers: ticket_numbers(ticket),
    };
    put(&*store, [Write::add(&booking(1)), numbers(1, 1), numbers(1, 2)]).await;

    let refused = commit(&*store, numbers(2, 2)).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
    put(&*store, [numbers(2, 3)]).await;
}

pub async fn lists_give_every_booking_once_newest_first(store: Arc<dyn Store>) {
    // Not in the order of their ids, and with a stranger's in between.
    let added = [3, 1, 5, 2, 4].map(|number| Write::add(&booking(number)));
    put(&*store, added).await;
    put(&*store, [Write::add(&Booking { owner: user_id(2), ..booking(6) })]).await;

    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = Page { limit: 2, before };
        let bookings = store.bookings(filter(None), page).await.unwrap();
        let Some(last) = bookings.last() else { break };
        before = Some(last.id);
        seen.extend(bookings);
    }
    assert_eq!(seen, [5, 4, 3, 2, 1].map(booking));
}

pub async fn every_booking_is_listed_oldest_first(store: Arc<dyn Store>) {
    put(&*store, (1..=5).map(|number| Write::add(&booking(number)))).await;
    let mut listed = Vec::new();
    let mut after = None;
    loop {
        let page = store.all_bookings(after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 2);
        after = Some(last.value.id);
        listed.extend(page);
    }
    let right: Vec<_> =
        (1..=5).map(|it| Versioned { value: booking(it), version: Version(1) }).collect();
    assert_eq!(listed, right);
}

pub async fn a_filter_reads_the_status_as_it_is_now(store: Arc<dyn Store>) {
    let overdue = {
        let created = booking(2);
        let state = airside_booking::State::PendingPayment { due_by: NOW };
        Booking { state, ..created }
    };
    let all = [
        booking(1),
        overdue.clone(),
        expired(3),
        confirmed(4, []),
        confirmed(5, [Direction::Returning]),
        confirmed(6, [Direction::Departing, Direction::Returning]),
    ];
    put(&*store, all.clone().map(|booking| Write::add(&booking))).await;

    assert_eq!(listed(&*store, Some(BookingStatus::PendingPayment)).await, [booking(1)]);
    assert_eq!(listed(&*store, Some(BookingStatus::Expired)).await, [expired(3), overdue]);
    for status in BookingStatus::ALL {
        let expected: Vec<_> =
            all.iter().rev().filter(|it| it.status(NOW) == status).cloned().collect();
        assert_eq!(listed(&*store, Some(status)).await, expected);
    }
    assert_eq!(listed(&*store, None).await.len(), all.len());
}

pub async fn cancellations_and_documents_come_back_as_committed(store: Arc<dyn Store>) {
    let (quote, ticket) = (cancellation(1, booking_id(1)), document(1, booking_id(1)));
    put(&*store, [Write::add(&confirmed(1, [])), Write::add(&quote), Write::add(&ticket)]).await;

    let read = store.cancellation(quote.id).await.unwrap().unwrap();
    assert_eq!(read.value, quote);
    for state in [
        CancellationState::Superseded,
        CancellationState::Confirmed { at: NOW + Duration::MINUTE, refund: RefundId(id(9)) },
    ] {
        let Versioned { value, version } = store.cancellation(quote.id).await.unwrap().unwrap();
        let value = airside_booking::Cancellation { state, ..value };
        let saved = Versioned { value: value.clone(), version };
        put(&*store, [Write::save(&saved)]).await;
        let found = store.cancellations(booking_id(1)).await.unwrap();
        assert_eq!(found.into_iter().map(|it| it.value).collect::<Vec<_>>(), [value]);
    }

    let receipt = Document {
        kind: DocumentKind::RefundReceipt { refund: RefundId(id(9)), cancellation: None },
        state: DocumentState::Awaited,
        ..document(2, booking_id(1))
    };
    put(&*store, [Write::add(&receipt)]).await;
    for state in [DocumentState::Ready { at: NOW, sha256: Some([7; 32]) }, DocumentState::Failed] {
        let Versioned { value, version } = store.document(ticket.id).await.unwrap().unwrap();
        let value = Document { state, ..value };
        let saved = Versioned { value: value.clone(), version };
        put(&*store, [Write::save(&saved)]).await;
        let found = store.documents(booking_id(1)).await.unwrap();
        assert_eq!(
            found.into_iter().map(|it| it.value).collect::<Vec<_>>(),
            [value, receipt.clone()]
        );
    }
}

async fn listed(store: &dyn Store, status: Option<BookingStatus>) -> Vec<Booking> {
    store.bookings(filter(status), Page { limit: 100, before: None }).await.unwrap()
}

fn filter(status: Option<BookingStatus>) -> BookingFilter {
    BookingFilter { owner: user_id(1), status, now: NOW }
}
