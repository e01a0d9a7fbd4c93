//! Promises about the history: it is added to, read by what it is about, and never rewritten.

use std::sync::Arc;

use airside_app::account::Role;
use airside_app::history::{Actor, Deed, HistoryEntry, Said, Subject};
use airside_app::ports::store::Page;
use airside_app::ports::{Store, Write};
use airside_primitives::HistoryId;

use super::{commit, put};
use crate::samples::{DAY, NOW, booking_id, code, flight_id, id, user_id};

fn entry(number: u128, subject: Subject) -> HistoryEntry {
    let booking = if let Subject::Booking(id) = subject { Some(id) } else { None };
    let line = HistoryEntry {
        id: HistoryId(id(number)),
        at: NOW,
        by: Actor::User(user_id(1), Role::Agent),
        booking,
        subject,
        deed: Deed::NoteAdded,
        said: Said::default(),
        is_erased: false,
    };
    line.because(format!("because {number}")).changed(None, Some("{}".to_owned()))
}

async fn all(store: &dyn Store, of: &Subject) -> Vec<HistoryEntry> {
    store.history(of, Page { limit: 10, before: None }).await.unwrap()
}

pub async fn lines_come_back_newest_first_by_what_they_are_about(store: Arc<dyn Store>) {
    let booking = Subject::Booking(booking_id(1));
    let departure = Subject::Departure(flight_id(1), DAY);
    let airport = Subject::Airport(code("DEL"));
    let first = entry(1, booking.clone());
    let of_departure = entry(2, departure.clone()).with_booking(booking_id(1));
    let last = HistoryEntry { by: Actor::System, ..entry(3, booking.clone()) };
    let other = entry(4, airport.clone());
    let lines = [first.clone(), of_departure.clone(), last.clone(), other.clone()];
    put(&*store, lines.map(Write::AddHistory)).await;

    assert_eq!(all(&*store, &booking).await, [last, of_departure.clone(), first.clone()]);
    assert_eq!(all(&*store, &departure).await, std::slice::from_ref(&of_departure));
    assert_eq!(all(&*store, &airport).await, [other]);
    assert_eq!(all(&*store, &Subject::Tariff).await, []);
    let page = Page { limit: 1, before: Some(of_departure.id) };
    assert_eq!(store.history(&booking, page).await.unwrap(), [first]);
}

pub async fn a_line_is_written_once(store: Arc<dyn Store>) {
    let subject = Subject::Booking(booking_id(1));
    let first = entry(1, subject.clone());
    put(&*store, [Write::AddHistory(first.clone())]).await;
    let other = HistoryEntry { deed: Deed::DocumentsResent, ..entry(1, subject.clone()) };
    assert!(commit(&*store, Write::AddHistory(other)).await.is_err());
    assert_eq!(all(&*store, &subject).await, [first]);
}

pub async fn what_a_line_says_can_be_forgotten_and_the_line_stays(store: Arc<dyn Store>) {
    let booking = Subject::Booking(booking_id(1));
    let kept = entry(1, Subject::Booking(booking_id(2)));
    let about = entry(2, booking.clone());
    let with = entry(3, Subject::Departure(flight_id(1), DAY)).with_booking(booking_id(1));
    put(&*store, [kept.clone(), about.clone(), with.clone()].map(Write::AddHistory)).await;
    put(&*store, [Write::ForgetHistory(booking.clone())]).await;
    put(&*store, [Write::ForgetHistory(booking.clone())]).await;

    let nameless = |line| HistoryEntry { said: Said::default(), is_erased: true, ..line };
    assert_eq!(all(&*store, &booking).await, [nameless(with), nameless(about)]);
    assert_eq!(all(&*store, &kept.subject).await, std::slice::from_ref(&kept));
}
