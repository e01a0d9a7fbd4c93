//! Tables that an older release left behind are brought up to date, and read.
//!
//! What has to be there is in `port-contracts`, the same for every store.

use std::sync::Arc;

use airside_store_postgres::PostgresStore;
use diesel_async::SimpleAsyncConnection;

use crate::schema::{Schema, Subject};

const RELEASE_0_1_0: &str = include_str!("../stored/0.1.0.sql");
/// The last migration of that release.
const LAST_OF_0_1_0: &str = "20261123000005";

/// A copy of what a release left, brought up to date; and the migrations that ran for it.
async fn open(left: &str) -> (Subject, Vec<String>) {
    let schema = Schema::new();
    let mut connection = schema.connection().await;
    let there = format!("CREATE SCHEMA {}", schema.name());
    connection.batch_execute(&there).await.unwrap();
    connection.batch_execute(left).await.unwrap();

    let store = PostgresStore::connect(&schema.settings()).await.unwrap();
    let ran = store.migrate().await.unwrap();
    (Subject { store: Arc::new(store), schema }, ran)
}

async fn release_0_1_0() -> Subject {
    open(RELEASE_0_1_0).await.0
}

airside_port_contracts::stored!(release_0_1_0());

#[tokio::test]
async fn only_what_is_newer_than_the_release_is_run() {
    let (_subject, ran) = open(RELEASE_0_1_0).await;
    assert!(ran.iter().all(|version| &**version > LAST_OF_0_1_0), "{ran:?}");
}
