//! What is true of the file, beyond what every store promises.

use std::sync::Arc;
use std::time::{Duration, Instant};

use airside_app::ports::changes::Version;
use airside_app::ports::store::{Accounts, Bookings};
use airside_app::ports::{Changes, CommitError, Store, Versioned, Write};
use airside_app::sealing::KeyRing;
use airside_port_contracts::samples::{booking, booking_id, confirmed, user, user_id};
use airside_store_sqlite::SqliteStore;
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

#[tokio::test]
async fn what_was_committed_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("airside.db");
    let store = SqliteStore::open(&file).unwrap();
    let changes = Changes::default().write(Write::AddUser(user(1))).write(Write::add(&booking(1)));
    store.commit(changes).await.unwrap();
    drop(store);

    let store = SqliteStore::open(&file).unwrap();
    assert_eq!(store.user(user_id(1)).await.unwrap(), Some(user(1)));
    let found = store.booking(booking_id(1)).await.unwrap().unwrap();
    assert_eq!(found.value, booking(1));
}

#[tokio::test]
async fn the_keys_that_seal_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("airside.db");
    airside_port_contracts::sealing::keys_can_be_changed(async |keys| {
        let store = SqliteStore::open(&file).unwrap().sealed_with(keys);
        Arc::new(store) as Arc<dyn Store>
    })
    .await;
}

#[tokio::test]
async fn who_was_erased_is_in_no_page_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("airside.db");
    let has = |name: &str| {
        let bytes = std::fs::read(&file).unwrap();
        bytes.windows(name.len()).any(|it| it == name.as_bytes())
    };
    let closed = async |store: SqliteStore| {
        drop(store);
        let log = folder.path().join("airside.db-wal");
        let deadline = Instant::now() + Duration::from_secs(30);
        while log.exists() {
            assert!(Instant::now() < deadline, "the file is not closed");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let store = SqliteStore::open(&file).unwrap();
    let flown = confirmed(1, []);
    let changes = Changes::default().write(Write::AddUser(user(1))).write(Write::add(&flown));
    store.commit(changes).await.unwrap();
    closed(store).await;
    assert!(has("Müller") && has("Asha.1@example.com") && has("1990-02-28") && has("L898902C3"));

    let store = SqliteStore::open(&file).unwrap();
    let over = flown.over_at();
    let nameless = flown.erase(over).unwrap();
    let changes = Changes::default()
        .write(Write::save(&Versioned { value: nameless, version: Version(1) }))
        .write(Write::LeaveAccount { user: user_id(1), at: over });
    store.commit(changes).await.unwrap();
    closed(store).await;
    for name in ["Müller", "Łucja", "1990-02-28", "L898902C3", "example.com", "Asha", "+9198"] {
        assert!(!has(name), "{name}");
    }
    assert!(has("WELCOME10"), "the booking is there");
}

#[tokio::test]
async fn what_is_sealed_of_a_traveller_is_in_no_page_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let keys = KeyRing::parse(&format!("k:{}==", "A".repeat(86))).unwrap();
    let store = SqliteStore::open(&folder.path().join("airside.db")).unwrap().sealed_with(keys);
    let changes = Changes::default().write(Write::AddUser(user(1))).write(Write::add(&booking(1)));
    store.commit(changes).await.unwrap();
    assert_eq!(store.booking(booking_id(1)).await.unwrap().unwrap().value, booking(1));
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for secret in ["L898902C3", "02C3", "1990-02-28"] {
            let has = bytes.windows(secret.len()).any(|it| it == secret.as_bytes());
            assert!(!has, "{secret} in {}", path.display());
        }
    }
}

#[tokio::test]
async fn two_processes_may_share_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("airside.db");
    let (one, other) = (SqliteStore::open(&file).unwrap(), SqliteStore::open(&file).unwrap());
    for number in (0..20).step_by(2) {
        let add = |number| Changes::default().write(Write::AddUser(user(number)));
        let (first, second) =
            futures::join!(one.commit(add(number)), other.commit(add(number + 1)));
        first.unwrap();
        second.unwrap();
    }
    for number in 0..20 {
        assert_eq!(one.user(user_id(number)).await.unwrap(), Some(user(number)));
    }
}

#[tokio::test]
async fn stores_in_memory_are_strangers_to_each_other() {
    let (one, other) = (SqliteStore::in_memory().unwrap(), SqliteStore::in_memory().unwrap());
    one.commit(Changes::default().write(Write::AddUser(user(1)))).await.unwrap();
    assert_eq!(other.user(user_id(1)).await.unwrap(), None);
}

#[tokio::test]
async fn while_somebody_else_has_the_file_the_store_is_away_and_then_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("airside.db");
    let store = SqliteStore::open(&file).unwrap();
    let add = || Changes::default().write(Write::AddUser(user(1)));

    let mut other = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    match store.commit(add()).await {
        Err(CommitError::Store(error)) => assert!(error.is_away(), "{error:?}"),
        told => unreachable!("{told:?}"),
    }
    assert_eq!(store.user(user_id(1)).await.unwrap(), None);

    other.batch_execute("ROLLBACK").unwrap();
    store.commit(add()).await.unwrap();
    assert_eq!(store.user(user_id(1)).await.unwrap(), Some(user(1)));
}
