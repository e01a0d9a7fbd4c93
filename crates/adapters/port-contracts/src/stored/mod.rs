//! A store of release 0.1.0, carried over and read by this release.
//!
//! That release did the same work on every store, so every adapter runs the same tests on its own
//! file. What happened is in [`bookings`]; `stored/README.md` in the tests of each adapter tells
//! where the file is from.

pub mod bookings;
pub mod due;
pub mod stock;
pub mod world;

use std::sync::Arc;

use airside_app::carry_over::{CarriedOver, carry_over};
use airside_app::ports::Store;
use airside_app::timetable::Capacity;
use airside_booking::Booking;
use airside_primitives::{Cabin, UserId};
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::uuid;

use crate::samples::code;

/// Makes a `#[tokio::test]` of everything that is there, given a subject as for `store!`.
#[macro_export]
macro_rules! stored {
    ($subject:expr) => {
        $crate::stored!($subject =>
            bookings: [
                every_booking_is_there,
                every_payment_refund_and_document_is_there,
                bookings_are_listed_by_their_owner,
            ],
            due: [
                messages_that_were_not_sent_wait,
                what_was_due_is_due,
                a_booking_is_dated_by_saving_it,
            ],
            stock: [
                what_is_oversold_is_closed,
                every_counter_stands,
                every_seat_has_its_holders,
            ],
            world: [
                the_timetable_is_there,
                promo_codes_and_their_uses_are_there,
                accounts_and_what_they_hold_are_there,
                an_answer_is_remembered,
            ],
        );
    };
    ($subject:expr => $($module:ident: [$($fact:ident,)+],)+) => {
        $($(
            #[tokio::test]
            async fn $fact() {
                let subject = $subject.await;
                $crate::stored::carried_over(&*subject.store()).await;
                $crate::stored::$module::$fact(subject.store()).await;
            }
        )+)+
    };
}

/// When the last of it happened.
const NOW: OffsetDateTime = datetime!(2026-11-20 09:01 UTC);

/// Owns most bookings.
const ASHA: UserId = UserId(uuid!("01a0f67a-387b-7001-9b30-d900ed56cd8f"));
const RAVI: UserId = UserId(uuid!("01a0f67a-387b-7006-b098-06db1e9b30d9"));

/// Counts anew what is sold, as the program does when it finds a store of an older release.
pub async fn carried_over(store: &dyn Store) -> Option<CarriedOver> {
    let capacity: Capacity = Arc::new(|aircraft, cabin| match (aircraft.as_str(), cabin) {
        ("320", Cabin::Business) => 12,
        ("320", Cabin::Economy) => 138,
        _ => 200,
    });
    carry_over(store, &capacity).await.unwrap()
}

/// A booking by its record locator.
async fn booking(store: &dyn Store, reference: &str) -> Booking {
    store.booking_by_reference(code(reference)).await.unwrap().unwrap().value
}

/// Several things with spaces between.
fn words<T: ToString>(things: impl IntoIterator<Item = T>) -> String {
    things.into_iter().map(|it| it.to_string()).collect::<Vec<_>>().join(" ")
}
