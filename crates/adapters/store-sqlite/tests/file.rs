//! What is true of the file, beyond what every store promises.

use airside_app::ports::store::{Accounts, Bookings};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_port_contracts::samples::{booking, booking_id, user, user_id};
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
