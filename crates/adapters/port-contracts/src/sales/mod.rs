//! What every store promises of a whole sale: whatever happens to a flight, its counters, its
//! bookings and its departures agree.
//!
//! Two nodes sell one flight on a few days, while its timetable is revised. What happens is
//! drawn at random; after each step the store is audited.

mod happening;
mod office;
pub mod timetable;

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use airside_app::audit::{Audit, Finding};
use airside_app::ports::Store;
use airside_app::ports::store::Sold;
use airside_primitives::{Cabin, FlightId};
use proptest::collection::vec;
use proptest::test_runner::{Config, TestRunner};
use time::Date;
use tokio::runtime::Builder;

use happening::{Happening, anything};
use office::Office;

use crate::samples::DAY;

/// Makes the test, with so many sequences of events.
///
/// `$subject` is as for [`store!`](crate::store), and made anew for each sequence.
#[macro_export]
macro_rules! sales {
    ($sequences:expr, $subject:expr) => {
        #[test]
        fn whatever_happens_to_a_flight_its_sales_add_up() {
            $crate::sales::whatever_happens_to_a_flight_its_sales_add_up($sequences, || async {
                let subject = $subject.await;
                (subject.store(), subject)
            });
        }
    };
}

/// What the small airline sells by.
pub const TARIFF: &str = include_str!("tariff.toml");

/// Events in one sequence.
const STEPS: RangeInclusive<usize> = 20..=80;

pub fn whatever_happens_to_a_flight_its_sales_add_up<S, F>(sequences: u32, subject: impl Fn() -> F)
where
    F: Future<Output = (Arc<dyn Store>, S)>,
{
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let config = Config { cases: sequences, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&vec(anything(), STEPS), |happenings| {
        runtime.block_on(async {
            let (store, _subject) = subject().await;
            Box::pin(play(store, &happenings)).await;
        });
        Ok(())
    });
    let failure = outcome.err().map(|failure| failure.to_string());
    assert!(failure.is_none(), "{}", failure.unwrap_or_default());
}

/// Lets the events happen, and audits the store after each and at the end.
async fn play(store: Arc<dyn Store>, happenings: &[Happening]) {
    let mut office = Office::open(store).await;
    let mut sold = Counters::new();
    for happening in happenings {
        office.meet(happening).await;
        books_add_up(&office).await;
        sold = nothing_is_oversold(&office, &sold).await;
    }

    office.catch_up().await;
    let settled = books_add_up(&office).await;
    assert_eq!(settled.findings, [], "every booking flies as the timetable says, or asks");
    assert_eq!(office.impossible_seats().await, [""; 0]);

    office.give_everything_back().await;
    let empty = books_add_up(&office).await;
    assert_eq!((empty.live, empty.inventory, empty.seats), (0, 0, 0));
}

/// What is sold is what bookings hold, and each seat has one holder.
async fn books_add_up(office: &Office) -> Audit {
    let books = office.audit().await;
    // A booking is behind until somebody looks at it.
    let is_wrong = |it: &&Finding| !matches!(it, Finding::Behind { .. });
    let wrong: Vec<_> = books.findings.iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    books
}

/// What each cabin of each departure has sold.
type Counters = HashMap<(FlightId, Date, Cabin), u16>;

/// No cabin sells more than it holds; one that was made too small sells nothing more.
async fn nothing_is_oversold(office: &Office, before: &Counters) -> Counters {
    let mut counters = Counters::new();
    for Sold { inventory, capacity } in office.store().sold_from(DAY).await.unwrap() {
        let cabin = (inventory.flight, inventory.date, inventory.cabin);
        let before = before.get(&cabin).copied().unwrap_or_default();
        assert!(
            inventory.count <= capacity.max(before),
            "{inventory:?} of {capacity}, {before} before"
        );
        counters.insert(cabin, inventory.count);
    }
    counters
}
