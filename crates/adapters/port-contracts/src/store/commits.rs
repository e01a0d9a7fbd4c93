//! Promises about commits as such: all or nothing, and fair when many want the same.

use std::sync::Arc;

use airside_app::ports::bus::Message;
use airside_app::ports::changes::{SeatClaim, Version, Versioned};
use airside_app::ports::store::WorldVersion;
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_fares::PromoUses;
use futures::future::join_all;

use super::{answer, put, sold};
use crate::samples::{
    DAY, api_key, booking, booking_id, cancellation, code, document, expired, flight_id, hash,
    inventory, payment, promo_code, refresh_token, refund, seat, session, ticket_numbers, user,
    user_id,
};

pub async fn a_refused_commit_leaves_nothing_behind(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(9)), take(9, 1)]).await;
    let of = booking_id(1);
    let session = session(1, user_id(1));
    let changes = Changes::default()
        .write(Write::AddUser(user(1)))
        .write(Write::AddApiKey(api_key(1, user_id(1))))
        .write(Write::AddSession(session))
        .write(Write::AddRefreshToken(refresh_token(1, session.id)))
        .write(take(1, 10))
        .write(Write::ReturnInventory(inventory(9, 1)))
        .write(Write::ClaimSeat(claim(1, 12)))
        .write(Write::add(&booking(1)))
        .write(Write::save(&Versioned { value: expired(9), version: Version(1) }))
        .write(Write::AddTicketNumbers { booking: of, numbers: ticket_numbers(1) })
        .write(Write::SavePromoCode(promo_code("FLAT500")))
        .write(Write::UsePromo { code: code("FLAT500"), user: user_id(1), booking: of })
        .write(Write::add(&payment(1, of)))
        .write(Write::add(&cancellation(1, of)))
        .write(Write::add(&refund(1, of)))
        .write(Write::add(&document(1, of)))
        .send(Message::TimetableChanged)
        // Somebody has the locator.
        .write(Write::add(&booking(9)));

    let refused = store.commit(changes).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");

    assert_eq!(store.user(user_id(1)).await.unwrap(), None);
    assert_eq!(store.live_api_key(hash(1)).await.unwrap(), None);
    assert_eq!(store.session(session.id).await.unwrap(), None);
    assert_eq!(store.refresh_token(hash(1)).await.unwrap(), None);
    assert_eq!(sold(&*store, DAY).await, [inventory(9, 1)]);
    assert_eq!(store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap(), []);
    assert_eq!(store.booking(of).await.unwrap(), None);
    let untouched = store.booking(booking_id(9)).await.unwrap().unwrap();
    assert_eq!(untouched, Versioned { value: booking(9), version: Version(1) });
    assert_eq!(store.promo_code(&code("FLAT500")).await.unwrap(), None);
    let uses = store.promo_uses(&code("FLAT500"), user_id(1)).await.unwrap();
    assert_eq!(uses, PromoUses::default());
    assert_eq!(store.payments(of).await.unwrap(), []);
    assert_eq!(store.cancellations(of).await.unwrap(), []);
    assert_eq!(store.refunds(of).await.unwrap(), []);
    assert_eq!(store.documents(of).await.unwrap(), []);
    assert_eq!(store.unsent(10).await.unwrap(), []);
    // The ticket numbers are free as well.
    put(&*store, [Write::AddTicketNumbers { booking: of, numbers: ticket_numbers(1) }]).await;
}

pub async fn the_last_place_is_sold_once(store: Arc<dyn Store>) {
    let attempts = (1..=20).map(|number| {
        let changes = Changes::default().write(take(1, 1)).write(Write::add(&booking(number)));
        store.commit(changes)
    });
    let outcomes = join_all(attempts).await;

    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let expected = |it: &Result<(), _>| matches!(it, Ok(()) | Err(CommitError::SoldOut(_)));
    assert!(outcomes.iter().all(expected), "{outcomes:?}");
    assert_eq!(sold(&*store, DAY).await, [inventory(1, 1)]);
    let mut booked = 0;
    for number in 1..=20 {
        booked += usize::from(store.booking(booking_id(number)).await.unwrap().is_some());
    }
    assert_eq!(booked, 1);
}

pub async fn a_seat_is_given_once(store: Arc<dyn Store>) {
    let attempts = (1..=20).map(|number| {
        let claim = Write::ClaimSeat(claim(number, 12));
        store.commit(Changes::default().write(claim))
    });
    let outcomes = join_all(attempts).await;

    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let expected = |it: &Result<(), _>| matches!(it, Ok(()) | Err(CommitError::SeatTaken(_)));
    assert!(outcomes.iter().all(expected), "{outcomes:?}");
    assert_eq!(store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap().len(), 1);
}

pub async fn each_commit_of_a_moment_has_its_own_answer(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(99)), Write::ClaimSeat(claim(99, 12)), take(9, 1)]).await;
    put(&*store, [Write::Remember(answer(1, "POST", "known"))]).await;
    let attempts = (1..=40_u8).map(|number| {
        let (of, own) = (u128::from(number), format!("key-{number}"));
        let changes = Changes::default().send(Message::TimetableChanged).write(take(1, 100));
        let changes = match number % 8 {
            // Refused: no place is left, the answer is known, somebody has the seat, the locator.
            1 => changes.write(take(9, 1)).write(Write::add(&booking(of))),
            2 => changes
                .write(Write::Remember(answer(1, "POST", "known")))
                .write(Write::add(&booking(of))),
            3 => changes.write(Write::ClaimSeat(claim(of, 12))).write(Write::add(&booking(of))),
            4 => changes.write(Write::add(&booking(99))),
            _ => changes
                .write(Write::Remember(answer(1, "POST", &own)))
                .write(Write::ClaimSeat(claim(of, number + 12)))
                .write_all(Write::add_booking(&booking(of))),
        };
        store.commit(changes)
    });
    let outcomes = join_all(attempts).await;

    for (number, outcome) in (1..=40_u8).zip(outcomes) {
        let is_as_expected = match number % 8 {
            1 => matches!(outcome, Err(CommitError::SoldOut(it)) if it == inventory(9, 1)),
            2 => matches!(outcome, Err(CommitError::AlreadyAnswered)),
            3 => {
                matches!(outcome, Err(CommitError::SeatTaken(it)) if it.booking == booking_id(number.into()))
            }
            4 => matches!(outcome, Err(CommitError::Conflict)),
            _ => outcome.is_ok(),
        };
        assert!(is_as_expected, "{number}: {outcome:?}");
        let is_there = store.booking(booking_id(number.into())).await.unwrap().is_some();
        assert_eq!(is_there, !matches!(number % 8, 1..=4), "{number}");
    }
    let mut both = [inventory(1, 20), inventory(9, 1)];
    both.sort();
    assert_eq!(sold(&*store, DAY).await, both);
    assert_eq!(store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap().len(), 21);
    assert_eq!(store.unsent(50).await.unwrap().len(), 20);
}

pub async fn opposite_orders_do_not_block_each_other(store: Arc<dyn Store>) {
    let attempts = (0..40_u8).map(|number| {
        let (first, second) = if number % 2 == 0 { (1, 2) } else { (2, 1) };
        store.commit(Changes::default().write(take(first, 100)).write(take(second, 100)))
    });
    let outcomes = join_all(attempts).await;

    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let mut both = [inventory(1, 40), inventory(2, 40)];
    both.sort();
    assert_eq!(sold(&*store, DAY).await, both);
}

pub async fn a_commit_whose_caller_goes_away_is_whole_or_absent(store: Arc<dyn Store>) {
    let changes = |number: u8| {
        Changes::default()
            .write(take(1, 100))
            .write(Write::ClaimSeat(claim(number.into(), number)))
            .write(Write::add(&booking(number.into())))
    };
    for number in 1..=20 {
        let mut commit = store.commit(changes(number));
        // It has started, and nobody waits for it any more.
        let _ = futures::poll!(&mut commit);
    }

    // Each is there or can be made now; one that was made by half would count twice.
    for number in 1..=20 {
        let outcome = store.commit(changes(number)).await;
        assert!(matches!(outcome, Ok(()) | Err(CommitError::Conflict)), "{outcome:?}");
    }
    assert_eq!(sold(&*store, DAY).await, [inventory(1, 20)]);
    assert_eq!(store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap().len(), 20);
    for number in 1..=20 {
        assert!(store.booking(booking_id(number)).await.unwrap().is_some());
    }
}

pub async fn an_empty_commit_is_fine(store: Arc<dyn Store>) {
    store.commit(Changes::default()).await.unwrap();
    store.ping().await.unwrap();
}

/// In a new store, whose world was never replaced.
fn take(flight: u128, capacity: u16) -> Write {
    Write::TakeInventory { inventory: inventory(flight, 1), capacity, world: WorldVersion(0) }
}

fn claim(booking: u128, row: u8) -> SeatClaim {
    SeatClaim { flight: flight_id(1), date: DAY, seat: seat(row), booking: booking_id(booking) }
}
