//! Promises about the books: lines of what was sold and given back.

use std::ops::Range;
use std::sync::Arc;

use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::LineKey;
use airside_app::ports::{Store, Write};
use airside_booking::{
    Booking, Cancellation, CancellationState, Direction, GivenBack, Sale, SalesLine, State,
};
use airside_primitives::{Amount, RefundId};
use time::{Duration, OffsetDateTime};

use super::put;
use crate::samples::{NOW, booking, booking_id, cancellation, confirmed, exchange, id};

fn cancelled(number: u128) -> Cancellation {
    let state = CancellationState::Confirmed { at: NOW + Duration::HOUR, refund: RefundId(id(9)) };
    Cancellation { state, ..cancellation(number, booking_id(number)) }
}

fn saved(value: Booking, version: i64) -> Write {
    Write::save(&Versioned { value, version: Version(version) })
}

async fn sold(store: &dyn Store) -> Vec<Sale> {
    store.sales(always(), None, 100).await.unwrap()
}

async fn back(store: &dyn Store) -> Vec<(GivenBack, Sale)> {
    store.given_back(always(), None, 100).await.unwrap()
}

pub async fn a_sale_is_written_once_it_is_confirmed_and_never_again(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(1))]).await;
    assert_eq!(sold(&*store).await, []);

    let paid = confirmed(1, []);
    put(&*store, [saved(paid.clone(), 1)]).await;
    assert_eq!(sold(&*store).await, paid.sales());
    assert_eq!(paid.sales().len(), paid.journeys.len());

    // Whatever becomes of the booking, the day of its sale stays as it was.
    let mut dearer = confirmed(1, [Direction::Departing]);
    for journey in &mut dearer.journeys {
        journey.extra_baggage += Amount::minor(1);
    }
    put(&*store, [saved(dearer, 2)]).await;
    assert_eq!(sold(&*store).await, paid.sales());
}

pub async fn what_is_given_back_is_written_beside_what_was_sold(store: Arc<dyn Store>) {
    let paid = confirmed(1, []);
    let quote = cancellation(1, booking_id(1));
    put(&*store, [Write::add(&paid), Write::add(&quote)]).await;
    assert_eq!(back(&*store).await, []);

    let cancelled = cancelled(1);
    let version = Version(1);
    put(&*store, [Write::save(&Versioned { value: cancelled.clone(), version })]).await;
    let expected = (cancelled.given_back()[0], paid.sales()[0].clone());
    assert_eq!(back(&*store).await, [expected]);

    let lines = store.sales_lines(booking_id(1)).await.unwrap();
    let sales = paid.sales().into_iter().map(SalesLine::Sale);
    let given_back = cancelled.given_back().into_iter().map(SalesLine::GivenBack);
    assert_eq!(lines, sales.chain(given_back).collect::<Vec<_>>());
    assert_eq!(store.sales_lines(booking_id(2)).await.unwrap(), []);
}

pub async fn what_is_exchanged_is_written_and_is_what_was_sold_from_then_on(store: Arc<dyn Store>) {
    let (paid, quote) = (confirmed(1, []), exchange(1, booking_id(1)));
    put(&*store, [Write::add(&paid), Write::add(&quote)]).await;
    assert_eq!(store.exchanged(always(), None, 100).await.unwrap(), []);
    assert_eq!(store.exchange(quote.id).await.unwrap().unwrap().value, quote);

    let done = quote.done(None, None, NOW + Duration::minutes(30));
    let lines = done.exchanged_sales();
    let version = Version(1);
    put(&*store, [Write::save(&Versioned { value: done.clone(), version })]).await;
    assert_eq!(store.exchanged(always(), None, 100).await.unwrap(), lines);
    let last = LineKey::of_exchanged(&lines[0]);
    assert_eq!(store.exchanged(always(), Some(last), 100).await.unwrap(), []);
    let all = store.exchanges(booking_id(1)).await.unwrap();
    assert_eq!(all, [Versioned { value: done, version: Version(2) }]);
    let written = store.sales_lines(booking_id(1)).await.unwrap();
    assert_eq!(written.last(), Some(&SalesLine::Exchanged(lines[0].clone())));

    // Given back is what it was exchanged for.
    let cancelled = cancelled(1);
    put(&*store, [Write::add(&cancelled)]).await;
    let expected = (cancelled.given_back()[0], lines[0].sale.clone());
    assert_eq!(back(&*store).await, [expected]);
}

pub async fn lines_of_a_time_are_read_page_by_page(store: Arc<dyn Store>) {
    let at = |number: u128| NOW + Duration::minutes(i64::try_from(number / 2).unwrap());
    for number in 1..=6 {
        let mut paid = confirmed(number, []);
        if let State::Confirmed { at: confirmed_at, .. } = &mut paid.state {
            *confirmed_at = at(number);
        }
        put(&*store, [Write::add(&paid)]).await;
    }
    // From the second booking on, up to the last, which is not within.
    let during = at(2)..at(6);
    let mut keys = Vec::new();
    let mut after = None;
    loop {
        let page = store.sales(during.clone(), after, 3).await.unwrap();
        keys.extend(page.iter().map(LineKey::of_sale));
        let Some(last) = page.last() else { break };
        after = Some(LineKey::of_sale(last));
    }
    let mut sorted = keys.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(keys, sorted);
    let bookings: Vec<_> = keys.iter().map(|key| key.of).collect();
    for number in 1..=6 {
        let journeys = if (2..6).contains(&number) { booking(number).journeys.len() } else { 0 };
        let found = bookings.iter().filter(|of| **of == booking_id(number).0).count();
        assert_eq!(found, journeys, "{number}");
    }
}

pub async fn what_an_older_release_left_out_of_the_books_is_found(store: Arc<dyn Store>) {
    let paid = confirmed(1, []);
    let mut kept_none = Write::add(&paid);
    if let Write::Record { row, lines, .. } = &mut kept_none {
        row.columns.retain(|column| column.name != "posted_as");
        lines.clear();
    }
    put(&*store, [kept_none]).await;
    put(&*store, [Write::add(&booking(2)), Write::add(&confirmed(3, []))]).await;

    let unposted = store.unposted(10).await.unwrap();
    assert_eq!(unposted, [Versioned { value: paid.clone(), version: Version(1) }]);
    put(&*store, [Write::save(&unposted[0])]).await;
    assert_eq!(store.unposted(10).await.unwrap(), []);
    assert_eq!(store.sales_lines(booking_id(1)).await.unwrap().len(), paid.journeys.len());
}

/// From before anything was sold until long after.
fn always() -> Range<OffsetDateTime> {
    NOW - Duration::DAY..NOW + Duration::weeks(100)
}
