//! Promises of a store that seals: what is private opens with its key alone, and keys can be
//! changed while it is at work.

use std::sync::Arc;

use airside_app::chain;
use airside_app::mail::{Mail, MailKind, Recipient};
use airside_app::ports::changes::{AnswerKey, Remembered, Versioned};
use airside_app::ports::store::Page;
use airside_app::ports::{Changes, Store, StoreError, Write};
use airside_app::sealing::{KeyRing, Resealing};
use airside_booking::Booking;
use airside_primitives::MailId;
use airside_records::{Column, Kept as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::Duration;

use crate::samples::{NOW, booking, booking_id, confirmed, id, user, user_id};

/// Keys change on one store, which `open` opens each time.
pub async fn keys_can_be_changed<Open>(open: Open)
where
    Open: AsyncFn(KeyRing) -> Arc<dyn Store>,
{
    // Nothing was sealed by the release before.
    let plain = open(KeyRing::default()).await;
    write(&*plain, [Write::AddUser(user(1)), Write::add(&booking(1))]).await;
    assert_eq!(read(&*plain, 1).await.unwrap(), booking(1));

    let first = open(ring(&["first"])).await;
    write(&*first, [Write::add(&confirmed(2, [])), Write::Remember(answer())]).await;
    assert_eq!(read(&*first, 1).await.unwrap(), booking(1));
    assert_eq!(read(&*first, 2).await.unwrap(), confirmed(2, []));
    let sent = Changes::default().mail(&link());
    first.commit(sent).await.unwrap();
    assert!(first.mail(link().id).await.unwrap().unwrap().value == link());
    let bodies = plain.records(Mail::TABLE, Column::id("id", link().id.0)).await;
    assert!(bodies.is_err(), "a mail that opens something does not open without its key");
    // Who has the store without the key has neither the booking nor the answer.
    let told = chain(&read(&*plain, 2).await.unwrap_err());
    assert!(told.contains("first"), "{told}");
    assert!(plain.remembered(&answer().key, NOW).await.is_err());
    let page = Page { limit: 9, before: None };
    assert!(plain.bookings_ahead(booking(2).owner, NOW, page).await.is_err());

    assert_eq!(reseal(&*first, "first").await, 1);
    assert!(read(&*plain, 1).await.is_err());
    assert_eq!(reseal(&*first, "first").await, 0);

    let both = open(ring(&["second", "first"])).await;
    assert_eq!(both.remembered(&answer().key, NOW).await.unwrap(), Some(answer()));
    assert_eq!(reseal(&*both, "second").await, 2);

    let second = open(ring(&["second"])).await;
    let all: Vec<_> = second.all_bookings(None, 9).await.unwrap();
    let all: Vec<_> = all.into_iter().map(|booking| booking.value).collect();
    assert_eq!(all, [booking(1), confirmed(2, [])]);
    assert!(second.remembered(&answer().key, NOW).await.is_err());

    // Whose people are gone has nothing to seal.
    let found = second.booking(booking_id(2)).await.unwrap().unwrap();
    let long_after = NOW + Duration::days(10_000);
    let erased = Versioned { value: found.value.erase(long_after).unwrap(), ..found };
    write(&*second, [Write::save(&erased)]).await;
    assert_eq!(read(&*plain, 2).await.unwrap(), erased.value);
    assert_eq!(reseal(&*both, "first").await, 1);
}

async fn write(store: &dyn Store, writes: impl IntoIterator<Item = Write>) {
    store.commit(Changes::default().write_all(writes)).await.unwrap();
}

async fn read(store: &dyn Store, number: u128) -> Result<Booking, StoreError> {
    Ok(store.booking(booking_id(number)).await?.unwrap().value)
}

async fn reseal(store: &dyn Store, newest: &str) -> u64 {
    let mut done = Resealing::default();
    while let Some(next) = done.step(store, newest).await.unwrap() {
        done = next;
    }
    done.sealed
}

/// A mail whose link opens an account.
fn link() -> Mail {
    let kind = MailKind::PasswordReset { token: "hush".to_owned() };
    Mail::new(MailId(id(1)), "reset", Recipient::User(user_id(1)), kind, NOW)
}

/// A ring of keys of these names, newest first.
fn ring(names: &[&str]) -> KeyRing {
    let key = |name: &&str| format!("{name}:{}", STANDARD.encode([name.as_bytes()[0]; 64]));
    let keys: Vec<_> = names.iter().map(key).collect();
    KeyRing::parse(&keys.join(",")).unwrap()
}

fn answer() -> Remembered {
    let key = AnswerKey { user: user_id(1), operation: "book".to_owned(), key: "k".to_owned() };
    Remembered {
        key,
        fingerprint: [7; 32],
        status: 201,
        body: "{\"date_of_birth\":\"1990-05-17\"}".to_owned(),
        answered_at: NOW,
        expires_at: NOW + Duration::DAY,
    }
}
