//! Promises about finding bookings.

use std::sync::Arc;

use airside_app::ports::store::{Known, Page, Sought};
use airside_app::ports::{Changes, Store, Versioned, Write};
use airside_booking::{Booking, BookingStatus};
use airside_primitives::BookingId;
use airside_records::finding::words;
use time::Duration;

use super::put;
use crate::samples::{NOW, booking, booking_id, expired, reference, user_id};

fn word(text: &str) -> Known {
    Known::Word(Sought(text.to_owned()))
}

async fn found(store: &dyn Store, any: Vec<Vec<Known>>) -> Vec<BookingId> {
    let page = Page { limit: 10, before: None };
    let found = store.find_bookings(any, page).await.unwrap();
    found.into_iter().map(|booking| booking.id).collect()
}

async fn add(store: &dyn Store, booking: &Booking) {
    put(store, Write::add_booking(booking)).await;
}

pub async fn a_booking_is_found_from_its_commit_on(store: Arc<dyn Store>) {
    let (first, second) = (booking(1), Booking { owner: user_id(2), ..booking(3) });
    for it in [&first, &second] {
        add(&*store, it).await;
    }
    let both = [second.id, first.id];
    let family = first.people().next().unwrap().name.family();
    let name = words(family).remove(0);
    for letters in 1..=name.len() {
        assert_eq!(found(&*store, vec![vec![word(&name[..letters])]]).await, both);
    }
    assert_eq!(found(&*store, vec![vec![word("@asha@example.com")]]).await, both);
    assert_eq!(found(&*store, vec![vec![word(&format!("{name}x"))]]).await, []);
    assert_eq!(found(&*store, vec![vec![]]).await, both);

    let own = vec![word(&name), Known::Owner(user_id(2))];
    assert_eq!(found(&*store, vec![own]).await, [second.id]);
    let text = reference(1).to_string();
    assert_eq!(found(&*store, vec![vec![Known::Reference(text)]]).await, [first.id]);
    let (flight, date) = first.departures(&first.directions())[0];
    assert_eq!(found(&*store, vec![vec![Known::Flight(flight, Some(date))]]).await, [first.id]);
    let pending = Known::Status(BookingStatus::PendingPayment, NOW);
    assert_eq!(found(&*store, vec![vec![pending]]).await, both);
    let late = Known::Status(BookingStatus::Expired, NOW + Duration::hours(1));
    assert_eq!(found(&*store, vec![vec![late]]).await, both);
    assert_eq!(found(&*store, vec![vec![Known::CreatedFrom(NOW)]]).await, both);
    assert_eq!(found(&*store, vec![vec![Known::CreatedBefore(NOW)]]).await, []);
    // Each once, in whatever ways it is found.
    assert_eq!(found(&*store, vec![vec![word(&name)], vec![]]).await, both);
}

pub async fn bookings_are_found_page_by_page(store: Arc<dyn Store>) {
    for number in 0..5 {
        add(&*store, &booking(2 * number + 1)).await;
    }
    let mut before = None;
    let mut all = Vec::new();
    loop {
        let any = vec![vec![word("@asha@example.com")]];
        let page = store.find_bookings(any, Page { limit: 2, before }).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        all.extend(page.into_iter().map(|it| it.id));
    }
    assert_eq!(all, [9, 7, 5, 3, 1].map(booking_id));
}

pub async fn whoever_is_erased_is_not_found(store: Arc<dyn Store>) {
    let there = expired(1);
    add(&*store, &there).await;
    assert_eq!(found(&*store, vec![vec![word("@asha@example.com")]]).await, [there.id]);
    let read = store.booking(there.id).await.unwrap().unwrap();
    let nameless = read.value.erase(NOW + Duration::days(400)).unwrap();
    let save = Write::save(&Versioned { value: nameless, version: read.version });
    store.commit(Changes::default().write(save)).await.unwrap();
    assert_eq!(found(&*store, vec![vec![word("@asha@example.com")]]).await, []);
    assert_eq!(found(&*store, vec![vec![]]).await, [there.id]);
    assert!(store.unindexed_bookings(10).await.unwrap().is_empty());
}
