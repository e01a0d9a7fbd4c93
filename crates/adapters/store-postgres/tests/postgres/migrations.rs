//! Tables come, go and come again, and only one of many brings them.

use crate::schema::{Schema, Subject};
use airside_app::personal_data::tables::fault;
use airside_store_postgres::PostgresStore;
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use futures::future::join_all;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Tables and functions of ours.
async fn count(schema: &Schema) -> i64 {
    let ours = "SELECT (SELECT count(*) FROM pg_tables \
                WHERE schemaname = current_schema() AND NOT starts_with(tablename, '__')) \
                + (SELECT count(*) FROM pg_proc \
                WHERE pronamespace = current_schema()::regnamespace) AS count";
    let mut connection = schema.connection().await;
    diesel::sql_query(ours).get_result::<Count>(&mut connection).await.unwrap().count
}

#[tokio::test]
async fn every_migration_can_be_run_reverted_and_run_again() {
    let schema = Schema::new();
    let store = PostgresStore::connect(&schema.settings()).await.unwrap();
    let ran = store.migrate().await.unwrap();
    let all = count(&schema).await;
    assert!(all > 20, "{all} tables and functions");

    let mut reverted = store.revert().await.unwrap();
    reverted.reverse();
    assert_eq!(reverted, ran);
    assert_eq!(count(&schema).await, 0);

    assert_eq!(store.migrate().await.unwrap(), ran);
    assert_eq!(count(&schema).await, all);
    assert_eq!(store.migrate().await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn of_many_that_start_together_one_migrates_and_the_others_find_it_done() {
    let schema = Schema::new();
    let starts = (0..6).map(|_| async {
        let store = PostgresStore::connect(&schema.settings()).await.unwrap();
        store.migrate().await.unwrap().len()
    });
    let mut ran = join_all(starts).await;
    ran.sort_unstable();
    let (others, first) = ran.split_at(5);
    assert_eq!(others, [0; 5]);
    assert!(first[0] > 0);
}

#[derive(QueryableByName)]
struct ColumnOf {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    called: String,
}

#[tokio::test]
async fn somebody_has_thought_about_what_each_table_keeps_of_people() {
    let Subject { schema, .. } = Subject::new().await;
    let columns = "SELECT table_name::text AS of, column_name::text AS called
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND NOT starts_with(table_name, '__')";
    let mut connection = schema.connection().await;
    let columns: Vec<ColumnOf> = diesel::sql_query(columns).load(&mut connection).await.unwrap();
    assert!(columns.len() > 100, "{} columns", columns.len());
    for ColumnOf { of, called } in columns {
        assert_eq!(fault(&of, &called), None);
    }
}
